// What terms.cc collects, kept so that term_search.cc finds it.

#include <algorithm>
#include <string>
#include <utility>

#include "libmarkings/redact/internal/terms.h"

namespace markings::internal {

void TermIndex::AddWord(std::string_view folded, TermKind kind, Strength strength, std::uint32_t unit) {
  const auto [place, added] = words_.try_emplace(std::string(folded));
  Term& term = place->second;
  if (added) {
    term.kind = kind;
    term.strength = strength;
  }
  term.kind = std::max(term.kind, kind);
  term.strength = std::max(term.strength, strength);
  NoteUnit(term, unit);
  if (added) AddFuzzy(place->first);
}

void TermIndex::AddFuzzy(const std::string& folded) {
  if (folded.size() < kMinFuzzy || folded.size() > kMaxFuzzy) return;
  near_.emplace_back(std::hash<std::string_view>()(folded), &folded);
  std::string shorter;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (i > 0 && folded[i] == folded[i - 1]) continue;  // the same word again
    shorter.assign(folded);
    shorter.erase(i, 1);
    near_.emplace_back(std::hash<std::string_view>()(shorter), &folded);
  }
}

void TermIndex::Finish() {
  std::ranges::sort(near_, {}, [](const auto& entry) { return entry.first; });
}

void TermIndex::IgnoreNumber(std::string_view digits) {
  for (NumberKey& number : NumberKeys(TokenStream(digits), lexicon_))
    ignored_numbers_.insert(std::move(number.key));
}

bool WithinOneEdit(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  const std::size_t skip = a.size() == b.size() ? 1 : 0;
  if (same == a.size()) return true;
  return a.substr(same + skip) == b.substr(same + 1);
}

}  // namespace markings::internal
