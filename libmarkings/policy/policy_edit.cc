#include "libmarkings/policy/internal/policy_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/internal/mark_domain.h"
#include "libmarkings/policy/internal/policy_loader.h"

namespace markings::internal {
namespace {

std::string Unshown(std::string shown, std::string_view key) {
  return shown.size() > key.size() ? shown.substr(key.size() + 1) : std::move(shown);
}

// Controls of a has or lacks that fail on a mark.
std::uint64_t FailedControls(const Vocabulary& vocabulary, const Condition& condition, const Marking& mark) {
  std::uint64_t failed = 0;
  for (std::uint64_t left = condition.controls; left != 0; left &= left - 1) {
    Condition one;
    one.op = condition.op;
    one.controls = std::uint64_t{1} << std::countr_zero(left);
    if (!HoldsForMark(vocabulary, one, mark)) failed |= one.controls;
  }
  return failed;
}

class Widener {
 public:
  Widener(const Document& document, const Decision& decision, Rule& rule)
      : vocabulary_(document.vocabulary()),
        kind_(document.elements()[decision.element].kind),
        mark_(IsPortion(kind_) && decision.mark_known ? &decision.marking : nullptr),
        rule_(rule) {}

  // The step in words; nothing: it cannot be done.
  std::optional<std::string> Widen(std::size_t key) {
    Condition& condition = rule_.conditions[key];
    switch (condition.op) {
      case Condition::Op::kAtMost:
        return Raise(condition);
      case Condition::Op::kHas:
      case Condition::Op::kLacks:
        return DropControls(condition, key);
      case Condition::Op::kKind:
        condition.kinds.push_back(kind_);
        return fmt::format("kind {} too in rule '{}'", Name(kind_), rule_.id);
      default:
        return Drop(key, condition.shown);
    }
  }

 private:
  std::string Drop(std::size_t key, const std::string& shown) {
    std::erase(rule_.conditions.front().children, key);
    return fmt::format("no `{}` in rule '{}'", shown, rule_.id);
  }

  std::optional<std::string> Raise(Condition& condition) {
    if (mark_ == nullptr) return std::nullopt;
    const std::string was = Unshown(condition.shown, "at_most");
    condition.bound = Join(vocabulary_, condition.bound, *mark_);
    condition.shown = "at_most " + BareMark(vocabulary_, condition.bound);
    return fmt::format("{} instead of {} in rule '{}'", condition.shown, was, rule_.id);
  }

  std::optional<std::string> DropControls(Condition& condition, std::size_t key) {
    if (mark_ == nullptr) return std::nullopt;
    const std::uint64_t failed = FailedControls(vocabulary_, condition, *mark_);
    const std::string shown = fmt::format("{} {}", condition.op == Condition::Op::kHas ? "has" : "lacks",
                                          ControlNames(vocabulary_, failed));
    condition.controls &= ~failed;
    if (failed == 0 || condition.controls == 0) return Drop(key, failed == 0 ? condition.shown : shown);
    return fmt::format("no `{}` in rule '{}'", shown, rule_.id);
  }

