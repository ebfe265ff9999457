#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::PolicyText;
using testing::RuleText;

const std::string kHead = "UNCLAS SECTION 01 OF 02 KALVOR 000123\n\n";
const std::string kOut = RuleText("out", "release", "when = { at_most = \"U\" }");

std::string MaskRule(const std::string& id, const std::string& pattern, const std::string& as = "name",
                     const std::string& code = "(b)(6)") {
  return RuleText(id, "mask",
                  "pattern = '''" + pattern + "'''\nas = \"" + as + "\"\ncode = [\"" + code + "\"]" +
                      (code == "(b)(3)" ? "\nstatute = \"INA 222(f)\"" : ""));
}

// "word[masked text] ..." of all portions, a "+" where a mask goes on from the part before.
std::string Masked(const std::string& rules, const std::string& body) {
  const auto policy = testing::LoadPolicy(PolicyText(kOut + rules));
  const auto document = testing::ParseCable(kHead + body);
  if (!policy || !document) return "not loaded";
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  if (!decisions) return decisions.error().message;
  std::string shown;
  for (std::size_t i = 0; i < decisions->elements.size(); ++i) {
    std::size_t end = document->elements()[i].text_span.begin;
    for (const MaskSpan& mask : decisions->elements[i].masks) {
      EXPECT_GE(mask.span.begin, end) << "sorted, disjoint, within its element";
      EXPECT_LE(mask.span.end, document->elements()[i].text_span.end);
      end = mask.span.end;
      if (!shown.empty()) shown += " ";
      shown += mask.as + (mask.continued ? "+" : "") + "[" + std::string(document->Text(mask.span)) + "]";
    }
  }
  return shown;
}

TEST(Masks, Spans) {
  const struct {
    const char* name;
    std::string rules;
    const char* body;
    const char* masked;
  } rows[] = {
      {"the whole match", MaskRule("m", "Tamas Relk"), "1. (U) So Tamas Relk said.\n", "name[Tamas Relk]"},
      {"the first group", MaskRule("m", "Mr (\\w+) of (\\w+)"), "1. (U) So Mr Relk of Kalvor said.\n",
       "name[Relk]"},
      {"over a line break", MaskRule("m", "Tamas Relk"), "1. (U) So Tamas\nRelk said.\n",
       "name[Tamas\nRelk]"},
      {"not the label, not the mark", MaskRule("m", "U|1"), "1. (U) One U.\n", "name[U]"},
      {"blanks at the ends stay", MaskRule("m", "\\s+Tamas Relk\\s+"), "1. (U) So Tamas Relk said.\n",
       "name[Tamas Relk]"},
      {"blanks alone are no mask", MaskRule("m", "\\s+"), "1. (U) So it is.\n", ""},
      {"several", MaskRule("m", "[0-9]{2}", "number"), "1. (U) 12, 34 and 5678.\n",
       "number[12] number[34] number[56] number[78]"},
      {"the text after a group may stand before the next",
       MaskRule("m", "(?:^|,)([0-9]{2})(?:,|$)", "number"), "1. (U) 12,34,56\n",
       "number[12] number[34] number[56]"},
      {"overlapping masks become one; the longest that begins first gives the word",
       MaskRule("a", "Relk", "word") + MaskRule("b", "Tamas Relk") + MaskRule("c", "Relk said", "phrase"),
       "1. (U) So Tamas Relk said.\n", "name[Tamas Relk said]"},
      {"a character is never cut", MaskRule("m", "\\C"), "1. (U) é\n", "name[é]"},
      {"over a page line, in two spans", MaskRule("m", "Tamas Relk"),
       "1. (U) So Tamas\n\nKALVOR 00000123  002 OF 002\n\nRelk said.\n", "name[Tamas] name+[Relk]"},
  };
  for (const auto& row : rows) EXPECT_EQ(Masked(row.rules, row.body), row.masked) << row.name;
}

TEST(Masks, CodesOfUnitedMasksAreUnited) {
  const auto policy = testing::LoadPolicy(
      PolicyText(kOut + MaskRule("a", "Tamas Relk") + MaskRule("b", "Relk", "visa", "(b)(3)")));
  const auto document = testing::ParseCable(kHead + "1. (U) So Tamas Relk said.\n");
  ASSERT_TRUE(policy && document);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  const Decision& decision = decisions->elements[document->Find("p1")];
  ASSERT_EQ(decision.masks.size(), 1U);
  EXPECT_EQ(decision.masks[0].codes, (std::vector<std::string>{"(b)(3)", "(b)(6)"}));
  EXPECT_EQ(decision.masks[0].rule, "a");
  EXPECT_EQ(decision.codes, (std::vector<std::string>{"(b)(3)", "(b)(6)"}));
  EXPECT_EQ(decision.statute, "INA 222(f)");
  EXPECT_EQ(decision.rules, std::vector<std::string>{"out"});
}

TEST(Masks, HoldOnlyWhereTheirConditionHolds) {
  const std::string rule =
      RuleText("m", "mask", "when = { tags = [\"CVIS\"] }\npattern = 'Relk'\nas = \"name\"");
  EXPECT_EQ(Masked(rule, "TAGS: PGOV\n\n1. (U) Relk.\n"), "");
  EXPECT_EQ(Masked(rule, "TAGS: CVIS\n\n1. (U) Relk.\n"), "name[Relk]");
}

}  // namespace
}  // namespace markings
