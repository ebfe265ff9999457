#ifndef LIBMARKINGS_TEXT_HEX_H_
#define LIBMARKINGS_TEXT_HEX_H_

#include <span>
#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// Hexadecimal digits in lower case, two a byte, by libsodium: constant time.
[[nodiscard]] MARKINGS_API std::string ToHex(std::span<const unsigned char> bytes);
// Decodes lower-case digits that fill `bytes` exactly; false for anything else.
[[nodiscard]] MARKINGS_API bool FromHex(std::string_view text, std::span<unsigned char> bytes);
// 64 lower-case digits, as a SHA-256 is written.
[[nodiscard]] MARKINGS_API bool IsSha256Hex(std::string_view text);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_HEX_H_
