#include "libmarkings/redact/withheld.h"

#include <utility>

#include "libmarkings/redact/internal/protected_texts.h"
#include "libmarkings/redact/internal/units.h"

namespace markings {

std::vector<WithheldText> WithheldTexts(const Document& document, const Decisions& decisions) {
  std::vector<WithheldText> texts;
  for (internal::ProtectedText& one :
       internal::ProtectedTexts(document, decisions, internal::CollectUnits(document, decisions)))
    texts.push_back({std::move(one.text), one.unit});
  return texts;
}

}  // namespace markings
