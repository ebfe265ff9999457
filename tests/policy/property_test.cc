// What holds for every policy and every document: rules have no order, nothing goes out by itself, and a
// withhold rule never lets more out.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/policy/policy_testing.h"
#include "tests/support/cable_generator.h"

namespace markings {
namespace {

using testing::PolicyText;
using testing::RuleText;

constexpr int kDocuments = 150;

// Rules that overlap each other in every way.
std::vector<std::string> SomeRules() {
  return {
      RuleText("u", "release", "when = { at_most = \"U\" }"),
      RuleText("sbu", "release", "when = { at_most = \"SBU\", lacks = [\"NOFORN\"] }"),
      RuleText("numbered", "release", "when = { numbered = true, inherited = true }"),
      RuleText("ends", "release", "when = { kind = [\"end\", \"eo\", \"header\"] }"),
      RuleText("vowels", "withhold", "when = { text = '(?i)ae|ou' }\ncode = [\"(b)(6)\"]"),
      RuleText("signed", "withhold", "when = { kind = [\"signature\", \"passing\"] }"),
      RuleText("visa", "withhold",
               "when = { text = 'o[kr]' }\ncode = [\"(b)(3)\"]\nstatute = \"INA 222(f)\""),
      RuleText("names", "mask", "pattern = '[A-Z][a-z]+ [A-Z][a-z]+'\nas = \"name\"\ncode = [\"(b)(6)\"]"),
      RuleText("surnames", "mask",
               "pattern = '[A-Z][a-z]{3,}'\nas = \"word\"\ncode = [\"(b)(3)\"]\nstatute = \"INA 222(g)\""),
      RuleText("numbers", "mask", "pattern = '[0-9]{3,}'\nas = \"number\""),
  };
}

std::string JoinRules(const std::vector<std::string>& rules) {
  std::string all;
  for (const std::string& rule : rules) all += rule;
  return all;
}

// Everything that a decision says.
std::string FullDump(const Document& document, const Decisions& decisions) {
  std::string dump = testing::Dump(document, decisions);
  for (const Decision& decision : decisions.elements) {
    dump += decision.reason.str() + "|" + decision.statute;
    for (const BeatenRule& one : decision.also) dump += "|" + one.Shown();
    for (const Decision::Nearest& one : decision.nearest) dump += fmt::format("|{}{}", one.rule, one.Shown());
    for (const MaskSpan& mask : decision.masks) {
      dump += fmt::format("|{}-{} {} {}", mask.span.begin, mask.span.end, mask.as, mask.rule);
      for (const std::string& code : mask.codes) dump += code;
    }
    dump += "\n";
  }
  return dump;
}

bool Out(const Decision& decision) {
  return decision.outcome == Outcome::kRelease || decision.outcome == Outcome::kMask;
}

TEST(PolicyProperty, RulesHaveNoOrder) {
  std::mt19937 random(7);
  testing::CableGenerator generator(7);
  std::vector<std::string> rules = SomeRules();
  const auto first = testing::LoadPolicy(PolicyText(JoinRules(rules), "SBU"));
  ASSERT_TRUE(first);
  std::size_t masked = 0;
  for (int i = 0; i < kDocuments; ++i) {
    const auto document = testing::ParseCable(generator.Next().Render());
    ASSERT_TRUE(document);
    std::ranges::shuffle(rules, random);
    const auto other = testing::LoadPolicy(PolicyText(JoinRules(rules), "SBU"));
    ASSERT_TRUE(other);
    const auto a = Decide(*first, "x", *document, nullptr);
    const auto b = Decide(*other, "x", *document, nullptr);
    ASSERT_EQ(a.has_value(), b.has_value());
    if (!a) continue;
    EXPECT_EQ(FullDump(*document, *a), FullDump(*document, *b)) << "document " << i;
    for (const Decision& decision : a->elements) masked += decision.outcome == Outcome::kMask ? 1U : 0U;
  }
  EXPECT_GT(masked, 20U) << "the documents must have something to mask";
}

// I1: what no release rule speaks of stays in, whatever the other rules.
TEST(PolicyProperty, NothingGoesOutByItself) {
  std::vector<std::string> rules = SomeRules();
  std::erase_if(rules, [](const std::string& rule) { return rule.contains("release = "); });
  const auto policy = testing::LoadPolicy(PolicyText(JoinRules(rules), "TS//ND"));
  ASSERT_TRUE(policy);
  testing::CableGenerator generator(8);
  for (int i = 0; i < kDocuments; ++i) {
    const auto document = testing::ParseCable(generator.Next().Render());
    ASSERT_TRUE(document);
    const auto decisions = Decide(*policy, "x", *document, nullptr);
    if (!decisions) continue;
    for (const Decision& decision : decisions->elements) {
      EXPECT_FALSE(Out(decision));
      const bool portion = IsPortion(document->elements()[decision.element].kind);
      EXPECT_EQ(decision.outcome, portion ? Outcome::kWithhold : Outcome::kDrop);
    }
  }
}

// A further withhold rule never lets out what was in; a further release rule never takes in what was out.
// And nothing above the clearance goes out, whatever the release rules.
TEST(PolicyProperty, RulesAreMonotoneAndTheClearanceIsACeiling) {
  const std::vector<std::string> rules = SomeRules();
  const std::string less = JoinRules(rules);
  const auto with_withhold =
      testing::LoadPolicy(PolicyText(less + RuleText("more", "withhold", "when = { text = 'a' }"), "SBU"));
  const auto with_release =
      testing::LoadPolicy(PolicyText(less + RuleText("more", "release", "when = { text = 'a' }"), "SBU"));
  const auto policy = testing::LoadPolicy(PolicyText(less, "SBU"));
  ASSERT_TRUE(with_withhold && with_release && policy);
  testing::CableGenerator generator(9);
  std::size_t changed = 0;
  for (int i = 0; i < kDocuments; ++i) {
    const auto document = testing::ParseCable(generator.Next().Render());
    ASSERT_TRUE(document);
    const auto base = Decide(*policy, "x", *document, nullptr);
    if (!base) continue;
    const auto stricter = Decide(*with_withhold, "x", *document, nullptr);
    const auto wider = Decide(*with_release, "x", *document, nullptr);
    ASSERT_TRUE(stricter && wider);
    for (std::size_t j = 0; j < base->elements.size(); ++j) {
      EXPECT_TRUE(!Out(stricter->elements[j]) || Out(base->elements[j]));
      EXPECT_TRUE(!Out(base->elements[j]) || Out(wider->elements[j]));
      changed += Out(stricter->elements[j]) != Out(base->elements[j]) ? 1U : 0U;
      const Element element = document->elements()[j];
      if (!Out(wider->elements[j]) || !IsPortion(element.kind)) continue;
      EXPECT_TRUE(element.mark_known);
      const Audience& audience = *wider->audience;
      EXPECT_EQ(element.marking().level, audience.clears.level);
      EXPECT_EQ(element.marking().controls & ~audience.clears.controls, 0U);
    }
  }
  EXPECT_GT(changed, 20U) << "the rule that was added must withhold something";
}

// Masks of a portion lie within it and never touch each other.
TEST(PolicyProperty, MasksLieWithinTheirElement) {
  const auto policy = testing::LoadPolicy(PolicyText(JoinRules(SomeRules()), "SBU"));
  ASSERT_TRUE(policy);
  testing::CableGenerator generator(10);
  for (int i = 0; i < kDocuments; ++i) {
    const auto document = testing::ParseCable(generator.Next().Render());
    ASSERT_TRUE(document);
    const auto decisions = Decide(*policy, "x", *document, nullptr);
    if (!decisions) continue;
    for (const Decision& decision : decisions->elements) {
      const Span within = document->elements()[decision.element].text_span;
      std::size_t end = within.begin;
      for (const MaskSpan& mask : decision.masks) {
        EXPECT_GE(mask.span.begin, end);
        EXPECT_GT(mask.span.end, mask.span.begin);
        EXPECT_LE(mask.span.end, within.end);
        end = mask.span.end;
      }
    }
  }
}

}  // namespace
}  // namespace markings
