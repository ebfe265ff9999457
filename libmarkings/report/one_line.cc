#include <cstddef>

#include "libmarkings/report/internal/one_line.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool IsReplaced(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) ||        // C0, DEL, C1
         c == 0x200E || c == 0x200F || c == 0x061C ||  // bidirectional marks
         (c >= 0x2028 && c <= 0x202E) ||               // separators, embeddings and overrides
         (c >= 0x2066 && c <= 0x2069) ||               // isolates
         c == 0xFEFF || (c & 0xFFFE) == 0xFFFE;        // byte order mark, noncharacters
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  while (!text.empty()) {
    const std::string_view valid = text.substr(0, FindInvalidUtf8(text));
    for (std::size_t at = 0; at < valid.size();) {
      const CodePoint c = DecodeUtf8(valid, at);
      if (IsReplaced(c.value)) {
        AppendUtf8(line, kReplacement);
      } else {
        line += valid.substr(at, c.size);
      }
      at += c.size;
    }
    text.remove_prefix(valid.size());
    if (text.empty()) break;
    AppendUtf8(line, kReplacement);
    text.remove_prefix(1);
  }
  return line;
}

}  // namespace markings::internal
