#include "libmarkings/marking/lattice.h"

#include <algorithm>
#include <bit>

// A marking stands for the closed set of what it protects: its level and every control that it holds, implies
// or supersedes, or that its level absorbs. Closed sets of one vocabulary form a lattice with union as the
// join; a normalised marking is the one short name of its closed set, so that equal protection is equal
// value.

namespace markings {
namespace {

template <class Visit>
void ForEachBit(std::uint64_t bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

std::uint64_t Bit(std::size_t index) { return std::uint64_t{1} << index; }

// What the controls stand for: deprecated ones rewritten, implied and superseded ones added. The loader made
// `implies` and `supersedes` transitive each; a control may supersede one that implies another, hence the
// loop, which grows the set every time round and so ends after 64 at most.
std::uint64_t Close(const Vocabulary& vocabulary, std::uint64_t controls) {
  const auto& all = vocabulary.controls();
  std::uint64_t closed = controls;
  for (std::uint64_t fresh = controls; fresh != 0;) {
    std::uint64_t added = 0;
    ForEachBit(fresh, [&](std::size_t i) {
      if (i < all.size()) added |= all[i].implies | all[i].supersedes;
    });
    fresh = added & ~closed;
    closed |= added;
  }
  ForEachBit(closed, [&](std::size_t i) {
    if (i >= all.size() || (all[i].deprecated && all[i].implies != 0)) closed &= ~Bit(i);
  });
  return closed;
}

std::uint64_t AbsorbedBy(const Vocabulary& vocabulary, std::size_t level) {
  std::uint64_t absorbed = 0;
  const auto& all = vocabulary.controls();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].absorbed_from && *all[i].absorbed_from <= level) absorbed |= Bit(i);
  }
  return Close(vocabulary, absorbed);
}

std::uint64_t Protects(const Vocabulary& vocabulary, const Marking& marking) {
  return Close(vocabulary, marking.controls) | AbsorbedBy(vocabulary, marking.level);
}

}  // namespace

Marking Normalise(const Vocabulary& vocabulary, Marking marking) {
  const std::uint64_t closed = Protects(vocabulary, marking);
  std::uint64_t needless = AbsorbedBy(vocabulary, marking.level);
  ForEachBit(closed, [&](std::size_t i) { needless |= vocabulary.controls()[i].supersedes; });
  return {marking.level, closed & ~needless};
}

bool Dominates(const Vocabulary& vocabulary, const Marking& a, const Marking& b) {
  if (a.level < b.level) return false;
  return (Close(vocabulary, b.controls) & ~Protects(vocabulary, a)) == 0;
}

Marking Join(const Vocabulary& vocabulary, const Marking& a, const Marking& b) {
  return Normalise(vocabulary, {std::max(a.level, b.level), a.controls | b.controls});
}

}  // namespace markings
