#include "libmarkings/report/text_region.h"

#include <algorithm>
#include <cstddef>

#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

std::size_t Utf16Units(std::string_view text) {
  std::size_t units = 0;
  while (!text.empty()) {
    const std::string_view valid = text.substr(0, FindInvalidUtf8(text));
    for (const char c : valid) {
      const auto byte = static_cast<unsigned char>(c);
      // A unit for each first byte of a character; two where it takes four bytes (above U+FFFF).
      if ((byte & 0xC0U) != 0x80U) units += byte >= 0xF0U ? 2 : 1;
    }
    text.remove_prefix(valid.size());
    if (text.empty()) break;
    ++units;
    text.remove_prefix(1);
  }
  return units;
}

Position InUnits(std::string_view text, const LineIndex& lines, std::size_t offset) {
  const Position at = lines.At(offset);
  const std::size_t begin = lines.OffsetOf({at.line, 1});
  return {at.line, 1 + Utf16Units(text.substr(begin, offset - begin))};
}

}  // namespace

TextRegion RegionOf(std::string_view text, const LineIndex& lines, Span span) {
  const std::size_t end = std::min(span.end, text.size());
  const std::size_t begin = std::min(span.begin, end);
  return {InUnits(text, lines, begin), InUnits(text, lines, end)};
}

}  // namespace markings
