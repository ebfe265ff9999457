#ifndef LIBMARKINGS_PROOF_INTERNAL_SHOWN_UNITS_H_
#define LIBMARKINGS_PROOF_INTERNAL_SHOWN_UNITS_H_

// Which units of an original a derivative holds, and where. You should use
// libmarkings/proof/redaction_proof.h.

#include <optional>
#include <string_view>
#include <vector>

#include "libmarkings/proof/attestation.h"
#include "libmarkings/redact/derivative.h"
#include "libmarkings/text/span.h"

namespace markings::internal {

[[nodiscard]] constexpr bool IsBlankByte(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}
[[nodiscard]] bool IsAllBlank(std::string_view text);

// Whether a gap may vanish when a text is laid out anew: a line end behind a hyphen.
[[nodiscard]] bool IsRejoined(char before, std::string_view gap);

// Whether a text is another one laid out anew: the same but for how wide their blanks and line ends are,
// those at either end, and gaps that may vanish.
[[nodiscard]] bool IsLaidOut(std::string_view original, std::string_view shown);

// For each unit where it stands in the derivative, nothing for one that is not in it whole. In order, not
// overlapping. `original` is the text that the units partition.
[[nodiscard]] std::vector<std::optional<Span>> FindShown(std::string_view original,
                                                         const std::vector<OriginalUnit>& units,
                                                         const Derivative& derivative);

}  // namespace markings::internal

#endif  // LIBMARKINGS_PROOF_INTERNAL_SHOWN_UNITS_H_
