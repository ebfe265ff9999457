#ifndef LIBMARKINGS_CONSISTENCY_INTERNAL_FINDINGS_H_
#define LIBMARKINGS_CONSISTENCY_INTERNAL_FINDINGS_H_

// You should use libmarkings/consistency/consistency.h.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "libmarkings/consistency/consistency.h"
#include "libmarkings/consistency/internal/same_passages.h"

namespace markings::internal {

// Of a set of passages or releases as many are what the others are compared with: the longest, for what is
// missing elsewhere stands in them.
inline constexpr std::size_t kMostCompared = 32;

// Passages that are the same, by their numbers in the corpus.
struct PassageSet {
  std::vector<std::uint32_t> passages;
  float share = 1;  // the least of its pairs
};

// The marks of a set, added to the findings when they differ.
void FindMarks(const Corpus& corpus, const PassageSet& set, const Vocabulary& vocabulary,
               const ConsistencyOptions& options, std::vector<MarksDiffer>& findings);

// Documents of one original: under one message reference number, or the same for the most part. By document;
// the sets by their first.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> FindReleases(const Corpus& corpus,
                                                                   const std::vector<SamePair>& pairs);
void FindDisclosure(const Corpus& corpus, const std::vector<std::uint32_t>& releases,
                    std::vector<ReleasesDisclose>& findings);

// A redaction, as one number.
[[nodiscard]] constexpr std::uint64_t KeyOf(const HolePlace& one) {
  return std::uint64_t{one.document} << 32U | one.hole;
}

// Redactions in a set of passages that another passage of it prints, but for those that FindDisclosure has
// found: `disclosed`, by their keys.
void FindPrinted(const Corpus& corpus, const PassageSet& set,
                 const std::unordered_set<std::uint64_t>& disclosed, const ConsistencyOptions& options,
                 std::vector<RedactedPrinted>& findings);

// The longest of `from` by Letters(one), at most kMostCompared, in the order in which they came.
template <class Letters>
std::vector<std::uint32_t> Longest(std::vector<std::uint32_t> from, Letters letters) {
  if (from.size() <= kMostCompared) return from;
  std::ranges::stable_sort(from, [&](std::uint32_t a, std::uint32_t b) { return letters(a) > letters(b); });
  from.resize(kMostCompared);
  std::ranges::sort(from);
  return from;
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_CONSISTENCY_INTERNAL_FINDINGS_H_
