#include "libmarkings/policy/why.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "tests/policy/two_audiences.h"

namespace markings {
namespace {

using testing::kBoth;
using testing::RuleFor;
using testing::TwoAudiences;

std::string Accounts(const std::vector<RuleAccount>& accounts) {
  std::string dump;
  for (const RuleAccount& one : accounts) {
    dump += " " + one.rule;
    if (!one.failed.empty())
      dump += fmt::format("[{}; {} of {}]", one.failed, one.failed_conditions, one.conditions);
    if (one.places > 0) dump += fmt::format("x{}", one.places);
  }
  return dump;
}

const std::string kPolicy = TwoAudiences(
    RuleFor("open", "release", kBoth, "when = { at_most = \"U\" }") +
    RuleFor("sensitive", "release", "\"high\"",
            "when = { at_most = \"SBU\", lacks = [\"NOFORN\"], kind = [\"paragraph\"] }") +
    RuleFor("visas", "withhold", "\"x\"", "when = { text = '(?i)visa', numbered = true }") +
    RuleFor("mails", "mask", "\"x\"", "find = [\"email\"]\ncode = [\"(b)(6)\"]") +
    RuleFor("numbers", "mask", "\"x\"",
            "pattern = '[0-9]{4}'\nwhen = { at_most = \"U\" }\nas = \"number\"\ncode = [\"(b)(6)\"]"));

std::string Explained(const std::string& audience, const std::string& cable, const std::string& id,
                      const std::string& policy_text = kPolicy) {
  const auto policy = testing::LoadPolicy(policy_text);
  const auto document = testing::ParseCable(cable);
  if (!policy || !document) return "not loaded";
  const auto decisions = Decide(*policy, audience, *document, nullptr);
  if (!decisions) return decisions.error().message;
  const std::array<std::size_t, 1> units = {document->Find(id)};
  if (units[0] == kNoElement) return "no " + id;
  const Why why = ExplainDecisions(*policy, *document, *decisions, units).front();
  return std::string(Name(decisions->elements[units[0]].outcome)) + "\nby" + Accounts(why.by) + "\nbeaten" +
         Accounts(why.beaten) + "\nmasked" + Accounts(why.masked) + "\nfailed" + Accounts(why.failed) + "\n";
}

const std::string kHead = "UNCLAS KALVOR 000123\n\n";

TEST(Why, BothSidesOfWhatIsWithheld) {
  EXPECT_EQ(Explained("x", kHead + "1. (U) A visa.\n", "p1"),
            "withhold\nby visas\nbeaten open\nmasked\nfailed sensitive[audience; 1 of 3]\n");
}

TEST(Why, TheNearestRuleComesFirst) {
  EXPECT_EQ(Explained("x", kHead + "1. (SBU/NF) Dues rose.\n", "p1"),
            "withhold\nby clearance\nbeaten\nmasked\n"
            "failed open[at_most U; 1 of 1] visas[text; 1 of 2] sensitive[audience; 3 of 3]\n");
}

TEST(Why, WhatIsNotWithheldAndNotMasked) {
  EXPECT_EQ(Explained("x", kHead + "1. (U) Pier 4471, then 4472.\n", "p1"),
            "mask\nby open\nbeaten\nmasked numbersx2\n"
            "failed mails[find email; 1 of 0] sensitive[audience; 1 of 3] visas[text; 1 of 2]\n");
  EXPECT_EQ(Explained("high", kHead + "1. (SBU) Pier 4471.\n", "p1"),
            "release\nby sensitive\nbeaten\nmasked\n"
            "failed mails[audience; 1 of 0] open[at_most U; 1 of 1] numbers[audience; 2 of 1] "
            "visas[audience; 2 of 2]\n");
}

TEST(Why, BuiltInRulesSayWhatLiftsThem) {
  const auto policy = testing::LoadPolicy(kPolicy);
  const auto document = testing::ParseCable(kHead + "1. (SBU) One.\n\n   a. Two.\n");
  ASSERT_TRUE(policy && document);
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  ASSERT_TRUE(decisions);
  const std::array<std::size_t, 1> units = {document->Find("p1.1")};
  const Why why = ExplainDecisions(*policy, *document, *decisions, units).front();
  ASSERT_EQ(why.by.size(), 2);
  EXPECT_EQ(
      why.by[0].reason,
      "the mark is above what the audience may read: no rule lifts it, clears is U and would have to be "
      "SBU");
  EXPECT_EQ(why.by[1].reason, "it belongs to p1, which is withheld: no rule for it alone lifts that");
}

TEST(Why, AHeaderLineIsReleasedOnlyByItsKind) {
  EXPECT_EQ(Explained("x", kHead + "E.O. 13526: N/A\n\n1. (U) One.\n", "eo"),
            "drop\nby apparatus\nbeaten\nmasked\nfailed open[kind; 2 of 1] visas[numbered true; 2 of 2] "
            "sensitive[audience; 4 of 3]\n");
}

// A span: what was found and what each mask rule made of it.
std::string Found(const std::string& rules, const std::string& cable, const std::string& id,
                  const std::string& words, const std::string& clears = "U") {
  const auto policy = testing::LoadPolicy(
      testing::PolicyText(testing::RuleText("out", "release", "when = { at_most = \"U\" }") + rules, clears));
  const auto document = testing::ParseCable(cable);
  if (!policy || !document) return "not loaded";
  const auto decisions = Decide(*policy, "x", *document, nullptr);
  if (!decisions) return decisions.error().message;
  const std::size_t begin = cable.find(words);
  const SpanWhy why =
      ExplainSpan(*policy, *document, *decisions, document->Find(id), {begin, begin + words.size()});
  std::string dump;
  for (const FoundPlace& place : why.found) {
    dump += fmt::format("{} {}-{}", place.meets ? "there" : "near", place.span.begin, place.span.end);
    dump += place.kind ? fmt::format(" {} {}", Name(*place.kind), place.confidence) : " pattern";
    for (const FoundPlace::OfRule& rule : place.rules)
      dump += fmt::format(" [{}: {}]", rule.rule, rule.kept.empty() ? "masks" : rule.kept);
    dump += "\n";
  }
  return dump;
}

std::string FindRule(const std::string& id, const std::string& more) {
  return testing::RuleText(id, "mask", "find = [\"email\"]\ncode = [\"(b)(6)\"]\n" + more);
}
const std::string kMail = kHead + "1. (U) Write to dock@post.example now.\n";

TEST(WhySpan, WhatMasksIt) {
  const std::string found = Found(FindRule("mails", ""), kMail, "p1", "dock@");
  EXPECT_TRUE(found.starts_with("there 38-55 email ")) << found;
  EXPECT_TRUE(found.ends_with(" [mails: masks]\n")) << found;
}

TEST(WhySpan, WhatKeepsARuleFromIt) {
  const auto kept = [](const std::string& rules, const std::string& cable = kMail) {
    const std::string found = Found(rules, cable, "p1", "dock@");
    const std::size_t at = found.find(" [");
    return at == std::string::npos ? found : found.substr(at);
  };
  EXPECT_EQ(kept(FindRule("mails", "sure = 100")), " [mails: sure 100]\n");
  EXPECT_EQ(kept(FindRule("mails", "except = [\"Dock@post.example\"]")), " [mails: except]\n");
  EXPECT_EQ(kept(FindRule("mails", "when = { numbered = false }")), " [mails: numbered false]\n");
  EXPECT_EQ(kept(FindRule("mails", ""), kHead + "1. (C) Write to dock@post.example now.\n"),
            " [mails: the unit is withheld]\n");
  EXPECT_EQ(
      kept(testing::RuleText("a", "mask", "pattern = 'Write to \\S+'\nas = \"line\"\ncode = [\"(b)(6)\"]") +
           FindRule("mails", "")),
      " [a: masks]\nthere 38-55 email 98 [mails: covered by a]\n");
}

TEST(WhySpan, NobodyAsksForIt) {
  const std::string found = Found("", kMail, "p1", "dock@");
  EXPECT_TRUE(found.starts_with("there 38-55 email ")) << found;
  EXPECT_EQ(found.find('['), std::string::npos) << found;
}

TEST(WhySpan, NothingThereGivesTheNearest) {
  const std::string rule =
      testing::RuleText("numbers", "mask", "pattern = '[0-9]{4}'\nas = \"number\"\ncode = [\"(b)(6)\"]");
  const std::string cable = kHead + "1. (U) Pier 4471 and dues and 4472 and 4473.\n";
  EXPECT_EQ(Found(rule, cable, "p1", "dues"),
            "near 34-38 pattern [numbers: masks]\nnear 52-56 pattern [numbers: masks]\n");
}

}  // namespace
}  // namespace markings
