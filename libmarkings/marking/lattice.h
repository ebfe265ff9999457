#ifndef LIBMARKINGS_MARKING_LATTICE_H_
#define LIBMARKINGS_MARKING_LATTICE_H_

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

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_LATTICE_H_
