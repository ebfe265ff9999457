#include "libmarkings/text/encoding.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

constexpr char16_t kUnassigned = 0xFFFD;
constexpr std::size_t kStep = 512;  // of the text, between two marks of a SourceMap

unsigned char Byte(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool IsAccentedLetter(unsigned char byte) {
  switch (byte) {
    case 0x8A:
    case 0x8C:
    case 0x8E:
    case 0x9A:
    case 0x9C:
    case 0x9E:
    case 0x9F:
      return true;
    default:
      return byte >= 0xC0 && byte != 0xD7 && byte != 0xF7;  // the signs of multiplication and division
  }
}

bool LooksLikeWindows1252(std::string_view text) {
  std::size_t letters = 0;
  for (const char c : text) {
    letters = IsAccentedLetter(static_cast<unsigned char>(c)) ? letters + 1 : 0;
    if (letters == 4) return false;
  }
  // Each stretch up to the next byte that is no UTF-8 is ASCII, or else some of it is UTF-8.
  while (!text.empty()) {
    const std::size_t invalid = FindInvalidUtf8(text);
    const std::string_view valid = text.substr(0, invalid);
    if (std::ranges::any_of(valid, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
      return false;
    if (invalid == std::string_view::npos) break;
    text.remove_prefix(invalid + 1);
  }
  return true;
}

Result<std::string> FromWindows1252(std::string_view input) {
  std::string text;
  text.reserve(input.size() + input.size() / 16);
  for (std::size_t i = 0; i < input.size(); ++i) {
    const unsigned char byte = Byte(input, i);
    if (byte < 0x80) {
      text += input[i];
      continue;
    }
    const char32_t c = Windows1252CodePoint(byte);
    if (c == kUnassigned) {
      return Fail(ErrorCode::kUnusableInput, {i, i + 1},
                  fmt::format("byte 0x{:02x} is neither UTF-8 nor Windows-1252", byte),
                  "convert it to UTF-8 first: iconv -f ITS-ENCODING -t UTF-8");
    }
    AppendUtf8(text, c);
  }
  return text;
}

// The 16-bit unit at `i`, which is within the input.
char32_t Unit(std::string_view input, std::size_t i, bool big) {
  const unsigned first = Byte(input, i);
  const unsigned second = Byte(input, i + 1);
  return big ? first << 8U | second : second << 8U | first;
}

Result<std::string> FromUtf16(std::string_view input, bool big) {
  const auto fault = [](Span where, std::string message) {
    return Fail(ErrorCode::kUnusableInput, where, std::move(message),
                "the file is damaged: get it again, or save it as UTF-8");
  };
  const auto is_low = [](char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; };
  std::string text;
  text.reserve(input.size() / 2 + input.size() / 16);
  const std::size_t whole = input.size() & ~std::size_t{1};
  for (std::size_t i = 0; i < whole; i += 2) {
    char32_t c = Unit(input, i, big);
    if (c >= 0xD800 && c < 0xE000) {
      const char32_t next = i + 2 < whole ? Unit(input, i + 2, big) : 0;
      if (is_low(c) || !is_low(next)) return fault({i, i + 2}, "half of a UTF-16 surrogate pair is missing");
      c = 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00);
      i += 2;
    }
    AppendUtf8(text, c);
  }
  if (whole < input.size()) return fault({whole, input.size()}, "UTF-16 ends in the middle of a character");
  return text;
}

}  // namespace

char32_t Windows1252CodePoint(unsigned char byte) {
  // Bytes 0x80 to 0x9F; from 0xA0 on the byte is the code point. Source: unicode.org,
  // Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT.
  static constexpr std::array<char16_t, 32> kHigh = {
      0x20AC,      kUnassigned, 0x201A, 0x0192, 0x201E, 0x2026,      0x2020, 0x2021,
      0x02C6,      0x2030,      0x0160, 0x2039, 0x0152, kUnassigned, 0x017D, kUnassigned,
      kUnassigned, 0x2018,      0x2019, 0x201C, 0x201D, 0x2022,      0x2013, 0x2014,
      0x02DC,      0x2122,      0x0161, 0x203A, 0x0153, kUnassigned, 0x017E, 0x0178};
  return byte >= 0x80 && byte < 0xA0 ? kHigh[byte - 0x80U] : byte;
}

std::string_view Name(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf16Le:
      return "utf-16le";
    case Encoding::kUtf16Be:
      return "utf-16be";
    case Encoding::kWindows1252:
      return "windows-1252";
    case Encoding::kUtf8:
      break;
  }
  return "utf-8";
}

