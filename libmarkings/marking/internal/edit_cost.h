#ifndef LIBMARKINGS_MARKING_INTERNAL_EDIT_COST_H_
#define LIBMARKINGS_MARKING_INTERNAL_EDIT_COST_H_

// How unlikely a slip is, in hundredths: 100 is about one key struck wrongly. Users want marking/repair.h.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "libmarkings/text/ascii.h"

namespace markings::internal {

// What the words of a mark are made of, once it is in capitals.
[[nodiscard]] constexpr bool IsWord(char c) { return IsUpper(c) || IsDigit(c); }

using Cost = std::int32_t;
inline constexpr Cost kNever = 1 << 20;

// What it costs that `written` stands where `meant` should: nothing for the same, little for characters that
// scanners confuse (0 and O) or that are neighbours on a keyboard. Both are ASCII, letters in capitals.
[[nodiscard]] Cost SubstitutionCost(char written, char meant);
// The same for one character against many: the costs by CostIndex of what is written.
inline constexpr std::size_t kCostIndices = 65;
[[nodiscard]] constexpr std::size_t CostIndex(char c) {
  const auto code = static_cast<unsigned char>(c);
  return code >= 0x20 && code < 0x60 ? code - 0x20U : 64U;
}
[[nodiscard]] const std::array<std::uint8_t, kCostIndices>& SubstitutionCosts(char meant);

// What it costs that `meant`, which follows `before` (or 0), is missing.
[[nodiscard]] Cost OmissionCost(char meant, char before);
// What it costs that `written`, which stands after `before` (or 0) and before `after` (or 0), is there.
[[nodiscard]] Cost InsertionCost(char written, char before, char after);

inline constexpr Cost kSwapCost = 70;

// What it costs that a run of characters between two tokens stands for a delimiter: "|" or "/ /" for "//".
[[nodiscard]] Cost DelimiterCost(std::string_view written, std::string_view meant);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_EDIT_COST_H_
