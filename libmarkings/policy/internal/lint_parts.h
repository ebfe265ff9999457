#ifndef LIBMARKINGS_POLICY_INTERNAL_LINT_PARTS_H_
#define LIBMARKINGS_POLICY_INTERNAL_LINT_PARTS_H_

// The parts of lint. Users want policy/lint.h.

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/policy/lint.h"

namespace markings::internal {

class LintFindings {
 public:
  void Add(std::string code, bool error, Span where, std::string message, std::string fix) {
    findings_.push_back({std::move(code), error, where, std::move(message), std::move(fix)});
  }
  [[nodiscard]] bool Has(std::string_view code, Span where) const;
  // In the order of the file.
  [[nodiscard]] std::vector<LintFinding> Take();

 private:
  std::vector<LintFinding> findings_;
};

// Exemption codes against the law that they stand for: PL05, PL06, PL11 to PL14.
void LintLaw(const Policy& policy, LintFindings& findings);

// What needs the model of decisions: rules that never hold, never count or only repeat others (PL01, PL02,
// PL15), and marks that no rule releases (PL09). After the other parts, since it does not say again what they
// said.
void LintModel(const Policy& policy, LintFindings& findings);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_LINT_PARTS_H_
