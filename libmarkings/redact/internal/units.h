#ifndef LIBMARKINGS_REDACT_INTERNAL_UNITS_H_
#define LIBMARKINGS_REDACT_INTERNAL_UNITS_H_

// You should use libmarkings/redact/derivative.h.

#include <cstddef>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"

namespace markings::internal {

// An element with the parts that continue it: one thing to read, one outcome.
struct UnitParts {
  std::vector<std::size_t> parts;        // indices of elements, the first part first
  Outcome outcome = Outcome::kWithhold;  // the most protecting of its parts'
  [[nodiscard]] std::size_t first() const { return parts.front(); }
};

// All units in document order of their first parts. Each element belongs to exactly one.
[[nodiscard]] std::vector<UnitParts> CollectUnits(const Document& document, const Decisions& decisions);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_UNITS_H_
