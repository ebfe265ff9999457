#ifndef LIBMARKINGS_MARKING_INTERNAL_NAME_ORDER_H_
#define LIBMARKINGS_MARKING_INTERNAL_NAME_ORDER_H_

// The order of names in lists and trees.

#include <string_view>
#include <vector>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

// Country codes: `first` before all, then those of three letters, then the others, each in the alphabet's
// order. Source: CAPCO 2016, A.6; DoDM 5200.01-V2, encl. 4, 10.e.
[[nodiscard]] int CompareCodes(std::string_view a, std::string_view b, std::string_view first);

// Words of a tree: numbers by value, numbers before letters.
[[nodiscard]] int CompareWords(std::string_view a, std::string_view b);

// Whether a name of a tree is below another: "G ABCD" and "G-ABCD" are below "G".
[[nodiscard]] bool IsBelow(std::string_view name, std::string_view above);

// Puts names in the order in which they are written: by control, then as its list asks.
void SortNames(const Vocabulary& vocabulary, std::vector<MarkName>& names);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_NAME_ORDER_H_
