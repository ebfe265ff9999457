#ifndef LIBMARKINGS_MARKING_INTERNAL_REPAIR_COSTS_H_
#define LIBMARKINGS_MARKING_INTERNAL_REPAIR_COSTS_H_

// What it costs that a token of a mangled mark stands where it should not, in hundredths of a slip
// (edit_cost.h), and what the two files of the search share. Users want marking/repair.h.

#include <cstddef>
#include <cstdint>

#include "libmarkings/marking/internal/edit_cost.h"
#include "libmarkings/marking/internal/mark_text.h"

namespace markings::internal {

inline constexpr std::size_t kBeam = 12;
inline constexpr std::size_t kMaxCode = 9;   // letters that may be a mistyped country, where none need stand
inline constexpr std::size_t kMaxName = 16;  // letters of a name that nobody knows
inline constexpr Cost kOutOfOrder = 35;      // a token that stands further to the left than it should
inline constexpr Cost kLateLevel = 80;
inline constexpr Cost kTwice = 60;
inline constexpr Cost kOtherForm = 12;
inline constexpr Cost kOldSpelling = 15;
inline constexpr Cost kStray = 45;  // something before the first or after the last token
inline constexpr Cost kNoPrefix = 80;
inline constexpr Cost kEmptyPrefix = 90;  // another owner's prefix, and no other owner
inline constexpr Cost kNoHome = 40;
inline constexpr Cost kCodeOrder = 30;
inline constexpr Cost kNewName = 15;       // a name that nobody knows, where names are to be expected
inline constexpr Cost kUnknownName = 150;  // and where a known one could stand as well
inline constexpr Cost kLikeKnown = 130;    // that is near a known one
inline constexpr Cost kOddProgram = 40;
inline constexpr Cost kScannedSlash = 50;
inline constexpr Cost kOtherThanExact = 60;

[[nodiscard]] constexpr bool LooksLikeSlash(char c) {
  return c == '1' || c == 'I' || c == 'L' || c == '7' || c == 'J';
}

[[nodiscard]] constexpr std::uint64_t Mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 29U);
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_REPAIR_COSTS_H_
