#include "libmarkings/policy/internal/rule_judge.h"

#include <algorithm>

#include "libmarkings/marking/forms.h"

namespace markings::internal {
namespace {

std::vector<std::string> SectionNames(const Policy& policy) {
  std::vector<std::string> names;
  for (const Rule& rule : policy.rules()) AddSections(rule, names);
  return names;
}

}  // namespace

bool Speaks(const Rule& rule, const Audience& audience) {
  return std::ranges::find(rule.audiences, audience.id) != rule.audiences.end();
}

std::string BareMark(const Vocabulary& vocabulary, const Marking& mark) {
  std::string form = PortionForm(vocabulary, mark);
  if (form.starts_with('(') && form.ends_with(')')) form = form.substr(1, form.size() - 2);
  return form;
}

std::string RuleVerdict::First() const {
  if (!speaks) return "audience";
  if (!names_kind) return "kind";
  return failed.empty() ? std::string() : rule->conditions[failed.front()].shown;
}

RuleJudge::RuleJudge(const Policy& policy, const Audience& audience, const Document& document, AsOf as_of)
    : document_(document),
      audience_(audience),
      names_(SectionNames(policy)),
      texts_(document),
      sections_(document, texts_, names_),
      dates_{as_of, {}} {
  if (std::ranges::any_of(policy.rules(), AsksForDates)) dates_.days = DaysOf(document);
  for (const Rule& rule : policy.rules()) {
    rules_.push_back(&rule);
    const EntityKinds kinds = KindsAskedFor(rule);
    all_.Add(kinds);
    if (Speaks(rule, audience)) own_.Add(kinds);
  }
  std::ranges::sort(rules_, {}, [](const Rule* rule) -> const std::string& { return rule->id; });
}

std::vector<RuleVerdict> RuleJudge::Verdicts(const Decision& decision) const {
  const Element element = document_.elements()[decision.element];
  const ElementKind kind = element.kind;
  const bool portion = IsPortion(kind);
  const Marking* mark = portion && decision.mark_known ? &decision.marking : nullptr;
  const Subject subject = SubjectOf(document_, sections_, texts_, element, own_, &dates_);
  const Subject wider =
      own_ == all_ ? subject : SubjectOf(document_, sections_, texts_, element, all_, &dates_);
  std::vector<RuleVerdict> verdicts;
  for (const Rule* rule : rules_) {
    RuleVerdict& verdict = verdicts.emplace_back();
    verdict.rule = rule;
    verdict.speaks = Speaks(*rule, audience_);
    verdict.names_kind = portion || rule->effect != RuleEffect::kRelease || NamesKind(*rule, kind);
    verdict.failed = FailedKeys(*rule, verdict.speaks ? subject : wider, mark);
    // (The key that names other kinds is among those that failed already.)
    const auto is_kind = [&](std::size_t key) { return rule->conditions[key].op == Condition::Op::kKind; };
    if (std::ranges::any_of(verdict.failed, is_kind)) verdict.names_kind = true;
  }
  return verdicts;
}

std::vector<std::string> RuleJudge::SectionsOf(std::size_t unit) const {
  std::vector<std::string> in;
  for (const std::string& name : names_) {
    if (sections_.Contains(name, unit)) in.push_back(name);
  }
  return in;
}

std::vector<EntityKind> RuleJudge::FoundIn(std::size_t unit) const {
  const EntityKinds found =
      SubjectOf(document_, sections_, texts_, document_.elements()[unit], AllEntityKinds()).found;
  std::vector<EntityKind> kinds;
  for (int i = 0; i < kEntityKinds; ++i) {
    if (found.Has(static_cast<EntityKind>(i))) kinds.push_back(static_cast<EntityKind>(i));
  }
  return kinds;
}

}  // namespace markings::internal
