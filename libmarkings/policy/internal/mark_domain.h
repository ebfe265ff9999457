#ifndef LIBMARKINGS_POLICY_INTERNAL_MARK_DOMAIN_H_
#define LIBMARKINGS_POLICY_INTERNAL_MARK_DOMAIN_H_

// The marks that a portion can have, for lint and comparison. Users want policy/lint.h and policy/compare.h.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

struct MarkDomain {
  std::vector<Marking> marks;  // normalised, each once; those with few controls first, then by level
  bool complete = true;        // false: only marks with at most `kFewControls` controls
};
inline constexpr std::size_t kFewControls = 2;

// All marks of a vocabulary; where it has so many controls that their sets cannot be listed, those with few.
// With categories and controls never all: lists hold what they like. Those of release hold some of
// `countries`.
[[nodiscard]] MarkDomain MarksOf(const Vocabulary& vocabulary, std::span<const std::string> countries = {});

// Those with at most one control, by level, then in the order of the controls.
[[nodiscard]] std::vector<Marking> SimpleMarks(const Vocabulary& vocabulary);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_MARK_DOMAIN_H_
