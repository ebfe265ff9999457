#include "libmarkings/report/source_line.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libmarkings/report/internal/one_line.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

constexpr std::size_t kBefore = 60, kShown = 120;  // columns
constexpr std::size_t kMostBytes = 4;              // of a character
constexpr std::string_view kLineEnds = "\n\r";

// Characters that a terminal gives two cells.
// Source: Unicode 15, EastAsianWidth.txt, W and F, by blocks, with the emoji of plane 1.
constexpr std::array<std::pair<char32_t, char32_t>, 12> kWide = {{{0x1100, 0x115F},
                                                                  {0x2E80, 0x303E},
                                                                  {0x3041, 0xA4CF},
                                                                  {0xA960, 0xA97C},
                                                                  {0xAC00, 0xD7A3},
                                                                  {0xF900, 0xFAFF},
                                                                  {0xFE30, 0xFE6F},
                                                                  {0xFF01, 0xFF60},
                                                                  {0xFFE0, 0xFFE6},
                                                                  {0x1F300, 0x1F64F},
                                                                  {0x1F900, 0x1F9FF},
                                                                  {0x20000, 0x3FFFD}}};
// Those that it gives none. Source: Unicode 15, DerivedGeneralCategory.txt, Mn of the scripts of Europe, and
// the zero-width characters.
constexpr std::array<std::pair<char32_t, char32_t>, 7> kNone = {{{0x0300, 0x036F},
                                                                 {0x0483, 0x0489},
                                                                 {0x1AB0, 0x1AFF},
                                                                 {0x1DC0, 0x1DFF},
                                                                 {0x200B, 0x200D},
                                                                 {0x20D0, 0x20FF},
                                                                 {0xFE00, 0xFE0F}}};

std::size_t ColumnsOf(char32_t c) {
  if (c < 0x300) return 1;
  const auto within = [&](const auto& range) { return range.first <= c && c <= range.second; };
  if (std::ranges::any_of(kNone, within)) return 0;
  return std::ranges::any_of(kWide, within) ? 2 : 1;
}

std::size_t ColumnsOf(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    columns += ColumnsOf(c.value);
    at += c.size;
  }
  return columns;
}

std::string Shown(std::string_view text) {
  std::string shown(text);
  std::ranges::replace(shown, '\t', ' ');
  return internal::OneLine(shown);
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The first columns of a text.
std::string_view First(std::string_view text, std::size_t columns) {
  std::size_t at = 0;
  for (std::size_t used = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    used += ColumnsOf(c.value);
    if (used > columns) break;
    at += c.size;
  }
  return text.substr(0, at);
}

}  // namespace

SourceLine SourceLineOf(std::string_view text, Span where) {
  constexpr std::size_t kBytesBefore = kMostBytes * kBefore, kBytesAfter = kMostBytes * (kShown + 1);
  const std::size_t begin = std::min(where.begin, text.size());
  std::string_view before = text.substr(0, begin);
  before.remove_prefix(before.size() - std::min(before.size(), kBytesBefore));
  // (A character that is cut is left out, one that is none is shown as such.)
  if (before.size() == kBytesBefore) {
    for (std::size_t i = 1; i < kMostBytes && IsContinuation(before.front()); ++i) before.remove_prefix(1);
  }
  if (const std::size_t end = before.find_last_of(kLineEnds); end != std::string_view::npos)
    before.remove_prefix(end + 1);
  std::string_view after = text.substr(begin, kBytesAfter);
  after = after.substr(0, after.find_first_of(kLineEnds));
  const std::size_t size = std::min(where.end > begin ? where.end - begin : 0, after.size());

  // (Piece by piece: a place may lie within a character.)
  std::string shown_before = Shown(before);
  SourceLine line;
  line.at = ColumnsOf(shown_before);
  std::size_t cut = 0;
  while (line.at > kBefore) {
    const CodePoint c = DecodeUtf8(shown_before, cut);
    line.at -= ColumnsOf(c.value);
    cut += c.size;
  }
  shown_before.erase(0, cut);
  const std::string marked = Shown(after.substr(0, size));
  line.size = std::max<std::size_t>(1, ColumnsOf(First(marked, kShown - line.at)));
  line.text = std::move(shown_before) + marked + Shown(after.substr(size));
  line.text.resize(First(line.text, kShown).size());
  return line;
}

}  // namespace markings
