#include "libmarkings/review/internal/html.h"

#include <fmt/format.h>

#include <cstddef>

#include "libmarkings/text/html.h"
#include "libmarkings/text/utf8.h"

namespace markings::internal {
namespace {

// Source: Unicode 15.1, general category Cf and the bidi controls of UAX 9; controls but for tab and line
// ends.
bool IsUnseen(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x061C || c == 0x180E ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         c == 0x3164 || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

}  // namespace

void AppendDocumentText(std::string& html, std::string_view text) {
  std::size_t begin = 0, at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++at;
      continue;
    }
    const CodePoint point = DecodeUtf8(text, at);
    if (IsUnseen(point.value)) {
      AppendEscapedHtml(html, text.substr(begin, at - begin));
      html += fmt::format("<span class=\"unseen\" data-character=\"U+{:04X}\">",
                          static_cast<unsigned>(point.value));
      html += text.substr(at, point.size);
      html += "</span>";
      begin = at + point.size;
    }
    at += point.size;
  }
  AppendEscapedHtml(html, text.substr(begin));
}

std::string JsonForScript(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace markings::internal
