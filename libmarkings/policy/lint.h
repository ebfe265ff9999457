#ifndef LIBMARKINGS_POLICY_LINT_H_
#define LIBMARKINGS_POLICY_LINT_H_

#include <string>
#include <vector>

#include "libmarkings/policy/policy.h"

namespace markings {

// What a policy that loads may still have wrong.
struct LintFinding {
  std::string code;    // "PL01"
  bool error = false;  // else a warning
  Span where;          // in the policy file; empty at 0: the file as a whole
  std::string message;
  std::string fix;
};

// In the order of the file. The codes, as docs/formats/policy.md explains them:
//   PL01 error    a rule that can never hold: above an audience's clearance, or against itself
//   PL02 error    a release rule that withhold rules beat wherever it holds
//   PL03 warning  a release rule for portions that names no mark: it reaches up to the clearance
//   PL04 warning  an audience that nothing is released to
//   PL05 warning  an exemption earned by the mark alone (12 FAM 541c: SBU is no exemption)
//   PL06 warning  (b)(1) without its E.O. 13526 1.4 letter
//   PL07 warning  a text pattern that matches the empty string: it always holds
//   PL08 warning  no tests
//   PL09 warning  a mark that an audience is cleared for and no rule releases to it
//   PL10 warning  an audience that no test expects anything for
//   PL11 warning  (b)(3) without its statute
//   PL12 warning  (b)(5) for records of any age: the deliberative privilege lapses at 25 years (2016 Act)
//   PL13 warning  (b)(2) for anything but personnel rules and practices (Milner v. Navy, 2011)
//   PL14 warning  a letter that no order, or not the order that is named, has; a 25X exemption that is none
//   PL15 warning  a rule that changes nothing, since other rules do the same wherever it holds
//   PL16 warning  a pattern that is found in nearly any text
//   PL17 warning  a code whose exemption lapses, in a rule without newer_than of at most that
// PL01, PL02, PL09 and PL15 look at all marks, kinds and conditions (policy/compare.h). Thread-safe.
[[nodiscard]] std::vector<LintFinding> Lint(const Policy& policy);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_LINT_H_
