#ifndef LIBMARKINGS_TEXT_BASE64_H_
#define LIBMARKINGS_TEXT_BASE64_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// Base64 of the standard alphabet in its one canonical spelling, by libsodium: constant time, so it may be
// used on secrets. Source: RFC 4648, sections 4 and 3.2 (no padding).
enum class Base64Padding : std::uint8_t { kPadded, kNone };

// How many letters EncodeBase64 gives for that many bytes.
[[nodiscard]] constexpr std::size_t Base64Size(std::size_t bytes,
                                               Base64Padding padding = Base64Padding::kPadded) {
  return padding == Base64Padding::kPadded ? (bytes + 2) / 3 * 4 : (bytes * 4 + 2) / 3;
}

[[nodiscard]] MARKINGS_API std::string EncodeBase64(std::span<const unsigned char> bytes,
                                                    Base64Padding padding = Base64Padding::kPadded);

// Decodes a text that fills `bytes` exactly. False for another length, letters outside the alphabet, padding
// that is missing or should not be there, and left-over bits that are not zero.
[[nodiscard]] MARKINGS_API bool DecodeBase64(std::string_view text, std::span<unsigned char> bytes,
                                             Base64Padding padding = Base64Padding::kPadded);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_BASE64_H_
