#ifndef LIBMARKINGS_POLICY_INTERNAL_EXEMPTION_CODES_H_
#define LIBMARKINGS_POLICY_INTERNAL_EXEMPTION_CODES_H_

// What an exemption code is by law. Sources: 5 U.S.C. 552(b); E.O. 13526, 1.4, 3.3(b), (h).

#include <string_view>

#include "libmarkings/text/day.h"

namespace markings::internal {

// Whether a code is the exemption of that number, as the statute writes it or as the State Department does:
// "(b)(3)", "(b)(3)(A)", "B3", "B3-INA".
[[nodiscard]] bool IsExemption(std::string_view code, char number);

// The reason of a classification: (b)(1), or a letter of an order's list, "1.4(d)", "1.5(c)".
[[nodiscard]] bool OfClassification(std::string_view code);

// The years after which what the code exempts is declassified without a decision: 50 with 25X1 or 3.3(b)(1),
// 75 with 50X1, 25 with another reason of classification; 0: it is none, or there is no such day.
[[nodiscard]] int AutomaticYears(std::string_view code);

// The privilege of deliberations ends with a record of that age. Source: 5 U.S.C. 552(b)(5).
inline constexpr Period kDeliberativeLapses{25 * 12, 0};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_EXEMPTION_CODES_H_
