// Where sections begin and end.

#include "libmarkings/policy/internal/sections.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libmarkings/policy/internal/unit_texts.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

// The ids of the elements in COMMENT.
std::string InComment(const std::string& text) {
  const auto document = testing::ParseCable("UNCLAS KALVOR 000123\n\n" + text);
  if (!document) return "no document";
  const internal::UnitTexts texts(*document);
  const std::vector<std::string> names = {"SUMMARY", "COMMENT"};
  const internal::SectionIndex sections(*document, texts, names);
  std::string ids;
  for (const Element element : document->elements()) {
    if (element.kind == ElementKind::kBlank || !sections.Contains("COMMENT", element.index)) continue;
    ids += (ids.empty() ? "" : " ") + element.id();
  }
  return ids;
}

// What is opened in a paragraph goes on to the next that closes it, and to none where none does.
std::string Between(const std::string& last) {
  return InComment("1. (U) Comment: The pier.\n\n2. (U) A crane.\n\n3. (U) " + last + "\n\n4. (U) A well.\n");
}

TEST(Sections, AreClosedInEitherCase) {
  for (const std::string closing : {"END COMMENT", "End Comment", "end comment.", "It rains. (eNd cOmMeNt)",
                                    "END\nCOMMENT", "Endless, end Comment 2"}) {
    EXPECT_EQ(Between(closing), "p1 p2 p3") << closing;
  }
}

TEST(Sections, AreClosedByTheWholeWordsOnly) {
  for (const std::string other : {"WEEKEND COMMENT", "end comments", "END  COMMENT", "END SUMMARY", "end",
                                  "end ", "COMMENT END", "A trend commentator spends ends comment."}) {
    EXPECT_EQ(Between(other), "p1") << other;
  }
}

// Texts are looked at a block at a time: wherever the words stand, and however long the text is.
TEST(Sections, AreClosedWhereverTheWordsStand) {
  for (std::size_t before = 0; before < 40; ++before) {
    const std::string words(before, '-');
    EXPECT_EQ(Between(words + "end comment"), "p1 p2 p3") << before;
    EXPECT_EQ(Between(words + "end comment" + std::string(before, '-')), "p1 p2 p3") << before;
    EXPECT_EQ(Between(words + "end of a comment" + words), "p1") << before;
  }
}

TEST(Sections, StandUnderTheirHeadings) {
  EXPECT_EQ(InComment("1. (U) One.\n\nComment\n-------\n\n2. (U) Two.\n\n3. (U) Three.\n\nThe "
                      "Pier\n--------\n\n4. (U) Four.\n"),
            "heading1 p2 p3");
}

}  // namespace
}  // namespace markings
