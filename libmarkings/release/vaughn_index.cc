#include "libmarkings/release/vaughn_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "libmarkings/release/internal/release_files.h"

namespace markings {
namespace {

using Cut = VaughnIndex::Cut;
using Figures = VaughnIndex::Figures;

constexpr std::string_view kOverride = "override";  // the rule's name in an officer's decision

void AddUnique(std::vector<std::string>& to, const std::string& word) {
  if (!word.empty() && std::ranges::find(to, word) == to.end()) to.push_back(word);
}

// "5"; where the derivative shows another number than it was repaired to, that too: "5 (written 15)".
std::string NumberOf(const Document& document, const Element& element) {
  std::string written;
  for (const char c : document.Text(element.label_span)) {
    if (c >= '0' && c <= '9') written += c;
  }
  std::string number = std::to_string(*element.number);
  return element.number_repaired ? fmt::format("{} (written {})", number, written) : number;
}

std::string PlaceOf(const Document& document, std::size_t index) {
  const Element element = document.elements()[index];
  switch (element.kind) {
    case ElementKind::kParagraph:
      return element.number ? "paragraph " + NumberOf(document, element) : "paragraph";
    case ElementKind::kSubparagraph:
    case ElementKind::kQuoted: {
      std::string what = element.kind == ElementKind::kQuoted ? "quoted text" : "sub-paragraph";
      if (element.parent == kNoElement) return what;
      const Element parent = document.elements()[element.parent];
      return parent.number ? what + " of paragraph " + NumberOf(document, parent) : what;
    }
    case ElementKind::kClassifiedBy:
      return "classification authority";
    case ElementKind::kPassing:
      return "passing instruction";
    case ElementKind::kSourceNote:
      return "source note";
    case ElementKind::kTags:
      return "TAGS";
    case ElementKind::kUnread:
      return "item that was not read";
    default:
      return std::string(Name(element.kind));
  }
}

class Indexer {
 public:
  Indexer(const Redaction& redaction, const Document& document, const Policy& policy,
          const Overrides* overrides, std::string_view date)
      : redaction_(redaction),
        document_(document),
        policy_(policy),
        overrides_(overrides),
        day_(date.substr(0, std::string_view("2026-11-23").size())) {}

  void Fill(VaughnIndex& index) const {
    index.policy = policy_.name() + " " + policy_.version();
    index.record = internal::ShownRecord(redaction_.derivative, document_);
    index.banner = redaction_.derivative.banner_line;
    index.stamp = redaction_.derivative.stamp;
    for (const Deletion& deletion : redaction_.derivative.deletions) index.cuts.push_back(CutOf(deletion));
    std::map<std::string, Figures> by_officer;
    Figures by_policy;
    auto deletion = redaction_.derivative.deletions.begin();
    for (const Unit& unit : redaction_.derivative.units) {
      Count(index.document, unit);
      std::vector<const Override*> decisions;
      bool pending_code = false;
      if (unit.outcome == Outcome::kWithhold) {
        while (deletion->outcome != Outcome::kWithhold) ++deletion;
        decisions = DecisionsOn(*deletion);
        pending_code = IsCodeForPending(*deletion);
        ++deletion;
      } else {
        decisions = DecisionsOn(unit.id);
      }
      std::vector<std::string> officers;
      if (unit.overridden) officers = OfficersOf(decisions, pending_code);
      if (officers.empty()) Count(by_policy, unit);
      for (const std::string& officer : officers) {
        Figures& figures = by_officer[officer];
        figures.who = officer;
        Count(figures, unit);
      }
    }
    index.deciders.push_back(by_policy);
    for (auto& [who, figures] : by_officer) index.deciders.push_back(std::move(figures));
  }

 private:
  static void Count(Figures& figures, const Unit& unit) {
    figures.released += unit.outcome == Outcome::kRelease ? 1 : 0;
    figures.masked += unit.outcome == Outcome::kMask ? 1 : 0;
    figures.withheld += unit.outcome == Outcome::kWithhold ? 1 : 0;
  }

  std::vector<const Override*> DecisionsOn(std::string_view id) const {
    std::vector<const Override*> found;
    if (overrides_ == nullptr) return found;
    for (const auto* list : {&overrides_->decisions, &overrides_->masks}) {
      for (const Override& one : *list) {
        if (one.element == id) found.push_back(&one);
      }
    }
    return found;
  }

