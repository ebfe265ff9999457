// No list of all pairs is ever made. Passages that share a gram are put in a row, in document order, and each
// is a candidate with the next one: a gram in n passages makes n - 1 candidates. A passage in n documents is
// a row in each of its grams, so that the candidates link all of them; what a scanner did to one copy takes
// it out of some rows, and the rows close up.

#include "libmarkings/consistency/internal/same_passages.h"

#include <algorithm>
#include <utility>

namespace markings::internal {
namespace {

// The grams are sorted in parts, by the first bits of their hashes, so that only one part needs its memory.
constexpr unsigned kPartBits = 4;
// A passage with more grams than this is no candidate for one gram alone.
constexpr std::uint32_t kFewGrams = 6;

struct Place {
  std::uint32_t hash = 0, passage = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

using Candidate = std::pair<std::uint32_t, std::uint32_t>;

std::vector<Place> PlacesOf(const Corpus& corpus, std::uint32_t part) {
  std::vector<Place> places;
  std::uint32_t number = 0;
  for (const DocumentPrint& print : corpus.documents()) {
    for (const Passage& passage : print.passages) {
      if (passage.end - passage.begin >= kLeastLetters) {
        for (std::uint32_t i = passage.first_gram; i < passage.end_gram; ++i) {
          if (print.grams[i].hash >> (32 - kPartBits) == part)
            places.push_back({print.grams[i].hash, number});
        }
      }
      ++number;
    }
  }
  return places;
}

std::vector<Candidate> Candidates(const Corpus& corpus) {
  std::vector<Candidate> candidates;
  for (std::uint32_t part = 0; part < 1U << kPartBits; ++part) {
    std::vector<Place> places = PlacesOf(corpus, part);
    std::ranges::sort(places);
    for (std::size_t i = 1; i < places.size(); ++i) {
      const Place &one = places[i - 1], &next = places[i];
      if (one.hash == next.hash && one.passage != next.passage)
        candidates.emplace_back(one.passage, next.passage);
    }
  }
  std::ranges::sort(candidates);
  return candidates;
}

std::uint32_t GramsOf(const Corpus& corpus, std::uint32_t passage) {
  const Passage& one = corpus.At(passage);
  return one.end_gram - one.first_gram;
}

}  // namespace

Corpus::Corpus(const std::vector<DocumentPrint>& documents) : documents_(documents) {
  first_.reserve(documents.size() + 1);
  first_.push_back(0);
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    document_of_.insert(document_of_.end(), documents[i].passages.size(), i);
    first_.push_back(static_cast<std::uint32_t>(document_of_.size()));
  }
}

bool AreSame(const Corpus& corpus, double threshold, SamePair& pair) {
  const Stretch a = corpus.StretchOf(pair.a), b = corpus.StretchOf(pair.b);
  const std::vector<Anchor> anchors = Align(a, b);
  const Covered covered = CoveredBy(anchors, a, b);
  pair.letters = covered.a;
  const double of_a = static_cast<double>(covered.a) / a.letters();
  const double of_b = static_cast<double>(covered.b) / b.letters();
  pair.share = static_cast<float>(std::min(of_a, of_b));
  // The text that was taken out of one is no difference between them.
  if (!a.holes.empty() && !HolesPrintedIn(anchors, a, b).empty())
    pair.share = std::max(pair.share, static_cast<float>(of_a));
  if (!b.holes.empty()) {
    std::vector<Anchor> turned;
    turned.reserve(anchors.size());
    for (const Anchor& one : anchors) turned.push_back({one.b, one.a});
    if (!HolesPrintedIn(turned, b, a).empty()) pair.share = std::max(pair.share, static_cast<float>(of_b));
  }
  return pair.share >= threshold;
}

std::vector<SamePair> FindSamePassages(const Corpus& corpus, double threshold) {
  const std::vector<Candidate> candidates = Candidates(corpus);
  std::vector<SamePair> pairs;
  for (std::size_t i = 0; i < candidates.size();) {
    std::size_t end = i + 1;
    while (end < candidates.size() && candidates[end] == candidates[i]) ++end;
    SamePair pair{candidates[i].first, candidates[i].second, 0, 0};
    const std::uint32_t grams = std::min(GramsOf(corpus, pair.a), GramsOf(corpus, pair.b));
    if ((end - i > 1 || grams <= kFewGrams) && AreSame(corpus, threshold, pair)) pairs.push_back(pair);
    i = end;
  }
  return pairs;
}

}  // namespace markings::internal
