// Patterns put together say the same as each by itself, and decisions come out the same to the byte.

#include "libmarkings/policy/internal/pattern_set.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/policy/policy_testing.h"
#include "tests/support/cable_generator.h"
#include "tests/support/document_generator.h"
#include "tests/support/many_rules.h"

namespace markings {
namespace {

using internal::PatternSet;
using internal::PatternSets;
using testing::PolicyText;
using testing::RuleText;

std::vector<const Rule*> AllRules(const Policy& policy) {
  std::vector<const Rule*> rules;
  for (const Rule& rule : policy.rules()) rules.push_back(&rule);
  return rules;
}

// Everything that decisions say.
std::string Whole(const Policy& policy, std::string_view audience, const Document& document,
                  PatternSets::Use use) {
  policy.pattern_sets().SetUse(use);
  const auto decisions = Decide(policy, audience, document, nullptr);
  if (!decisions) return decisions.error().message;
  std::string dump = testing::Dump(document, *decisions);
  for (const Decision& decision : decisions->elements) {
    dump += fmt::format("{}|{}|{}", decision.reason.str(), decision.statute, decision.pending);
    for (const BeatenRule& one : decision.also) dump += "|" + one.Shown();
    for (const Decision::Nearest& one : decision.nearest)
      dump += fmt::format("|{}: {}", one.rule, one.Shown());
    for (const MaskSpan& mask : decision.masks)
      dump += fmt::format("|{}-{} {} {}", mask.span.begin, mask.span.end, mask.as, mask.rule);
    dump += "\n";
  }
  return dump;
}

void ExpectSame(const Policy& policy, const Document& document, const std::string& what) {
  for (const Audience& audience : policy.audiences()) {
    EXPECT_EQ(Whole(policy, audience.id, document, PatternSets::Use::kNever),
              Whole(policy, audience.id, document, PatternSets::Use::kAlways))
        << what << ", " << audience.id;
  }
}

TEST(PatternSet, FindsWhatEachPatternFinds) {
  const auto policy = testing::LoadPolicy(testing::ManyRules());
  ASSERT_TRUE(policy);
  const auto rules = AllRules(*policy);
  const PatternSet set(rules);
  ASSERT_TRUE(set.together());
  EXPECT_EQ(set.size(), 50U);
  EXPECT_EQ(set.conditions(), 30);
  const auto document = testing::ParseCable(testing::ManyPortions(300, 1));
  ASSERT_TRUE(document);
  std::vector<int> found;
  std::size_t hits = 0;
  for (const Element element : document->elements()) {
    const std::string text = document->UnitText(element.index);
    set.Find(text, found);
    const std::set<int> in_text(found.begin(), found.end());
    hits += in_text.size();
    for (const Rule* rule : rules) {
      std::vector<const re2::RE2*> patterns;
      if (rule->pattern) patterns.push_back(rule->pattern.get());
      for (const Condition& condition : rule->conditions) {
        if (condition.text) patterns.push_back(condition.text.get());
      }
      for (const re2::RE2* pattern : patterns) {
        const auto number = set.Number(*pattern);
        ASSERT_TRUE(number);
        EXPECT_EQ(in_text.contains(*number), re2::RE2::PartialMatch(text, *pattern)) << rule->id;
      }
    }
  }
  EXPECT_GT(hits, 150U);  // 50 patterns in 300 portions, each in one or two of a hundred
}

// What RE2 does not put together is no reason to find nothing.
TEST(PatternSet, WithoutMemoryEachPatternIsAsked) {
  const auto policy = testing::LoadPolicy(testing::ManyRules());
  ASSERT_TRUE(policy);
  const auto rules = AllRules(*policy);
  const PatternSet whole(rules);
  const std::string text = "The clerk asked that his part in it not be named; his passport no. AB123456.";
  std::vector<int> expected;
  whole.Find(text, expected);
  ASSERT_EQ(expected.size(), 2U);
  std::size_t refused = 0;
  for (std::int64_t bytes = 10'000; bytes < PatternSet::kBytes; bytes += bytes / 16) {
    const PatternSet tight(rules, bytes);
    std::vector<int> found;
    tight.Find(text, found);
    EXPECT_EQ(found, expected) << bytes;
    refused += tight.together() ? 0U : 1U;
  }
  EXPECT_GT(refused, 0U);
}

TEST(PatternSet, IsMadeWhenItIsWorthItAndOnce) {
  const auto policy = testing::LoadPolicy(testing::ManyRules());
  ASSERT_TRUE(policy);
  const auto rules = AllRules(*policy);
  PatternSets sets;
  EXPECT_EQ(sets.For("public", rules, 100), nullptr);
  const auto made = sets.For("public", rules, PatternSets::kWorthIt);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(sets.For("public", rules, 1), made);
  EXPECT_EQ(sets.For("other", rules, 100), nullptr);
  const auto few = testing::LoadPolicy(PolicyText(RuleText("a", "withhold", "when = { text = 'x' }")));
  ASSERT_TRUE(few);
  EXPECT_EQ(sets.For("x", AllRules(*few), PatternSets::kWorthIt * 2), nullptr);
}

// Rules of a policy that was changed have sets of their own.
TEST(PatternSet, OtherRulesAreNotAskedOfAnOldSet) {
  const auto policy =
      testing::LoadPolicy(PolicyText(RuleText("out", "release", "when = { at_most = \"U\" }") +
                                     RuleText("a", "withhold", "when = { text = 'clerk' }")));
  const auto other = testing::LoadPolicy(PolicyText(RuleText("out", "release", "when = { at_most = \"U\" }") +
                                                    RuleText("a", "withhold", "when = { text = 'dock' }")));
  const auto document = testing::ParseCable("UNCLAS KALVOR 000123\n\n1. (U) A clerk.\n\n2. (U) A dock.\n");
  ASSERT_TRUE(policy && other && document);
  policy->pattern_sets().SetUse(PatternSets::Use::kAlways);
  EXPECT_EQ(testing::DumpFor(*policy, "x", *document), "p1 withhold ? by a\np2 release by out\n");
  const Policy changed = policy->WithRules(other->rules());
  changed.pattern_sets().SetUse(PatternSets::Use::kAlways);
  EXPECT_EQ(testing::DumpFor(changed, "x", *document), "p1 release by out\np2 withhold ? by a\n");
}

// The first key that failed is shown, in the order in which the rule has them: a pattern's may stand first.
TEST(PatternSet, ExplanationsNameTheFirstKeyThatFailed) {
  const auto policy = testing::LoadPolicy(PolicyText(
      RuleText("a", "release", "when = { text = 'clerk', kind = [\"subject\"] }") +
      RuleText("c", "release", "when = { any = [{ text = 'clerk' }, { text = 'dock' }], at_most = \"U\" }")));
  const auto document = testing::ParseCable(
      "UNCLAS KALVOR 000123\n\n1. (SBU) A clerk.\n\n2. (SBU) A dock.\n\n3. (SBU) A pier.\n\n4. (U) A "
      "pier.\n");
  ASSERT_TRUE(policy && document);
  ExpectSame(*policy, *document, "first keys");
  policy->pattern_sets().SetUse(PatternSets::Use::kAlways);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  const auto failed = [&](const char* id) {
    std::string all;
    for (const auto& one : decisions->elements[document->Find(id)].nearest)
      all += fmt::format("{}: {}; ", one.rule, one.Shown());
    return all;
  };
  EXPECT_EQ(failed("p1"), "a: kind subject; c: at_most U; ");
  EXPECT_EQ(failed("p3"), "a: kind subject; c: any (text | text); ");
}

// Units that differ in nothing but how they came by their mark are not alike.
TEST(PatternSet, DecisionsTellAnInheritedMarkFromAnOwn) {
  const auto policy = testing::LoadPolicy(
      PolicyText(RuleText("a", "release", "when = { at_most = \"U\", inherited = true }") +
                 RuleText("w", "withhold", "when = { text = 'zebra' }")));
  const auto document =
      testing::ParseCable("UNCLAS KALVOR 000123\n\n1. (U) One.\n\n2. Two.\n\n3. (U) Three.\n");
  ASSERT_TRUE(policy && document);
  ExpectSame(*policy, *document, "inherited");
  policy->pattern_sets().SetUse(PatternSets::Use::kAlways);
  EXPECT_TRUE(testing::DumpFor(*policy, "x", *document).contains("p2 release by a\n"));
}

TEST(PatternSet, DecisionsTellANumberedUnitFromOthers) {
  const auto policy = testing::LoadPolicy(
      PolicyText(RuleText("a", "release", "when = { at_most = \"U\", numbered = false }") +
                 RuleText("w", "withhold", "when = { text = 'zebra' }")));
  const auto document =
      testing::ParseCable("UNCLAS KALVOR 000123\n\n1. (U) One.\n\n(U) Two.\n\n2. (U) Three.\n");
  ASSERT_TRUE(policy && document);
  ExpectSame(*policy, *document, "numbered");
}

TEST(PatternSet, DecisionsAreTheSameForManyRules) {
  const auto policy = testing::LoadPolicy(testing::ManyRules());
  ASSERT_TRUE(policy);
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    const auto document = testing::ParseCable(testing::ManyPortions(300, seed));
    ASSERT_TRUE(document);
    ExpectSame(*policy, *document, fmt::format("seed {}", seed));
  }
}

TEST(PatternSet, DecisionsAreTheSameForShippedPolicies) {
  testing::DocumentGenerator generator(11);
  std::vector<std::string> texts;
  for (int i = 0; i < 60; ++i) texts.push_back(generator.Next());
  for (const char* name : {"state-foia", "state-internal", "state-partner", "state-public"}) {
    const auto policy =
        testing::LoadPolicy(testing::ReadFile(fmt::format("{}/policies/{}.toml", MARKINGS_SOURCE_DIR, name)));
    ASSERT_TRUE(policy) << name;
    std::size_t read = 0;
    for (const std::string& text : texts) {
      const auto document =
          Document::Parse(testing::BufferOf(text, "generated.txt"), policy->shared_vocabulary());
      if (!document) continue;
      ++read;
      ExpectSame(*policy, *document, name);
    }
    EXPECT_GT(read, 40U);
  }
}

}  // namespace
}  // namespace markings
