#include "libmarkings/policy/rule_trace.h"

#include <algorithm>
#include <string>

#include "libmarkings/policy/internal/condition.h"

namespace markings {
namespace {

bool Names(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

// Whether a unit's decision names the rule, also by a mask on one of its parts.
bool Fired(const Rule& rule, const Document& document, const Decisions& decisions, std::size_t head) {
  if (Names(decisions.elements[head].rules, rule.id)) return true;
  if (rule.effect != RuleEffect::kMask) return false;
  return std::ranges::any_of(document.UnitParts(head), [&](std::size_t part) {
    return std::ranges::any_of(decisions.elements[part].masks,
                               [&](const MaskSpan& mask) { return mask.rule == rule.id; });
  });
}

}  // namespace

std::vector<RuleTrace> TraceRules(const Policy& policy, const Document& document,
                                  const Decisions& decisions) {
  std::vector<RuleTrace> traces(policy.rules().size());
  std::vector<std::string> names;
  EntityKinds finds;
  for (const Rule& rule : policy.rules()) {
    internal::AddSections(rule, names);
    finds.Add(internal::KindsAskedFor(rule));
  }
  const internal::UnitTexts texts(document);
  const internal::SectionIndex sections(document, texts, names);
  internal::Dates dates{decisions.as_of, {}};
  if (std::ranges::any_of(policy.rules(), internal::AsksForDates)) dates.days = DaysOf(document);
  const ElementList& elements = document.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Element element = elements[i];
    // What never goes out no rule is asked about.
    if (!internal::IsDecidedOn(element) || NeverReleased(element.kind)) continue;
    const internal::Subject subject = internal::SubjectOf(document, sections, texts, element, finds, &dates);
    const Decision& decision = decisions.elements[i];
    const Marking* mark = IsPortion(element.kind) && decision.mark_known ? &decision.marking : nullptr;
    for (std::size_t at = 0; at < traces.size(); ++at) {
      const Rule& rule = policy.rules()[at];
      if (!Names(rule.audiences, decisions.audience->id)) continue;
      ++(internal::Evaluate(rule, subject, mark).held ? traces[at].held : traces[at].failed);
      if (Fired(rule, document, decisions, i)) ++traces[at].fired;
    }
  }
  return traces;
}

std::string DateAnswers(const Policy& policy, const Document& document, const Decisions& decisions) {
  std::vector<const Condition*> asked;
  for (const Rule& rule : policy.rules()) {
    if (!Names(rule.audiences, decisions.audience->id)) continue;
    for (const Condition& condition : rule.conditions) {
      if (internal::IsOnDates(condition.op)) asked.push_back(&condition);
    }
  }
  if (asked.empty()) return {};
  const internal::Dates dates{decisions.as_of, DaysOf(document)};
  std::string answers;
  const auto add = [&](const std::optional<DayRange>& written) {
    for (const Condition* condition : asked)
      answers += "nyo"[static_cast<std::size_t>(internal::HoldsOnDates(*condition, dates, written))];
  };
  add(dates.days.written);
  for (const std::optional<DayRange>& message : dates.days.messages) add(message);
  return answers;
}

}  // namespace markings
