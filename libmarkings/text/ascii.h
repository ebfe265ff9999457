#ifndef LIBMARKINGS_TEXT_ASCII_H_
#define LIBMARKINGS_TEXT_ASCII_H_

// Letters and digits as vocabularies are written: ASCII, whatever the locale. Thread-safe.

#include <algorithm>
#include <string>
#include <string_view>

namespace markings {

[[nodiscard]] constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool IsLetter(char c) { return IsUpper(c) || IsLower(c); }
[[nodiscard]] constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr char Capital(char c) { return IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
[[nodiscard]] constexpr bool HasLower(std::string_view text) { return std::ranges::any_of(text, IsLower); }

// Whether all of it is printable ASCII, blanks among it. (Without a branch for each byte: a compiler takes
// many at once.)
[[nodiscard]] constexpr bool IsPrintable(std::string_view text) {
  unsigned char odd = 0;
  for (const char c : text) odd |= static_cast<unsigned char>(static_cast<unsigned char>(c - 0x20) > 0x5E);
  return odd == 0;
}

// The text in capitals.
[[nodiscard]] inline std::string Upper(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), Capital);
  return upper;
}

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_ASCII_H_
