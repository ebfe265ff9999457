#ifndef LIBMARKINGS_REDACT_WITHHELD_H_
#define LIBMARKINGS_REDACT_WITHHELD_H_

#include <cstddef>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"

namespace markings {

// A text that decisions keep back: of a withheld element with all its parts, or of a masked span. As
// sensitive as the document.
struct MARKINGS_API WithheldText {
  std::string text;
  std::size_t element = 0;  // index of the element, its first part
};

// All of them in document order; apparatus that has no text of its own (banners, blank lines) is left out.
// The decisions are those of Decide for this document.
[[nodiscard]] MARKINGS_API std::vector<WithheldText> WithheldTexts(const Document& document,
                                                                   const Decisions& decisions);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_WITHHELD_H_
