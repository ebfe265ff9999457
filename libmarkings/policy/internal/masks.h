#ifndef LIBMARKINGS_POLICY_INTERNAL_MASKS_H_
#define LIBMARKINGS_POLICY_INTERNAL_MASKS_H_

// Mask rules find spans in the text of a unit as it reads; these spans are laid back on the bytes of its
// parts.

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/policy/decision.h"

namespace markings::internal {

// In which alone the joined text of a unit differs from its parts.
[[nodiscard]] constexpr bool IsAnyBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
// Neither a mask nor an officer's span begins or ends at such a byte.
[[nodiscard]] constexpr bool IsInsideCharacter(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Where a byte of the joined text stands in the document; a blank may stand in no part.
struct Place {
  std::size_t offset = 0;
  std::size_t part = kNoElement;
};
// One for each of the first `count` bytes of the unit's joined text, of all by default.
[[nodiscard]] std::vector<Place> PlacesOf(const Document& document, std::size_t head, std::string_view joined,
                                          std::size_t count = std::string_view::npos);

struct UnitMask {
  std::size_t begin = 0, end = 0;  // bytes of the unit's joined text
  std::string as;
  std::vector<std::string> codes;
  std::string rule;
  std::optional<EntityKind> found{};  // NOLINT(readability-redundant-member-init): may be left out
  MaskedBy by = MaskedBy::kRule;
};

// Adds what the rule's pattern matches: its first group where it has one, else all of the match. Of a rule
// that finds, what was found: `found` counts in bytes of `joined`.
void FindMasks(const Rule& rule, std::string_view joined, std::span<const Recognition> found,
               std::vector<UnitMask>& masks);

// Adds the spans of an officer's decisions on one unit, which count in bytes of the parts' text_spans
// (overrides.h), once CheckFits has looked at them.
void AddOfficerMasks(const Document& document, std::size_t head, std::string_view joined,
                     std::span<const Override* const> decisions, std::vector<UnitMask>& masks);

// The masks as spans of the document, each with the element (part) that it lies in; overlapping ones are
// united.
[[nodiscard]] std::vector<std::pair<std::size_t, MaskSpan>> LayMasks(const Document& document,
                                                                     std::size_t head,
                                                                     std::string_view joined,
                                                                     std::vector<UnitMask> masks);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_MASKS_H_
