#ifndef LIBMARKINGS_TEXT_ASCII_H_
#define LIBMARKINGS_TEXT_ASCII_H_

// Letters and digits as vocabularies are written: ASCII, whatever the locale. Thread-safe.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace markings {

// (One comparison each, without a branch: see InBlocks.)
[[nodiscard]] constexpr bool IsUpper(char c) { return static_cast<unsigned char>(c - 'A') < 26; }
[[nodiscard]] constexpr bool IsLower(char c) { return static_cast<unsigned char>(c - 'a') < 26; }
[[nodiscard]] constexpr bool IsLetter(char c) { return IsLower(static_cast<char>(c | 0x20)); }
[[nodiscard]] constexpr bool IsDigit(char c) { return static_cast<unsigned char>(c - '0') < 10; }
[[nodiscard]] constexpr char Capital(char c) { return IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
[[nodiscard]] constexpr bool HasLower(std::string_view text) { return std::ranges::any_of(text, IsLower); }

// Calls take(at, count) for stretches that cover `size` bytes, kBlock at a time: loops of a fixed size and
// without a branch in them, of which a compiler makes a few instructions. The last stretch overlaps the one
// before it, so `take` must do no harm when it meets a byte twice.
inline constexpr std::size_t kBlock = 16;
template <class Take>
constexpr void InBlocks(std::size_t size, Take take) {
  if (size < kBlock) {
    take(std::size_t{0}, size);
    return;
  }
  using Whole = std::integral_constant<std::size_t, kBlock>;
  for (std::size_t at = 0; at + kBlock < size; at += kBlock) take(at, Whole());
  take(size - kBlock, Whole());
}

// Flags of the places in a block, gathered over all blocks.
class BlockFlags {
 public:
  constexpr void Add(std::size_t place, bool flag) { flags_[place] |= static_cast<unsigned char>(flag); }
  [[nodiscard]] constexpr bool any() const {
    unsigned char any = 0;
    for (const unsigned char flag : flags_) any |= flag;
    return any != 0;
  }

 private:
  std::array<unsigned char, kBlock> flags_{};
};

// Whether no byte of a text is as `odd` says, which must have no branch: see InBlocks.
template <class Odd>
[[nodiscard]] constexpr bool NoneIs(std::string_view text, Odd odd) {
  BlockFlags found;
  const char* const bytes = text.data();
  InBlocks(text.size(), [&](std::size_t at, auto count) {
    for (std::size_t i = 0; i < count; ++i) found.Add(i, odd(bytes[at + i]));
  });
  return !found.any();
}

// Whether all of it is printable ASCII, blanks among it.
[[nodiscard]] constexpr bool IsPrintable(std::string_view text) {
  return NoneIs(text, [](char c) { return static_cast<unsigned char>(c - 0x20) > 0x5E; });
}

// The text in capitals.
[[nodiscard]] inline std::string Upper(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), Capital);
  return upper;
}

// The text in small letters.
[[nodiscard]] inline std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_ASCII_H_
