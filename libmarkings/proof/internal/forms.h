#ifndef LIBMARKINGS_PROOF_INTERNAL_FORMS_H_
#define LIBMARKINGS_PROOF_INTERNAL_FORMS_H_

// Words of the text forms. You should use libmarkings/proof/attestation.h.

#include <optional>
#include <string_view>

#include "libmarkings/proof/attestation.h"

namespace markings::internal {

// The number of a kind as written; nothing for one that is none.
[[nodiscard]] std::optional<UnitKind> ReadUnitKind(std::string_view word);
// "0" or "1": whether the unit is mandatory. (The other bits of the byte must be zero.)
[[nodiscard]] std::optional<bool> ReadFlags(std::string_view word);

}  // namespace markings::internal

#endif  // LIBMARKINGS_PROOF_INTERNAL_FORMS_H_
