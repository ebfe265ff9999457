#include "libmarkings/redact/policy_coverage.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "libmarkings/redact/policy_tests.h"
#include "libmarkings/redact/witness_test.h"
#include "tests/redact/redact_testing.h"

namespace markings {
namespace {

constexpr char kPolicy[] = R"toml(
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
low = { title = "Low", clears = "U" }
high = { title = "High", clears = "SBU" }
[exemptions]
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "out"
release = ["low", "high"]
when = { at_most = "SBU", lacks = ["NOFORN"] }
reason = "For the test."
[[rule]]
id = "protect"
withhold = ["low", "high"]
when = { text = '(?i)protect' }
code = ["(b)(6)"]
reason = "For the test."
[[rule]]
id = "numbers"
mask = ["low", "high"]
pattern = '[0-9]{5,}'
as = "number"
reason = "For the test."
[[test]]
name = "one"
text = """
UNCLAS KALVOR 000123

SENSITIVE

1. (U) The law passed.

2. (U) Protect the clerk.

3. (SBU) Fees rose to 123456.
"""
expect.low = { 1 = "release", 2 = "withhold (b)(6)", 3 = "withhold ?" }
)toml";

Result<std::string> NoFile(const std::string&) { return Fail(ErrorCode::kIo, {}, "no file", "give one"); }

std::string Covered(const Policy& policy) {
  const auto coverage = CoverRules(policy, NoFile);
  if (!coverage) return coverage.error().message;
  std::string text;
  for (const RuleCoverage& one : *coverage) {
    text += policy.rules()[one.rule].id + " " + one.audience + " " + std::to_string(one.trace.fired) + "/" +
            std::to_string(one.trace.held) + "/" + std::to_string(one.trace.failed) + "\n";
  }
  return text;
}

std::string Survivors(const Policy& policy) {
  const auto mutants = MutateRules(policy, NoFile);
  if (!mutants) return mutants.error().message;
  std::string text;
  for (const Mutant& mutant : *mutants) {
    if (!mutant.survived) continue;
    text += policy.rules()[mutant.rule].id + " " + std::string(Name(mutant.mutation)) +
            (mutant.audience.empty() ? "" : " " + mutant.audience) +
            (mutant.equivalent ? " equivalent" : "") + "\n";
  }
  return text;
}

TEST(PolicyCoverage, CountsWhatTestsOfAnAudienceReach) {
  const auto policy = testing::LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  // (The portion with the number is above what "low" may read; no test speaks of "high".)
  EXPECT_EQ(Covered(*policy),
            "out low 1/3/0\nout high 0/0/0\nprotect low 1/1/2\nprotect high 0/0/0\nnumbers low 0/3/0\n"
            "numbers high 0/0/0\n");
}

TEST(PolicyCoverage, MutantsThatNoTestNotices) {
  const auto policy = testing::LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  EXPECT_EQ(Survivors(*policy),
            "out widened equivalent\nprotect disabled high\nnumbers removed\nnumbers disabled low\n"
            "numbers disabled high\n");
  const auto more = testing::LoadPolicy(
      std::string(kPolicy) + "expect.high = { 1 = \"release\", 2 = \"withhold (b)(6)\", 3 = \"mask 1\" }\n");
  ASSERT_TRUE(more);
  // Without its condition the rule would release NOFORN, but that nobody is cleared for.
  EXPECT_EQ(Survivors(*more), "out widened equivalent\nnumbers disabled low\n");
}

TEST(PolicyCoverage, AMissingFileIsAnError) {
  std::string toml = kPolicy;
  const std::size_t begin = toml.find("text = \"\"\"");
  toml = toml.substr(0, begin) + "file = \"missing.txt\"\nexpect.low = { 1 = \"release\" }\n";
  const auto policy = testing::LoadPolicy(toml);
  ASSERT_TRUE(policy);
  EXPECT_FALSE(CoverRules(*policy, NoFile));
  EXPECT_FALSE(MutateRules(*policy, NoFile));
}

// A witness that is added to its policy is a test that holds.
TEST(WitnessTest, HoldsAsItStands) {
  const auto policy = testing::LoadPolicy(kPolicy);
  ASSERT_TRUE(policy);
  const Comparison is =
      CompareAudiences(*policy, **policy->FindAudience("high"), **policy->FindAudience("low"));
  ASSERT_TRUE(is.witness);
  const std::array<std::string, 2> audiences = {"high", "low"};
  const auto test = TestFromWitness(*policy, *is.witness, "a \"witness\"", audiences);
  ASSERT_TRUE(test) << test.error().message;
  const auto grown = testing::LoadPolicy(std::string(kPolicy) + *test);
  ASSERT_TRUE(grown) << *test;
  const auto report = RunPolicyTests(*grown, NoFile);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->expectations, 8U);
  for (const PolicyTestFailure& failure : report->failures) ADD_FAILURE() << failure.actual;
}

}  // namespace
}  // namespace markings
