#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "libmarkings/consistency/internal/disjoint_sets.h"
#include "libmarkings/consistency/internal/findings.h"

namespace markings::internal {
namespace {

struct InCommon {
  std::uint32_t letters = 0, passages = 0;
};

// Whether so much in common makes two documents one original's: half of the shorter, and either several
// passages or half of the longer too. (A note that quotes one paragraph is none.)
bool IsOneOriginal(const DocumentPrint& a, const DocumentPrint& b, const InCommon& common) {
  const auto half = [&](std::uint32_t letters) { return std::uint64_t{common.letters} * 2 >= letters; };
  return half(std::min(a.letters, b.letters)) &&
         (common.passages > 1 || half(std::max(a.letters, b.letters)));
}

// What of a's holes b prints, each hole by the longest that any one prints.
void TakePrinted(const DocumentPrint& a, std::uint32_t document, const DocumentPrint& b, std::uint32_t other,
                 std::vector<ReleasesDisclose::Disclosed>& best, std::uint32_t number,
                 std::vector<bool>& prints) {
  const Stretch in_a = WholeOf(a), in_b = WholeOf(b);
  const std::vector<Anchor> anchors = Align(in_a, in_b);
  if (CoveredBy(anchors, in_a, in_b).a < kLeastLetters) return;
  for (const PrintedHole& one : HolesPrintedIn(anchors, in_a, in_b)) {
    prints[other] = true;
    ReleasesDisclose::Disclosed& known = best[one.first];
    if (one.to - one.from <= known.printed.end - known.printed.begin) continue;
    known = {{document, static_cast<std::uint32_t>(one.first)}, {number, one.from, one.to}};
  }
}

}  // namespace

std::vector<std::vector<std::uint32_t>> FindReleases(const Corpus& corpus,
                                                     const std::vector<SamePair>& pairs) {
  const std::vector<DocumentPrint>& documents = corpus.documents();
  DisjointSets sets(documents.size());
  std::unordered_map<std::string_view, std::uint32_t> by_mrn;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    if (!documents[i].mrn.empty()) sets.Unite(by_mrn.emplace(documents[i].mrn, i).first->second, i);
  }
  std::unordered_map<std::uint64_t, InCommon> in_common;
  for (const SamePair& pair : pairs) {
    const std::uint64_t a = corpus.DocumentOf(pair.a), b = corpus.DocumentOf(pair.b);
    if (a == b) continue;
    InCommon& common = in_common[a << 32U | b];
    common.letters += pair.letters;
    ++common.passages;
  }
  for (const auto& [key, common] : in_common) {
    const auto a = static_cast<std::uint32_t>(key >> 32U), b = static_cast<std::uint32_t>(key);
    if (IsOneOriginal(documents[a], documents[b], common)) sets.Unite(a, b);
  }
  return sets.Sets();
}

void FindDisclosure(const Corpus& corpus, const std::vector<std::uint32_t>& releases,
                    std::vector<ReleasesDisclose>& findings) {
  const std::vector<DocumentPrint>& documents = corpus.documents();
  const std::vector<std::uint32_t> longest =
      Longest(releases, [&](std::uint32_t one) { return documents[one].letters; });
  ReleasesDisclose finding;
  std::vector<bool> prints(longest.size());
  std::vector<ReleasesDisclose::Release> all;
  for (const std::uint32_t a : releases) {
    ReleasesDisclose::Release release{a, documents[a].holes.size(), 0, 0};
    std::vector<ReleasesDisclose::Disclosed> best(documents[a].holes.size());
    for (std::uint32_t i = 0; i < longest.size() && !best.empty(); ++i) {
      if (longest[i] != a) TakePrinted(documents[a], a, documents[longest[i]], i, best, longest[i], prints);
    }
    for (const ReleasesDisclose::Disclosed& one : best) {
      if (one.printed.begin == one.printed.end) continue;
      ++release.printed;
      release.letters += one.printed.end - one.printed.begin;
      finding.disclosed.push_back(one);
    }
    all.push_back(release);
  }
  if (finding.disclosed.empty()) return;
  finding.beyond_each = std::ranges::all_of(all, [](const auto& one) { return one.printed > 0; });
  for (const ReleasesDisclose::Release& one : all) {
    const auto at = std::ranges::find(longest, one.document);
    const bool named =
        one.printed > 0 || (at != longest.end() && prints[static_cast<std::size_t>(at - longest.begin())]);
    if (named) {
      finding.releases.push_back(one);
    } else {
      ++finding.more_releases;
    }
  }
  findings.push_back(std::move(finding));
}

}  // namespace markings::internal
