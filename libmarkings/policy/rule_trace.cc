#include "libmarkings/policy/rule_trace.h"

#include <algorithm>
#include <string>

#include "libmarkings/policy/internal/condition.h"

namespace markings {
namespace {

// The kinds that no rule is asked about (decision.cc): what is computed anew, what goes with its heading, and
// what never goes out.
bool RulesDecide(const Element& element) {
  switch (element.kind) {
    case ElementKind::kHeader:
    case ElementKind::kEo:
    case ElementKind::kEnd:
    case ElementKind::kRedaction:
      return element.continues == kNoElement;
    default:
      return IsPortion(element.kind) && !NeverReleased(element.kind) && element.continues == kNoElement;
  }
}

bool Names(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

std::vector<std::string> SectionNames(const Policy& policy) {
  std::vector<std::string> names;
  for (const Rule& rule : policy.rules()) {
    for (const Condition& condition : rule.conditions) {
      if (condition.op != Condition::Op::kSection) continue;
      for (const std::string& name : condition.names) {
        if (!Names(names, name)) names.push_back(name);
      }
    }
  }
  return names;
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
  const internal::SectionIndex sections(document, SectionNames(policy));
  EntityKinds finds;
  for (const Rule& rule : policy.rules()) finds.Add(internal::KindsAskedFor(rule));
  const ElementList& elements = document.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Element element = elements[i];
    if (!RulesDecide(element)) continue;
    const internal::Subject subject = internal::SubjectOf(document, sections, i, finds);
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

}  // namespace markings
