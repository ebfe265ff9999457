#include <algorithm>
#include <tuple>
#include <utility>

#include "libmarkings/consistency/internal/findings.h"

namespace markings::internal {
namespace {

// A hole of a passage with the longest text that a copy has in its place.
struct Printed {
  HolePlace hole;
  LetterPlace place;
  std::size_t copies = 0;  // that print it
};

std::uint32_t LettersOf(const LetterPlace& place) { return place.end - place.begin; }

std::vector<Printed> PrintedHolesOf(const Corpus& corpus, std::uint32_t passage,
                                    const std::vector<std::uint32_t>& others,
                                    const std::unordered_set<std::uint64_t>& disclosed) {
  const std::uint32_t document = corpus.DocumentOf(passage);
  const DocumentPrint& print = corpus.documents()[document];
  const Stretch a = corpus.StretchOf(passage);
  const auto first_hole = static_cast<std::uint32_t>(a.holes.data() - print.holes.data());
  std::vector<Printed> best(a.holes.size());
  for (const std::uint32_t other : others) {
    const std::uint32_t in = corpus.DocumentOf(other);
    if (other == passage) continue;
    const Stretch b = corpus.StretchOf(other);
    for (const PrintedHole& one : HolesPrintedIn(Align(a, b), a, b)) {
      Printed& known = best[one.first];
      ++known.copies;
      if (one.to - one.from <= LettersOf(known.place)) continue;
      known.hole = {document, first_hole + static_cast<std::uint32_t>(one.first)};
      known.place = {in, one.from, one.to};
    }
  }
  std::erase_if(best,
                [&](const Printed& one) { return one.copies == 0 || disclosed.contains(KeyOf(one.hole)); });
  return best;
}

}  // namespace

void FindPrinted(const Corpus& corpus, const PassageSet& set,
                 const std::unordered_set<std::uint64_t>& disclosed, const ConsistencyOptions& options,
                 std::vector<RedactedPrinted>& findings) {
  std::vector<std::uint32_t> cut;
  for (const std::uint32_t one : set.passages) {
    if (!corpus.StretchOf(one).holes.empty()) cut.push_back(one);
  }
  if (cut.empty()) return;
  const std::vector<std::uint32_t> longest =
      Longest(set.passages, [&](std::uint32_t one) { return corpus.StretchOf(one).letters(); });
  std::vector<Printed> all;
  for (const std::uint32_t one : cut)
    std::ranges::move(PrintedHolesOf(corpus, one, longest, disclosed), std::back_inserter(all));
  // Holes in whose place the same text stands are one finding.
  std::ranges::stable_sort(all, {}, [](const Printed& one) {
    return std::tuple(one.place.document, one.place.begin, one.place.end);
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Printed& one = all[i];
    const bool same = i > 0 && !findings.empty() && all[i - 1].place.document == one.place.document &&
                      one.place.begin < all[i - 1].place.end;
    if (!same) findings.push_back({{}, 0, one.place, 0});
    RedactedPrinted& finding = findings.back();
    if (LettersOf(one.place) > LettersOf(finding.printed)) finding.printed = one.place;
    if (finding.redacted.size() < options.most_places) finding.redacted.push_back(one.hole);
    ++finding.redacted_places;
    finding.printed_places = std::max(finding.printed_places, one.copies);
  }
}

}  // namespace markings::internal
