#include "libmarkings/marking/internal/name_order.h"

#include <algorithm>

#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/marking/internal/spelling_table.h"

namespace markings::internal {

int CompareWords(std::string_view a, std::string_view b) {
  if (AllDigits(a) && AllDigits(b) && a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

namespace {

// Compartments and sub-compartments, word by word: "G ABCD" comes after "G" and before "H".
int CompareTrees(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::size_t end_a = FindAny<' ', '-'>(a);
    const std::size_t end_b = FindAny<' ', '-'>(b);
    if (const int order = CompareWords(a.substr(0, end_a), b.substr(0, end_b)); order != 0) return order;
    const char next_a = end_a < a.size() ? a[end_a] : '\0';
    const char next_b = end_b < b.size() ? b[end_b] : '\0';
    if (next_a != next_b) return next_a < next_b ? -1 : 1;
    a.remove_prefix(std::min(end_a + 1, a.size()));
    b.remove_prefix(std::min(end_b + 1, b.size()));
  }
  return a.empty() ? (b.empty() ? 0 : -1) : 1;
}

}  // namespace

bool IsBelow(std::string_view name, std::string_view above) {
  return name.size() > above.size() && name.starts_with(above) &&
         (name[above.size()] == ' ' || name[above.size()] == '-');
}

int CompareCodes(std::string_view a, std::string_view b, std::string_view first) {
  if (a.size() == 3 && b.size() == 3) {
    // Nearly all are: three letters in one number.
    const std::uint32_t one = Trigraph(a);
    const std::uint32_t other = Trigraph(b);
    const std::uint32_t home = Trigraph(first);
    if (one == other) return 0;
    return one == home || (other != home && one < other) ? -1 : 1;
  }
  if (SameText(a, b)) return 0;
  if (!first.empty() && (SameText(a, first) || SameText(b, first))) return SameText(a, first) ? -1 : 1;
  const bool group_a = a.size() != 3;
  const bool group_b = b.size() != 3;
  if (group_a != group_b) return group_a ? 1 : -1;
  return a.compare(b);
}

void SortNames(const Vocabulary& vocabulary, std::vector<MarkName>& names) {
  if (names.size() < 2) return;
  const auto& controls = vocabulary.controls();
  const std::string_view home = vocabulary.grammar()->home;
  const auto before = [&](const MarkName& a, const MarkName& b) {
    if (a.control != b.control) return a.control < b.control;
    if (a.control == MarkName::kOwnerCode) return CompareCodes(a.name, b.name, {}) < 0;
    if (a.control >= controls.size()) return CompareTrees(a.name, b.name) < 0;
    const Control& row = controls[a.control];
    if (row.takes == ListKind::kCountries)
      return CompareCodes(a.name, b.name, row.home_first ? home : std::string_view()) < 0;
    if (row.bare) {
      const Meaning* known_a = vocabulary.spellings().FindCompartment(a.control, a.name);
      const Meaning* known_b = vocabulary.spellings().FindCompartment(b.control, b.name);
      if (known_a != nullptr && known_b != nullptr) return known_a->index < known_b->index;
    }
    if (row.takes == ListKind::kTree) return CompareTrees(a.name, b.name) < 0;
    return CompareWords(a.name, b.name) < 0;
  };
  if (std::ranges::is_sorted(names, before)) return;
  constexpr std::size_t kFew = 32;
  if (names.size() > kFew) {
    std::ranges::stable_sort(names, before);
    return;
  }
  // (That one allocates; few names are sorted in place.)
  for (auto name = names.begin() + 1; name != names.end(); ++name) {
    std::rotate(std::upper_bound(names.begin(), name, *name, before), name, name + 1);
  }
}

}  // namespace markings::internal
