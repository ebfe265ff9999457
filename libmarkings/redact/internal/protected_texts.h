#ifndef LIBMARKINGS_REDACT_INTERNAL_PROTECTED_TEXTS_H_
#define LIBMARKINGS_REDACT_INTERNAL_PROTECTED_TEXTS_H_

// You should use libmarkings/redact/residual.h.

#include <cstdint>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/recognise/recognition.h"
#include "libmarkings/redact/internal/term.h"
#include "libmarkings/redact/internal/units.h"

namespace markings::internal {

// A text that does not go out, whose terms are looked for.
struct ProtectedText {
  std::string text;
  TextRole role = TextRole::kText;
  std::uint32_t unit = 0;  // index of the element that it is from
};

// The texts of withheld units and masked spans, in document order.
[[nodiscard]] std::vector<ProtectedText> ProtectedTexts(const Document& document, const Decisions& decisions,
                                                        const std::vector<UnitParts>& units);

// For each text that is in capitals the persons in it, by beginning. They are read together, for a surname
// alone is known by the name in full elsewhere.
[[nodiscard]] std::vector<std::vector<Recognition>> PersonsInCapitals(
    const std::vector<ProtectedText>& texts);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_PROTECTED_TEXTS_H_
