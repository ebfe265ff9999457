#ifndef LIBMARKINGS_POLICY_INTERNAL_OFFICERS_H_
#define LIBMARKINGS_POLICY_INTERNAL_OFFICERS_H_

// What a policy asks of decisions made by hand ([officers]): you should use libmarkings/policy/overrides.h.

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"

namespace markings::internal {

// As `two_person` names them.
inline constexpr std::array<std::pair<std::string_view, OfficerAct>, 5> kOfficerActs = {{
    {"release", OfficerAct::kRelease},
    {"mask", OfficerAct::kMask},
    {"waive", OfficerAct::kWaive},
    {"document_mark", OfficerAct::kDocumentMark},
    {"code", OfficerAct::kCode},
}};

// Whether the policy asks for two persons. A mask lets the rest of its element out, so it needs two where a
// release does: else a mask of one letter would be a way around the rule.
[[nodiscard]] bool NeedsTwoPersons(const Policy& policy, OfficerAct act);
[[nodiscard]] bool NeedsTwoPersons(const Policy& policy, const Override& decision);

// The persons of both, each once.
[[nodiscard]] std::string UniteAuthorities(const std::string& first, const std::string& second);

// Errors: kBadOverrides at the first authority that names one person where the policy asks for two.
[[nodiscard]] Result<void> CheckTwoPersons(const Policy& policy, const Overrides& overrides);
// Errors: kBadOverrides at the first decision that is not bound to its element, where the policy asks for
// that or where it has spans.
[[nodiscard]] Result<void> CheckBound(const Policy& policy, const Overrides& overrides);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_OFFICERS_H_
