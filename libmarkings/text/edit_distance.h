#ifndef LIBMARKINGS_TEXT_EDIT_DISTANCE_H_
#define LIBMARKINGS_TEXT_EDIT_DISTANCE_H_

#include <cstddef>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// How many letters have to be left out, added, changed or swapped with their neighbour to make `b` of `a`
// (the restricted Damerau-Levenshtein distance, in bytes). Time and memory in the product of the sizes: for
// words. Thread-safe.
[[nodiscard]] MARKINGS_API std::size_t EditDistance(std::string_view a, std::string_view b);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_EDIT_DISTANCE_H_
