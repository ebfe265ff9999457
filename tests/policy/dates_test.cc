// Conditions on dates: what holds, what is not known, and what an effect makes of that.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "libmarkings/marking/authority.h"
#include "libmarkings/policy/compare.h"
#include "libmarkings/policy/lint.h"
#include "libmarkings/policy/rule_trace.h"
#include "libmarkings/redact/policy_coverage.h"
#include "libmarkings/redact/policy_tests.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using namespace std::chrono_literals;
using testing::PolicyText;
using testing::RuleText;

const std::string kOut = RuleText("out", "release", "when = { at_most = \"S\" }");

// Of 7 March 2005, to be declassified on 28 February 2015.
constexpr char kDated[] =
    "R 071200Z MAR 05\nFM AMEMBASSY KALVOR\nTO SECSTATE WASHDC\n\nC O N F I D E N T I A L KALVOR 000123\n\n"
    "E.O. 12958: DECL: 02/28/2015\n\nSUBJECT: (U) HARBOUR DUES\n\n1. (U) Dues rose.\n";
// Of some day in 2005.
constexpr char kOfAYear[] =
    "UNCLASSIFIED\n\nMRN:            05 KALVOR 123\nDate/DTG:       \nFrom:           AMEMBASSY KALVOR\n"
    "Action:         WASHDC, SECSTATE ROUTINE\nE.O.:           13526\nTAGS:           PREL\n"
    "Subject:        HARBOUR DUES\n\n1. (U) Dues rose.\n";
constexpr char kUndated[] = "UNCLAS KALVOR 000123\n\nSUBJECT: (U) HARBOUR DUES\n\n1. (U) Dues rose.\n";

// What paragraph 1 comes to under a rule of an effect with a condition: "held", "failed".
std::string Held(const std::string& effect, const std::string& when, const std::string& cable, AsOf as_of) {
  const std::string more =
      "when = { " + when + " }" + (effect == "mask" ? "\npattern = 'Dues'\nas = \"word\"" : "");
  const bool release = effect == "release";
  const auto policy =
      testing::LoadPolicy(PolicyText((release ? std::string() : kOut) + RuleText("r", effect, more), "S"));
  const auto document = testing::ParseCable(cable);
  if (!policy || !document) return "not loaded";
  const auto decisions = Decide(*policy, "x", *document, nullptr, as_of);
  if (!decisions) return decisions.error().message;
  const Outcome outcome = decisions->elements[document->Find("p1")].outcome;
  const bool out = outcome == Outcome::kRelease;
  return out == release ? "held" : "failed";
}

// One letter for each effect, of release, withhold and mask: the rule holds or not. "yyy" holds, "nnn" fails,
// "nyy" is not known.
std::string Answer(const std::string& when, const std::string& cable, AsOf as_of) {
  std::string answer;
  for (const char* effect : {"release", "withhold", "mask"}) {
    const std::string held = Held(effect, when, cable, as_of);
    answer += held == "held" ? 'y' : held == "failed" ? 'n' : '?';
  }
  return answer;
}

