#ifndef LIBMARKINGS_MARKING_LATTICE_H_
#define LIBMARKINGS_MARKING_LATTICE_H_

#include <cstddef>
#include <cstdint>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// The markings of one vocabulary form a lattice: level by order, controls by inclusion, where a control
// counts as present when the level absorbs it or another control supersedes it.

// Drops what the level absorbs and what another control supersedes, adds what is implied.
[[nodiscard]] MARKINGS_API Marking Normalise(const Vocabulary& vocabulary, const Marking& marking);

// Whether `a` protects at least as much as `b`. Reflexive, transitive.
[[nodiscard]] MARKINGS_API bool Dominates(const Vocabulary& vocabulary, const Marking& a, const Marking& b);

// The least marking that dominates both. Commutative, associative, idempotent.
[[nodiscard]] MARKINGS_API Marking Join(const Vocabulary& vocabulary, const Marking& a, const Marking& b);

// The controls that a mark holds, as bits: as written, implied, or superseded by one that is written; with
// categories also those that its owner's text counts as. What its level absorbs is not held: a mark of a
// level alone has none.
[[nodiscard]] MARKINGS_API std::uint64_t ControlsHeld(const Vocabulary& vocabulary, const Marking& mark);
// Those that its level protects as much as.
[[nodiscard]] MARKINGS_API std::uint64_t ControlsAbsorbed(const Vocabulary& vocabulary, std::size_t level);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_LATTICE_H_
