#include "libmarkings/marking/lattice.h"

#include <algorithm>
#include <bit>

#include "libmarkings/marking/internal/protection.h"

// A marking stands for the closed set of what it protects: its level and every control that it holds, implies
// or supersedes, or that its level absorbs. Closed sets of one vocabulary form a lattice with union as the
// join; a normalised marking is the one short name of its closed set, so that equal protection is equal
// value. Regimes with categories have more to a mark: internal/protection.h.

namespace markings {
namespace {

using internal::AbsorbedBy;
using internal::CloseControls;

}  // namespace

Marking Normalise(const Vocabulary& vocabulary, const Marking& marking) {
  if (vocabulary.grammar() != nullptr) {
    return internal::MarkingOf(vocabulary, internal::ProtectionOf(vocabulary, marking));
  }
  std::uint64_t needless = AbsorbedBy(vocabulary, marking.level);
  const std::uint64_t closed = CloseControls(vocabulary, marking.controls) | needless;
  for (std::uint64_t left = closed; left != 0; left &= left - 1)
    needless |= vocabulary.controls()[static_cast<std::size_t>(std::countr_zero(left))].supersedes;
  return {marking.level, closed & ~needless};
}

bool Dominates(const Vocabulary& vocabulary, const Marking& a, const Marking& b) {
  if (vocabulary.grammar() != nullptr) {
    return internal::Covers(vocabulary, internal::ProtectionOf(vocabulary, a),
                            internal::ProtectionOf(vocabulary, b));
  }
  if (a.level < b.level) return false;
  const std::uint64_t protects = CloseControls(vocabulary, a.controls) | AbsorbedBy(vocabulary, a.level);
  return (CloseControls(vocabulary, b.controls) & ~protects) == 0;
}

Marking Join(const Vocabulary& vocabulary, const Marking& a, const Marking& b) {
  if (vocabulary.grammar() != nullptr) {
    return internal::MarkingOf(vocabulary, internal::JoinOf(vocabulary, internal::ProtectionOf(vocabulary, a),
                                                            internal::ProtectionOf(vocabulary, b)));
  }
  return Normalise(vocabulary, {std::max(a.level, b.level), a.controls | b.controls});
}

std::uint64_t ControlsHeld(const Vocabulary& vocabulary, const Marking& mark) {
  std::uint64_t held = mark.controls;
  const Grammar* grammar = vocabulary.grammar();
  if (grammar != nullptr && mark.owner < grammar->owners.size()) {
    if (const auto into = grammar->owners[mark.owner].rolls_into) held |= std::uint64_t{1} << *into;
  }
  return CloseControls(vocabulary, held);
}

std::uint64_t ControlsAbsorbed(const Vocabulary& vocabulary, std::size_t level) {
  return AbsorbedBy(vocabulary, level);
}

}  // namespace markings
