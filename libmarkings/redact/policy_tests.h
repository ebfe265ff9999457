#ifndef LIBMARKINGS_REDACT_POLICY_TESTS_H_
#define LIBMARKINGS_REDACT_POLICY_TESTS_H_

#include <functional>
#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"

namespace markings {

struct MARKINGS_API PolicyTestFailure {
  std::string test;              // name
  Span where;                    // in the policy file
  std::string expected, actual;  // "p2 for public: withhold (b)(6)"; no document text
};

struct MARKINGS_API PolicyTestReport {
  std::size_t expectations = 0;
  std::vector<PolicyTestFailure> failures;
};

// Runs the tests that a policy carries. `read_file` gives the bytes of a file named by a test.
// Errors: kBadPolicy when a test's document does not parse or a file cannot be read.
[[nodiscard]] MARKINGS_API Result<PolicyTestReport> RunPolicyTests(
    const Policy& policy, const std::function<Result<std::string>(const std::string&)>& read_file);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_POLICY_TESTS_H_
