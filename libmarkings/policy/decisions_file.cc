// Beginning, checking and binding a decisions file. Merging and carrying have files of their own.

#include "libmarkings/policy/decisions_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "libmarkings/policy/internal/binding.h"
#include "libmarkings/policy/internal/decisions_text.h"
#include "libmarkings/policy/internal/fit.h"
#include "libmarkings/policy/internal/officers.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

DecisionState StateOf(internal::Fit::State state) {
  switch (state) {
    case internal::Fit::State::kFits:
      return DecisionState::kFits;
    case internal::Fit::State::kStale:
      return DecisionState::kStale;
    case internal::Fit::State::kMissing:
      return DecisionState::kMissing;
    case internal::Fit::State::kBadSpans:
      return DecisionState::kBadSpans;
    case internal::Fit::State::kUnmatched:
      break;
  }
  return DecisionState::kUnmatched;
}

void Take(CheckedDecision& checked, DecisionState state, const Error& error) {
  checked.state = state;
  checked.message = error.message;
  checked.fix = error.fix;
}

// What the policy asks of one entry by itself.
void CheckOfficers(const Policy& policy, const Overrides& one, CheckedDecision& checked) {
  if (checked.state != DecisionState::kFits) return;
  if (auto bound = internal::CheckBound(policy, one); !bound) {
    Take(checked, DecisionState::kUnbound, bound.error());
  } else if (auto two = internal::CheckTwoPersons(policy, one); !two) {
    Take(checked, DecisionState::kOnePerson, two.error());
  }
}

void CheckUnmatched(bool unmatched, CheckedDecision& checked) {
  if (!unmatched) return;
  const internal::Fit fit = internal::FitWhereUnmatched();
  checked.state = DecisionState::kUnmatched;
  checked.message = fit.message;
  checked.fix = fit.fix;
}

std::string PlaceOf(const LineIndex& lines, const Element& element) {
  const Position at = lines.At(element.span.begin);
  return fmt::format("line {}, column {}", at.line, at.column);
}

}  // namespace

std::string_view Name(DecisionEntry entry) {
  switch (entry) {
    case DecisionEntry::kDecision:
      return "decision";
    case DecisionEntry::kMask:
      return "mask";
    case DecisionEntry::kWaive:
      return "waive";
    case DecisionEntry::kDocumentMark:
      break;
  }
  return "document_mark";
}

std::string_view Name(DecisionState state) {
  switch (state) {
    case DecisionState::kFits:
      return "fits";
    case DecisionState::kStale:
      return "stale";
    case DecisionState::kMissing:
      return "missing";
    case DecisionState::kBadSpans:
      return "bad-spans";
    case DecisionState::kUnmatched:
      return "unmatched";
    case DecisionState::kUnbound:
      return "unbound";
    case DecisionState::kOnePerson:
      break;
  }
  return "one-person";
}

Result<std::vector<CheckedDecision>> CheckDecisions(const Overrides& draft, const Policy& policy,
                                                    const Document& document) {
  if (auto same = internal::CheckDocument(draft, document); !same) return std::unexpected(same.error());
  std::vector<CheckedDecision> all;
  internal::FitChecker checker(draft.salt, document);
  for (const auto* list : {&draft.decisions, &draft.masks}) {
    for (const Override& decision : *list) {
      const bool mask = list == &draft.masks;
      CheckedDecision checked{mask ? DecisionEntry::kMask : DecisionEntry::kDecision, decision.element,
                              decision.where, !decision.binds.empty()};
      const internal::Fit fit = checker.Check(decision);
      checked.state = StateOf(fit.state);
      checked.message = fit.message;
      checked.fix = fit.fix;
      Overrides one;
      (mask ? one.masks : one.decisions).push_back(decision);
      CheckOfficers(policy, one, checked);
      all.push_back(std::move(checked));
    }
  }
  for (const Waiver& waiver : draft.waivers) {
    CheckedDecision checked{DecisionEntry::kWaive, waiver.finding, waiver.where};
    CheckUnmatched(waiver.unmatched, checked);
    Overrides one;
    one.waivers.push_back(waiver);
    CheckOfficers(policy, one, checked);
    all.push_back(std::move(checked));
  }
  if (draft.document_mark) {
    CheckedDecision checked{DecisionEntry::kDocumentMark, "document", draft.document_mark_where};
    CheckUnmatched(draft.document_mark_unmatched, checked);
    Overrides one;
    one.document_mark = draft.document_mark;
    one.document_mark_authority = draft.document_mark_authority;
    CheckOfficers(policy, one, checked);
    all.push_back(std::move(checked));
  }
  return all;
}

Result<std::string> NewDecisions(const Document& document, const Decisions& decisions) {
  const std::string salt = internal::NewSalt();
  const LineIndex lines(document.buffer().text());
  std::string text = fmt::format(
      "# What an officer decides by hand. As sensitive as the document: who has the salt can test guesses at "
      "its text.\n"
      "schema = \"markings/decisions/1\"\ndocument = {}\nsalt = {}\n",
      internal::Quoted(internal::DocumentName(document)), internal::Quoted(internal::ToHex(salt)));
  for (const std::size_t index : decisions.pending) {
    const Element element = document.elements()[index];
    text += fmt::format(
        "\n# {}, {}: withheld by {}, without an exemption code.\n"
        "# [[decision]]\n# element = {}\n# binds = {}\n"
        "# action = \"withhold\"  # or release, or mask with spans and as\n# code = [\"\"]\n"
        "# reason = \"\"\n# authority = \"\"  # required to release and to mask\n",
        Name(element.kind), PlaceOf(lines, element), fmt::join(decisions.elements[index].rules, ", "),
        internal::Quoted(element.id()), internal::Quoted(internal::Binding(salt, document, index)));
  }
  if (decisions.pending.empty()) text += "\n# Nothing is withheld without an exemption code.\n";
  return text;
}

Result<std::string> BindDecisions(const Buffer& toml, const Policy& policy, const Document& document,
                                  std::span<const std::string> looked_at) {
  const auto draft = Overrides::LoadDraft(toml, policy);
  if (!draft) return std::unexpected(draft.error());
  if (auto same = internal::CheckDocument(*draft, document); !same) return std::unexpected(same.error());
  internal::DecisionsText text(toml);
  const std::string salt = draft->salt.empty() ? internal::NewSalt() : draft->salt;
  if (draft->salt.empty()) text.SetAtTop("salt", internal::Quoted(internal::ToHex(salt)));
  internal::FitChecker checker(salt, document);
  std::vector<std::string> looked_for(looked_at.begin(), looked_at.end());
  for (const auto* list : {&draft->decisions, &draft->masks}) {
    const auto& entries = list == &draft->masks ? text.masks() : text.decisions();
    for (std::size_t i = 0; i < list->size(); ++i) {
      Override decision = (*list)[i];
      std::erase(looked_for, decision.element);
      if (std::ranges::find(looked_at, decision.element) != looked_at.end()) decision.binds.clear();
      internal::Fit fit = checker.Check(decision);
      if (fit.state != internal::Fit::State::kFits)
        return Fail(ErrorCode::kBadOverrides, decision.where, std::move(fit.message), std::move(fit.fix));
      if (!decision.binds.empty()) continue;
      text.Set(entries[i], "binds", internal::Quoted(checker.BindingOf(document.Find(decision.element))));
    }
  }
  if (!looked_for.empty()) {
    return Fail(ErrorCode::kBadOverrides, {}, fmt::format("nothing is decided on '{}'", looked_for.front()),
                "name an element that the file decides on");
  }
  return internal::ReadBack(text.Take(), policy, &document);
}

}  // namespace markings
