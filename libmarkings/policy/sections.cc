#include "libmarkings/policy/internal/sections.h"

#include <string_view>

#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

bool IsLetter(char c) { return c >= 'A' && c <= 'Z'; }

// What a heading is called, without the stops after it.
std::string_view Title(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" :.-");
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

// "COMMENT: ...", "BEGIN COMMENT. ...", "COMMENT - ...", or nothing but the name.
bool Opens(std::string_view text, std::string_view name) {
  constexpr std::string_view kBegin = "BEGIN ";
  if (text.starts_with(kBegin)) text.remove_prefix(kBegin.size());
  if (!text.starts_with(name)) return false;
  text.remove_prefix(name.size());
  const std::size_t next = text.find_first_not_of(' ');
  return next == std::string_view::npos || text[next] == ':' || text[next] == '.' || text[next] == '-';
}

bool Closes(std::string_view text, std::string_view name) {
  const std::string words = "END " + std::string(name);
  for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const std::size_t after = at + words.size();
    if ((at == 0 || !IsLetter(text[at - 1])) && (after == text.size() || !IsLetter(text[after]))) return true;
  }
  return false;
}

}  // namespace

SectionIndex::SectionIndex(const Document& document, const std::vector<std::string>& names) {
  if (names.empty()) return;
  const ElementList& elements = document.elements();
  std::vector<std::string> texts(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (IsPortion(elements[i].kind) && elements[i].continues == kNoElement) {
      texts[i] = Upper(document.UnitText(i));
    }
  }
  for (const std::string& name : names) {
    std::vector<bool>& in = members_[name];
    in.assign(elements.size(), false);
    std::size_t open = kNoElement;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const Element element = elements[i];
      if (texts[i].empty()) continue;
      const auto titled = [&](std::size_t heading) { return Title(texts[heading]) == name; };
      if (element.kind == ElementKind::kHeading ? titled(i)
                                                : element.section != kNoElement && titled(element.section)) {
        in[i] = true;
      }
      if (element.parent != kNoElement && in[element.parent]) in[i] = true;
      if (Opens(texts[i], name)) {
        in[i] = true;
        open = i;
      }
      if (open != kNoElement && Closes(texts[i], name)) {
        for (std::size_t j = open; j <= i; ++j) in[j] = true;
        open = kNoElement;
      }
    }
  }
}

bool SectionIndex::Contains(const std::string& name, std::size_t element) const {
  const auto found = members_.find(name);
  return found != members_.end() && element < found->second.size() && found->second[element];
}

}  // namespace markings::internal
