#ifndef LIBMARKINGS_REDACT_POLICY_COVERAGE_H_
#define LIBMARKINGS_REDACT_POLICY_COVERAGE_H_

// How well the tests of a policy hold its rules: which rules they reach, and which could change unnoticed.

#include <functional>
#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/policy/rule_trace.h"

namespace markings {

// What the tests that speak of an audience made of one rule, in units of their documents.
struct MARKINGS_API RuleCoverage {
  std::size_t rule = 0;  // index into Policy::rules()
  std::string audience;
  RuleTrace trace;
};

// One for each rule and each of its audiences, in the order of the file, whether tests hold or not. A
// document that cannot be decided on (its marking is in doubt) counts for nothing. Errors: kBadPolicy when a
// test's document does not parse or a file cannot be read. Thread-safe.
[[nodiscard]] MARKINGS_API Result<std::vector<RuleCoverage>> CoverRules(
    const Policy& policy, const std::function<Result<std::string>(const std::string&)>& read_file);

// One change to a rule that a test should notice.
enum class Mutation : std::uint8_t {
  kRemoved,   // the rule is gone, for all audiences
  kDisabled,  // a withhold or mask rule no longer speaks of one of its audiences
  kWidened,   // a release rule has lost its `when`
};
[[nodiscard]] MARKINGS_API std::string_view Name(Mutation mutation);  // "removed"

struct MARKINGS_API Mutant {
  std::size_t rule = 0;  // index into Policy::rules()
  Mutation mutation = Mutation::kRemoved;
  std::string audience;     // with kDisabled
  bool survived = false;    // every test still holds,
  bool equivalent = false;  // and none could fail: proved that it changes no decision on any document
};

// Tries each mutant on the tests, which must all hold as the policy stands: else what a mutant does tells
// nothing. A test is run again only where the mutant changes a decision, so the work is bounded by rules
// times tests. Errors: those of CoverRules. Thread-safe.
[[nodiscard]] MARKINGS_API Result<std::vector<Mutant>> MutateRules(
    const Policy& policy, const std::function<Result<std::string>(const std::string&)>& read_file);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_POLICY_COVERAGE_H_
