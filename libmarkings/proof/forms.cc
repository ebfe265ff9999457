#include "libmarkings/proof/internal/forms.h"

#include <cstdint>

#include "libmarkings/proof/internal/fields.h"

namespace markings::internal {

std::optional<UnitKind> ReadUnitKind(std::string_view word) {
  const auto number = ReadDecimalAs<std::uint8_t>(word);
  if (!number) return std::nullopt;
  const auto kind = static_cast<UnitKind>(*number);
  const bool known = (*number >= static_cast<std::uint8_t>(UnitKind::kHeader) &&
                      *number <= static_cast<std::uint8_t>(UnitKind::kSignature)) ||
                     kind == UnitKind::kDecoy;
  return known ? std::optional(kind) : std::nullopt;
}

std::optional<bool> ReadFlags(std::string_view word) {
  if (word != "0" && word != "1") return std::nullopt;
  return word == "1";
}

}  // namespace markings::internal
