#include "libmarkings/redact/policy_tests.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/redact/redact_testing.h"

namespace markings {
namespace {

constexpr char kHead[] = R"toml(
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U" }
[exemptions]
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "protect"
withhold = ["public"]
when = { text = '(?i)protect' }
code = ["(b)(6)"]
reason = "Asked for protection."
[[rule]]
id = "numbers"
mask = ["public"]
pattern = '[0-9]{5,}'
as = "number"
code = ["(b)(6)"]
reason = "A number may name a person."
[[test]]
name = "one"
text = """
UNCLAS KALVOR 000123

SENSITIVE

1. (U) The law passed.

2. (U) Protect the clerk.

3. (U) Passports 1234567 and 7654321.

4. (SBU) Fees rose.
"""
)toml";

Result<std::string> NoFile(const std::string&) { return Fail(ErrorCode::kIo, {}, "no file", "give one"); }

PolicyTestReport RunExpectations(const std::string& expectations) {
  const auto policy = testing::LoadPolicy(kHead + expectations);
  if (!policy) return {0, {{"the policy does not load", {}, {}, {}}}};
  const auto report = RunPolicyTests(*policy, NoFile);
  if (!report) return {0, {{report.error().message, {}, {}, {}}}};
  return *report;
}

TEST(PolicyTests, HoldWhenTheyAreRight) {
  const PolicyTestReport report = RunExpectations(R"toml(
expect.public = { 1 = "release", p2 = "withhold (b)(6)", 3 = "mask 2", 4 = "withhold ?" }
banner.public = "UNCLAS"
never.public = ["clerk", "1234567"]
residual.public = 0
)toml");
  for (const PolicyTestFailure& failure : report.failures)
    ADD_FAILURE() << failure.test << ": " << failure.expected << " | " << failure.actual;
  EXPECT_EQ(report.expectations, 8U);
}

TEST(PolicyTests, FailWhenTheyAreWrong) {
  struct Row {
    const char* expectation;
    const char* actual;
  };
  const Row rows[] = {
      {"expect.public = { 1 = \"withhold\" }", "1 for public: release"},
      {"expect.public = { 2 = \"release\" }", "2 for public: withhold"},
      {"expect.public = { 2 = \"withhold ?\" }", "2 for public: withhold (b)(6)"},
      {"expect.public = { 3 = \"mask 1\" }", "3 for public: mask 2"},
      {"expect.public = { 4 = \"withhold (b)(6)\" }", "4 for public: withhold ?"},
      {"expect.public = { 9 = \"release\" }", "9 for public: no such element"},
      {"banner.public = \"UNCLAS SENSITIVE\"", "banner for public: UNCLAS"},
      {"never.public = [\"THE LAW\"]", "never string 1 for public: comes out"},
      {"residual.public = 2", "residual findings for public: 0"},
  };
  for (const Row& row : rows) {
    const PolicyTestReport report = RunExpectations(std::string(row.expectation) + "\n");
    ASSERT_EQ(report.failures.size(), 1U) << row.expectation;
    EXPECT_EQ(report.failures[0].actual, row.actual);
    EXPECT_EQ(report.failures[0].test, "one");
  }
}

TEST(PolicyTests, AFileThatCannotBeReadIsAnError) {
  std::string toml = kHead;
  toml = toml.substr(0, toml.find("text = \"\"\"")) +
         "file = \"missing.txt\"\nexpect.public = { 1 = \"release\" }\n";
  const auto policy = testing::LoadPolicy(toml);
  ASSERT_TRUE(policy);
  const auto report = RunPolicyTests(*policy, NoFile);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kBadPolicy);
}

TEST(PolicyTests, ShippedPoliciesPassTheirOwn) {
  for (const char* name : {"state-public.toml", "state-partner.toml"}) {
    const auto policy = testing::LoadShippedPolicy(name);
    ASSERT_TRUE(policy) << name;
    const auto report = RunPolicyTests(*policy, NoFile);
    ASSERT_TRUE(report) << name << report.error().message;
    for (const PolicyTestFailure& failure : report->failures)
      ADD_FAILURE() << name << ": " << failure.expected << " | " << failure.actual;
    EXPECT_GT(report->expectations, 5U) << name;
  }
}

}  // namespace
}  // namespace markings
