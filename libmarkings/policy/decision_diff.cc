#include "libmarkings/policy/decision_diff.h"

#include <algorithm>

#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/internal/condition.h"

namespace markings {
namespace {

bool Out(const Decision& decision) {
  return decision.outcome == Outcome::kRelease || decision.outcome == Outcome::kMask;
}

// Whether some byte is masked in `b` and not in `a`; both are sorted and disjoint.
bool MasksLess(const Decision& a, const Decision& b) {
  return std::ranges::any_of(b.masks, [&](const MaskSpan& mask) {
    std::size_t at = mask.span.begin;
    for (const MaskSpan& other : a.masks) {
      if (other.span.begin <= at && other.span.end > at) at = other.span.end;
    }
    return at < mask.span.end;
  });
}

bool SameLabels(const Decision& a, const Decision& b) {
  return std::ranges::equal(a.masks, b.masks, [](const MaskSpan& one, const MaskSpan& other) {
    return one.span == other.span && one.as == other.as && one.codes == other.codes;
  });
}

// The masks of a unit stand with its parts; they are compared as the unit's.
Decision UnitDecision(const Document& document, const Decisions& decisions, std::size_t head) {
  Decision unit = decisions.elements[head];
  for (const std::size_t part : document.UnitParts(head)) {
    if (part == head) continue;
    const std::vector<MaskSpan>& masks = decisions.elements[part].masks;
    unit.masks.insert(unit.masks.end(), masks.begin(), masks.end());
  }
  return unit;
}

}  // namespace

std::string_view Name(Change change) {
  switch (change) {
    case Change::kNone:
      return "none";
    case Change::kMore:
      return "more";
    case Change::kLess:
      return "less";
    case Change::kOtherwise:
      break;
  }
  return "otherwise";
}

Change ChangeBetween(const Decision& first, const Decision& second) {
  const bool before = Out(first), after = Out(second);
  if (before != after) return after ? Change::kMore : Change::kLess;
  if (after && MasksLess(second, first)) return Change::kMore;
  if (after && MasksLess(first, second)) return Change::kLess;
  const bool same = first.outcome == second.outcome && first.codes == second.codes &&
                    first.statute == second.statute && SameLabels(first, second);
  return same ? Change::kNone : Change::kOtherwise;
}

SideDecision SideOf(const Decision& decision) {
  SideDecision side{decision.outcome, decision.codes, decision.rules, 0, decision.pending};
  for (const MaskSpan& mask : decision.masks) {
    side.masks += mask.continued ? 0 : 1;
    if (std::ranges::find(side.rules, mask.rule) == side.rules.end()) side.rules.push_back(mask.rule);
  }
  return side;
}

SideDecision SideOf(const Document& document, const Decisions& decisions, std::size_t head) {
  return SideOf(UnitDecision(document, decisions, head));
}

std::string OutcomeText(const SideDecision& side) {
  std::string text(Name(side.outcome));
  if (side.outcome == Outcome::kMask) return text + " " + std::to_string(side.masks);
  if (side.outcome != Outcome::kWithhold) return text;
  if (side.pending) return text + " ?";
  for (const std::string& code : side.codes) text += " " + code;
  return text;
}

DocumentDiff DiffDecisions(const Document& document, const Decisions& first, const Decisions& second) {
  DocumentDiff diff;
  for (std::size_t i = 0; i < document.elements().size(); ++i) {
    const Element element = document.elements()[i];
    if (!internal::IsDecidedOn(element)) continue;
    ++diff.elements;
    const Decision one = UnitDecision(document, first, i);
    const Decision other = UnitDecision(document, second, i);
    const Change change = ChangeBetween(one, other);
    if (change == Change::kNone) continue;
    // The mark may differ too, where only one of them reads the banner; the one that has it says more.
    const Decision& marked = other.mark_known ? other : one;
    const bool known = marked.mark_known && IsPortion(element.kind);
    diff.changes.push_back({element.id(), std::string(Name(element.kind)),
                            known ? PortionForm(document.vocabulary(), marked.marking) : std::string(),
                            change, SideOf(one), SideOf(other)});
  }
  return diff;
}

Result<DocumentDiff> DiffDecisions(const Policy& first, const Policy& second, std::string_view audience,
                                   const Document& document, AsOf as_of) {
  const auto before = Decide(first, audience, document, nullptr, as_of);
  if (!before) return std::unexpected(before.error());
  const auto after = Decide(second, audience, document, nullptr, as_of);
  if (!after) return std::unexpected(after.error());
  return DiffDecisions(document, *before, *after);
}

}  // namespace markings
