#include "libmarkings/policy/internal/masks.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "libmarkings/policy/internal/entities.h"
#include "libmarkings/text/compared.h"

namespace markings::internal {
namespace {

std::string WordFor(const Rule& rule, EntityKind kind) {
  if (const auto own = rule.as_kind.find(kind); own != rule.as_kind.end()) return own->second;
  return rule.as.empty() ? std::string(UnitWord(kind)) : rule.as;
}

void AddCodes(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
  std::ranges::sort(to);
  to.erase(std::ranges::unique(to).begin(), to.end());
}

// Overlapping masks become one with the codes of all; the longest that begins first gives its word and its
// rule, whatever the order of rules.
void Unite(std::vector<UnitMask>& masks) {
  std::ranges::sort(masks, [](const UnitMask& a, const UnitMask& b) {
    return std::tie(a.begin, b.end, a.rule) < std::tie(b.begin, a.end, b.rule);
  });
  std::vector<UnitMask> united;
  for (UnitMask& mask : masks) {
    if (united.empty() || mask.begin >= united.back().end) {
      AddCodes(mask.codes, {});
      united.push_back(std::move(mask));
      continue;
    }
    united.back().end = std::max(united.back().end, mask.end);
    if (united.back().by != MaskedBy::kRule || mask.by != MaskedBy::kRule)
      united.back().by = MaskedBy::kSeveral;
    AddCodes(united.back().codes, mask.codes);
  }
  masks = std::move(united);
}

}  // namespace

// The joined text and its parts differ in blanks only, so their other bytes agree one by one.
std::vector<Place> PlacesOf(const Document& document, std::size_t head, std::string_view joined,
                            std::size_t count) {
  joined = joined.substr(0, count);
  std::vector<Place> places(joined.size());
  std::size_t at = 0;
  const ElementList& elements = document.elements();
  const std::string_view text = document.buffer().text();
  for (const std::size_t part : document.UnitParts(head)) {
    const Span span = elements[part].text_span;
    for (std::size_t offset = span.begin; offset < span.end && at < joined.size(); ++offset) {
      if (IsAnyBlank(text[offset])) continue;
      while (at < joined.size() && IsAnyBlank(joined[at])) ++at;
      if (at < joined.size()) places[at++] = {offset, part};
    }
  }
  return places;
}

void FindMasks(const Rule& rule, std::string_view joined, std::span<const Recognition> found_here,
               std::vector<UnitMask>& masks) {
  if (rule.pattern == nullptr) {
    for (const Recognition& one : found_here) {
      if (!rule.find.Has(one.kind) || one.confidence < rule.sure) continue;
      if (std::ranges::find(rule.except, Compared(Slice(joined, one.span))) != rule.except.end()) continue;
      masks.push_back({one.span.begin, one.span.end, WordFor(rule, one.kind), rule.codes, rule.id, one.kind});
    }
    return;
  }
  const re2::StringPiece text(joined.data(), joined.size());
  const bool grouped = rule.pattern->NumberOfCapturingGroups() > 0;
  std::array<re2::StringPiece, 2> found;
  for (std::size_t at = 0; at <= joined.size();) {
    if (!rule.pattern->Match(text, at, joined.size(), re2::RE2::UNANCHORED, found.data(), grouped ? 2 : 1)) {
      break;
    }
    const re2::StringPiece& hit = grouped && found[1].data() != nullptr ? found[1] : found[0];
    auto begin = static_cast<std::size_t>(hit.data() - joined.data());
    auto end = begin + hit.size();
    if (begin < end) {
      // A pattern can match single bytes (\C); a mask never cuts a character.
      while (begin > 0 && IsInsideCharacter(joined[begin])) --begin;
      while (end < joined.size() && IsInsideCharacter(joined[end])) ++end;
      masks.push_back({begin, end, rule.as, rule.codes, rule.id});
    }
    // On from the end of what is masked, not of the match: the text after the group may be the text before
    // the next one, as the comma between two numbers.
    at = std::max(end, at + 1);
  }
}

void AddOfficerMasks(const Document& document, std::size_t head, std::string_view joined,
                     std::span<const Override* const> decisions, std::vector<UnitMask>& masks) {
  // The joined text differs from that of the parts in blanks only: their other bytes are counted alike.
  std::vector<std::size_t> before{0};  // at each byte of the parts: others than blanks before it
  for (const std::size_t part : document.UnitParts(head)) {
    for (const char c : document.Text(document.elements()[part].text_span))
      before.push_back(before.back() + (IsAnyBlank(c) ? 0 : 1));
  }
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < joined.size(); ++at) {
    if (!IsAnyBlank(joined[at])) places.push_back(at);
  }
  for (const Override* one : decisions) {
    for (const Span& span : one->spans) {
      const std::size_t first = before[std::min(span.begin, before.size() - 1)];
      const std::size_t end = std::min(before[std::min(span.end, before.size() - 1)], places.size());
      if (first >= end) continue;
      masks.push_back(
          {places[first], places[end - 1] + 1, one->as, one->codes, "override", {}, MaskedBy::kOfficer});
    }
  }
}

std::vector<std::pair<std::size_t, MaskSpan>> LayMasks(const Document& document, std::size_t head,
                                                       std::string_view joined, std::vector<UnitMask> masks) {
  std::vector<std::pair<std::size_t, MaskSpan>> laid;
  if (masks.empty()) return laid;
  Unite(masks);
  const std::vector<Place> places = PlacesOf(document, head, joined, masks.back().end);
  for (const UnitMask& mask : masks) {
    bool continued = false;
    for (std::size_t at = mask.begin; at < mask.end;) {
      const std::size_t part = places[at].part;
      if (part == kNoElement) {  // a blank
        ++at;
        continue;
      }
      MaskSpan span{{places[at].offset, places[at].offset + 1},
                    mask.as,
                    mask.codes,
                    mask.rule,
                    continued,
                    mask.found,
                    mask.by};
      for (; at < mask.end && (places[at].part == part || places[at].part == kNoElement); ++at) {
        if (places[at].part == part) span.span.end = places[at].offset + 1;
      }
      laid.emplace_back(part, std::move(span));
      continued = true;
    }
  }
  return laid;
}

}  // namespace markings::internal
