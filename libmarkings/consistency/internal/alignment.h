#ifndef LIBMARKINGS_CONSISTENCY_INTERNAL_ALIGNMENT_H_
#define LIBMARKINGS_CONSISTENCY_INTERNAL_ALIGNMENT_H_

// You should use libmarkings/consistency/consistency.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "libmarkings/consistency/document_print.h"

namespace markings::internal {

// A stretch of a document: its letters [begin, end), the grams and the holes in it.
struct Stretch {
  std::uint32_t begin = 0, end = 0;
  std::span<const PrintedGram> grams;
  std::span<const Hole> holes;
  [[nodiscard]] std::uint32_t letters() const { return end - begin; }
};
[[nodiscard]] Stretch WholeOf(const DocumentPrint& print);
[[nodiscard]] Stretch PassageOf(const DocumentPrint& print, std::uint32_t passage);

// A gram that stands in both, at these letters.
struct Anchor {
  std::uint32_t a = 0, b = 0;
};

// The longest chain of grams that stand in both stretches in the same order. O(n log n) in their grams: a
// gram that stands often in both is left out.
[[nodiscard]] std::vector<Anchor> Align(const Stretch& a, const Stretch& b);

// Letters of each that the anchors cover, with what lies between two anchors that are near each other and as
// far apart in both: letters that a scanner misread there.
struct Covered {
  std::uint32_t a = 0, b = 0;
};
[[nodiscard]] Covered CoveredBy(std::span<const Anchor> anchors, const Stretch& a, const Stretch& b);

// Holes of `a` in whose place `b` has text: a.holes[first, end) and the letters [from, to) of b, and by how
// many letters that is more than a itself has between these holes.
struct PrintedHole {
  std::size_t first = 0, end = 0;
  std::uint32_t from = 0, to = 0;
  std::uint32_t more = 0;
};
// In the order of holes. The words on both sides of a hole must stand in b; where a stretch begins or ends
// with the hole, those of one side are enough.
[[nodiscard]] std::vector<PrintedHole> HolesPrintedIn(std::span<const Anchor> anchors, const Stretch& a,
                                                      const Stretch& b);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CONSISTENCY_INTERNAL_ALIGNMENT_H_
