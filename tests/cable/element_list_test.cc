// What an element says is what was parsed, however little room its record has.

#include "libmarkings/cable/element_list.h"

#include <gtest/gtest.h>

#include <iterator>
#include <string>

#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

using testing::Parse;

// Blanks, labels, marks and gaps on both sides of what a record has room for.
TEST(ElementList, KeepsWhatDoesNotFit) {
  for (const std::size_t bytes :
       {0U, 1U, 3U, 4U, 5U, 14U, 15U, 16U, 30U, 31U, 32U, 62U, 63U, 64U, 65U, 300U}) {
    const std::string gap(bytes, ' ');
    std::string countries;  // a mark that is longer by each
    for (std::size_t i = 0; i + 4 <= bytes; i += 4) countries += "/NF";
    const std::string mark = "(SBU" + countries + ")";
    const std::string text = "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n" + gap + "1." + gap + mark + gap +
                             "The harbour." + gap + "\n" + gap + "\n" + gap + "SUBJECT OF ALL";
    const auto document = Parse(text);
    ASSERT_TRUE(document) << bytes;
    const Element paragraph = document->elements()[document->Find("p1")];
    EXPECT_EQ(document->Text(paragraph.label_span), "1.") << bytes;
    EXPECT_EQ(document->Text(paragraph.text_span).substr(0, 12), "The harbour.") << bytes;
    EXPECT_EQ(document->Text(paragraph.marking_span), mark) << bytes;
    EXPECT_EQ(document->Text(paragraph.span).substr(0, bytes + 2), gap + "1.") << bytes;
    testing::ExpectPartition(*document);
  }
}

// Ids count what came before in the same list, also where lists stand in one another and are gone back to.
TEST(ElementList, IdsOfListsInLists) {
  const auto document = Parse(
      "UNCLAS KALVOR 000123\n\n1. (U) One.\n\na. (U) A.\n(1) (U) I.\n(2) (U) II.\nb. (U) B.\n(1) (U) I.\n\n"
      "1. (U) Again.\n\na. (U) A.\n");
  ASSERT_TRUE(document);
  std::string ids;
  for (const Element element : document->elements()) {
    if (element.kind == ElementKind::kParagraph || element.kind == ElementKind::kSubparagraph)
      ids += element.id() + " ";
  }
  EXPECT_EQ(ids, "p1 p1.1 p1.1.1 p1.1.2 p1.2 p1.2.1 p1~2 p1~2.1 ");
  EXPECT_EQ(document->Find("p1.3"), kNoElement);
  EXPECT_EQ(document->Find(""), kNoElement);
}

TEST(ElementList, IsARange) {
  static_assert(std::forward_iterator<ElementList::Iterator>);
  const auto document = Parse("UNCLAS KALVOR 000123\n\n1. (U) One.\n");
  ASSERT_TRUE(document);
  std::size_t at = 0;
  for (const Element element : document->elements()) EXPECT_EQ(element.index, at++);
  EXPECT_EQ(at, document->elements().size());
  EXPECT_EQ(document->elements().back().id(), "p1");
}

}  // namespace
}  // namespace markings
