#ifndef LIBMARKINGS_TEXT_UTF8_H_
#define LIBMARKINGS_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// The offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7), or
// std::string_view::npos when all of it is well formed. Linear in the text.
[[nodiscard]] MARKINGS_API std::size_t FindInvalidUtf8(std::string_view text);

// One code point and the bytes it took. `size` is 0 at the end of the text.
struct MARKINGS_API CodePoint {
  char32_t value = 0;
  std::size_t size = 0;
};

// Decodes the code point that starts at `offset` of well-formed UTF-8.
[[nodiscard]] MARKINGS_API CodePoint DecodeUtf8(std::string_view text, std::size_t offset);

// Adds a code point, which must be none of a surrogate's, in UTF-8.
MARKINGS_API void AppendUtf8(std::string& out, char32_t code_point);

// Whether a code point is one that a marking may never hold because it looks like another or like
// nothing: full-width forms, Cyrillic and Greek letters, zero-width characters, bidi controls, soft hyphen.
[[nodiscard]] MARKINGS_API bool IsDeceptive(char32_t code_point);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_UTF8_H_
