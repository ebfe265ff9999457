#include "extract/clean_text.h"

#include <algorithm>
#include <utility>

#include "extract/printable.h"
#include "libmarkings/text/utf8.h"

namespace markings::extract {
namespace {

constexpr std::size_t kMaxName = 100;

// Calls take(code point, its bytes); a byte that is not UTF-8 comes as U+FFFD.
template <class Take>
void EachCodePoint(std::string_view text, Take take) {
  while (!text.empty()) {
    const std::size_t bad = FindInvalidUtf8(text);
    const std::string_view good = text.substr(0, bad);
    for (std::size_t at = 0; at < good.size();) {
      const CodePoint code_point = DecodeUtf8(good, at);
      take(code_point.value, good.substr(at, code_point.size));
      at += code_point.size;
    }
    if (bad == std::string_view::npos) return;
    take(char32_t{0xFFFD}, kReplacement);
    text.remove_prefix(bad + 1);
  }
}

bool IsControl(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// What shows nothing, or turns what follows around: a name with it is not the name that one reads.
bool IsUnseen(char32_t c) {
  return IsControl(c) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFC || (c >= 0xE0000 && c <= 0xE01EF);
}

}  // namespace

std::string CleanText(std::string_view text) {
  std::string clean = Printable(text);
  std::ranges::replace(clean, '\f', '\n');
  return clean;
}

std::string CleanLine(std::string_view text) {
  std::string line;
  bool blank = false;
  for (const char c : CleanText(text)) {
    if (c == '\n' || c == '\t' || c == ' ') {
      blank = true;
      continue;
    }
    if (blank && !line.empty()) line += ' ';
    blank = false;
    line += c;
  }
  return line;
}

std::string CleanName(std::string_view name) {
  std::string clean;
  bool full = false;
  EachCodePoint(name, [&](char32_t c, std::string_view bytes) {
    full = full || clean.size() + bytes.size() > kMaxName;
    if (full) return;
    const bool unwanted = IsUnseen(c) || c == '/' || c == '\\' || c == ':';
    const bool second_dot = c == '.' && (clean.empty() || clean.back() == '.');
    if (unwanted || second_dot) {
      clean += '_';
    } else if (c != ' ' || !clean.empty()) {
      clean += bytes;
    }
  });
  while (!clean.empty() && clean.back() == ' ') clean.pop_back();
  return clean;
}

std::string JoinName(const std::string& outer, std::string_view inner) {
  return outer.empty() ? std::string(inner) : outer + "/" + std::string(inner);
}

void AppendRegion(Document& document, RegionClass of, std::string_view kind, std::string_view lines,
                  std::optional<std::size_t> page) {
  if (lines.empty()) return;
  std::string& text = document.text;
  const std::size_t begin = text.size();
  text += lines;
  if (text.back() != '\n') text += '\n';
  if (of == RegionClass::kHidden && !document.regions.empty()) {
    Region& last = document.regions.back();
    if (last.span.end == begin && last.of == of && last.kind == kind && last.page == page) {
      last.span.end = text.size();
      return;
    }
  }
  document.regions.push_back(
      {.span = {begin, text.size()}, .of = of, .kind = std::string(kind), .page = page});
}

}  // namespace markings::extract
