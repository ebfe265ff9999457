#include "libmarkings/cable/element.h"

#include <array>
#include <utility>

namespace markings {
namespace {

using enum ElementKind;

constexpr std::array<std::pair<ElementKind, std::string_view>, 27> kNames = {{
    {kHeader, "header"},
    {kBanner, "banner"},
    {kCaption, "caption"},
    {kEo, "eo"},
    {kUnderline, "underline"},
    {kContinuation, "continuation"},
    {kEnd, "end"},
    {kBlank, "blank"},
    {kDistribution, "distribution"},
    {kReleaseBanner, "release_banner"},
    {kReviewMarking, "review_marking"},
    {kRedaction, "redaction"},
    {kNote, "note"},
    {kField, "field"},
    {kPassing, "passing"},
    {kTags, "tags"},
    {kSubject, "subject"},
    {kReference, "reference"},
    {kClassifiedBy, "classified_by"},
    {kHeading, "heading"},
    {kParagraph, "paragraph"},
    {kSubparagraph, "subparagraph"},
    {kQuoted, "quoted"},
    {kSignature, "signature"},
    {kSourceNote, "source_note"},
    {kHidden, "hidden"},
    {kUnread, "unread"},
}};

}  // namespace

std::string_view Name(ElementKind kind) {
  for (const auto& [known, name] : kNames) {
    if (known == kind) return name;
  }
  return "blank";
}

std::optional<ElementKind> FindElementKind(std::string_view name) {
  for (const auto& [kind, known] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::string_view Name(MarkOrigin origin) {
  switch (origin) {
    case MarkOrigin::kOwn:
      return "own";
    case MarkOrigin::kParent:
      return "parent";
    case MarkOrigin::kWholeText:
      return "whole-text";
    case MarkOrigin::kMessage:
      return "message";
    case MarkOrigin::kDocument:
      return "document";
    case MarkOrigin::kNone:
      break;
  }
  return "none";
}

}  // namespace markings
