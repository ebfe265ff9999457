#include "libmarkings/text/internal/folded_character.h"

#include <cstddef>
#include <string_view>

#include "libmarkings/text/internal/tokens.h"

namespace markings::internal {
namespace {

// U+00C0..U+00FF and U+0100..U+017F without their marks; a capital stands for both cases, '*' for no letter,
// digits for letters that read as two. Source: Unicode 15 UnicodeData.txt, decompositions; the rest by usual
// transliteration.
constexpr std::string_view kLatin1 =
    "aaaaaa1ceeeeiiii"   // C0
    "2nooooo*ouuuuy34"   // D0: eth, thorn, sharp s
    "aaaaaa1ceeeeiiii"   // E0
    "2nooooo*ouuuuy3y";  // F0
constexpr std::string_view kLatinA =
    "aaaaaaccccccccdd"   // 100
    "ddeeeeeeeeeegggg"   // 110
    "gggghhhhiiiiiiii"   // 120
    "ii55jjkkklllllll"   // 130
    "lllnnnnnnnnnoooo"   // 140
    "oo66rrrrrrssssss"   // 150
    "ssttttttuuuuuuuu"   // 160
    "uuuuwwyyyzzzzzzs";  // 170

std::string_view Pair(char code) {
  switch (code) {
    case '1':
      return "ae";
    case '2':
      return "d";
    case '3':
      return "th";
    case '4':
      return "ss";
    case '5':
      return "ij";
    case '6':
      return "oe";
    default:
      return {};
  }
}

void Fold(FoldedCharacter& c, std::string_view letters) {
  c.folded_size = static_cast<std::uint32_t>(letters.copy(c.folded.data(), c.folded.size()));
}

void FoldTo(FoldedCharacter& c, char32_t value) {
  // UTF-8 of a letter outside ASCII; at most four bytes.
  const auto put = [&c](unsigned byte) { c.folded[c.folded_size++] = static_cast<char>(byte); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((value >> shift) & 0x3FU)); };
  if (value < 0x80) {
    put(static_cast<unsigned>(value));
  } else if (value < 0x800) {
    put(0xC0U | static_cast<unsigned>(value >> 6));
    tail(0);
  } else if (value < 0x10000) {
    put(0xE0U | static_cast<unsigned>(value >> 12));
    tail(6);
    tail(0);
  } else {
    put(0xF0U | static_cast<unsigned>(value >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

FoldedCharacter Ascii(char32_t value) {
  FoldedCharacter c;
  const char byte = static_cast<char>(value);
  if ((value | 0x20U) >= 'a' && (value | 0x20U) <= 'z') {
    c.kind = CharacterKind::kLetter;
    c.cased = true;
    c.upper = value < 'a';
    const char lower = static_cast<char>(value | 0x20U);
    Fold(c, {&lower, 1});
  } else if (value >= '0' && value <= '9') {
    c.kind = CharacterKind::kDigit;
    Fold(c, {&byte, 1});
  } else if (byte == TokenStream::kBreakByte) {
    c.kind = CharacterKind::kBreak;
  } else if (value <= ' ') {
    c.kind = CharacterKind::kBlank;
  } else {
    switch (byte) {
      case '\'':
      case '`':
        c.kind = CharacterKind::kApostrophe;
        break;
      case '-':
        c.kind = CharacterKind::kHyphen;
        break;
      case '.':
      case '!':
      case '?':
      case ':':
        c.kind = CharacterKind::kStop;
        break;
      case ',':
      case '/':
        c.kind = CharacterKind::kPoint;
        break;
      case '"':
        c.kind = CharacterKind::kQuote;
        break;
      default:
        break;
    }
  }
  return c;
}

FoldedCharacter Letter(char32_t value, bool upper, bool cased) {
  FoldedCharacter c;
  c.kind = CharacterKind::kLetter;
  c.upper = upper;
  c.cased = cased;
  FoldTo(c, value);
  return c;
}

}  // namespace

FoldedCharacter FoldCharacter(char32_t value) {
  if (value < 0x80) return Ascii(value);
  if (value >= 0xFF01 && value <= 0xFF5E) return Ascii(value - 0xFEE0);  // full-width forms
  FoldedCharacter c;
  if (value >= 0xC0 && value <= 0x17F) {
    const char base = value < 0x100 ? kLatin1[value - 0xC0] : kLatinA[value - 0x100];
    if (base == '*') return c;  // the signs of multiplication and division
    c.kind = CharacterKind::kLetter;
    c.cased = true;
    const bool odd_capitals = (value >= 0x139 && value <= 0x148) || (value >= 0x179 && value <= 0x17E);
    c.upper = value < 0x100 ? value < 0xDF : (value % 2 == 1) == odd_capitals;
    const std::string_view pair = Pair(base);
    Fold(c, pair.empty() ? std::string_view(&base, 1) : pair);
    return c;
  }
  if (value == 0xA0 || (value >= 0x2000 && value <= 0x200A) || value == 0x202F || value == 0x3000 ||
      value == 0x2028 || value == 0x2029 || value == 0x85) {
    c.kind = CharacterKind::kBlank;
  } else if (value == 0xAD || (value >= 0x200B && value <= 0x200F) || (value >= 0x202A && value <= 0x202E) ||
             (value >= 0x2060 && value <= 0x206F) || value == 0xFEFF || (value >= 0x300 && value <= 0x36F)) {
    c.kind = CharacterKind::kIgnored;
  } else if (value == 0x2018 || value == 0x2019 || value == 0x2BC || value == 0x2BB || value == 0xB4) {
    c.kind = CharacterKind::kApostrophe;
  } else if (value == 0x201C || value == 0x201D || value == 0x201E || value == 0xAB || value == 0xBB) {
    c.kind = CharacterKind::kQuote;
  } else if (value == 0x2010 || value == 0x2011) {
    c.kind = CharacterKind::kHyphen;
  } else if ((value >= 0x391 && value <= 0x3A9) || (value >= 0x410 && value <= 0x42F)) {
    return Letter(value + 0x20, true, true);  // Greek and Cyrillic
  } else if (value >= 0x400 && value <= 0x40F) {
    return Letter(value + 0x50, true, true);
  } else if ((value >= 0x3AC && value <= 0x3CE) || (value >= 0x430 && value <= 0x45F)) {
    return Letter(value, false, true);
  } else if (value >= 0x180 && (value < 0x2000 || value >= 0x2C00)) {
    return Letter(value, true,
                  false);  // scripts without cases, and cases not known here: never less than a capital
  }
  return c;
}

const std::array<FoldedCharacter, 128>& FoldedAscii() {
  static const std::array<FoldedCharacter, 128> kAscii = [] {
    std::array<FoldedCharacter, 128> all;
    for (std::size_t value = 0; value < all.size(); ++value) all[value] = Ascii(static_cast<char32_t>(value));
    return all;
  }();
  return kAscii;
}

}  // namespace markings::internal
