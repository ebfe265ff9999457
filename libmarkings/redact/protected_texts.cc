#include "libmarkings/redact/internal/protected_texts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "libmarkings/recognise/recognisers.h"

namespace markings::internal {
namespace {

bool HasText(ElementKind kind) {
  switch (kind) {
    case ElementKind::kBlank:
    case ElementKind::kBanner:
    case ElementKind::kCaption:
    case ElementKind::kContinuation:
    case ElementKind::kUnderline:
    case ElementKind::kEnd:
    case ElementKind::kDistribution:
    case ElementKind::kReleaseBanner:
    case ElementKind::kReviewMarking:
    case ElementKind::kRedaction:
    case ElementKind::kUnread:
      return false;
    default:
      return true;
  }
}

TextRole RoleOf(ElementKind kind) {
  switch (kind) {
    case ElementKind::kPassing:
      return TextRole::kPassing;
    case ElementKind::kReference:
      return TextRole::kReference;
    case ElementKind::kSignature:
      return TextRole::kSignature;
    default:
      return TextRole::kText;
  }
}

// TAGS codes are a public list; what else stands there (a visitor's name) counts.
std::string TagsThatTell(const Document& document, std::size_t element) {
  if (document.header().tags.empty()) return document.UnitText(element);
  constexpr std::size_t kLongestCode = 5;
  std::string text;
  for (const Header::Tag& tag : document.header().tags) {
    if (tag.known && tag.code.size() <= kLongestCode) continue;
    text += tag.code + ", ";
  }
  return text;
}

void AddMasked(const Document& document, const Decisions& decisions, const UnitParts& unit,
               std::vector<ProtectedText>& texts) {
  std::string text;
  const auto flush = [&] {
    if (!text.empty())
      texts.push_back(
          {std::exchange(text, {}), TextRole::kProtected, static_cast<std::uint32_t>(unit.first())});
  };
  for (const std::size_t part : unit.parts) {
    for (const MaskSpan& mask : decisions.elements[part].masks) {
      if (mask.continued && !text.empty()) {
        text += ' ';
      } else {
        flush();
      }
      text += document.Text(mask.span);
    }
  }
  flush();
}

// As TokenStream sees it, from ASCII alone: other scripts have names in mixed case or no case at all.
bool MostlyCapitals(std::string_view text) {
  const auto upper = std::ranges::count_if(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  const auto lower = std::ranges::count_if(text, [](char c) { return c >= 'a' && c <= 'z'; });
  return upper >= 2 * lower;
}

}  // namespace

std::vector<ProtectedText> ProtectedTexts(const Document& document, const Decisions& decisions,
                                          const std::vector<UnitParts>& units) {
  std::vector<ProtectedText> texts;
  for (const UnitParts& unit : units) {
    const ElementKind kind = document.elements()[unit.first()].kind;
    if (unit.outcome == Outcome::kMask) AddMasked(document, decisions, unit, texts);
    if (unit.outcome != Outcome::kWithhold || !HasText(kind)) continue;
    texts.push_back(
        {kind == ElementKind::kTags ? TagsThatTell(document, unit.first()) : document.UnitText(unit.first()),
         RoleOf(kind), static_cast<std::uint32_t>(unit.first())});
  }
  return texts;
}

std::vector<std::vector<Recognition>> PersonsInCapitals(const std::vector<ProtectedText>& texts) {
  std::vector<std::vector<Recognition>> persons(texts.size());
  std::string joined;
  std::vector<std::pair<std::size_t, std::size_t>> begins;  // in `joined`, index
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!MostlyCapitals(texts[i].text)) continue;
    begins.emplace_back(joined.size(), i);
    joined += texts[i].text;
    joined += "\n\n";
  }
  if (joined.empty()) return persons;
  std::size_t at = 0;
  for (Recognition person : Recognisers().Find(joined, {EntityKind::kPerson})) {
    while (at + 1 < begins.size() && begins[at + 1].first <= person.span.begin) ++at;
    person.span.begin -= begins[at].first;
    person.span.end -= begins[at].first;
    persons[begins[at].second].push_back(person);
  }
  return persons;
}

}  // namespace markings::internal
