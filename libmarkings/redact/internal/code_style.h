#ifndef LIBMARKINGS_REDACT_INTERNAL_CODE_STYLE_H_
#define LIBMARKINGS_REDACT_INTERNAL_CODE_STYLE_H_

// Exemption codes as a derivative writes them. You should use libmarkings/redact/derivative.h.

#include <string>
#include <vector>

#include "libmarkings/policy/policy.h"

namespace markings::internal {

// The codes as they are written in a style, each once, in the order in which they stand: as the policy has
// them, sorted; in the other styles the reasons of the executive order follow the exemption that they belong
// to, "(b)(1) 1.4(d)", in one string with it. `codes` sorted.
// Source of the forms: 5 U.S.C. 552(b)(1)-(9); releases of the State Department ("B1 1.4(D)", "B7(C)").
[[nodiscard]] std::vector<std::string> WrittenCodes(const std::vector<std::string>& codes, CodeStyle style);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_CODE_STYLE_H_
