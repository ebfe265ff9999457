// The policies that the project ships: quiet under lint, right by their own tests, and with tests that notice
// when a rule is gone.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libmarkings/policy/lint.h"
#include "libmarkings/redact/policy_tests.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

const char* const kShipped[] = {"state-public.toml",   "state-partner.toml", "state-foia.toml",
                                "state-internal.toml", "corpus-public.toml", "us-derivative.toml",
                                "cui-public.toml",     "tlp-clear.toml"};

std::string TextOf(const std::string& name) {
  return testing::ReadFile(std::string(MARKINGS_SOURCE_DIR) + "/policies/" + name);
}

Result<std::string> NoFile(const std::string&) { return Fail(ErrorCode::kIo, {}, "no file", "give one"); }

TEST(Shipped, LintIsQuiet) {
  for (const char* name : kShipped) {
    const auto policy = testing::LoadPolicy(TextOf(name));
    ASSERT_TRUE(policy) << name;
    for (const LintFinding& finding : Lint(*policy))
      ADD_FAILURE() << name << ": " << finding.code << " " << finding.message;
    EXPECT_GE(policy->tests().size(), 8U) << name;
  }
}

// Each rule taken out: some expectation must fail. The one rule that only officers' overrides reach is looked
// at below.
TEST(Shipped, EveryRuleIsTested) {
  for (const char* name : kShipped) {
    const std::string whole = TextOf(name);
    const auto policy = testing::LoadPolicy(whole);
    ASSERT_TRUE(policy) << name;
    for (const Rule& rule : policy->rules()) {
      if (name == std::string("state-public.toml") && rule.id == "protected-name") continue;
      const std::size_t id = whole.find("id = \"" + rule.id + "\"");
      ASSERT_NE(id, std::string::npos);
      const std::size_t begin = whole.rfind("[[rule]]", id);
      const std::size_t end = std::min(whole.find("[[rule]]", id), whole.find("[[test]]", id));
      std::string without = whole;
      without.erase(begin, end - begin);
      const auto mutant = testing::LoadPolicy(without);
      ASSERT_TRUE(mutant) << rule.id;
      ASSERT_EQ(mutant->rules().size() + 1, policy->rules().size());
      const auto report = RunPolicyTests(*mutant, NoFile);
      ASSERT_TRUE(report) << rule.id;
      EXPECT_FALSE(report->failures.empty()) << name << ": no test notices that '" << rule.id << "' is gone";
    }
  }
}

// What an officer releases of a protected source still hides the name.
TEST(Shipped, PublicMasksTheProtectedNameInWhatAnOfficerReleases) {
  const auto policy = testing::LoadPolicy(TextOf("state-public.toml"));
  const auto document =
      testing::ParseCable("UNCLAS KALVOR 000123\n\n1. (U) The clerk Tamas Relk (strictly protect) said.\n");
  ASSERT_TRUE(policy && document);
  EXPECT_EQ(testing::DumpFor(*policy, "public", *document), "p1 withhold (b)(6) by protected-source\n");
  Overrides overrides;
  overrides.decisions.push_back(
      {"p1", Override::Action::kRelease, {}, {}, {}, "Announced.", "Ada Roe", {}, {}});
  const auto decisions = Decide(*policy, "public", *document, &overrides);
  ASSERT_TRUE(decisions);
  const Decision& decision = decisions->elements[document->Find("p1")];
  ASSERT_EQ(decision.masks.size(), 1U);
  EXPECT_EQ(document->Text(decision.masks[0].span), "Tamas Relk");
}

// Every caption of the vocabulary that restricts, other than those that say SBU or NOFORN, withholds.
TEST(Shipped, EveryRestrictingCaptionWithholds) {
  for (const char* name : kShipped) {
    const auto policy = testing::LoadPolicy(TextOf(name));
    ASSERT_TRUE(policy) << name;
    for (const Caption& caption : policy->vocabulary().captions()) {
      const std::string& word = caption.name;
      if (caption.effect == CaptionEffect::kRouting || word == "SENSITIVE" || word == "NOFORN" ||
          word == "FOUO" || word == "LOU")
        continue;
      const auto document =
          testing::ParseCable("UNCLAS KALVOR 000123\n\n" + word + "\n\n1. (U) The visit is on Monday.\n");
      ASSERT_TRUE(document) << word;
      EXPECT_EQ(testing::DumpFor(*policy, policy->audiences()[0].id, *document),
                "p1 withhold ? by restricted-distribution\n")
          << name << " " << word;
    }
  }
}

}  // namespace
}  // namespace markings