  const Vocabulary& vocabulary_;
  const ElementKind kind_;
  const Marking* mark_;
  Rule& rule_;
};

std::vector<std::string> OthersOf(const Rule& rule, const Audience& audience) {
  std::vector<std::string> others = rule.audiences;
  std::erase(others, audience.id);
  return others;
}

}  // namespace

std::optional<Marking> BoundBelow(const Vocabulary& vocabulary, const Marking& bound, const Marking& mark) {
  const auto fits = [&](const Marking& one) {
    return Dominates(vocabulary, bound, one) && !Dominates(vocabulary, one, mark);
  };
  for (std::size_t level = vocabulary.levels().size(); level-- > 0;) {
    Marking one = Normalise(vocabulary, {level, 0});
    if (fits(one)) return one;
  }
  std::optional<Marking> greatest;
  for (const Marking& one : SimpleMarks(vocabulary)) {
    if (fits(one) && (!greatest || Dominates(vocabulary, one, *greatest))) greatest = one;
  }
  return greatest;
}

std::string ControlNames(const Vocabulary& vocabulary, std::uint64_t controls) {
  std::string names;
  for (; controls != 0; controls &= controls - 1) {
    const auto at = static_cast<std::size_t>(std::countr_zero(controls));
    names += (names.empty() ? "" : " ") + vocabulary.controls()[at].id;
  }
  return names;
}

std::vector<std::string> PolicyEdit::Steps() const {
  std::vector<std::string> steps;
  for (const Edit& edit : edits) steps.insert(steps.end(), edit.steps.begin(), edit.steps.end());
  return steps;
}

std::string PolicyEdit::Key() const {
  std::vector<std::string> steps = Steps();
  std::ranges::sort(steps);
  std::string key;
  for (const std::string& step : steps) key += step + '\n';
  return key;
}

Policy PolicyEdit::Apply(const Policy& policy, const Audience& audience) const {
  std::vector<Rule> rules = policy.rules();
  const Marking* clears = nullptr;
  for (const Edit& edit : edits) {
    if (edit.clears) clears = &*edit.clears;
    if (!edit.changed) continue;
    const auto found = std::ranges::find(rules, edit.rule, &Rule::id);
    if (found == rules.end()) {
      rules.push_back(*edit.changed);
    } else {
      *found = *edit.changed;
    }
  }
  Policy changed = policy.WithRules(std::move(rules));
  return clears == nullptr ? std::move(changed) : PolicyLoader::WithClearance(changed, audience.id, *clears);
}

std::vector<std::string> PolicyEdit::AlsoFor() const {
  std::vector<std::string> all;
  for (const Edit& edit : edits) all.insert(all.end(), edit.also_for.begin(), edit.also_for.end());
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  return all;
}

Edit WithoutAudience(const Rule& rule, const Audience& audience) {
  Edit edit{{fmt::format("rule '{}' not for '{}'", rule.id, audience.id)}, rule.id};
  edit.changed = rule;
  std::erase(edit.changed->audiences, audience.id);
  return edit;
}

std::optional<Edit> Widened(const Document& document, const RuleVerdict& verdict, const Decision& decision,
                            const Audience& audience) {
  if (!verdict.names_kind || verdict.Held()) return std::nullopt;
  Edit edit{{}, verdict.rule->id};
  Rule& rule = edit.changed.emplace(*verdict.rule);
  if (!verdict.speaks) {
    edit.steps.push_back(fmt::format("rule '{}' for '{}' too", rule.id, audience.id));
    rule.audiences.push_back(audience.id);
  }
  if (!verdict.failed.empty()) edit.also_for = OthersOf(*verdict.rule, audience);
  Widener widener(document, decision, rule);
  for (const std::size_t key : verdict.failed) {
    auto step = widener.Widen(key);
    if (!step) return std::nullopt;
    edit.steps.push_back(*std::move(step));
  }
  return edit;
}

std::optional<Edit> Lowered(const Vocabulary& vocabulary, const Rule& rule, const Marking& mark,
                            const Audience& audience) {
  for (const std::size_t key : rule.conditions.front().children) {
    if (rule.conditions[key].op != Condition::Op::kAtMost) continue;
    const auto bound = BoundBelow(vocabulary, rule.conditions[key].bound, mark);
    if (!bound) return std::nullopt;
    Edit edit{{fmt::format("at_most {} instead of {} in rule '{}'", BareMark(vocabulary, *bound),
                           Unshown(rule.conditions[key].shown, "at_most"), rule.id)},
              rule.id};
    edit.changed = rule;
    edit.changed->conditions[key].bound = *bound;
    edit.also_for = OthersOf(rule, audience);
    return edit;
  }
  return std::nullopt;
}

Edit RaisedClearance(const Vocabulary& vocabulary, const Audience& audience, const Marking& mark) {
  const Marking clears = Join(vocabulary, audience.clears, mark);
  Edit edit{{fmt::format("clears {} instead of {} for '{}'", BareMark(vocabulary, clears),
                         BareMark(vocabulary, audience.clears), audience.id)},
            {}};
  edit.clears = clears;
  return edit;
}

std::optional<Edit> LoweredClearance(const Vocabulary& vocabulary, const Audience& audience,
                                     const Marking& mark) {
  const auto clears = BoundBelow(vocabulary, audience.clears, mark);
  if (!clears) return std::nullopt;
  Edit edit{{fmt::format("clears {} instead of {} for '{}'", BareMark(vocabulary, *clears),
                         BareMark(vocabulary, audience.clears), audience.id)},
            {}};
  edit.clears = *clears;
  return edit;
}

}  // namespace markings::internal