TEST(Dates, EachCondition) {
  const struct {
    const char* when;
    const char* cable;
    AsOf as_of;
    const char* answer;
  } rows[] = {
      {"newer_than = \"25 years\"", kDated, 2030y / 3 / 6, "yyy"},
      {"newer_than = \"25 years\"", kDated, 2030y / 3 / 7, "nnn"},
      {"older_than = \"25 years\"", kDated, 2030y / 3 / 6, "nnn"},
      {"older_than = \"25 years\"", kDated, 2030y / 3 / 7, "yyy"},
      {"older_than = \"6 months\"", kDated, 2005y / 9 / 7, "yyy"},
      {"older_than = \"10 days\"", kDated, 2005y / 3 / 16, "nnn"},
      {"older_than = \"10 days\"", kDated, 2005y / 3 / 17, "yyy"},
      {"newer_than = \"1 year\"", kDated, 2004y / 1 / 1, "yyy"},  // a day before it was written
      {"declassified = true", kDated, 2015y / 2 / 27, "nnn"},
      {"declassified = true", kDated, 2015y / 2 / 28, "yyy"},
      {"declassified = false", kDated, 2015y / 2 / 27, "yyy"},
      {"declassified = false", kDated, 2015y / 2 / 28, "nnn"},
      // Not known: no day to decide by, no date, a year that the limit falls into.
      {"newer_than = \"25 years\"", kDated, std::nullopt, "nyy"},
      {"older_than = \"25 years\"", kDated, std::nullopt, "nyy"},
      {"declassified = true", kDated, std::nullopt, "nyy"},
      {"declassified = false", kDated, std::nullopt, "nyy"},
      {"newer_than = \"25 years\"", kUndated, 2030y / 3 / 7, "nyy"},
      {"older_than = \"25 years\"", kUndated, 2030y / 3 / 7, "nyy"},
      {"declassified = true", kUndated, 2090y / 1 / 1, "nyy"},
      {"newer_than = \"25 years\"", kOfAYear, 2029y / 12 / 31, "yyy"},
      {"newer_than = \"25 years\"", kOfAYear, 2030y / 1 / 1, "nyy"},
      {"older_than = \"25 years\"", kOfAYear, 2030y / 12 / 30, "nyy"},
      {"older_than = \"25 years\"", kOfAYear, 2030y / 12 / 31, "yyy"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(Answer(row.when, row.cable, row.as_of), row.answer)
        << row.when << " as of " << (row.as_of ? Name(*row.as_of) : "no day");
}

// What is not known stays so below any, all and not, unless the rest settles it.
TEST(Dates, WhatIsNotKnownBelowOthers) {
  const std::string newer = "newer_than = \"25 years\"";
  const struct {
    std::string when;
    const char* answer;
  } rows[] = {
      {"not = { " + newer + " }", "nyy"},
      {"not = { not = { " + newer + " } }", "nyy"},
      {newer + ", numbered = true", "nyy"},
      {newer + ", numbered = false", "nnn"},
      {"any = [{ " + newer + " }, { numbered = true }]", "yyy"},
      {"any = [{ " + newer + " }, { numbered = false }]", "nyy"},
      {"any = [{ numbered = false }, { " + newer + " }]", "nyy"},
      {"all = [{ " + newer + " }, { numbered = false }]", "nnn"},
      {"not = { all = [{ numbered = true }, { " + newer + " }] }", "nyy"},
      {"not = { any = [{ numbered = true }, { " + newer + " }] }", "nnn"},
      // Either way one of them holds, but nobody knows which: what is shown must not hang on that.
      {"any = [{ " + newer + " }, { not = { " + newer + " } }]", "nyy"},
      {newer + ", not = { " + newer + " }", "nyy"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Answer(row.when, kUndated, 2026y / 1 / 1), row.answer) << row.when;
    EXPECT_EQ(Answer(row.when, kDated, std::nullopt), row.answer) << row.when;
  }
}

// Each message of a thread is as old as it is.
TEST(Dates, OfAThreadEachMessage) {
  const auto policy = testing::LoadPolicy(
      PolicyText(kOut + RuleText("w", "withhold", "when = { newer_than = \"5 years\" }\ncode = [\"(b)(6)\"]"),
                 "S", "no_code = \"mark\"\nunmarked = \"banner\""));
  const auto document = testing::ParseCable(
      "UNCLASSIFIED\n\nFrom: Wren\nSent: Friday, March 11, 2011 1:36 PM\nTo: Maskin\nSubject: (U) Harbour\n\n"
      "(U) Dues rose.\n\nFrom: Maskin\nSent: Monday, March 3, 2003 1:36 PM\nTo: Wren\nSubject: (U) "
      "Harbour\n\n"
      "(U) What of the dues?\n");
  ASSERT_TRUE(policy && document);
  ASSERT_EQ(document->messages().size(), 2U);
  const auto decisions = Decide(*policy, "x", *document, nullptr, 2012y / 1 / 1);
  ASSERT_TRUE(decisions) << decisions.error().message;
  for (const Decision& decision : decisions->elements) {
    const Element element = document->elements()[decision.element];
    if (element.marking_status != MarkingStatus::kValid || !IsPortion(element.kind)) continue;
    const bool later = document->MessageOf(decision.element) == 0;
    EXPECT_EQ(decision.outcome, later ? Outcome::kWithhold : Outcome::kRelease) << element.id();
  }
}

TEST(Dates, ExplanationsSayWhatIsNotKnown) {
  const auto policy = testing::LoadPolicy(
      PolicyText(RuleText("old", "release", "when = { at_most = \"U\", older_than = \"25 years\" }") +
                     RuleText("new", "withhold", "when = { newer_than = \"25 years\" }"),
                 "S"));
  const auto document = testing::ParseCable(kUndated);
  const auto dated = testing::ParseCable(kDated);
  ASSERT_TRUE(policy && document && dated);
  const auto failed = [](const Result<Decisions>& decisions, const Document& of) {
    const auto& nearest = decisions->elements[of.Find("p1")].nearest;
    return nearest.empty() ? std::string("none") : std::string(nearest[0].rule) + ": " + nearest[0].Shown();
  };
  const auto by_day = Decide(*policy, "x", *document, nullptr, 2026y / 1 / 1);
  ASSERT_TRUE(by_day);
  EXPECT_EQ(by_day->as_of, AsOf(2026y / 1 / 1));
  EXPECT_EQ(failed(by_day, *document), "old: older_than 25 years: date not known");
  ASSERT_EQ(by_day->notes.size(), 2U);
  EXPECT_EQ(by_day->notes[0],
            "rule 'new' asks for dates and the document's is not known, so it counts as one that holds");
  EXPECT_EQ(
      by_day->notes[1],
      "rule 'old' asks for dates and the document's is not known, so it counts as one that does not hold");
  const auto without = Decide(*policy, "x", *dated, nullptr);
  ASSERT_TRUE(without);
  EXPECT_EQ(failed(without, *dated), "old: older_than 25 years: no day is given to decide by");
  EXPECT_EQ(without->notes.size(), 2U);
  const auto known = Decide(*policy, "x", *dated, nullptr, 2026y / 1 / 1);
  ASSERT_TRUE(known);
  EXPECT_EQ(failed(known, *dated), "old: older_than 25 years");
  EXPECT_TRUE(known->notes.empty());
}

TEST(Dates, Refused) {
  const struct {
    const char* when;
    const char* error;
  } rows[] = {
      {"newer_than = \"25\"", "15:23 'newer_than' is no length of time: "},
      {"older_than = 25", "15:23 'older_than' is no length of time: "},
      {"older_than = \"25 weeks\"", "15:23 'older_than' is no length of time: "},
      {"declassified = \"yes\"", "15:25 'declassified' must be true or false: "},
      {"newer_then = \"25 years\"", "did you mean 'newer_than'?"},
  };
  for (const auto& row : rows) {
    const std::string text =
        PolicyText(RuleText("w", "withhold", "when = { " + std::string(row.when) + " }") + kOut);
    const auto policy = Policy::Load(testing::BufferOf(text));
    ASSERT_FALSE(policy) << row.when;
    EXPECT_NE(testing::ShowError(policy.error(), text).find(row.error), std::string::npos)
        << testing::ShowError(policy.error(), text);
  }
  for (const char* as_of : {"as_of = 2026", "as_of = \"soon\"", "as_of = \"2026-02-30\""}) {
    const std::string text = PolicyText(kOut) + "[[test]]\nname = \"t\"\ntext = \"UNCLAS KALVOR 000123\"\n" +
                             as_of + "\nbanner.x = \"UNCLAS\"\n";
    EXPECT_FALSE(Policy::Load(testing::BufferOf(text))) << as_of;
  }
}

// A test of a policy is decided by its own day; so are its coverage and its mutants.
TEST(Dates, ATestHasItsDay) {
  const auto with = [](const std::string& as_of, const std::string& outcome) {
    return PolicyText(
               kOut + RuleText("w", "withhold", "when = { newer_than = \"25 years\" }\ncode = [\"(b)(6)\"]"),
               "S") +
           "[[test]]\nname = \"t\"\n" + as_of + "text = \"\"\"\n" + kDated + "\"\"\"\nexpect.x = { 1 = \"" +
           outcome + "\" }\n";
  };
  const auto no_file = [](const std::string&) -> Result<std::string> {
    return Fail(ErrorCode::kIo, {}, "no file", "give one");
  };
  const struct {
    const char* as_of;
    const char* outcome;
    std::size_t held;
  } rows[] = {{"", "withhold (b)(6)", 2},
              {"as_of = 2030-03-06\n", "withhold (b)(6)", 2},
              {"as_of = 2030-03-07\n", "release", 0},
              {"as_of = \"2030-03-07\"\n", "release", 0}};
  for (const auto& row : rows) {
    const auto policy = testing::LoadPolicy(with(row.as_of, row.outcome));
    ASSERT_TRUE(policy);
    const auto report = RunPolicyTests(*policy, no_file);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->failures.empty()) << row.as_of << report->failures.front().actual;
    const auto coverage = CoverRules(*policy, no_file);
    ASSERT_TRUE(coverage);
    EXPECT_EQ((*coverage)[1].trace.held > 0, row.held > 0) << row.as_of;
    const auto mutants = MutateRules(*policy, no_file);
    ASSERT_TRUE(mutants);
    const auto gone = std::ranges::find_if(*mutants, [](const Mutant& one) { return one.rule == 1; });
    ASSERT_NE(gone, mutants->end());
    EXPECT_EQ(gone->survived, row.held == 0) << row.as_of;
    EXPECT_FALSE(gone->equivalent);
  }
}

std::string Linted(const std::string& rules) {
  std::string text = PolicyText(kOut + rules, "S");
  text.replace(
      text.find("\"(b)(6)\" ="), 0,
      "\"(b)(5)\" = { title = \"Deliberative\" }\n\"(b)(7)\" = { title = \"L\", lapses = \"10 years\" }\n");
  const auto policy = testing::LoadPolicy(text);
  if (!policy) return "not loaded";
  std::string codes;
  for (const LintFinding& finding : Lint(*policy)) {
    if (finding.code != "PL08") codes += (codes.empty() ? "" : " ") + finding.code;
  }
  return codes;
}

TEST(Dates, Lint) {
  const auto rule = [](const std::string& when, const std::string& code) {
    return RuleText("w", "withhold", "when = { " + when + " }\ncode = [\"" + code + "\"]");
  };
  const struct {
    std::string rules;
    const char* codes;
  } rows[] = {
      {rule("text = 'dues'", "(b)(5)"), "PL12"},
      {rule("text = 'dues', newer_than = \"25 years\"", "(b)(5)"), ""},
      {rule("text = 'dues', newer_than = \"300 months\"", "(b)(5)"), ""},
      {rule("text = 'dues', newer_than = \"9000 days\"", "(b)(5)"), ""},
      {rule("text = 'dues', newer_than = \"301 months\"", "(b)(5)"), "PL12"},
      {rule("text = 'dues', newer_than = \"26 years\"", "(b)(5)"), "PL12"},
      {rule("text = 'dues', older_than = \"1 year\"", "(b)(5)"), "PL12"},
      {rule("text = 'dues', any = [{ newer_than = \"25 years\" }]", "(b)(5)"), "PL12"},
      {rule("text = 'dues', not = { newer_than = \"25 years\" }", "(b)(5)"), "PL12"},
      {rule("text = 'dues'", "(b)(7)"), "PL17"},
      {rule("text = 'dues', newer_than = \"10 years\"", "(b)(7)"), ""},
      {rule("text = 'dues', newer_than = \"11 years\"", "(b)(7)"), "PL17"},
      {rule("text = 'dues'", "(b)(6)"), ""},
      // A mark and an age are no reason, an age alone is not a mark.
      {rule("has = [\"SBU\"], newer_than = \"25 years\"", "(b)(6)"), "PL05"},
      {rule("newer_than = \"25 years\"", "(b)(6)"), ""},
      // A rule that repeats another is one also where both ask for dates.
      {rule("text = 'dues', newer_than = \"25 years\"", "(b)(6)") +
           RuleText("v", "withhold",
                    "when = { text = 'dues', newer_than = \"25 years\" }\ncode = [\"(b)(6)\"]"),
       "PL15 PL15"},
      // One that is never known to hold: withheld, not released.
      {rule("text = 'dues', newer_than = \"25 years\", older_than = \"25 years\"", "(b)(6)"), ""},
  };
  for (const auto& row : rows) EXPECT_EQ(Linted(row.rules), row.codes) << row.rules;
}

// What the model proves of two audiences or two policies holds for every document on every day: all decisions
// that there are, for documents of known and unknown dates, are looked at.
class ModelOfDates : public ::testing::Test {
 protected:
  static std::string Two(const std::string& rules) {
    return "schema = \"markings/policy/1\"\nname = \"for-tests\"\nversion = \"1.0.0\"\nno_code = \"mark\"\n"
           "[vocabulary]\nextends = \"state\"\n[audiences]\nlow = { title = \"L\", clears = \"S\" }\n"
           "high = { title = \"H\", clears = \"S\" }\n[exemptions]\n\"(b)(6)\" = { title = \"Privacy\" }\n" +
           rules;
  }
  static std::string Rule(const std::string& id, const std::string& effect, const std::string& when) {
    return "[[rule]]\nid = \"" + id + "\"\n" + effect + "\nwhen = { " + when +
           " }\nreason = \"For the test.\"\n";
  }

  // Whether some dated or undated cable is shown to low and not to high.
  static bool LowSeesMore(const Policy& policy) {
    for (const char* cable : {kDated, kOfAYear, kUndated}) {
      const auto document = testing::ParseCable(cable);
      if (!document) return false;
      for (const AsOf as_of : {AsOf(), AsOf(2006y / 1 / 1), AsOf(2014y / 1 / 1), AsOf(2016y / 1 / 1),
                               AsOf(2030y / 6 / 1), AsOf(2040y / 1 / 1)}) {
        const auto low = Decide(policy, "low", *document, nullptr, as_of);
        const auto high = Decide(policy, "high", *document, nullptr, as_of);
        EXPECT_TRUE(low && high);
        for (std::size_t i = 0; i < low->elements.size(); ++i) {
          if (ChangeBetween(high->elements[i], low->elements[i]) == Change::kMore) return true;
        }
      }
    }
    return false;
  }
};

TEST_F(ModelOfDates, OfTwoAudiences) {
  const std::string low = "release = [\"low\"]", high = "release = [\"high\"]",
                    both = "release = [\"low\", \"high\"]";
  const std::string keep_low = "withhold = [\"low\"]", keep_high = "withhold = [\"high\"]";
  const std::string u = "at_most = \"U\"", newer = "newer_than = \"25 years\"",
                    older = "older_than = \"25 years\"";
  const struct {
    const char* name;
    std::string rules;
    bool proved, sees_more;
  } rows[] = {
      {"the same rule for both", Rule("a", both, u + ", " + older), true, false},
      {"one that withholds more from low", Rule("a", both, u) + Rule("b", keep_low, newer), true, false},
      {"and one from high", Rule("a", both, u) + Rule("b", keep_high, newer), false, true},
      {"two rules that ask the same", Rule("a", low, u + ", " + older) + Rule("b", high, u + ", " + older),
       true, false},
      // Released where it is old, kept in where it is new: as contraries these are one; with an unknown date
      // neither is so.
      {"contraries that are read otherwise by their effects",
       Rule("a", both, u) + Rule("b", keep_low, newer) + Rule("c", keep_high, "not = { " + older + " }"),
       true, false},
      {"kept in from one where it is new, from the other where it is old",
       Rule("a", both, u) + Rule("b", keep_low, newer) + Rule("c", keep_high, older), false, true},
      {"nothing is both, by two rules",
       Rule("a", low, u + ", " + older) + Rule("b", keep_low, older) +
           Rule("c", high, "at_most = \"U\", numbered = false"),
       false, false},
      {"of another length",
       Rule("a", low, u + ", older_than = \"10 years\"") + Rule("b", high, u + ", " + older), false, true},
      {"the contrary of what has passed",
       Rule("a", low, u + ", declassified = true") + Rule("b", high, u + ", declassified = false"), false,
       true},
      {"whether or not, is not known whether",
       Rule("a", low, u) + Rule("b", high, u + ", any = [{ declassified = true }, { declassified = false }]"),
       false, true},
  };
  for (const auto& row : rows) {
    const auto policy = testing::LoadPolicy(Two(row.rules));
    ASSERT_TRUE(policy) << row.name;
    const Comparison is =
        CompareAudiences(*policy, **policy->FindAudience("low"), **policy->FindAudience("high"));
    EXPECT_EQ(is.verdict == Verdict::kNever, row.proved) << row.name << ": " << Name(is.verdict);
    EXPECT_EQ(LowSeesMore(*policy), row.sees_more) << row.name;
  }
}

// Rules of all effects with conditions on dates at random: a proof is never contradicted by a decision.
TEST_F(ModelOfDates, WhatIsProvedIsSo) {
  const std::vector<std::string> leaves = {"newer_than = \"25 years\"", "older_than = \"25 years\"",
                                           "newer_than = \"10 years\"", "declassified = true",
                                           "declassified = false",      "numbered = true",
                                           "kind = [\"subject\"]"};
  std::uint32_t state = 7;
  const auto draw = [&](std::size_t n) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 16U) % n;
  };
  const auto condition = [&] {
    const std::string a = leaves[draw(leaves.size())], b = leaves[draw(leaves.size())];
    switch (draw(5)) {
      case 0:
        return a;
      case 1:
        return "not = { " + a + " }";
      case 2:
        return "any = [{ " + a + " }, { " + b + " }]";
      case 3:
        return "not = { any = [{ " + a + " }, { not = { " + b + " } }] }";
      default:
        return "any = [{ not = { " + a + " } }, { all = [{ " + a + " }, { " + b + " }] }]";
    }
  };
  std::size_t proved = 0, contradicted = 0;
  for (int i = 0; i < 150; ++i) {
    std::string rules = Rule("a", "release = [\"low\", \"high\"]", "at_most = \"U\", " + condition());
    rules += Rule("b", "release = [\"high\"]", "at_most = \"U\", " + condition());
    rules += Rule("c", draw(2) == 0 ? "withhold = [\"low\"]" : "withhold = [\"high\"]", condition());
    rules += Rule("d", draw(2) == 0 ? "withhold = [\"low\", \"high\"]" : "release = [\"low\"]",
                  "at_most = \"U\", " + condition());
    const auto policy = testing::LoadPolicy(Two(rules));
    ASSERT_TRUE(policy) << rules;
    const Comparison is =
        CompareAudiences(*policy, **policy->FindAudience("low"), **policy->FindAudience("high"));
    if (is.verdict != Verdict::kNever) continue;
    ++proved;
    if (LowSeesMore(*policy)) {
      ++contradicted;
      ADD_FAILURE() << rules;
    }
  }
  EXPECT_GT(proved, 20U);
  EXPECT_EQ(contradicted, 0U);
}

TEST_F(ModelOfDates, OfTwoPolicies) {
  const std::string release = "release = [\"low\", \"high\"]", withhold = "withhold = [\"low\", \"high\"]";
  const auto load = [&](const std::string& rules) { return testing::LoadPolicy(Two(rules)); };
  const std::string base = Rule("a", release, "at_most = \"U\"");
  const auto dated = load(base + Rule("w", withhold, "newer_than = \"25 years\""));
  const auto again = load(base + Rule("v", withhold, "newer_than = \"25 years\""));
  const auto longer = load(base + Rule("w", withhold, "newer_than = \"30 years\""));
  ASSERT_TRUE(dated && again && longer);
  const auto same = ComparePolicies(*dated, *again);
  ASSERT_TRUE(same);
  for (const PolicyComparison& one : *same) {
    EXPECT_EQ(one.more.verdict, Verdict::kNever);
    EXPECT_EQ(one.less.verdict, Verdict::kNever);
    EXPECT_EQ(one.codes.verdict, Verdict::kNever);
  }
  const auto other = ComparePolicies(*dated, *longer);
  ASSERT_TRUE(other);
  EXPECT_NE(other->front().less.verdict, Verdict::kNever);
}

}  // namespace
}  // namespace markings
