#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "libmarkings/consistency/internal/findings.h"
#include "libmarkings/marking/lattice.h"

namespace markings::internal {
namespace {

bool IsWritten(MarkOrigin origin) {
  return origin == MarkOrigin::kOwn || origin == MarkOrigin::kParent || origin == MarkOrigin::kWholeText;
}

struct Bearing {
  Marking mark;
  MarksDiffer::Marked marked;
  bool written = false;
};

std::optional<std::string> HighestOf(const std::map<std::string, Bearing>& marks,
                                     const Vocabulary& vocabulary) {
  for (const auto& one : marks) {
    const bool dominates = std::ranges::all_of(
        marks, [&](const auto& other) { return Dominates(vocabulary, one.second.mark, other.second.mark); });
    if (dominates) return one.first;
  }
  return std::nullopt;
}

}  // namespace

void FindMarks(const Corpus& corpus, const PassageSet& set, const Vocabulary& vocabulary,
               const ConsistencyOptions& options, std::vector<MarksDiffer>& findings) {
  std::map<std::string, Bearing> marks;
  std::vector<std::uint32_t> documents;
  for (const std::uint32_t number : set.passages) {
    const Passage& passage = corpus.At(number);
    if (passage.mark == kNoMark) continue;
    const std::uint32_t document = corpus.DocumentOf(number);
    const PrintedMark& mark = corpus.documents()[document].marks[passage.mark];
    Bearing& bearing = marks[mark.form];
    if (bearing.marked.passages == 0) bearing.mark = mark.mark;
    bearing.written = bearing.written || IsWritten(passage.origin);
    ++bearing.marked.passages;
    if (bearing.marked.places.size() < options.most_places)
      bearing.marked.places.push_back({document, corpus.InDocument(number), passage.origin});
    if (documents.empty() || documents.back() != document) documents.push_back(document);
  }
  if (marks.size() < 2) return;
  MarksDiffer finding;
  finding.highest = HighestOf(marks, vocabulary);
  finding.documents = documents.size();
  finding.share = set.share;
  finding.written = std::ranges::all_of(marks, [](const auto& one) { return one.second.written; });
  for (auto& [form, one] : marks) {
    one.marked.mark = form;
    finding.marks.push_back(std::move(one.marked));
  }
  std::ranges::stable_sort(finding.marks, std::greater(), &MarksDiffer::Marked::passages);
  findings.push_back(std::move(finding));
}

}  // namespace markings::internal
