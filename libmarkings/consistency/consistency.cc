#include "libmarkings/consistency/consistency.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "libmarkings/consistency/internal/disjoint_sets.h"
#include "libmarkings/consistency/internal/findings.h"
#include "libmarkings/consistency/internal/same_passages.h"

namespace markings {
namespace {

std::vector<internal::PassageSet> SetsOf(const internal::Corpus& corpus,
                                         const std::vector<internal::SamePair>& pairs) {
  internal::DisjointSets sets(corpus.passages());
  for (const internal::SamePair& pair : pairs) sets.Unite(pair.a, pair.b);
  std::vector<internal::PassageSet> all;
  std::vector<std::pair<std::uint32_t, float>> shares;  // by the first passage of a set
  shares.reserve(pairs.size());
  for (const internal::SamePair& pair : pairs) shares.emplace_back(sets.Of(pair.a), pair.share);
  std::ranges::sort(shares);
  for (std::vector<std::uint32_t>& set : sets.Sets()) {
    const auto least = std::ranges::lower_bound(shares, std::pair(set.front(), 0.0F));
    all.push_back({std::move(set), least->second});
  }
  return all;
}

std::optional<Error> TooMuch(const std::vector<DocumentPrint>& documents, double threshold) {
  if (!(threshold > 0 && threshold <= 1))
    return Error{ErrorCode::kUnusableInput,
                 {},
                 "the threshold is no share of a passage",
                 "choose one above 0 and at most 1",
                 {}};
  constexpr std::uint64_t kMost = kNoPassage;
  std::uint64_t grams = 0, passages = 0;
  for (const DocumentPrint& one : documents) {
    grams += one.grams.size();
    passages += one.passages.size();
  }
  if (grams >= kMost || passages >= kMost || documents.size() >= kMost)
    return Error{ErrorCode::kUnusableInput,
                 {},
                 "there is more text than can be compared at once",
                 "compare parts of it: years, posts or cases",
                 {}};
  return std::nullopt;
}

}  // namespace

Result<Inconsistencies> FindInconsistencies(std::vector<DocumentPrint> documents,
                                            const Vocabulary& vocabulary, const ConsistencyOptions& options) {
  if (auto error = TooMuch(documents, options.threshold)) return std::unexpected(*std::move(error));
  Inconsistencies found;
  found.documents = std::move(documents);
  std::ranges::sort(found.documents, {}, &DocumentPrint::name);
  for (const DocumentPrint& one : found.documents) {
    found.passages += one.passages.size();
    found.grams += one.grams.size();
  }
  const internal::Corpus corpus(found.documents);
  const std::vector<internal::SamePair> pairs = internal::FindSamePassages(corpus, options.threshold);
  const auto releases = internal::FindReleases(corpus, pairs);
  for (const std::vector<std::uint32_t>& set : releases)
    internal::FindDisclosure(corpus, set, found.releases_disclose);
  std::unordered_set<std::uint64_t> disclosed;
  for (const ReleasesDisclose& set : found.releases_disclose) {
    for (const ReleasesDisclose::Disclosed& one : set.disclosed) disclosed.insert(internal::KeyOf(one.hole));
  }
  for (const internal::PassageSet& set : SetsOf(corpus, pairs)) {
    internal::FindMarks(corpus, set, vocabulary, options, found.marks_differ);
    std::vector<RedactedPrinted> printed;
    internal::FindPrinted(corpus, set, disclosed, options, printed);
    std::ranges::move(printed, std::back_inserter(found.redacted_printed));
  }
  return found;
}

}  // namespace markings
