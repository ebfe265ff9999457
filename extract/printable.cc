#include "extract/printable.h"

#include <algorithm>
#include <cstddef>

#include "libmarkings/text/ascii.h"
#include "libmarkings/text/encoding.h"
#include "libmarkings/text/utf8.h"

namespace markings::extract {
namespace {

bool IsPlain(char c) {
  return static_cast<unsigned char>(c - 0x20) < 0x5F || c == '\n' || c == '\t' || c == '\f';
}

// Shown as nothing, or changes how what follows is shown.
bool IsFormat(char32_t c) {
  return c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || c >= 0xE0000;
}

// Valid UTF-8 without control characters.
void AppendWellFormed(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && IsPlain(text[end])) ++end;
    out += text.substr(i, end - i);
    i = end;
    if (i == text.size()) return;
    if (text[i] == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') out += '\n';
      ++i;
      continue;
    }
    if (text[i] == '\v') {
      out += '\n';
      ++i;
      continue;
    }
    const CodePoint point = DecodeUtf8(text, i);
    if (point.value < 0xA0)
      out += kReplacement;
    else
      out += text.substr(i, point.size);
    i += std::max<std::size_t>(point.size, 1);
  }
}

}  // namespace

void AppendPrintable(std::string_view bytes, std::string& out) {
  while (!bytes.empty()) {
    const std::size_t bad = FindInvalidUtf8(bytes);
    AppendWellFormed(bytes.substr(0, bad), out);
    if (bad == std::string_view::npos) return;
    out += kReplacement;
    bytes.remove_prefix(bad + 1);
  }
}

std::string Printable(std::string_view bytes) {
  std::string out;
  AppendPrintable(bytes, out);
  return out;
}

std::string Windows1252ToUtf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (const char c : bytes) AppendUtf8(text, Windows1252CodePoint(static_cast<unsigned char>(c)));
  return text;
}

std::string SafeName(std::string_view bytes) {
  const std::string clean = Printable(bytes);
  std::string flat;
  for (std::size_t i = 0; i < clean.size();) {
    const CodePoint point = DecodeUtf8(clean, i);
    if (point.value < 0x20 || IsFormat(point.value))
      flat += kReplacement;
    else if (point.value == '\\')
      flat += '/';
    else
      flat += std::string_view(clean).substr(i, point.size);
    i += std::max<std::size_t>(point.size, 1);
  }
  std::string name;
  for (std::size_t begin = 0; begin < flat.size();) {
    const std::size_t end = std::min(flat.find('/', begin), flat.size());
    const std::string_view part = std::string_view(flat).substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == "." || part == "..") continue;
    if (!name.empty()) name += '/';
    name += part;
  }
  for (std::size_t i = name.find(".."); i != std::string::npos; i = name.find("..", i)) name[i + 1] = '_';
  return name;
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kWhite = " \t\n\f\r";
  const std::size_t begin = text.find_first_not_of(kWhite);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhite) + 1 - begin);
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return IsUpper(c) ? static_cast<char>(c | 0x20) : c; });
  return lower;
}

}  // namespace markings::extract
