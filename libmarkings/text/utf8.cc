#include "libmarkings/text/utf8.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace markings {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

// Length of the well-formed sequence at `offset`, 0 when there is none. Unicode 15, table 3-7: the bounds of
// the second byte rule out overlong forms, surrogates and values above U+10FFFF.
std::size_t SequenceSize(std::string_view text, std::size_t offset) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const auto continues = [&](std::size_t i) { return (at(i) & 0xC0) == 0x80; };
  const std::size_t left = text.size() - offset;
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || left < 2) return 0;
  if (lead < 0xE0) return continues(1) ? 2 : 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (at(1) < low || at(1) > high) return 0;
  if (lead < 0xF0) return left >= 3 && continues(2) ? 3 : 0;
  return left >= 4 && continues(2) && continues(3) ? 4 : 0;
}

struct Range {
  char32_t first;
  char32_t last;
};

// What can pass for ASCII letters, digits, slashes, hyphens and parentheses, or for nothing at all. Sorted.
// Source: Unicode 15 charts; Unicode Technical Standard 39, confusables, for the alphabets.
constexpr std::array kDeceptive = {
    Range{0x00AD, 0x00AD},    // soft hyphen
    Range{0x034F, 0x034F},    // combining grapheme joiner
    Range{0x0370, 0x03FF},    // Greek
    Range{0x0400, 0x052F},    // Cyrillic and its supplement
    Range{0x0530, 0x058F},    // Armenian
    Range{0x061C, 0x061C},    // Arabic letter mark
    Range{0x115F, 0x1160},    // Hangul fillers
    Range{0x13A0, 0x13FF},    // Cherokee
    Range{0x17B4, 0x17B5},    // Khmer inherent vowels
    Range{0x180B, 0x180F},    // Mongolian separators
    Range{0x1C80, 0x1C8F},    // Cyrillic extended C
    Range{0x1D00, 0x1DBF},    // phonetic small capitals and superscripts
    Range{0x1F00, 0x1FFF},    // Greek extended
    Range{0x200B, 0x200F},    // zero-width characters, direction marks
    Range{0x2010, 0x2012},    // hyphens that are not the hyphen
    Range{0x2028, 0x202E},    // line and paragraph separators, bidi embeddings and overrides
    Range{0x2044, 0x2044},    // fraction slash
    Range{0x2060, 0x206F},    // word joiner, invisible operators, bidi isolates
    Range{0x207D, 0x207E},    // superscript parentheses
    Range{0x208D, 0x208E},    // subscript parentheses
    Range{0x2100, 0x218F},    // letter-like symbols, Roman numerals
    Range{0x2212, 0x2212},    // minus
    Range{0x2215, 0x2215},    // division slash
    Range{0x2460, 0x24FF},    // enclosed letters and digits
    Range{0x2571, 0x2571},    // box drawing diagonal
    Range{0x2768, 0x2775},    // ornamental parentheses
    Range{0x27CB, 0x27CB},    // mathematical rising diagonal
    Range{0x29F8, 0x29F8},    // big solidus
    Range{0x2DE0, 0x2DFF},    // Cyrillic extended A
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xA640, 0xA69F},    // Cyrillic extended B
    Range{0xA4D0, 0xA4FF},    // Lisu, drawn as Latin capitals
    Range{0xAB70, 0xABBF},    // Cherokee supplement
    Range{0xFE00, 0xFE0F},    // variation selectors
    Range{0xFE50, 0xFE6F},    // small form variants
    Range{0xFEFF, 0xFEFF},    // zero-width no-break space
    Range{0xFF00, 0xFFEF},    // half-width and full-width forms
    Range{0x1D400, 0x1D7FF},  // mathematical alphanumerics
    Range{0x1F100, 0x1F1FF},  // enclosed alphanumerics
    Range{0xE0000, 0xE01EF},  // tags, variation selectors
};

}  // namespace

std::size_t FindInvalidUtf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (text.size() - i >= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + i, sizeof(word));
      if ((word & kHighBits) == 0) {
        i += sizeof(word);
        continue;
      }
    }
    const std::size_t size = SequenceSize(text, i);
    if (size == 0) return i;
    i += size;
  }
  return std::string_view::npos;
}

CodePoint DecodeUtf8(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto at = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[offset + i]));
  };
  const std::size_t size = SequenceSize(text, offset);
  switch (size) {
    case 1:
      return {at(0), 1};
    case 2:
      return {((at(0) & 0x1F) << 6) | (at(1) & 0x3F), 2};
    case 3:
      return {((at(0) & 0x0F) << 12) | ((at(1) & 0x3F) << 6) | (at(2) & 0x3F), 3};
    case 4:
      return {((at(0) & 0x07) << 18) | ((at(1) & 0x3F) << 12) | ((at(2) & 0x3F) << 6) | (at(3) & 0x3F), 4};
    default:
      return {0xFFFD,
              1};  // not well formed: the replacement character, so that no caller can loop or overrun
  }
}

void AppendUtf8(std::string& out, char32_t code_point) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code_point >> shift) & 0x3F)); };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool IsDeceptive(char32_t code_point) {
  if (code_point < kDeceptive.front().first) return false;
  return std::ranges::any_of(
      kDeceptive, [&](const Range& range) { return range.first <= code_point && code_point <= range.last; });
}

}  // namespace markings
