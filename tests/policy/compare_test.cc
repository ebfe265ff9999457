// Comparison of audiences and of policies: what is proved holds on every cable, and what is shown is decided
// so.

#include "libmarkings/policy/compare.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "libmarkings/policy/internal/pattern_sample.h"
#include "tests/policy/policy_testing.h"
#include "tests/support/cable_generator.h"

namespace markings {
namespace {

// Two audiences, "low" and "high", and rules that name one of them or both.
std::string TwoAudiences(const std::string& rules, const std::string& low = "U",
                         const std::string& high = "SBU") {
  return "schema = \"markings/policy/1\"\nname = \"for-tests\"\nversion = \"1.0.0\"\nno_code = \"mark\"\n"
         "[vocabulary]\nextends = \"state\"\n[audiences]\nlow = { title = \"L\", clears = \"" +
         low + "\" }\nhigh = { title = \"H\", clears = \"" + high +
         "\" }\n[exemptions]\n\"(b)(6)\" = { title = \"Privacy\" }\n\"(b)(7)\" = { title = \"Law\" }\n" +
         rules;
}

std::string TwoRule(const std::string& id, const std::string& effect, const std::string& audiences,
                    const std::string& more) {
  return "[[rule]]\nid = \"" + id + "\"\n" + effect + " = " + audiences + "\n" + more +
         "\nreason = \"For the test.\"\n";
}

const std::string kBoth = R"(["low", "high"])";
const std::string kUToBoth = TwoRule("u", "release", kBoth, "when = { at_most = \"U\" }");
const std::string kSbuToHigh = TwoRule("sbu", "release", "\"high\"", "when = { at_most = \"SBU\" }");

Comparison LowWithinHigh(const Policy& policy) {
  return CompareAudiences(policy, **policy.FindAudience("low"), **policy.FindAudience("high"));
}

std::string Shown(const Comparison& is) {
  std::string text(Name(is.verdict));
  if (!is.kind.empty()) text += " " + is.kind + " " + is.mark;
  if (is.witness) text += ": " + OutcomeText(is.witness->first) + ", " + OutcomeText(is.witness->second);
  return text;
}

// Whoever is shown more knows more names, and has more masked: that the rule is the same proves nothing.
TEST(CompareAudiences, ARuleThatFindsIsNotTheSameForBoth) {
  const auto policy = testing::LoadPolicy(
      TwoAudiences(kUToBoth + kSbuToHigh + TwoRule("m", "mask", kBoth, "find = [\"person\"]")));
  ASSERT_TRUE(policy);
  EXPECT_NE(LowWithinHigh(*policy).verdict, Verdict::kNever);
  // It is so: the surname alone is masked for those alone who are shown the full name.
  const auto document = testing::ParseCable(
      "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (U) Harbour dues rose, and Stone was seen at the pier.\n"
      "2. (SBU) Ambassador Ewan Stone was named.\n");
  ASSERT_TRUE(document);
  const auto low = Decide(*policy, "low", *document, nullptr);
  const auto high = Decide(*policy, "high", *document, nullptr);
  ASSERT_TRUE(low && high);
  const std::size_t first = document->Find("p1");
  EXPECT_EQ(ChangeBetween(high->elements[first], low->elements[first]), Change::kMore);
  // Where the same goes out it is the same: a rule that only repeats it changes nothing.
  const auto twice = testing::LoadPolicy(TwoAudiences(kUToBoth + kSbuToHigh +
                                                      TwoRule("m", "mask", kBoth, "find = [\"person\"]") +
                                                      TwoRule("n", "mask", kBoth, "find = [\"person\"]")));
  ASSERT_TRUE(twice);
  EXPECT_TRUE(ChangesNothing(*twice, twice->audiences().front(), 3, RuleEdit::kRemoved));
  EXPECT_FALSE(ChangesNothing(*policy, policy->audiences().front(), 2, RuleEdit::kRemoved));
}

TEST(CompareAudiences, Table) {
  const struct {
    const char* name;
    std::string rules;
    const char* is;
  } rows[] = {
      {"within", kUToBoth + kSbuToHigh, "never"},
      {"a rule for the low one alone",
       kSbuToHigh + TwoRule("t", "release", "\"low\"", "when = { at_most = \"U\" }"), "never"},
      {"the high one is refused a text",
       kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { text = 'visa' }\ncode = \"(b)(6)\""),
       "shown paragraph (U): release, withhold (b)(6)"},
      {"both are refused it", kUToBoth + TwoRule("w", "withhold", kBoth, "when = { text = 'visa' }"),
       "never"},
      {"by patterns that the one implies, which the model does not see",
       kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { text = 'visa case' }") +
           TwoRule("v", "withhold", "\"low\"", "when = { text = 'visa' }"),
       "possible paragraph (U)"},
      {"a mask for the high one alone",
       kUToBoth + TwoRule("m", "mask", "\"high\"", "pattern = '[0-9]{4}'\nas = \"number\""),
       "shown paragraph (U): release, mask 1"},
      {"a mask with the same pattern for each",
       kUToBoth + TwoRule("m", "mask", "\"high\"", "pattern = '[0-9]{4}'\nas = \"number\"") +
           TwoRule("n", "mask", "\"low\"", "pattern = '[0-9]{4}'\nas = \"figure\""),
       "never"},
      {"a heading", kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { kind = \"heading\" }"),
       "shown heading (U): release, withhold ?"},
      {"a signature", kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { kind = \"signature\" }"),
       "shown signature (U): release, withhold ?"},
      {"a section", kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { section = \"COMMENT\" }"),
       "shown paragraph (U): release, withhold ?"},
      {"TAGS", kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { tags = \"CVIS\" }"),
       "shown tags (U): release, withhold ?"},
      {"a caption", kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { captions = \"SIPDIS\" }"),
       "shown paragraph (U): release, withhold ?"},
      {"what has no mark of its own",
       kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { inherited = true }"),
       "shown paragraph (U): release, withhold ?"},
      {"what has no number",
       kUToBoth + TwoRule("w", "withhold", "\"high\"", "when = { not = { numbered = true } }"),
       "shown paragraph (U): release, withhold ?"},
      {"apparatus", kUToBoth + kSbuToHigh + TwoRule("e", "release", "\"low\"", "when = { kind = \"end\" }"),
       "shown end : release, drop"},
      {"apparatus with a pattern",
       kUToBoth +
           TwoRule("e", "release", "\"low\"", "when = { kind = \"eo\", text = '^E\\.O\\. \\d{5}: N/A$' }"),
       "shown eo : release, drop"},
  };
  for (const auto& row : rows) {
    const auto policy = testing::LoadPolicy(TwoAudiences(row.rules));
    ASSERT_TRUE(policy) << row.name;
    EXPECT_EQ(Shown(LowWithinHigh(*policy)), row.is) << row.name;
  }
}

TEST(CompareAudiences, TheOtherWayIsShownByTheMark) {
  const auto policy = testing::LoadPolicy(TwoAudiences(kUToBoth + kSbuToHigh));
  ASSERT_TRUE(policy);
  const Comparison is =
      CompareAudiences(*policy, **policy->FindAudience("high"), **policy->FindAudience("low"));
  ASSERT_TRUE(is.witness);
  EXPECT_EQ(is.witness->text, "1. (SBU) The harbour is closed.\n");
  EXPECT_EQ(is.witness->element, "p1");
  EXPECT_EQ(is.mark, "(SBU)");
}

// A condition of a kind that is not known yet may hold and may fail; it is the same for both audiences of a
// rule.
TEST(CompareAudiences, AConditionOfAnUnknownKindProvesNothing) {
  const auto policy =
      testing::LoadPolicy(TwoAudiences(TwoRule("a", "release", "\"high\"", "when = { text = 'x' }") +
                                       TwoRule("b", "release", "\"low\"", "when = { text = 'x' }")));
  const auto shared =
      testing::LoadPolicy(TwoAudiences(TwoRule("a", "release", kBoth, "when = { text = 'x' }")));
  ASSERT_TRUE(policy && shared);
  EXPECT_EQ(LowWithinHigh(*policy).verdict, Verdict::kNever);
  const auto unknown = [](const Policy& of) {
    std::vector<Rule> rules = of.rules();
    for (Rule& rule : rules) {
      for (Condition& condition : rule.conditions) {
        if (condition.op == Condition::Op::kText) condition.op = static_cast<Condition::Op>(200);
      }
    }
    return of.WithRules(std::move(rules));
  };
  EXPECT_EQ(LowWithinHigh(unknown(*policy)).verdict, Verdict::kPossible);
  EXPECT_EQ(LowWithinHigh(unknown(*shared)).verdict, Verdict::kNever);
}

TEST(CompareAudiences, Captions) {
  Audience low, high;
  low.keep_captions = {"A", "B"};
  high.keep_captions = {"B", "C"};
  EXPECT_EQ(CaptionsBeyond(low, high), std::vector<std::string>{"A"});
}

TEST(ComparePolicies, Table) {
  const std::string mask =
      TwoRule("m", "mask", kBoth, "pattern = '[0-9]{4}'\nas = \"number\"\ncode = \"(b)(6)\"");
  const std::string held = TwoRule("w", "withhold", kBoth, "when = { text = 'visa' }\ncode = \"(b)(6)\"");
  const struct {
    const char* name;
    std::string first, second;
    const char* more;
    const char* less;
    const char* codes;
  } rows[] = {
      {"the same", kUToBoth + held + mask, mask + held + kUToBoth, "never", "never", "never"},
      {"a release rule more", kUToBoth,
       kUToBoth + TwoRule("h", "release", "\"high\"", "when = { at_most = \"SBU\" }"),
       "shown paragraph (SBU): release, withhold ?", "never", "never"},
      {"a withhold rule more", kUToBoth, kUToBoth + held, "never",
       "shown paragraph (U): release, withhold (b)(6)", "shown paragraph (C): withhold ?, withhold (b)(6)"},
      {"another code", kUToBoth + held,
       kUToBoth + TwoRule("w", "withhold", kBoth, "when = { text = 'visa' }\ncode = \"(b)(7)\""), "never",
       "never", "shown paragraph (U): withhold (b)(6), withhold (b)(7)"},
      {"another word over a mask", kUToBoth + mask,
       kUToBoth + TwoRule("m", "mask", kBoth, "pattern = '[0-9]{4}'\nas = \"figure\"\ncode = \"(b)(6)\""),
       "never", "never", "shown paragraph (U): mask 1, mask 1"},
  };
  for (const auto& row : rows) {
    const auto first = testing::LoadPolicy(TwoAudiences(row.first));
    const auto second = testing::LoadPolicy(TwoAudiences(row.second));
    ASSERT_TRUE(first && second) << row.name;
    const auto is = ComparePolicies(*first, *second);
    ASSERT_TRUE(is) << row.name;
    ASSERT_EQ(is->size(), 2U);
    EXPECT_EQ(is->at(0).audience, "high");
    EXPECT_EQ(Shown(is->at(0).more), row.more) << row.name;
    EXPECT_EQ(Shown(is->at(0).less), row.less) << row.name;
    EXPECT_EQ(Shown(is->at(0).codes), row.codes) << row.name;
  }
}

std::vector<std::string> RulesAtHand() {
  std::vector<std::string> rules;
  int number = 0;
  for (const std::string& audiences : {kBoth, std::string("\"low\""), std::string("\"high\"")}) {
    const auto add = [&](const std::string& effect, const std::string& more) {
      rules.push_back(TwoRule("r" + std::to_string(number++), effect, audiences, more));
    };
    add("release", "when = { at_most = \"U\" }");
    add("release", "when = { at_most = \"SBU\", lacks = [\"NOFORN\"] }");
    add("release", "when = { any = [{ numbered = true, inherited = false }, { kind = \"subject\" }] }");
    add("release", "when = { kind = [\"end\", \"eo\", \"header\"] }");
    add("withhold", "when = { text = '(?i)ae|ou' }\ncode = [\"(b)(6)\"]");
    add("withhold", "when = { not = { at_most = \"U\" } }\ncode = [\"(b)(7)\"]");
    add("withhold", "when = { kind = [\"signature\", \"passing\"] }");
    add("mask", "pattern = '[A-Z][a-z]+ [A-Z][a-z]+'\nas = \"name\"\ncode = [\"(b)(6)\"]");
    add("mask", "when = { inherited = true }\npattern = '[0-9]{3,}'\nas = \"number\"");
  }
  return rules;
}

// Random policies on random cables: a proof holds on each, and a witness is decided as it says.
TEST(CompareProperty, ProofsHoldOnCables) {
  std::mt19937 random(11);
  testing::CableGenerator generator(11);
  std::vector<Document> documents;
  for (int i = 0; i < 40; ++i) documents.push_back(*testing::ParseCable(generator.Next().Render()));
  std::vector<std::string> rules = RulesAtHand();
  std::size_t proved = 0, shown = 0;
  for (int round = 0; round < 60; ++round) {
    std::ranges::shuffle(rules, random);
    std::string text = kUToBoth;
    for (std::size_t i = 0; i < 2 + static_cast<std::size_t>(round) % 5; ++i) text += rules[i];
    const auto policy = testing::LoadPolicy(TwoAudiences(text, round % 2 == 0 ? "U" : "SBU", "S//NF"));
    ASSERT_TRUE(policy);
    const Comparison is = LowWithinHigh(*policy);
    if (is.verdict == Verdict::kShown) {
      ++shown;
      const auto document = testing::ParseCable(is.witness->text);
      ASSERT_TRUE(document);
      const std::size_t at = document->Find(is.witness->element);
      const auto low = Decide(*policy, "low", *document, nullptr);
      const auto high = Decide(*policy, "high", *document, nullptr);
      ASSERT_TRUE(low && high);
      EXPECT_EQ(ChangeBetween(high->elements[at], low->elements[at]), Change::kMore);
    }
    if (is.verdict != Verdict::kNever) continue;
    ++proved;
    for (const Document& document : documents) {
      const auto low = Decide(*policy, "low", document, nullptr);
      const auto high = Decide(*policy, "high", document, nullptr);
      ASSERT_EQ(low.has_value(), high.has_value());
      if (!low) continue;
      for (std::size_t i = 0; i < low->elements.size(); ++i) {
        EXPECT_NE(ChangeBetween(high->elements[i], low->elements[i]), Change::kMore)
            << document.elements()[i].id() << " under\n"
            << text;
      }
    }
  }
  EXPECT_GT(proved, 10U);
  EXPECT_GT(shown, 10U);
}

// What is proved to change nothing changes nothing on any cable.
TEST(CompareProperty, RulesThatChangeNothing) {
  std::mt19937 random(12);
  testing::CableGenerator generator(12);
  std::vector<Document> documents;
  for (int i = 0; i < 30; ++i) documents.push_back(*testing::ParseCable(generator.Next().Render()));
  std::vector<std::string> rules = RulesAtHand();
  std::size_t proved = 0;
  for (int round = 0; round < 60; ++round) {
    std::ranges::shuffle(rules, random);
    std::string text = kUToBoth;
    for (std::size_t i = 0; i < 6; ++i) text += rules[i];
    const auto policy = testing::LoadPolicy(TwoAudiences(text, "U", "SBU"));
    ASSERT_TRUE(policy);
    for (std::size_t rule = 0; rule < policy->rules().size(); ++rule) {
      if (!ChangesNothing(*policy, policy->audiences().back(), rule, RuleEdit::kRemoved)) continue;
      ++proved;
      std::vector<Rule> fewer = policy->rules();
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(rule));
      const Policy without = policy->WithRules(fewer);
      for (const Document& document : documents) {
        const auto diff = DiffDecisions(*policy, without, policy->audiences().back().id, document);
        EXPECT_TRUE(!diff || diff->changes.empty()) << policy->rules()[rule].id << " under\n" << text;
      }
    }
  }
  EXPECT_GT(proved, 20U);
}

TEST(PatternSample, Table) {
  for (const char* pattern : {"visa", "(?i)\\bvisa\\b", "^NNNN$", "[0-9]{4}", "a|b|cd", "(?:ab){2}[^a-z]?",
                              "\\p{Lu}\\p{L}+ x{2,3}", "[[:digit:]]+-\\d", "(?P<n>x)\\.y*",
                              "[\\w.]+@[\\w.]+\\w", "(?i)^E\\.?\\s?O\\.?\\s*\\d{5}\\s*:?\\s*N/?A$"}) {
    const re2::RE2 compiled(pattern);
    const auto samples = internal::SamplesOf(compiled, 4);
    EXPECT_FALSE(samples.empty()) << pattern;
    for (const std::string& sample : samples)
      EXPECT_TRUE(re2::RE2::PartialMatch(sample, compiled)) << pattern;
  }
  EXPECT_TRUE(internal::SamplesOf(re2::RE2("a$b"), 4).empty());
}

}  // namespace
}  // namespace markings
