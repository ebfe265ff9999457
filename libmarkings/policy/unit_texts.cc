#include "libmarkings/policy/internal/unit_texts.h"

#include "libmarkings/policy/internal/condition.h"

namespace markings::internal {

UnitTexts::UnitTexts(const Document& document) {
  const ElementList& elements = document.elements();
  ends_.resize(elements.size());
  joined_.reserve(document.buffer().text().size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!IsDecidedOn(elements.KindAt(i), elements.HeadOf(i) == i)) continue;
    ends_[i].begin = static_cast<std::uint32_t>(joined_.size());
    document.AppendUnitText(i, joined_);
    ends_[i].end = static_cast<std::uint32_t>(joined_.size());
  }
}

}  // namespace markings::internal
