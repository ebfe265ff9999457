#include "libmarkings/policy/counterfactual.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "tests/policy/two_audiences.h"

namespace markings {
namespace {

using testing::kBoth;
using testing::RuleFor;
using testing::TwoAudiences;

const std::string kOpen = RuleFor("open", "release", kBoth, "when = { at_most = \"U\" }");
const std::string kRules =
    kOpen +
    RuleFor("sensitive", "release", "\"high\"", "when = { at_most = \"SBU\", lacks = [\"NOFORN\"] }") +
    RuleFor("visas", "withhold", "\"x\"", "when = { text = '(?i)visa' }") +
    RuleFor("clerks", "withhold", kBoth, "when = { text = 'clerk', kind = [\"paragraph\"] }");
const std::string kHead = "UNCLAS KALVOR 000123\n\n";

Outcome Now(const std::string& policy_text, const std::string& audience, const Document& document,
            const std::string& id, const Overrides* overrides = nullptr) {
  const auto policy = testing::LoadPolicy(policy_text);
  if (!policy) return Outcome::kDrop;
  const auto decisions = Decide(*policy, audience, document, overrides);
  if (decisions) return decisions->elements[document.Find(id)].outcome;
  ADD_FAILURE() << decisions.error().message;
  return Outcome::kDrop;
}

struct Answer {
  std::vector<Counterfactual> changes;
  bool complete = true;
};

Answer Changes(const std::string& policy_text, const std::string& audience, const Document& document,
               const std::string& id, CounterfactualOptions options = {}) {
  const auto policy = testing::LoadPolicy(policy_text);
  const auto decisions = Decide(*policy, audience, document, options.overrides);
  if (!decisions) {
    ADD_FAILURE() << decisions.error().message;
    return {};
  }
  const std::array<std::size_t, 1> units = {document.Find(id)};
  auto found = FindCounterfactuals(*policy, document, *decisions, units, options);
  if (!found) {
    ADD_FAILURE() << found.error().message;
    return {};
  }
  return {std::move(found->of.front()), found->complete};
}

// "release: a + b; 1 out, 0 in, 2 others", one a line.
std::string Dump(const std::vector<Counterfactual>& changes) {
  std::string dump;
  for (const Counterfactual& one : changes) {
    dump += std::string(Name(one.outcome)) + ": ";
    for (std::size_t i = 0; i < one.steps.size(); ++i) dump += (i > 0 ? " + " : "") + one.steps[i];
    dump += fmt::format("; {} out, {} in, {} others\n", one.released, one.withheld, one.other_audiences);
  }
  return dump;
}

std::string Shown(const std::string& audience, const std::string& cable, const std::string& id,
                  const std::string& rules = kRules) {
  const auto document = testing::ParseCable(cable);
  CounterfactualOptions options;
  options.by_hand = false;
  return document ? Dump(Changes(TwoAudiences(rules), audience, *document, id, options).changes)
                  : "not parsed";
}

TEST(Counterfactual, OneRuleStandsAgainstIt) {
  EXPECT_EQ(Shown("x", kHead + "1. (U) A visa.\n\n2. (U) A visa too.\n", "p1"),
            "release: rule 'visas' not for 'x'; 1 out, 0 in, 0 others\n");
}

TEST(Counterfactual, AllRulesThatHoldHaveToGo) {
  EXPECT_EQ(Shown("x", kHead + "1. (U) The visa of a clerk.\n\n2. (U) A visa.\n", "p1"),
            "release: rule 'clerks' not for 'x' + rule 'visas' not for 'x'; 1 out, 0 in, 0 others\n");
}

TEST(Counterfactual, TheCeilingAndTheLeastBound) {
  EXPECT_EQ(Shown("x", kHead + "1. (SBU) Dues rose.\n\n2. (SBU/NF) Dues fell.\n", "p1"),
            "release: clears SBU instead of U for 'x' + at_most SBU instead of U in rule 'open'; 0 out, 0 "
            "in, 0 others\n"
            "release: clears SBU instead of U for 'x' + rule 'sensitive' for 'x' too; 0 out, 0 in, 0 "
            "others\n");
}

TEST(Counterfactual, ControlsThatARuleRefuses) {
  const std::string shown = Shown("high", kHead + "1. (SBU/NF) Dues rose.\n", "p1");
  EXPECT_TRUE(
      shown.starts_with("release: clears SBU//NF instead of SBU for 'high' + at_most SBU//NF instead of "
                        "U in rule 'open'; 0 out, 0 in, 0 others\n"))
      << shown;
  EXPECT_TRUE(
      shown.contains("at_most SBU//NF instead of SBU in rule 'sensitive' + no `lacks NOFORN` in rule "
                     "'sensitive';"))
      << shown;
}

TEST(Counterfactual, WhatAlsoTurnsForOthers) {
  // The bound of `open` is that of both audiences: p2 would go to 'high' as well.
  EXPECT_EQ(Shown("high", kHead + "1. (SBU) One.\n\n2. (SBU) Two.\n", "p1", kOpen),
            "release: at_most SBU instead of U in rule 'open'; 1 out, 0 in, 0 others\n");
  const std::string shared = RuleFor("open", "release", kBoth, "when = { lacks = [\"SBU\"] }");
  EXPECT_EQ(Shown("x", kHead + "1. (SBU) One.\n\n2. (SBU) Two.\n", "p1", shared),
            "release: clears SBU instead of U for 'x' + no `lacks SBU` in rule 'open'; 1 out, 0 in, 2 "
            "others\n");
}

TEST(Counterfactual, NoRuleLiftsAMarkThatNobodyKnows) {
  EXPECT_EQ(Shown("x", kHead + "QUXDIS\n\n1. (U) One.\n", "p1"), "");
}

TEST(Counterfactual, WhatItBelongsToGoesOutWithIt) {
  EXPECT_EQ(Shown("x", kHead + "1. (U) A visa.\n\n   a. Dues.\n", "p1.1"),
            "release: rule 'visas' not for 'x'; 1 out, 0 in, 0 others\n");
}

TEST(Counterfactual, WhatStandsAgainstBothOfThem) {
  const std::string rules = kRules + RuleFor("docks", "withhold", kBoth, "when = { text = 'dock' }");
  EXPECT_EQ(Shown("x", kHead + "1. (U) A visa.\n\n   a. A dock.\n\n2. (U) A visa.\n", "p1.1", rules),
            "release: rule 'docks' not for 'x' + rule 'visas' not for 'x'; 2 out, 0 in, 0 others\n");
  EXPECT_EQ(
      Shown("x", kHead + "1. (SBU) Dues.\n\n   a. More dues.\n", "p1.1", kOpen),
      "release: clears SBU instead of U for 'x' + at_most SBU instead of U in rule 'open'; 1 out, 0 in, 2 "
      "others\n");
}

TEST(Counterfactual, WhatWouldKeepItIn) {
  const std::string shown = Shown("high", kHead + "1. (SBU) Dues rose.\n\n2. (U) Dues fell.\n", "p1");
  EXPECT_NE(shown.find("withhold: at_most U instead of SBU in rule 'sensitive'; 0 out, 0 in, 0 others\n"),
            std::string::npos)
      << shown;
  EXPECT_NE(shown.find("withhold: rule 'sensitive' not for 'high'; 0 out, 0 in, 0 others\n"),
            std::string::npos)
      << shown;
  EXPECT_NE(shown.find("withhold: no `text` in rule 'clerks'; 0 out, 1 in, 1 others\n"), std::string::npos)
      << shown;
  EXPECT_NE(shown.find("withhold: clears U instead of SBU for 'high'; 0 out, 0 in, 0 others\n"),
            std::string::npos)
      << shown;
  EXPECT_NE(shown.find("withhold: a new rule that withholds { has = [\"SBU\"] }; 0 out, 0 in, 0 others\n"),
            std::string::npos)
      << shown;
}

TEST(Counterfactual, WhatWouldLeaveItWhole) {
  const std::string masks = RuleFor("mails", "mask", "\"high\"", "find = [\"email\"]\ncode = [\"(b)(6)\"]");
  const std::string shown =
      Shown("high", kHead + "1. (U) Write to dock@post.example.\n", "p1", kRules + masks);
  EXPECT_TRUE(shown.contains("release: rule 'mails' not for 'high'; 0 out, 0 in, 0 others\n")) << shown;
}

TEST(Counterfactual, AHeaderLineByItsKind) {
  EXPECT_EQ(Shown("x", kHead + "E.O. 13526: N/A\n\n1. (U) One.\n", "eo"),
            "release: a new rule that releases { kind = [\"eo\"] }; 0 out, 0 in, 0 others\n");
}

// What is shown to be pasted loads, and does what is said.
TEST(Counterfactual, NewRulesArePasted) {
  const std::string cable =
      "C O N F I D E N T I A L KALVOR 000123\n\nSUBJECT: DUES\n\n1. (SBU/NF) Write to "
      "dock@post.example.\n\n2. (U) Dues.\n\n3. (U) More dues.\n";
  const auto document = testing::ParseCable(cable);
  ASSERT_TRUE(document);
  const std::string policy = TwoAudiences(RuleFor("all", "release", kBoth, ""), "C//NF");
  std::size_t pasted = 0;
  for (const std::string id : {"subject", "p1", "p2", "p3"}) {
    ASSERT_EQ(Now(policy, "high", *document, id), Outcome::kRelease) << id;
    for (const Counterfactual& one : Changes(policy, "high", *document, id).changes) {
      if (one.toml.empty() || one.by_hand) continue;
      EXPECT_EQ(Now(policy + one.toml, "high", *document, id), Outcome::kWithhold) << one.toml;
      ++pasted;
    }
  }
  EXPECT_EQ(pasted, 4);
}

TEST(Counterfactual, DecisionsByHandArePasted) {
  const auto document = testing::ParseCable(kHead + "1. (U) A visa.\n\n2. (U) Dues.\n\n3. (XQZ) Dues.\n");
  const auto policy = testing::LoadPolicy(TwoAudiences(kRules));
  ASSERT_TRUE(document && policy);
  // p3's mark leaves the document in doubt until an officer decides on it.
  const std::string top = "schema = \"markings/decisions/1\"\ndocument = \"KALVOR 000123\"\n";
  const std::string doubt = "[[decision]]\nelement = \"p3\"\naction = \"withhold\"\nreason = \"...\"\n";
  const auto settled = Overrides::Load(testing::BufferOf(top + doubt, "decisions.toml"), *policy);
  ASSERT_TRUE(settled);
  CounterfactualOptions options;
  options.overrides = &*settled;
  const std::pair<const char*, Outcome> rows[] = {
      {"p1", Outcome::kRelease}, {"p2", Outcome::kWithhold}, {"p3", Outcome::kRelease}};
  for (const auto& [id, outcome] : rows) {
    const std::vector<Counterfactual> changes =
        Changes(TwoAudiences(kRules), "x", *document, id, options).changes;
    ASSERT_FALSE(changes.empty()) << id;
    const auto by_hand = std::ranges::find(changes, true, &Counterfactual::by_hand);
    ASSERT_NE(by_hand, changes.end()) << id;
    EXPECT_EQ(by_hand->outcome, outcome) << id;
    std::string pasted = top + by_hand->toml + (std::string(id) == "p3" ? "" : doubt);
    // Its mark is the officer's to say.
    if (const std::size_t at = pasted.find("mark = \"...\""); at != std::string::npos)
      pasted.replace(at, 12, "mark = \"U\"");
    const auto overrides = Overrides::Load(testing::BufferOf(pasted, "decisions.toml"), *policy);
    ASSERT_TRUE(overrides) << overrides.error().message << "\n" << pasted;
    EXPECT_EQ(Now(TwoAudiences(kRules), "x", *document, id, &*overrides), outcome) << pasted;
  }
}

TEST(Counterfactual, ADecisionByHandTakenBack) {
  const auto document = testing::ParseCable(kHead + "1. (U) Dues.\n");
  const auto policy = testing::LoadPolicy(TwoAudiences(kRules));
  ASSERT_TRUE(document && policy);
  Overrides overrides;
  overrides.decisions.emplace_back();
  overrides.decisions.back().element = "p1";
  overrides.decisions.back().reason = "Held back.";
  CounterfactualOptions options;
  options.overrides = &overrides;
  EXPECT_EQ(Dump(Changes(TwoAudiences(kRules), "x", *document, "p1", options).changes),
            "release: p1 released by hand; 0 out, 0 in, 0 others\n"
            "release: the decision on p1 by hand taken back; 0 out, 0 in, 0 others\n");
}

TEST(Counterfactual, TheWorkIsBounded) {
  const auto document = testing::ParseCable(kHead + "1. (U) The visa of a clerk.\n");
  ASSERT_TRUE(document);
  CounterfactualOptions options;
  options.most_trials = 1;  // the decision by hand
  const Answer answer = Changes(TwoAudiences(kRules), "x", *document, "p1", options);
  EXPECT_EQ(answer.changes.size(), 1);
  EXPECT_FALSE(answer.complete);
}

}  // namespace
}  // namespace markings
