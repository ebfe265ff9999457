// Rules that a policy does not have: what is added is read as a policy file would be, so each is made twice,
// as a rule and as the text of one (tests/policy/counterfactual_test.cc pastes them).

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/policy/internal/policy_edit.h"

namespace markings::internal {
namespace {

// A rule to be added, from what its `when` looks at.
class NewRule {
 public:
  NewRule(const Policy& policy, const Audience& audience, RuleEffect effect) {
    rule_.id = "new-rule";
    for (int i = 2; Taken(policy); ++i) rule_.id = fmt::format("new-rule-{}", i);
    rule_.effect = effect;
    rule_.audiences = {audience.id};
    rule_.reason = "...";
    rule_.conditions.emplace_back();
  }

  NewRule& With(Condition condition, std::string_view key, const std::string& value) {
    rule_.conditions.front().children.push_back(rule_.conditions.size());
    condition.shown = std::string(key);
    rule_.conditions.push_back(std::move(condition));
    when_ += fmt::format("{}{} = {}", when_.empty() ? "" : ", ", key, value);
    return *this;
  }
  NewRule& WithKind(ElementKind kind) {
    Condition condition;
    condition.op = Condition::Op::kKind;
    condition.kinds = {kind};
    return With(std::move(condition), "kind", fmt::format("[\"{}\"]", Name(kind)));
  }
  // Not at most a mark: whatever is higher.
  NewRule& WithAbove(const Vocabulary& vocabulary, const Marking& bound) {
    Condition leaf;
    leaf.op = Condition::Op::kAtMost;
    leaf.bound = bound;
    rule_.conditions.push_back(std::move(leaf));
    Condition all;
    all.children = {rule_.conditions.size() - 1};
    rule_.conditions.push_back(std::move(all));
    Condition no;
    no.op = Condition::Op::kNot;
    no.children = {rule_.conditions.size() - 1};
    return With(std::move(no), "not", fmt::format("{{ at_most = \"{}\" }}", BareMark(vocabulary, bound)));
  }

  Edit Done() const {
    const bool out = rule_.effect == RuleEffect::kRelease;
    Edit edit{{fmt::format("a new rule that {} {{ {} }}", out ? "releases" : "withholds", when_)}, {}};
    edit.changed = rule_;
    edit.toml = fmt::format("[[rule]]\nid = \"{}\"\n{} = [\"{}\"]\nwhen = {{ {} }}\nreason = \"...\"\n",
                            rule_.id, out ? "release" : "withhold", rule_.audiences.front(), when_);
    return edit;
  }

 private:
  bool Taken(const Policy& policy) const {
    return std::ranges::find(policy.rules(), rule_.id, &Rule::id) != policy.rules().end();
  }
  Rule rule_;
  std::string when_;
};

Condition HasControls(std::uint64_t controls) {
  Condition condition;
  condition.op = Condition::Op::kHas;
  condition.controls = controls;
  return condition;
}

}  // namespace

std::vector<Edit> NewRules(const Document& document, const RuleJudge& judge, const Decision& decision,
                           const Audience& audience, RuleEffect effect, const Policy& policy) {
  const Vocabulary& vocabulary = document.vocabulary();
  const ElementKind kind = document.elements()[decision.element].kind;
  const NewRule base(policy, audience, effect);
  std::vector<Edit> edits;
  edits.push_back(NewRule(base).WithKind(kind).Done());
  // A release rule that names more than the kind would only be narrower for a line that bears nothing else.
  if (effect == RuleEffect::kRelease) return edits;
  const std::uint64_t controls = decision.mark_known ? decision.marking.controls : 0;
  if (controls != 0) {
    std::string names = "[";
    for (std::uint64_t left = controls; left != 0; left &= left - 1) {
      names +=
          fmt::format("{}\"{}\"", names.size() > 1 ? ", " : "", ControlNames(vocabulary, left & (~left + 1)));
    }
    names += "]";
    edits.push_back(NewRule(base).With(HasControls(controls), "has", names).Done());
    edits.push_back(NewRule(base).WithKind(kind).With(HasControls(controls), "has", names).Done());
  }
  if (const auto below = decision.mark_known ? BoundBelow(vocabulary, decision.marking, decision.marking)
                                             : std::optional<Marking>()) {
    edits.push_back(NewRule(base).WithKind(kind).WithAbove(vocabulary, *below).Done());
  }
  for (const EntityKind entity : judge.FoundIn(decision.element)) {
    Condition condition;
    condition.op = Condition::Op::kFind;
    condition.entities = {entity};
    edits.push_back(NewRule(base)
                        .WithKind(kind)
                        .With(std::move(condition), "find", fmt::format("[\"{}\"]", Name(entity)))
                        .Done());
  }
  for (const std::string& section : judge.SectionsOf(decision.element)) {
    if (section.find_first_of("\"\\") != std::string::npos) continue;  // as it is, it is no TOML string
    Condition condition;
    condition.op = Condition::Op::kSection;
    condition.names = {section};
    edits.push_back(NewRule(base)
                        .WithKind(kind)
                        .With(std::move(condition), "section", fmt::format("\"{}\"", section))
                        .Done());
  }
  return edits;
}

}  // namespace markings::internal
