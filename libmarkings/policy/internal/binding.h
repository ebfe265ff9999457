#ifndef LIBMARKINGS_POLICY_INTERNAL_BINDING_H_
#define LIBMARKINGS_POLICY_INTERNAL_BINDING_H_

// What binds a decision to the element that it was made on: you should use libmarkings/policy/overrides.h.
//
//   binds = HMAC-SHA-256(salt, "markings/decision/v1" 00 || u32 |id| || id
//                              || u32 parts || (u64 |part| || part)* || u32 |mark| || mark)
//
// Integers are big-endian; a part is all bytes of an element of the unit; the mark is the portion mark that
// governs the unit, in its canonical form, or nothing where it cannot be read. Who has the salt can test
// guesses at the text, so it stays with the file, and the file with the document.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/cable/document.h"

namespace markings::internal {

inline constexpr std::size_t kSaltBytes = 32;
inline constexpr std::size_t kBindingDigits = 64;

[[nodiscard]] std::string NewSalt();
[[nodiscard]] std::string ToHex(std::string_view bytes);
// Lower-case digits only: one spelling for one value.
[[nodiscard]] std::optional<std::string> FromHex(std::string_view digits);

// The commitment to the unit that an element heads, in hexadecimal digits. Linear in its text.
[[nodiscard]] std::string Binding(std::string_view salt, const Document& document, std::size_t head);
// The mark that governs it, as the binding has it: "(SBU)".
[[nodiscard]] std::string GoverningMark(const Document& document, std::size_t head);
// All bytes of the parts of a unit, and those of their texts, which spans of decisions count in.
[[nodiscard]] std::string UnitBytes(const Document& document, std::size_t head);
[[nodiscard]] std::string SpanText(const Document& document, std::size_t head);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_BINDING_H_
