#ifndef LIBMARKINGS_REDACT_EXISTENCE_H_
#define LIBMARKINGS_REDACT_EXISTENCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/derivative.h"

namespace markings {

// What goes out when even whether there is a record is withheld: stamp, the lowest banner there is, the
// number of the request and a hole. One unit, "existence". It takes no document, so it is the same whether
// there is one or not. `codes` are the policy's, at least one; with a statute where one needs it. Pure.
// Source: Phillippi v. CIA, 546 F.2d 1009 (D.C. Cir. 1976).
[[nodiscard]] MARKINGS_API Derivative WithholdExistence(const Policy& policy, const Audience& audience,
                                                        std::string_view request,
                                                        std::vector<std::string> codes,
                                                        std::string_view statute);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_EXISTENCE_H_
