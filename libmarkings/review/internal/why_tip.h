#ifndef LIBMARKINGS_REVIEW_INTERNAL_WHY_TIP_H_
#define LIBMARKINGS_REVIEW_INTERNAL_WHY_TIP_H_

#include <string>

#include "libmarkings/cable/mark_source.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/why.h"

namespace markings::internal {

// Why a unit goes out or not, as HTML: where its mark comes from, the rules that made it so with their
// reasons, those that were beaten, those that came nearest.
[[nodiscard]] std::string WhyTip(const Decision& decision, const Why& why, const MarkSource& mark,
                                 bool in_doubt);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REVIEW_INTERNAL_WHY_TIP_H_
