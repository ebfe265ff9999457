#include "libmarkings/report/sheet.h"

#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

bool Shows(char32_t c) {
  if (c == '\n' || c == '\t') return true;
  const bool control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
  // Embeddings, overrides and isolates of the bidirectional algorithm. (Marks of direction stay: they turn
  // nothing.)
  const bool turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  const bool separator = c == 0x2028 || c == 0x2029;
  // The mark of byte order, the object that replaces text, and what is no character.
  const bool no_text = c == 0xfeff || c == 0xfffc || (c & 0xfffeU) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
  return !control && !turns && !separator && !no_text;
}

}  // namespace

std::string Showable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (Shows(c.value)) {
      shown += text.substr(at, c.size);
    } else {
      shown += "\xEF\xBF\xBD";
    }
    at += c.size;
  }
  return shown;
}

void MakeShowable(Sheet& sheet) {
  const auto make = [](std::string& text) { text = Showable(text); };
  for (std::string* text : {&sheet.title, &sheet.banner, &sheet.stamp}) make(*text);
  for (Sheet::Block& block : sheet.blocks) {
    for (Sheet::Run& run : block.runs) make(run.text);
    for (std::string& cell : block.head) make(cell);
    for (std::vector<std::string>& row : block.rows) {
      for (std::string& cell : row) make(cell);
    }
  }
}

}  // namespace markings
