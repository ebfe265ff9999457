#ifndef LIBMARKINGS_REVIEW_INTERNAL_DERIVATIVE_CELLS_H_
#define LIBMARKINGS_REVIEW_INTERNAL_DERIVATIVE_CELLS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "libmarkings/redact/derivative.h"
#include "libmarkings/redact/residual.h"

namespace markings::internal {

// What of the derivative stands for one unit, as HTML and as text. Blanks and empty lines between cells
// belong to none.
struct DerivativeCell {
  std::size_t unit = kNoElement;  // none: the head (stamp, class line) and, last, the foot
  Span span;                      // in Derivative::text
  std::string html;
};

// In the order of the derivative: the head, units, a foot where there is one. `findings`: places that are
// marked, each an element with the id "finding-N" (N from 1, its place in the list).
[[nodiscard]] std::vector<DerivativeCell> DerivativeCells(const Derivative& derivative,
                                                          const std::vector<ResidualFinding>& findings);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REVIEW_INTERNAL_DERIVATIVE_CELLS_H_
