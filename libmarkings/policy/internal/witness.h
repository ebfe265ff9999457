#ifndef LIBMARKINGS_POLICY_INTERNAL_WITNESS_H_
#define LIBMARKINGS_POLICY_INTERNAL_WITNESS_H_

// Synthetic cables for cells of the model: an invented post, sentences of no content, and what the policies'
// own patterns, captions and TAGS ask for. Users want policy/compare.h.

#include <functional>
#include <string>
#include <vector>

#include "libmarkings/policy/internal/model.h"

namespace markings::internal {

// Cables that may hold a unit of this cell, the plainest first. Whether one does, decisions on it must show:
// atoms are met as well as can be. Empty where no text could be made for a pattern.
[[nodiscard]] std::vector<std::string> CablesFor(const Vocabulary& vocabulary, const Cell& cell,
                                                 const std::vector<Atom>& atoms,
                                                 const Model::Assignment& with);

// Leaves out what is not needed for `shows` to hold, which must hold for the cable as it is.
[[nodiscard]] std::string Shorten(const std::string& cable,
                                  const std::function<bool(const std::string&)>& shows);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_WITNESS_H_
