#ifndef TESTS_POLICY_TWO_AUDIENCES_H_
#define TESTS_POLICY_TWO_AUDIENCES_H_

#include <string>

#include "tests/policy/policy_testing.h"

namespace markings::testing {

// A rule for some audiences: "\"x\", \"high\"".
inline std::string RuleFor(const std::string& id, const std::string& effect, const std::string& audiences,
                           const std::string& more) {
  std::string rule = RuleText(id, effect, more);
  return rule.replace(rule.find("\"x\""), 3, audiences);
}

// A policy of the audiences x, cleared for U, and high, cleared for SBU (or as given).
inline std::string TwoAudiences(const std::string& rules, const std::string& high = "SBU") {
  return PolicyText("[audiences.high]\ntitle = \"High\"\nclears = \"" + high + "\"\n" + rules);
}

inline const char* const kBoth = "\"x\", \"high\"";

}  // namespace markings::testing

#endif  // TESTS_POLICY_TWO_AUDIENCES_H_
