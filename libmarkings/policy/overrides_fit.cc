#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "libmarkings/policy/internal/binding.h"
#include "libmarkings/policy/internal/fit.h"
#include "libmarkings/policy/internal/masks.h"

namespace markings {
namespace internal {
namespace {

bool Equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// What is wrong with the spans of a decision; empty: nothing.
std::string WrongSpans(const Override& decision, const std::string& text) {
  for (const Span& span : decision.spans) {
    if (span.begin >= span.end || span.end > text.size()) return "lies outside its text";
    const bool cut =
        IsInsideCharacter(text[span.begin]) || (span.end < text.size() && IsInsideCharacter(text[span.end]));
    if (cut) return "cuts a character";
    const auto inner = Slice(std::string_view(text), span);
    if (std::ranges::all_of(inner, IsAnyBlank)) return "hides nothing but blanks";
  }
  return {};
}

}  // namespace

Fit FitWhereUnmatched() {
  return {Fit::State::kUnmatched,
          "this was carried over from another copy, and nothing in this one answers to it",
          "look at it: decide anew and take 'carried' out, or take the entry out"};
}

Fit FitChecker::Check(const Override& decision) {
  using enum Fit::State;
  if (decision.unmatched) return FitWhereUnmatched();
  const std::size_t index = document_.Find(decision.element);
  if (index == kNoElement) {
    return {kMissing, fmt::format("the document has no element '{}'", decision.element),
            "name an element that `markings redact --explain` lists"};
  }
  const Element element = document_.elements()[index];
  if (element.continues != kNoElement) {
    return {kMissing, fmt::format("'{}' is a part of another element", decision.element),
            fmt::format("decide '{}' as a whole", document_.elements()[element.continues].id())};
  }
  if (!IsPortion(element.kind)) {
    return {kMissing, fmt::format("'{}' is no portion: nothing is decided on it", decision.element),
            "take the decision out"};
  }
  if (!decision.binds.empty() && !Equal(decision.binds, BindingOf(index))) {
    return {kStale, fmt::format("the text of '{}' has changed since this was decided", decision.element),
            fmt::format("look at it, and bind it anew with markings decisions bind --element {}",
                        decision.element)};
  }
  const bool mask = decision.action == Override::Action::kMask;
  if (decision.spans.empty() && !mask) return {};
  const auto [text, added] = texts_.try_emplace(index);
  if (added) text->second = SpanText(document_, index);
  const std::string wrong = decision.spans.empty() ? "is missing" : WrongSpans(decision, text->second);
  if (wrong.empty()) return {};
  return {kBadSpans, fmt::format("a span of '{}' {}", decision.element, wrong),
          "count in bytes of the element's text, from 0, as docs/formats/decisions.md says"};
}

const std::string& FitChecker::BindingOf(std::size_t head) {
  std::string& binding = bindings_[head];
  if (binding.empty()) binding = Binding(salt_, document_, head);
  return binding;
}

std::string DocumentName(const Document& document) {
  std::string mrn = FormatMrn(document.header());
  if (!mrn.empty()) return mrn;
  const std::string& path = document.buffer().name();
  return path.substr(path.rfind('/') + 1);
}

Result<void> CheckDocument(const Overrides& overrides, const Document& document) {
  // (Overrides made by a program, not read from a file, may leave the name out.)
  if (overrides.document.empty() || overrides.document == DocumentName(document)) return {};
  return Fail(ErrorCode::kBadOverrides, overrides.where, "these decisions are for another document",
              FormatMrn(document.header()).empty()
                  ? "write the file name of this document"
                  : "write the MRN of this document, as its class line has it");
}

}  // namespace internal

Result<void> Overrides::CheckFits(const Document& document_to_fit) const {
  if (auto same = internal::CheckDocument(*this, document_to_fit); !same) return same;
  internal::FitChecker checker(salt, document_to_fit);
  for (const auto* list : {&decisions, &masks}) {
    for (const Override& decision : *list) {
      internal::Fit fit = checker.Check(decision);
      if (fit.state == internal::Fit::State::kFits) continue;
      return Fail(ErrorCode::kBadOverrides, decision.where, std::move(fit.message), std::move(fit.fix));
    }
  }
  const auto unmatched = std::ranges::find(waivers, true, &Waiver::unmatched);
  if (unmatched != waivers.end() || document_mark_unmatched) {
    internal::Fit fit = internal::FitWhereUnmatched();
    return Fail(ErrorCode::kBadOverrides, unmatched != waivers.end() ? unmatched->where : document_mark_where,
                std::move(fit.message), std::move(fit.fix));
  }
  return {};
}

}  // namespace markings
