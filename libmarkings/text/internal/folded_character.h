#ifndef LIBMARKINGS_TEXT_INTERNAL_FOLDED_CHARACTER_H_
#define LIBMARKINGS_TEXT_INTERNAL_FOLDED_CHARACTER_H_

// What a character is when texts are compared. For rooms that compare texts (tokens.h says which); not
// installed.

#include <array>
#include <cstdint>

namespace markings::internal {

enum class CharacterKind : std::uint8_t {
  kLetter,
  kDigit,
  kApostrophe,
  kHyphen,
  kBlank,
  kStop,
  kPoint,
  kQuote,
  kIgnored,  // soft hyphens, invisible characters, marks that combine
  kBreak,    // TokenStream::kBreakByte
  kOther
};

struct FoldedCharacter {
  CharacterKind kind = CharacterKind::kOther;
  bool upper = false;
  bool cased = false;
  std::array<char, 4> folded{};  // what a letter or digit reads as: lower case, Latin without its marks
  std::uint32_t folded_size = 0;
};

[[nodiscard]] FoldedCharacter FoldCharacter(char32_t value);
// What it gives for each character of ASCII.
[[nodiscard]] const std::array<FoldedCharacter, 128>& FoldedAscii();

}  // namespace markings::internal

#endif  // LIBMARKINGS_TEXT_INTERNAL_FOLDED_CHARACTER_H_
