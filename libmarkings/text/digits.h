#ifndef LIBMARKINGS_TEXT_DIGITS_H_
#define LIBMARKINGS_TEXT_DIGITS_H_

// Numbers and digests in text formats that have one spelling for each. Thread-safe.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "libmarkings/text/ascii.h"

namespace markings {

// A decimal number up to 2^63-1 without sign or leading zeros ("0" is one). Nothing for any other text.
[[nodiscard]] constexpr std::optional<std::uint64_t> ReadDecimal(std::string_view text) {
  constexpr std::uint64_t kMost = (std::uint64_t{1} << 63) - 1;
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (number > (kMost - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

// Whether a text is that many hexadecimal digits, the letters small.
[[nodiscard]] constexpr bool IsLowerHex(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         std::ranges::all_of(text, [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_DIGITS_H_