  // Of a hole those that withhold, of a masked span those that mask.
  std::vector<const Override*> DecisionsOn(const Deletion& deletion) const {
    const auto wanted =
        deletion.outcome == Outcome::kMask ? Override::Action::kMask : Override::Action::kWithhold;
    std::vector<const Override*> found;
    for (const std::size_t element : deletion.elements) {
      for (const Override* one : DecisionsOn(document_.elements()[element].id())) {
        if (one->action == wanted) found.push_back(one);
      }
    }
    return found;
  }

  // Whether some of what is withheld here has its code by the one decision for all that had none.
  bool IsCodeForPending(const Deletion& deletion) const {
    if (overrides_ == nullptr || !overrides_->code_for_pending || deletion.outcome == Outcome::kMask)
      return false;
    return std::ranges::any_of(deletion.elements, [&](std::size_t element) {
      const Decision& decision = redaction_.decisions.elements[element];
      const std::vector<Override const*> own = DecisionsOn(document_.elements()[element].id());
      const bool coded = std::ranges::any_of(own, [](const Override* one) { return !one->codes.empty(); });
      return decision.overridden && !coded && decision.codes.size() == 1 &&
             decision.codes.front() == overrides_->code_for_pending->code;
    });
  }

  std::vector<std::string> OfficersOf(const std::vector<const Override*>& decisions,
                                      bool pending_code) const {
    std::vector<std::string> officers;
    for (const Override* one : decisions) {
      for (const std::string& name : Authorities(one->authority)) AddUnique(officers, name);
    }
    if (pending_code) {
      for (const std::string& name : Authorities(overrides_->code_for_pending->authority))
        AddUnique(officers, name);
    }
    return officers;
  }

  Cut CutOf(const Deletion& deletion) const {
    Cut cut;
    const std::size_t first = deletion.elements.front();
    cut.element = document_.elements()[first].id();
    cut.place = PlaceOf(document_, first);
    cut.amount = deletion.amount;
    cut.mark = deletion.mark;
    cut.codes = deletion.codes;
    cut.statute = deletion.statute;
    cut.rules = deletion.rules;
    const std::vector<const Override*> decisions =
        deletion.overridden ? DecisionsOn(deletion) : std::vector<const Override*>();
    const bool pending_code = deletion.overridden && IsCodeForPending(deletion);
    cut.officers = OfficersOf(decisions, pending_code);
    for (const std::string& rule : deletion.rules) AddReason(deletion, rule, cut.reasons);
    for (const Override* one : decisions) {
      AddUnique(cut.reasons, one->reason);
      cut.date = std::max(cut.date, one->date);
    }
    if (pending_code) AddUnique(cut.reasons, overrides_->code_for_pending->reason);
    if (cut.date.empty()) cut.date = day_;
    return cut;
  }

  void AddReason(const Deletion& deletion, std::string_view name, std::vector<std::string>& reasons) const {
    if (name == kOverride) return;
    const auto rule = std::ranges::find(policy_.rules(), name, &Rule::id);
    if (rule != policy_.rules().end()) return AddUnique(reasons, rule->reason);
    // A built-in one: what it says stands in the decisions that it made.
    for (const std::size_t element : deletion.elements) {
      const Decision& decision = redaction_.decisions.elements[element];
      const bool made = !decision.rules.empty() && decision.rules.front() == name;
      if (made) return AddUnique(reasons, decision.reason);
    }
  }

  const Redaction& redaction_;
  const Document& document_;
  const Policy& policy_;
  const Overrides* overrides_;
  const std::string day_;
};

}  // namespace

VaughnIndex MakeVaughnIndex(const Redaction& redaction, const Document& document, const Policy& policy,
                            const Overrides* overrides, std::string_view stem, std::string_view date) {
  VaughnIndex index;
  index.stem = stem;
  index.date = date;
  index.document.who = stem;
  Indexer(redaction, document, policy, overrides, date).Fill(index);
  return index;
}

std::vector<OutgoingText> VaughnIndexTexts(const Policy& policy, std::string_view audience) {
  std::vector<OutgoingText> texts;
  for (std::size_t i = 0; i < policy.rules().size(); ++i) {
    const Rule& rule = policy.rules()[i];
    const bool here = std::ranges::find(rule.audiences, audience) != rule.audiences.end();
    if (rule.effect != RuleEffect::kRelease && here)
      texts.push_back({fmt::format("rule{}:reason", i + 1), rule.reason});
  }
  return texts;
}

}  // namespace markings
