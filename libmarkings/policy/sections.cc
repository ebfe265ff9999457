#include "libmarkings/policy/internal/sections.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

// What a heading is called, without the stops after it.
std::string_view Title(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" :.-");
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

// Whether a text begins with a name in capitals, in either case.
bool BeginsWith(std::string_view text, std::string_view name) {
  return text.size() >= name.size() && std::ranges::equal(text.substr(0, name.size()), name, {}, Capital);
}

// "COMMENT: ...", "BEGIN COMMENT. ...", "COMMENT - ...", or nothing but the name.
bool Opens(std::string_view text, std::string_view name) {
  constexpr std::string_view kBegin = "BEGIN ";
  if (BeginsWith(text, kBegin)) text.remove_prefix(kBegin.size());
  if (!BeginsWith(text, name)) return false;
  text.remove_prefix(name.size());
  const std::size_t next = text.find_first_not_of(' ');
  return next == std::string_view::npos || text[next] == ':' || text[next] == '.' || text[next] == '-';
}

// Whether END and a blank stand in a text, in either case: no text without them closes anything.
bool MayClose(std::string_view text) {
  constexpr std::size_t kMore = 3;
  constexpr char kSmall = 0x20;
  if (text.size() <= kMore) return false;
  BlockFlags found;
  const char* const bytes = text.data();
  InBlocks(text.size() - kMore, [&](std::size_t at, auto count) {
    for (std::size_t i = 0; i < count; ++i) {
      const char* const c = bytes + at + i;
      const int otherwise =
          ((c[0] | kSmall) ^ 'e') | ((c[1] | kSmall) ^ 'n') | ((c[2] | kSmall) ^ 'd') | (c[kMore] ^ ' ');
      found.Add(i, static_cast<unsigned char>(otherwise) == 0);
    }
  });
  return found.any();
}

bool Closes(std::string_view text, std::string_view name) {
  const std::string words = "END " + std::string(name);
  for (std::size_t at = 0; at + words.size() <= text.size(); ++at) {
    if (!BeginsWith(text.substr(at), words)) continue;
    const std::size_t after = at + words.size();
    if ((at == 0 || !IsLetter(text[at - 1])) && (after == text.size() || !IsLetter(text[after]))) return true;
  }
  return false;
}

}  // namespace

SectionIndex::SectionIndex(const Document& document, const UnitTexts& unit_texts,
                           const std::vector<std::string>& names) {
  if (names.empty()) return;
  const ElementList& elements = document.elements();
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  struct Section {
    std::string_view name;
    std::vector<bool>& in;
    std::size_t open = kNoElement;
  };
  std::vector<Section> sections;
  sections.reserve(names.size());
  for (const std::string& name : names) {
    std::vector<bool>& in = members_[name];
    in.assign(elements.size(), false);
    sections.push_back({name, in});
  }
  std::unordered_map<std::size_t, std::size_t> titles;  // headings that are called as a section is
  std::size_t under = kNoElement;  // a heading that was looked up last, and what was found
  std::size_t titled = kNone;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!IsPortion(elements.KindAt(i)) || elements.HeadOf(i) != i) continue;
    const std::string_view text = unit_texts[i];
    if (text.empty()) continue;
    const Element element = elements[i];
    const bool heading = element.kind == ElementKind::kHeading;
    if (heading) {
      const std::string capitals = Upper(text);
      const auto named = std::ranges::find(sections, Title(capitals), &Section::name);
      if (named != sections.end()) titles[i] = static_cast<std::size_t>(named - sections.begin());
    }
    if (const std::size_t above = heading ? i : element.section; above != under) {
      const auto title = titles.find(above);
      titled = title == titles.end() ? kNone : title->second;
      under = above;
    }
    std::optional<bool> may_close;  // asked where something is open
    for (std::size_t at = 0; at < sections.size(); ++at) {
      auto& [name, in, open] = sections[at];
      if (titled == at) in[i] = true;
      if (element.parent != kNoElement && in[element.parent]) in[i] = true;
      if (Opens(text, name)) {
        in[i] = true;
        open = i;
      }
      if (open == kNoElement) continue;
      if (!may_close) may_close = MayClose(text);
      if (*may_close && Closes(text, name)) {
        for (std::size_t j = open; j <= i; ++j) in[j] = true;
        open = kNoElement;
      }
    }
  }
  Group();
}

void SectionIndex::Group() {
  std::uint32_t groups = 1;
  for (const auto& [name, in] : members_) {
    groups_.resize(in.size());
    std::unordered_map<std::uint32_t, std::uint32_t> within;
    for (std::size_t i = 0; i < in.size(); ++i) {
      if (!in[i]) continue;
      const auto [group, fresh] = within.emplace(groups_[i], groups);
      if (fresh) ++groups;
      groups_[i] = group->second;
    }
  }
}

bool SectionIndex::Contains(const std::string& name, std::size_t element) const {
  const auto found = members_.find(name);
  return found != members_.end() && element < found->second.size() && found->second[element];
}

}  // namespace markings::internal
