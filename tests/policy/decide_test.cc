#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::PolicyText;
using testing::RuleText;

std::string Decided(const std::string& rules, const std::string& cable, const std::string& clears = "U",
                    const std::string& more = "no_code = \"mark\"") {
  const auto policy = testing::LoadPolicy(PolicyText(rules, clears, more));
  const auto document = testing::ParseCable(cable);
  if (!policy || !document) return "not loaded";
  return testing::DumpFor(*policy, "x", *document);
}

const std::string kOut = RuleText("out", "release", "when = { at_most = \"S\" }");
const std::string kHead = "UNCLAS KALVOR 000123\n\n";

struct Row {
  const char* name;
  std::string rules;
  std::string cable;
  const char* dump;
  std::string clears = "U";
};

TEST(Decide, Portions) {
  const Row rows[] = {
      {"default deny: a rule for another mark", RuleText("out", "release", "when = { has = [\"SBU\"] }"),
       kHead + "1. (U) One.\n", "p1 withhold ? by default-deny\n"},
      {"released", kOut, kHead + "1. (U) One.\n", "p1 release by out\n"},
      {"the clearance is a ceiling", kOut, kHead + "1. (SBU) One.\n\n2. (U) Two.\n\n3. (C) Three.\n",
       "p1 withhold ? by clearance\np2 release by out\np3 withhold ? by clearance\n"},
      {"a clearance with a control", kOut, kHead + "1. (SBU) One.\n\n2. (SBU/NF) Two.\n\n3. (U) Three.\n",
       "p1 release by out\np2 withhold ? by clearance\np3 release by out\n", "SBU"},
      {"withhold beats release, codes are united and sorted",
       kOut + RuleText("b", "withhold", "when = { text = 'clerk' }\ncode = [\"(b)(6)\"]") +
           RuleText("a", "withhold",
                    "when = { text = '(?i)visa' }\ncode = [\"(b)(3)\"]\nstatute = \"INA 222(f)\""),
       kHead + "1. (U) A clerk's visa.\n\n2. (U) A clerk.\n\n3. (U) A dock.\n",
       "p1 withhold (b)(3) (b)(6) by a, b\np2 withhold (b)(6) by b\np3 release by out\n"},
      {"a withheld portion above the clearance bears the codes of withhold rules",
       kOut + RuleText("b", "withhold", "when = { text = 'clerk' }\ncode = [\"(b)(6)\"]"),
       kHead + "1. (C) A clerk.\n", "p1 withhold (b)(6) by b, clearance\n"},
      {"a withhold without a code is pending", kOut + RuleText("b", "withhold", "when = { text = 'clerk' }"),
       kHead + "1. (U) A clerk.\n", "p1 withhold ? by b\n"},
      {"an unknown caption withholds all", kOut, kHead + "QUXDIS\n\n1. (U) One.\n",
       "passing1 withhold ? by unknown-caption\np1 withhold ? by unknown-caption\n"},
      {"no mark to be had", kOut, "SUBJECT: ONE\n\n1. One.\n",
       "subject withhold ? by unmarked\np1 withhold ? by unmarked\n"},
      {"an unmarked portion comes by the document's mark", kOut, kHead + "1. One.\n\n2. (U) Two.\n",
       "p1 release by out\np2 release by out\n"},
      {"and by the join of banner and portions", kOut, kHead + "1. One.\n\n2. (SBU) Two.\n",
       "p1 withhold ? by clearance\np2 withhold ? by clearance\n"},
      {"a whole-text mark governs", kOut,
       "C O N F I D E N T I A L KALVOR 000123\n\n1. (C - ENTIRE TEXT).\n\n2. Two.\n",
       "p1 withhold ? by clearance\np2 withhold ? by clearance\n"},
      {"a child with a mark of its own is decided by it, one without goes with its parent",
       kOut + RuleText("b", "withhold", "when = { text = 'clerk' }\ncode = [\"(b)(6)\"]"),
       kHead + "1. (U) A clerk.\n\n   a. One.\n\n   b. (U) Two.\n\n   c. (SBU) Three.\n",
       "p1 withhold (b)(6) by b\np1.1 withhold (b)(6) by parent\np1.2 release by out\np1.3 withhold ? by "
       "clearance\n"},
      {"a withheld child does not withhold its parent",
       kOut + RuleText("b", "withhold", "when = { text = 'clerk' }\ncode = [\"(b)(6)\"]"),
       kHead + "1. (U) One.\n\n   a. A clerk.\n", "p1 release by out\np1.1 withhold (b)(6) by b\n"},
      {"what the masks hide",
       kOut + RuleText("m", "mask", "pattern = '[0-9]{4}'\nas = \"number\"\ncode = [\"(b)(6)\"]"),
       kHead + "1. (U) 1234 and 5678.\n\n2. (U) 12.\n\n3. (SBU) 1234.\n",
       "p1 mask 2 (b)(6) by out\np2 release by out\np3 withhold ? by clearance\n"},
      {"a mask never releases", RuleText("m", "mask", "pattern = '[0-9]{4}'\nas = \"number\""),
       kHead + "1. (U) 1234.\n", "p1 withhold ? by default-deny\n"},
      {"a rule of another audience says nothing", kOut, kHead + "1. (U) One.\n", "p1 release by out\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(Decided(row.rules, row.cable, row.clears), row.dump) << row.name;
}

// What each key of `when` looks at: paragraphs that the rule `w` withholds.
TEST(Decide, Conditions) {
  const std::string cable =
      "UNCLAS KALVOR 000123\n\nSIPDIS\n\nSENSITIVE\n\nTAGS: PGOV, OVIP (ROE, JANE), XX\n\nSUBJECT: ONE\n\n"
      "1. (U) SUMMARY: The dock\nis open.\n\nBACKGROUND\n\n2. (SBU) Two.\n\n   a. Sub.\n\n3. (SBU/NF) "
      "Three.\n\nCOMMENT\n\n"
      "4. Four.\n\n5. (C) Five.\n\n";
  struct {
    const char* when;
    const char* withheld;
  } rows[] = {
      {"at_most = \"U\"", "p1"},
      {"has = [\"SBU\"]", "p2 p2.1 p3"},
      {"has = [\"SBU\", \"NOFORN\"]", "p3"},
      {"has = [\"LOU\"]", "p2 p2.1 p3"},
      {"lacks = [\"SBU\"]", "p1"},
      {"lacks = [\"NOFORN\"], numbered = true", "p1 p2 p5"},
      {"kind = [\"subparagraph\", \"subject\"]", "subject p2.1"},
      {"section = \"background\"", "heading1 p2 p2.1 p3"},
      {"section = [\"SUMMARY\", \"Comment\"]", "p1 heading2 p4 p5"},
      {"captions = [\"SENSITIVE\"], kind = \"subject\"", "subject"},
      {"captions = [\"NOFORN\"]", ""},
      {"tags = [\"OVIP\"], kind = \"subject\"", "subject"},
      {"tags = [\"PREL\"]", ""},
      {"text = 'dock is'", "p1"},
      {"inherited = true, kind = [\"paragraph\", \"subparagraph\"]", "p2.1 p4"},
      {"inherited = false", "p1 p2 p3 p5"},
      {"numbered = true, inherited = true", "p4"},
      {"any = [{ text = 'Two' }, { kind = \"subject\" }]", "subject p2"},
      {"all = [{ numbered = true }, { has = [\"SBU\"] }]", "p2 p3"},
      {"not = { numbered = true }, inherited = false", ""},
      {"numbered = true, not = { any = [{ text = 'Two' }, { at_most = \"U\" }] }", "p3 p4 p5"},
  };
  for (const auto& row : rows) {
    const auto policy = testing::LoadPolicy(
        PolicyText(RuleText("out", "release", "when = { at_most = \"S//NF\" }") +
                       RuleText("w", "withhold", "when = { " + std::string(row.when) + " }"),
                   "S//NF"));
    const auto document = testing::ParseCable(cable);
    ASSERT_TRUE(policy && document);
    const auto decisions = Decide(*policy, "x", *document, nullptr);
    ASSERT_TRUE(decisions) << decisions.error().message;
    std::string withheld;
    for (const Decision& decision : decisions->elements) {
      if (std::ranges::find(decision.rules, "w") == decision.rules.end() ||
          decision.outcome == Outcome::kDrop)
        continue;
      withheld += (withheld.empty() ? "" : " ") + document->elements()[decision.element].id();
    }
    EXPECT_EQ(withheld, row.withheld) << row.when;
  }
}

// A control that another supersedes, or that the level absorbs, is not lacking.
TEST(Decide, LacksIsStrict) {
  const std::string rule = RuleText("out", "release", "when = { at_most = \"TS//ND\", lacks = [\"EXDIS\"] }");
  EXPECT_EQ(Decided(rule, kHead + "1. (S//ND) One.\n\n2. (S//XD) Two.\n\n3. (S) Three.\n", "TS//ND"),
            "p1 withhold ? by default-deny\np2 withhold ? by default-deny\np3 release by out\n");
  EXPECT_EQ(Decided(RuleText("out", "release", "when = { at_most = \"S\", lacks = [\"SBU\"] }"),
                    kHead + "1. (C) One.\n\n2. (SBU) Two.\n\n3. (U) Three.\n", "S"),
            "p1 withhold ? by default-deny\np2 withhold ? by default-deny\np3 release by out\n");
  EXPECT_EQ(Decided(kOut + RuleText("w", "withhold", "when = { has = [\"EXDIS\"] }"),
                    kHead + "1. (S//ND) One.\n\n2. (S) Two.\n", "TS//ND"),
            "p1 withhold ? by w\np2 release by out\n")
      << "NODIS supersedes EXDIS";
}

TEST(Decide, SectionsSpanParagraphs) {
  const std::string rules = kOut + RuleText("w", "withhold", "when = { section = \"COMMENT\" }");
  EXPECT_EQ(
      Decided(
          rules,
          kHead + "1. (U) Begin comment: He lies.\n\n2. (U) He always did. End Comment.\n\n3. (U) Three.\n"),
      "p1 withhold ? by w\np2 withhold ? by w\np3 release by out\n");
  EXPECT_EQ(Decided(rules, kHead + "1. (U) COMMENT: He lies.\n\n2. (U) Two.\n"),
            "p1 withhold ? by w\np2 release by out\n");
  EXPECT_EQ(Decided(rules, kHead + "1. (U) COMMENTS: many.\n\n2. (U) COMMENTARY is rare.\n"),
            "p1 release by out\np2 release by out\n");
}

TEST(Decide, ApparatusNeedsARuleThatNamesItsKind) {
  const std::string cable = "R 021647Z FEB 10\nFM AMEMBASSY KALVOR\nTO SECSTATE WASHDC\n\n" + kHead +
                            "E.O. 13526: N/A\n\n1. (U) One.\n\nNNNN\n";
  EXPECT_EQ(Decided(RuleText("out", "release", ""), cable), "p1 release by out\n");
  EXPECT_EQ(Decided(RuleText("out", "release", "when = { kind = [\"eo\", \"end\"] }"), cable),
            "eo release by out\np1 withhold ? by default-deny\nend release by out\n");
  EXPECT_EQ(Decided(RuleText("out", "release", "when = { any = [{ kind = [\"eo\"] }] }"), cable),
            "p1 withhold ? by default-deny\n")
      << "only a key of when itself names a kind";
  EXPECT_EQ(Decided(RuleText("out", "release", "when = { kind = [\"eo\"], at_most = \"U\" }"), cable),
            "p1 withhold ? by default-deny\n")
      << "apparatus bears no mark";
  EXPECT_EQ(Decided(RuleText("out", "release", "when = { kind = [\"eo\", \"end\"] }") +
                        RuleText("w", "withhold", "when = { text = 'N/A' }"),
                    cable),
            "p1 withhold ? by default-deny\nend release by out\n");
  EXPECT_EQ(Decided(RuleText("out", "release", "when = { kind = [\"eo\", \"end\"] }") +
                        RuleText("m", "mask", "pattern = 'N/A'\nas = \"value\""),
                    cable),
            "p1 withhold ? by default-deny\nend release by out\n")
      << "a line without a mark is not released in part";
  EXPECT_TRUE(Decided(RuleText("out", "release", "when = { kind = \"header\" }"), cable)
                  .starts_with("header1 release by out\n"));
}

TEST(Decide, AnUnderlineGoesWithItsHeading) {
  const std::string cable = kHead + "1. (U) One.\n\nTHE DOCK\n--------\n\n2. (U) Two.\n";
  EXPECT_TRUE(Decided(kOut, cable).contains("heading1 release by out\nunderline1 release by apparatus\n"));
  EXPECT_FALSE(Decided(kOut + RuleText("w", "withhold", "when = { kind = \"heading\" }"), cable)
                   .contains("underline"));
  EXPECT_FALSE(
      Decided(kOut + RuleText("m", "mask", "pattern = 'DOCK'\nas = \"name\""), cable).contains("underline"))
      << "its length would tell the heading's";
}

// The parts of a unit that a page line splits share one decision, made on the joined text.
TEST(Decide, PartsShareADecision) {
  const std::string cable =
      "UNCLAS SECTION 01 OF 02 KALVOR 000123\n\n1. (U) The visit of the\n\nKALVOR 00000123  002 OF "
      "002\n\nclerk is on Monday.\n";
  const std::string rules =
      kOut + RuleText("w", "withhold", "when = { text = 'the clerk' }\ncode = [\"(b)(6)\"]");
  const auto document = testing::ParseCable(cable);
  ASSERT_TRUE(document);
  std::size_t parts = 0;
  for (const Element element : document->elements()) parts += element.continues != kNoElement ? 1U : 0U;
  ASSERT_EQ(parts, 1U);
  const auto policy = testing::LoadPolicy(PolicyText(rules));
  ASSERT_TRUE(policy);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  for (std::size_t i = 0; i < document->elements().size(); ++i) {
    if (!IsPortion(document->elements()[i].kind)) continue;
    EXPECT_EQ(decisions->elements[i].outcome, Outcome::kWithhold);
    EXPECT_EQ(decisions->elements[i].codes, std::vector<std::string>{"(b)(6)"});
  }
}

TEST(Decide, ExplainsBothWays) {
  const auto policy = testing::LoadPolicy(PolicyText(
      RuleText("a", "release", "when = { at_most = \"U\", text = 'x' }") +
      RuleText("b", "release",
               "when = { any = [{ text = 'secret' }, { kind = \"subject\" }], numbered = true }") +
      RuleText("c", "release", "when = { at_most = \"U\" }") +
      RuleText("w", "withhold", "when = { text = 'clerk' }\ncode = [\"(b)(3)\"]\nstatute = \"INA 222(f)\"")));
  const auto document = testing::ParseCable(kHead + "1. (U) A clerk.\n");
  ASSERT_TRUE(policy && document);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  const Decision& decision = decisions->elements[document->Find("p1")];
  EXPECT_EQ(decision.reason, "For the test.");
  EXPECT_EQ(decision.statute, "INA 222(f)");
  ASSERT_EQ(decision.also.size(), 1U);
  EXPECT_EQ(decision.also[0].Shown(), "c: beaten by w");
  ASSERT_EQ(decision.nearest.size(), 2U);
  EXPECT_EQ(fmt::format("{}: {}", decision.nearest[0].rule, decision.nearest[0].failed), "a: text");
  EXPECT_EQ(fmt::format("{}: {}", decision.nearest[1].rule, decision.nearest[1].failed),
            "b: any (text | kind subject)");
  EXPECT_EQ(decisions->audience->id, "x");
}

// Every decision names its rule and every rule its reason (DESIGN I6).
TEST(Decide, EveryDecisionNamesItsRuleAndReason) {
  const auto policy = testing::LoadPolicy(PolicyText(kOut));
  const auto document = testing::ParseCable("FM AMEMBASSY KALVOR\n\n" + kHead +
                                            "SIPDIS\n\nE.O. 13526: N/A\n\nSUBJECT: ONE\n\n1. (U) One.\n\n   "
                                            "a. (C) Sub.\n\nTWO\n---\n\n2. Two.\n\nWREN\n\nNNNN\n");
  ASSERT_TRUE(policy && document);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  ASSERT_EQ(decisions->elements.size(), document->elements().size());
  for (std::size_t i = 0; i < decisions->elements.size(); ++i) {
    EXPECT_EQ(decisions->elements[i].element, i);
    EXPECT_FALSE(decisions->elements[i].rules.empty()) << document->elements()[i].id();
    EXPECT_FALSE(decisions->elements[i].reason.empty()) << document->elements()[i].id();
  }
}

TEST(Decide, PendingElementsAreListedOnce) {
  const auto policy = testing::LoadPolicy(PolicyText(kOut));
  const auto document = testing::ParseCable(
      "UNCLAS SECTION 01 OF 02 KALVOR 000123\n\n1. (C) The visit of the\n\nKALVOR 00000123  002 OF "
      "002\n\nclerk.\n\n2. (U) Two.\n");
  ASSERT_TRUE(policy && document);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  EXPECT_EQ(decisions->pending, std::vector<std::size_t>{document->Find("p1")});
}

TEST(Decide, AnUnknownAudienceIsAnError) {
  const auto policy = testing::LoadPolicy(PolicyText(kOut));
  const auto document = testing::ParseCable(kHead + "1. (U) One.\n");
  ASSERT_TRUE(policy && document);
  const auto decisions = Decide(*policy, "y", *document, nullptr);
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.error().code, ErrorCode::kUnknownAudience);
}

}  // namespace
}  // namespace markings