Encoding DetectEncoding(std::string_view input) {
  if (input.starts_with("\xFF\xFE")) return Encoding::kUtf16Le;
  if (input.starts_with("\xFE\xFF")) return Encoding::kUtf16Be;
  if (input.size() >= 4) {  // without its mark: a NUL beside each of the first two letters
    const auto letter = [&](std::size_t i) { return input[i] != '\0'; };
    if (letter(0) && !letter(1) && letter(2) && !letter(3)) return Encoding::kUtf16Le;
    if (!letter(0) && letter(1) && !letter(2) && letter(3)) return Encoding::kUtf16Be;
  }
  if (FindInvalidUtf8(input) == std::string_view::npos) return Encoding::kUtf8;
  return LooksLikeWindows1252(input) ? Encoding::kWindows1252 : Encoding::kUtf8;
}

SourceMap::SourceMap(std::string_view text, Encoding encoding) : encoding_(encoding) {
  if (encoding == Encoding::kUtf8) return;
  before_.reserve(text.size() / kStep + 1);
  before_.push_back(0);
  for (std::size_t at = kStep; at <= text.size(); at += kStep) {
    before_.push_back(before_.back() + InputBytes(text.substr(at - kStep, kStep)));
  }
}

// Of the characters that begin in `piece`: known from their first bytes.
std::size_t SourceMap::InputBytes(std::string_view piece) const {
  std::size_t characters = 0;
  std::size_t long_ones = 0;  // a pair of surrogates
  for (const char c : piece) {
    const auto byte = static_cast<unsigned char>(c);
    characters += (byte & 0xC0) != 0x80 ? 1 : 0;
    long_ones += byte >= 0xF0 ? 1 : 0;
  }
  return encoding_ == Encoding::kWindows1252 ? characters : 2 * (characters + long_ones);
}

std::size_t SourceMap::InputOffset(std::string_view text, std::size_t offset) const {
  if (encoding_ == Encoding::kUtf8) return offset;
  offset = std::min(offset, text.size());
  while (offset > 0 && offset < text.size() && (Byte(text, offset) & 0xC0) == 0x80) --offset;
  const std::size_t mark = std::min(offset / kStep, before_.size() - 1);
  return before_[mark] + InputBytes(text.substr(mark * kStep, offset - mark * kStep));
}

Result<DecodedText> DecodeText(std::string input, Encoding encoding) {
  if (encoding == Encoding::kUtf8) return DecodedText{std::move(input), encoding, {}};
  auto text = encoding == Encoding::kWindows1252 ? FromWindows1252(input)
                                                 : FromUtf16(input, encoding == Encoding::kUtf16Be);
  if (!text) return std::unexpected(std::move(text).error());
  SourceMap map(*text, encoding);
  return DecodedText{*std::move(text), encoding, std::move(map)};
}

Position InputPosition(std::string_view input, std::size_t offset) {
  const Encoding encoding = DetectEncoding(input);
  if (encoding == Encoding::kUtf8 || encoding == Encoding::kWindows1252) return LineIndex(input).At(offset);
  const bool big = encoding == Encoding::kUtf16Be;
  offset = std::min(offset, input.size());
  Position at;
  std::size_t begin = 0;
  for (std::size_t i = 0; i + 2 <= offset; i += 2) {
    const char32_t unit = Unit(input, i, big);
    const bool lone_return = unit == '\r' && (i + 4 > input.size() || Unit(input, i + 2, big) != '\n');
    if ((unit != '\n' && !lone_return) || i + 2 == input.size()) continue;
    ++at.line;
    begin = i + 2;
  }
  at.column = offset - begin + 1;
  return at;
}

}  // namespace markings
