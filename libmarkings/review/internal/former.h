#ifndef LIBMARKINGS_REVIEW_INTERNAL_FORMER_H_
#define LIBMARKINGS_REVIEW_INTERNAL_FORMER_H_

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/review/internal/derivative_cells.h"

namespace markings::internal {

// How one cell of a derivative stands to a former release.
struct FormerCell {
  bool same = true;    // every line of it stood there, in this order
  std::string former;  // lines of the former release that stand in its place, or were there before it
};

// One for each cell, and one more for what the former release had after the last. Lines that occur once in
// both texts hold the two together, with the equal ones around them (the patience way of comparing). Empty
// lines count for nothing. n log n in lines.
[[nodiscard]] std::vector<FormerCell> CompareWithFormer(std::string_view former, std::string_view current,
                                                        const std::vector<DerivativeCell>& cells);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REVIEW_INTERNAL_FORMER_H_
