// A decisions file for a corrected or re-scanned copy of its document.

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "libmarkings/policy/decisions_file.h"
#include "libmarkings/policy/internal/binding.h"
#include "libmarkings/policy/internal/decisions_text.h"
#include "libmarkings/policy/internal/fit.h"
#include "libmarkings/policy/internal/unit_match.h"

namespace markings {
namespace {

constexpr std::string_view kUnmatchedValue = "\"unmatched\"";

// Class lines and captions, which the officer's mark of the document was given for.
std::string ClassLines(const Document& document) {
  std::string lines;
  for (const Element element : document.elements()) {
    if (element.kind == ElementKind::kBanner || element.kind == ElementKind::kCaption)
      lines += std::string(document.Text(element.text_span)) + "\n";
  }
  return lines;
}

class Carrier {
 public:
  Carrier(const Buffer& toml, const Overrides& draft, const Document& from, const Document& to)
      : draft_(draft),
        from_(from),
        to_(to),
        text_(toml),
        checker_(draft.salt, from),
        bindings_(salt_, to),
        matcher_(from, to) {}

  Result<CarriedDecisions> Run(const Policy& policy) {
    salt_ = draft_.salt.empty() ? internal::NewSalt() : draft_.salt;
    if (draft_.salt.empty()) text_.SetAtTop("salt", internal::Quoted(internal::ToHex(salt_)));
    const std::string name = internal::DocumentName(to_);
    if (name != draft_.document) text_.SetAtTop("document", internal::Quoted(name));
    for (const auto* list : {&draft_.decisions, &draft_.masks}) {
      for (std::size_t i = 0; i < list->size(); ++i) {
        if (auto done = Carry(list == &draft_.masks, (*list)[i], i); !done)
          return std::unexpected(std::move(done).error());
      }
    }
    CarryWaivers();
    CarryDocumentMark();
    auto text = internal::ReadBack(text_.Take(), policy, carried_.unmatched() == 0 ? &to_ : nullptr);
    if (!text) return std::unexpected(std::move(text).error());
    carried_.text = *std::move(text);
    return std::move(carried_);
  }

 private:
  Result<void> Carry(bool mask, const Override& decision, std::size_t index) {
    const internal::EntryText& entry = mask ? text_.masks()[index] : text_.decisions()[index];
    CarriedDecision carried{mask ? DecisionEntry::kMask : DecisionEntry::kDecision,
                            decision.element,
                            {},
                            decision.where,
                            CarriedBy::kUnmatched,
                            "it was unmatched before"};
    if (decision.unmatched) {
      carried_.entries.push_back(std::move(carried));
      return {};
    }
    internal::Fit fit = checker_.Check(decision);
    if (fit.state != internal::Fit::State::kFits)
      return Fail(ErrorCode::kBadOverrides, decision.where, std::move(fit.message), std::move(fit.fix));
    const auto demand = !decision.spans.empty()                          ? internal::Demand::kSameBytes
                        : decision.action == Override::Action::kWithhold ? internal::Demand::kSimilar
                                                                         : internal::Demand::kSameText;
    internal::UnitMatch match = MatchOf(from_.Find(decision.element), demand);
    if (match.to != kNoElement && !mask && !taken_.insert(match.to).second)
      match = {CarriedBy::kUnmatched, kNoElement, "another decision was carried to what answers to it"};
    carried.how = match.how;
    carried.note = std::move(match.note);
    if (match.to == kNoElement) {
      carried.how = CarriedBy::kUnmatched;
      text_.Set(entry, "carried", kUnmatchedValue);
    } else {
      carried.to = to_.elements()[match.to].id();
      if (carried.to != decision.element) text_.Set(entry, "element", internal::Quoted(carried.to));
      text_.Set(entry, "binds", internal::Quoted(bindings_.BindingOf(match.to)));
    }
    carried_.entries.push_back(std::move(carried));
    return {};
  }

  // An element may have many entries; its text is compared once.
  const internal::UnitMatch& MatchOf(std::size_t head, internal::Demand demand) {
    const auto [match, added] = matches_.try_emplace({head, demand});
    if (added) match->second = matcher_.Match(head, demand);
    return match->second;
  }

  void CarryWaivers() {
    // A waiver names a place of a derivative. In another text another finding may stand there.
    const bool same = from_.buffer().text() == to_.buffer().text();
    for (std::size_t i = 0; i < draft_.waivers.size(); ++i) {
      const Waiver& waiver = draft_.waivers[i];
      AddWhole({DecisionEntry::kWaive, waiver.finding, {}, waiver.where}, same && !waiver.unmatched,
               waiver.unmatched, text_.waivers()[i], "a finding is waived for one text only");
    }
  }

  void CarryDocumentMark() {
    if (!draft_.document_mark) return;
    AddWhole({DecisionEntry::kDocumentMark, "document", {}, draft_.document_mark_where},
             !draft_.document_mark_unmatched && ClassLines(from_) == ClassLines(to_),
             draft_.document_mark_unmatched, *text_.document_mark(),
             "the class lines or captions have changed");
  }

  void AddWhole(CarriedDecision carried, bool holds, bool before, const internal::EntryText& entry,
                std::string note) {
    if (holds) {
      carried.how = CarriedBy::kExact;
      carried.to = carried.from;
    } else {
      carried.note = before ? "it was unmatched before" : std::move(note);
      if (!before) text_.Set(entry, "carried", kUnmatchedValue);
    }
    carried_.entries.push_back(std::move(carried));
  }

  const Overrides& draft_;
  const Document& from_;
  const Document& to_;
  internal::DecisionsText text_;
  std::string salt_;  // of what is written
  internal::FitChecker checker_, bindings_;
  const internal::UnitMatcher matcher_;
  std::map<std::pair<std::size_t, internal::Demand>, internal::UnitMatch> matches_;
  std::set<std::size_t> taken_;
  CarriedDecisions carried_;
};

}  // namespace

std::string_view Name(CarriedBy how) {
  switch (how) {
    case CarriedBy::kExact:
      return "exact";
    case CarriedBy::kFolded:
      return "folded";
    case CarriedBy::kSimilar:
      return "similar";
    case CarriedBy::kUnmatched:
      break;
  }
  return "unmatched";
}

std::size_t CarriedDecisions::unmatched() const {
  return static_cast<std::size_t>(std::ranges::count(entries, CarriedBy::kUnmatched, &CarriedDecision::how));
}

Result<CarriedDecisions> CarryDecisions(const Buffer& toml, const Policy& policy, const Document& from,
                                        const Document& to) {
  const auto draft = Overrides::LoadDraft(toml, policy);
  if (!draft) return std::unexpected(draft.error());
  if (auto same = internal::CheckDocument(*draft, from); !same) return std::unexpected(same.error());
  return Carrier(toml, *draft, from, to).Run(policy);
}

}  // namespace markings
