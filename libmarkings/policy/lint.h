#ifndef LIBMARKINGS_POLICY_LINT_H_
#define LIBMARKINGS_POLICY_LINT_H_

#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"

namespace markings {

// What a policy that loads may still have wrong.
struct MARKINGS_API LintFinding {
  std::string code;   // "PL01"
  bool error = false; // else a warning
  Span where;         // in the policy file
  std::string message;
  std::string fix;
};

// Rules that can never fire for an audience (above its clearance), rules that a withhold without conditions
// beats for all their audiences, audiences that nothing is released to, marks of the vocabulary that no
// rule speaks of, an exemption earned by the mark alone (12 FAM 541c: SBU is no exemption), a (b)(1) without its
// E.O. 13526 1.4 letter, a code that needs a statute without one, patterns that match the empty string, no tests.
[[nodiscard]] MARKINGS_API std::vector<LintFinding> Lint(const Policy& policy);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_LINT_H_
