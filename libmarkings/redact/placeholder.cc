#include "libmarkings/redact/internal/placeholder.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "libmarkings/redact/internal/code_style.h"

namespace markings::internal {
namespace {

bool IsAlnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view AmountWords(ElementKind kind, bool merged) {
  switch (kind) {
    case ElementKind::kHeader:
      return "header lines";
    case ElementKind::kEo:
      return "executive order line";
    case ElementKind::kNote:
      return "note";
    case ElementKind::kField:
      return merged ? "fields" : "field";
    case ElementKind::kSourceNote:
      return "source note";
    case ElementKind::kUnread:
      return merged ? "items that were not read" : "1 item that was not read";
    case ElementKind::kPassing:
      return "passing instruction";
    case ElementKind::kTags:
      return "TAGS";
    case ElementKind::kSubject:
      return "subject";
    case ElementKind::kReference:
      return "references";
    case ElementKind::kClassifiedBy:
      return "classification authority";
    case ElementKind::kHeading:
      return "heading";
    case ElementKind::kParagraph:
      return merged ? "paragraphs" : "1 paragraph";
    case ElementKind::kSubparagraph:
      return merged ? "sub-paragraphs" : "1 sub-paragraph";
    case ElementKind::kQuoted:
      return "quoted text";
    case ElementKind::kSignature:
      return "signature";
    case ElementKind::kBanner:
    case ElementKind::kCaption:
    case ElementKind::kUnderline:
    case ElementKind::kContinuation:
    case ElementKind::kEnd:
    case ElementKind::kBlank:
    case ElementKind::kDistribution:
    case ElementKind::kReleaseBanner:
    case ElementKind::kReviewMarking:
    case ElementKind::kRedaction:
    case ElementKind::kHidden:  // that there was something hidden is hidden too
      return {};
  }
  return {};
}

std::string_view HoleLabel(ElementKind kind) {
  switch (kind) {
    case ElementKind::kTags:
      return "TAGS: ";
    case ElementKind::kSubject:
      return "SUBJECT: ";
    case ElementKind::kReference:
      return "REF: ";
    default:
      return {};
  }
}

namespace {

// ": (b)(3) INA 222(f)": what follows the words within the brackets.
std::string CodeWords(const Audience& audience, const std::vector<std::string>& codes,
                      std::string_view statute) {
  std::string words;
  const std::vector<std::string> written = WrittenCodes(codes, audience.code_style);
  for (std::size_t i = 0; i < written.size(); ++i) {
    words += i == 0 ? ": " : ", ";
    words += written[i];
  }
  if (!statute.empty()) {
    words += written.empty() ? ": " : written.size() == 1 ? " " : "; ";
    words += statute;
  }
  return words;
}

// The form of data sets has one code in the State Department's form in its brackets and no room for more: the
// unit and the statute stand before them.
std::string RedactedEx(std::string_view before, const std::vector<std::string>& codes,
                       std::string_view statute) {
  std::string words(before);
  if (!statute.empty()) words.append(words.empty() ? "" : ", ").append(statute);
  const std::vector<std::string> written = WrittenCodes(codes, CodeStyle::kState);
  for (const std::string& code : written)
    words.append(words.empty() ? "" : " ").append("[[REDACTED-EX " + code + "]]");
  if (written.empty()) words.append(words.empty() ? "" : " ").append("[[REDACTED]]");
  return words;
}

}  // namespace

std::string HoleWords(const Audience& audience, std::string_view amount_words,
                      const std::vector<std::string>& codes, std::string_view statute) {
  const bool says_amount = audience.amount == Amount::kUnit;
  if (audience.placeholder == Placeholder::kRedactedEx) {
    return RedactedEx(says_amount ? amount_words : std::string_view(), codes, statute);
  }
  std::string words = "[";
  if (says_amount) words.append(amount_words).append(" ");
  return words + "withheld" + CodeWords(audience, codes, statute) + "]";
}

std::string PseudonymWords(const Audience& audience, std::string_view pseudonym,
                           const std::vector<std::string>& codes, std::string_view statute) {
  if (audience.placeholder == Placeholder::kRedactedEx) return RedactedEx(pseudonym, codes, statute);
  return "[" + std::string(pseudonym) + CodeWords(audience, codes, statute) + "]";
}

std::string StampWords(const Audience& audience, std::string_view words,
                       const std::vector<std::string>& codes) {
  std::string stamp(words);
  bool first = true;
  for (const std::string& code : WrittenCodes(codes, audience.code_style)) {
    stamp.append(std::exchange(first, false) ? " " : ", ").append(code);
  }
  return stamp;
}

std::string HoleNumber(std::string_view label) {
  std::string number;
  for (const char c : label) {
    if (c >= '0' && c <= '9') number += c;
  }
  return number.empty() ? number : number + ". ";
}

std::string HoleListLabel(std::string_view label) {
  label = Trim(label);
  static constexpr std::array<std::string_view, 5> kBullets = {"-", "--", "*", "\xE2\x80\xA2", "o"};
  if (std::ranges::find(kBullets, label) != kBullets.end()) return std::string(label) + " ";
  std::string_view inner = label;
  const bool open = inner.starts_with('(');
  if (open) inner.remove_prefix(1);
  const bool closed = inner.ends_with(')') || inner.ends_with('.');
  if (closed) inner.remove_suffix(1);
  // One letter, a number or a small roman numeral: anything else may be a word of the text.
  const bool letter = inner.size() == 1 && IsAlnum(inner.front());
  const bool number = inner.size() <= 3 && inner.find_first_not_of("0123456789") == std::string_view::npos;
  const bool roman = inner.size() <= 4 && inner.find_first_not_of("ivxIVX") == std::string_view::npos;
  if (inner.empty() || !closed || !(letter || number || roman)) return {};
  return std::string(label) + " ";
}

}  // namespace markings::internal
