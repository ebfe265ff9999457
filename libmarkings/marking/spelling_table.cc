#include "libmarkings/marking/internal/spelling_table.h"

#include <algorithm>

namespace markings::internal {

bool SpellingTable::Part::Add(std::string_view spelling, const Meaning& meaning) {
  if (spelling.empty()) return true;
  for (Spelling& row : rows) {
    if (row.text != spelling) continue;
    if (row.meaning.kind != meaning.kind || row.meaning.index != meaning.index ||
        row.meaning.name != meaning.name) {
      return false;
    }
    row.meaning.forms |= meaning.forms;
    return true;
  }
  rows.push_back({std::string(spelling), meaning});
  lengths |= LengthBit(spelling);
  std::size_t size = 16;
  while (size < rows.size() * 3) size *= 2;
  slots.assign(size, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::size_t at = HashWord(rows[i].text) & (size - 1);
    while (slots[at] != 0) at = (at + 1) & (size - 1);
    slots[at] = static_cast<std::uint16_t>(i + 1);
  }
  return true;
}

bool SpellingTable::Add(std::string_view spelling, const Meaning& meaning) {
  const bool level = meaning.kind == Meaning::Kind::kLevel || meaning.kind == Meaning::Kind::kCompound;
  return (level ? levels_ : controls_).Add(spelling, meaning);
}

void SpellingTable::TakesList(std::size_t control_spelling) {
  const auto size = [&](std::size_t row) { return controls_.rows[row].text.size(); };
  auto& rows = with_list_[static_cast<unsigned char>(controls_.rows[control_spelling].text.front())];
  const auto at =
      std::ranges::find_if(rows, [&](std::size_t row) { return size(row) < size(control_spelling); });
  rows.insert(at, static_cast<std::uint16_t>(control_spelling));
}

bool SpellingTable::AddCompartment(std::size_t control, std::string_view spelling, std::size_t compartment,
                                   std::uint8_t forms) {
  if (compartments_.size() <= control) compartments_.resize(control + 1);
  return compartments_[control].Add(
      spelling,
      {.kind = Meaning::Kind::kControl, .forms = forms, .index = static_cast<std::uint16_t>(compartment)});
}

const Meaning* SpellingTable::FindCompartment(std::size_t control, std::string_view spelling) const {
  return control < compartments_.size() ? compartments_[control].Find(spelling) : nullptr;
}

const std::vector<SpellingTable::Spelling>& SpellingTable::compartments(std::size_t control) const {
  static const std::vector<Spelling> none;
  return control < compartments_.size() ? compartments_[control].rows : none;
}

}  // namespace markings::internal
