// The real cable that is not part of the project: what the parser must find in it. Nothing of it stands here
// but counts, numbers and codes.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "libmarkings/marking/forms.h"
#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

using testing::Codes;
using testing::Parse;

std::size_t Count(const Document& document, ElementKind kind) {
  return static_cast<std::size_t>(std::ranges::count(document.elements(), kind, &Element::kind));
}

TEST(Seed, IsReadAsItStands) {
  std::ifstream file(MARKINGS_SHARED_DIR "/corpus/seed-cable.txt", std::ios::binary);
  if (!file) GTEST_SKIP() << "the seed cable is not beside this checkout (../shared/corpus/seed-cable.txt)";
  const auto document = Parse({std::istreambuf_iterator<char>(file), {}});
  ASSERT_TRUE(document);
  const Vocabulary& vocabulary = document->vocabulary();
  const Header& header = document->header();

  EXPECT_EQ(document->format(), DocumentFormat::kWeb);
  ASSERT_TRUE(header.mrn);
  EXPECT_EQ(header.mrn->serial, "002503");
  ASSERT_EQ(header.captions.size(), 2U);
  EXPECT_EQ(header.captions[0].name, "SIPDIS");
  EXPECT_EQ(header.captions[1].name, "SENSITIVE");
  EXPECT_FALSE(document->has_unknown_caption());
  ASSERT_TRUE(header.eo);
  EXPECT_EQ(header.eo->order + " " + header.eo->value, "12958 N/A");
  ASSERT_EQ(header.tags.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(header.tags[i].known, i < 9) << "item " << i + 1;
    EXPECT_TRUE(document->Text(header.tags[i].span).ends_with("](#)")) << "item " << i + 1;
  }
  EXPECT_FALSE(header.subject.empty());

  // Two passing instructions over three lines; the name that breaks at its hyphen is joined there.
  ASSERT_EQ(header.passing.size(), 2U);
  EXPECT_FALSE(header.passing[0].contains("- ")) << "a name is still broken";
  std::ptrdiff_t lines = 0;
  for (const Element element : document->elements()) {
    if (element.kind == ElementKind::kPassing)
      lines += std::ranges::count(document->Text(element.span), '\n');
  }
  EXPECT_EQ(lines, 3);

  std::string numbers;
  std::string written;
  std::string marks;
  for (const Element element : document->elements()) {
    if (element.kind != ElementKind::kParagraph) continue;
    ASSERT_TRUE(element.number);
    EXPECT_EQ(element.mark_origin, MarkOrigin::kOwn) << element.id();
    numbers += std::to_string(*element.number) + " ";
    written += std::string(document->Text(element.label_span)) + " ";
    marks += PortionForm(vocabulary, element.marking()) + " ";
  }
  EXPECT_EQ(numbers, "1 2 3 4 5 6 7 8 9 10 11 ");
  EXPECT_EQ(written, "1. 2. 3. 4. 5. 6. 17. 18. 19. 110. 111. ");
  EXPECT_EQ(marks, "(SBU) (SBU) (SBU) (SBU) (SBU) (SBU) (SBU) (SBU) (SBU) (SBU) (U) ");
  EXPECT_EQ(Codes(*document), "MK0209 MK0207 MK0207 MK0207 MK0207 MK0207");

  EXPECT_EQ(Count(*document, ElementKind::kNote), 1U);
  EXPECT_EQ(Count(*document, ElementKind::kHeading), 4U);
  EXPECT_EQ(Count(*document, ElementKind::kUnderline), 2U);
  EXPECT_EQ(Count(*document, ElementKind::kSignature), 1U);
  EXPECT_EQ(Count(*document, ElementKind::kEnd), 1U);
  EXPECT_EQ(document->elements().back().kind, ElementKind::kEnd) << "without a line end after it";

  EXPECT_EQ(BannerForm(vocabulary, document->roll_up()), "UNCLAS SENSITIVE");
  EXPECT_EQ(document->banner(), document->roll_up());
  EXPECT_TRUE(document->overall_known());
}

}  // namespace
}  // namespace markings
