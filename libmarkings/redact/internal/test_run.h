#ifndef LIBMARKINGS_REDACT_INTERNAL_TEST_RUN_H_
#define LIBMARKINGS_REDACT_INTERNAL_TEST_RUN_H_

// The tests of a policy with their documents parsed, for those who run them more than once. Users want
// redact/policy_tests.h and redact/policy_coverage.h.

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/redact/policy_tests.h"

namespace markings::internal {

struct ParsedTest {
  const PolicyTest* test;  // of the policy
  Document document;
};

// Errors: kBadPolicy when a test's document does not parse or a file cannot be read.
[[nodiscard]] Result<std::vector<ParsedTest>> ParseTests(
    const Policy& policy, const std::function<Result<std::string>(const std::string&)>& read_file);

// The audiences that a test expects anything for.
[[nodiscard]] std::set<std::string> AudiencesOf(const PolicyTest& test);

// Adds what a test expects for one audience, and what of it does not hold.
void RunTest(const Policy& policy, const ParsedTest& test, const std::string& audience,
             PolicyTestReport& report);

// Whether the outcomes that a test expects are those of the decisions. The rest of the test needs a
// derivative.
[[nodiscard]] bool OutcomesHold(const Policy& policy, const ParsedTest& test, const Decisions& decisions);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_TEST_RUN_H_
