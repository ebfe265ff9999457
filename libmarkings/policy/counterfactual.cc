// Changes are made up from what stands against a unit (rule_judge.cc) and tried: the whole document is
// decided on again. A change that many units have in common, as the lower bound of a rule, is tried once.

#include "libmarkings/policy/counterfactual.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/internal/policy_edit.h"
#include "libmarkings/policy/internal/rule_judge.h"

namespace markings {
namespace {

using internal::Edit;
using internal::PolicyEdit;
using internal::RuleVerdict;

bool GoesOut(Outcome outcome) { return outcome == Outcome::kRelease || outcome == Outcome::kMask; }

// The outcome of each element; none: it could not be decided.
using Outcomes = std::optional<std::vector<Outcome>>;

Outcomes OutcomesOf(const Result<Decisions>& decisions) {
  if (!decisions) return std::nullopt;
  std::vector<Outcome> outcomes;
  outcomes.reserve(decisions->elements.size());
  for (const Decision& decision : decisions->elements) outcomes.push_back(decision.outcome);
  return outcomes;
}

// What a change does to the whole document.
struct Trial {
  std::vector<Outcome> outcomes;  // empty: it was not made, or nothing can be decided with it
  std::size_t other_audiences = 0;
};

class Searcher {
 public:
  Searcher(const Policy& policy, const Document& document, const Decisions& decisions,
           const CounterfactualOptions& options)
      : policy_(policy),
        document_(document),
        decisions_(decisions),
        audience_(*decisions.audience),
        options_(options),
        judge_(policy, audience_, document, decisions.as_of) {
    const ElementList& elements = document.elements();
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (internal::IsDecidedOn(elements[i])) heads_.push_back(i);
    }
  }

  std::vector<Counterfactual> Of(std::size_t unit) {
    const Element element = document_.elements()[unit];
    found_.clear();
    if (!internal::IsDecidedOn(element) || NeverReleased(element.kind)) return {};
    const Decision& decision = decisions_.elements[unit];
    const bool out = GoesOut(decision.outcome);
    if (options_.by_hand && IsPortion(element.kind)) TryByHand(unit, out);
    for (const PolicyEdit& edit : out ? InEdits(decision) : OutEdits(unit)) {
      Try(edit, unit, [&](Outcome outcome) { return GoesOut(outcome) != out; });
    }
    if (out) TryNewRules(decision);
    if (decision.outcome == Outcome::kMask) {
      Try(Unmasked(decision), unit, [](Outcome outcome) { return outcome == Outcome::kRelease; });
    }
    const auto order = [](const Counterfactual& one) {
      return std::tuple(one.steps.size(), one.released + one.withheld + one.other_audiences, !one.by_hand,
                        one.steps);
    };
    std::ranges::sort(found_, {}, order);
    if (found_.size() > options_.most) found_.resize(options_.most);
    return std::move(found_);
  }

  [[nodiscard]] bool complete() const { return complete_; }

 private:
  Outcomes DecideWith(const Policy& policy, const std::string& audience, const Overrides* overrides) {
    if (trials_ >= options_.most_trials) {
      complete_ = false;
      return std::nullopt;
    }
    ++trials_;
    return OutcomesOf(Decide(policy, audience, document_, overrides, decisions_.as_of));
  }

  const Trial& TrialOf(const PolicyEdit& edit) {
    const auto [at, fresh] = tried_.try_emplace(edit.Key());
    Trial& trial = at->second;
    if (!fresh) return trial;
    const Policy changed = edit.Apply(policy_, audience_);
    Outcomes outcomes = DecideWith(changed, audience_.id, options_.overrides);
    if (!outcomes) return trial;
    for (const std::string& other : edit.AlsoFor()) {
      auto [before, first] = before_.try_emplace(other);
      if (first) before->second = DecideWith(policy_, other, options_.overrides);
      const Outcomes after = DecideWith(changed, other, options_.overrides);
      // What it does to others has to be known.
      if (!before->second || !after) return trial;
      for (const std::size_t head : heads_) {
        if (GoesOut((*before->second)[head]) != GoesOut((*after)[head])) ++trial.other_audiences;
      }
    }
    trial.outcomes = *std::move(outcomes);
    return trial;
  }

  // Adds a change with what else it turns, when it turns the unit as it should.
  template <class Turns>
  void Try(const PolicyEdit& edit, std::size_t unit, Turns turns) {
    if (edit.edits.empty()) return;
    const Trial& trial = TrialOf(edit);
    if (trial.outcomes.empty() || !turns(trial.outcomes[unit])) return;
    Counterfactual one;
    one.steps = edit.Steps();
    for (const Edit& part : edit.edits) one.toml += part.toml;
    one.other_audiences = trial.other_audiences;
    Count(trial.outcomes, unit, one);
    found_.push_back(std::move(one));
  }

  void Count(const std::vector<Outcome>& outcomes, std::size_t unit, Counterfactual& one) const {
    one.outcome = outcomes[unit];
    for (const std::size_t head : heads_) {
      const bool before = GoesOut(decisions_.elements[head].outcome);
      const bool after = GoesOut(outcomes[head]);
      if (head == unit || before == after) continue;
      ++(after ? one.released : one.withheld);
    }
  }

  // The officer's own decision, and the one that there is taken back.
  void TryByHand(std::size_t unit, bool out) {
    const Decision& decision = decisions_.elements[unit];
    const std::string id = document_.elements()[unit].id();
    Overrides overrides = options_.overrides == nullptr ? Overrides() : *options_.overrides;
    const auto had = std::erase_if(overrides.decisions,
                                   [&](const Override& one) { return document_.Find(one.element) == unit; });
    if (had > 0)
      AddByHand(overrides, unit, out, fmt::format("the decision on {} by hand taken back", id), {});
    Override one;
    one.element = id;
    one.action = out ? Override::Action::kWithhold : Override::Action::kRelease;
    one.reason = one.authority = "...";
    std::string toml =
        fmt::format("[[decision]]\nelement = \"{}\"\naction = \"{}\"\n", id, out ? "withhold" : "release");
    if (!out && !decision.mark_known) {
      one.mark = audience_.clears;  // what the officer says that it is; any will do
      toml += "mark = \"...\"\n";
    }
    toml += "reason = \"...\"\nauthority = \"...\"\n";
    overrides.decisions.push_back(std::move(one));
    AddByHand(overrides, unit, out, fmt::format("{} {} by hand", id, out ? "withheld" : "released"),
              std::move(toml));
  }

  void AddByHand(const Overrides& overrides, std::size_t unit, bool out, std::string step, std::string toml) {
    const Outcomes outcomes = DecideWith(policy_, audience_.id, &overrides);
    if (!outcomes || GoesOut((*outcomes)[unit]) == out) return;
    Counterfactual one;
    one.steps = {std::move(step)};
    one.toml = std::move(toml);
    one.by_hand = true;
    Count(*outcomes, unit, one);
    found_.push_back(std::move(one));
  }

  // All that stands against a unit gone: the rules that hold against it, and the ceiling where it is too low.
  // What is gone already for another unit is not named twice.
  void AddWithoutBars(const Decision& decision, const std::vector<RuleVerdict>& verdicts,
                      PolicyEdit& edit) const {
    const auto add = [&](Edit one) {
      if (std::ranges::find(edit.edits, one.steps, &Edit::steps) == edit.edits.end())
        edit.edits.push_back(std::move(one));
    };
    for (const RuleVerdict& verdict : verdicts) {
      const bool named = std::ranges::find(decision.rules, verdict.rule->id) != decision.rules.end();
      if (named && verdict.rule->effect != RuleEffect::kRelease)
        add(internal::WithoutAudience(*verdict.rule, audience_));
    }
    const Vocabulary& vocabulary = document_.vocabulary();
    const bool portion = IsPortion(document_.elements()[decision.element].kind);
    if (portion && decision.mark_known && !Dominates(vocabulary, audience_.clears, decision.marking))
      add(internal::RaisedClearance(vocabulary, audience_, decision.marking));
  }

  // What it belongs to has to go out as well, where that keeps it in. (Their marks are one: it comes by that
  // of its parent.)
  std::vector<PolicyEdit> OutEdits(std::size_t unit) const {
    PolicyEdit base;
    std::vector<std::pair<const Decision*, std::vector<RuleVerdict>>> chain;
    for (std::size_t at = unit; at != kNoElement;) {
      const Decision& decision = decisions_.elements[at];
      chain.emplace_back(&decision, judge_.Verdicts(decision));
      AddWithoutBars(decision, chain.back().second, base);
      const bool by_parent = std::ranges::find(decision.rules, std::string("parent")) != decision.rules.end();
      at = by_parent ? document_.elements()[at].parent : kNoElement;
    }
    std::vector<PolicyEdit> edits;
    for (const auto& [decision, verdicts] : chain) AddOutEdits(*decision, verdicts, base, edits);
    return edits;
  }

  void AddOutEdits(const Decision& decision, const std::vector<RuleVerdict>& verdicts, const PolicyEdit& base,
                   std::vector<PolicyEdit>& edits) const {
    const auto releases = [](const RuleVerdict& one) { return one.rule->effect == RuleEffect::kRelease; };
    const bool released =
        std::ranges::any_of(verdicts, [&](const RuleVerdict& one) { return releases(one) && one.Held(); });
    const auto add = [&](std::optional<Edit> edit) {
      PolicyEdit& all = edits.emplace_back(base);
      if (edit) all.edits.push_back(*std::move(edit));
      // (Two of a chain may ask for the same.)
      const std::string key = all.Key();
      const auto same = [&](const PolicyEdit& one) { return one.Key() == key; };
      if (std::ranges::count_if(edits, same) > 1) edits.pop_back();
    };
    if (released) return add(std::nullopt);
    for (const RuleVerdict& verdict : verdicts) {
      if (!releases(verdict)) continue;
      if (auto edit = internal::Widened(document_, verdict, decision, audience_)) add(std::move(edit));
    }
    if (IsPortion(document_.elements()[decision.element].kind)) return;
    // Apparatus is released by its kind alone.
    for (Edit& edit :
         internal::NewRules(document_, judge_, decision, audience_, RuleEffect::kRelease, policy_))
      add(std::move(edit));
  }

  std::vector<PolicyEdit> InEdits(const Decision& decision) const {
    const Vocabulary& vocabulary = document_.vocabulary();
    std::vector<PolicyEdit> edits;
    PolicyEdit gone;
    PolicyEdit lowered;
    for (const RuleVerdict& verdict : judge_.Verdicts(decision)) {
      const Rule& rule = *verdict.rule;
      if (rule.effect == RuleEffect::kWithhold) {
        if (auto edit = internal::Widened(document_, verdict, decision, audience_))
          edits.push_back({{*std::move(edit)}});
      }
      if (rule.effect != RuleEffect::kRelease || !verdict.Held()) continue;
      gone.edits.push_back(internal::WithoutAudience(rule, audience_));
      auto edit = decision.mark_known ? internal::Lowered(vocabulary, rule, decision.marking, audience_)
                                      : std::nullopt;
      lowered.edits.push_back(edit ? *std::move(edit) : gone.edits.back());
    }
    const bool same = gone.Key() == lowered.Key();
    edits.push_back(std::move(gone));
    if (!same) edits.push_back(std::move(lowered));
    if (!decision.mark_known) return edits;
    if (auto edit = internal::LoweredClearance(vocabulary, audience_, decision.marking))
      edits.push_back({{*std::move(edit)}});
    return edits;
  }

  // Of the rules that could be added, the one that turns least else.
  void TryNewRules(const Decision& decision) {
    std::vector<Counterfactual> before = std::move(found_);
    found_.clear();
    for (Edit& edit :
         internal::NewRules(document_, judge_, decision, audience_, RuleEffect::kWithhold, policy_)) {
      Try({{std::move(edit)}}, decision.element, [](Outcome outcome) { return !GoesOut(outcome); });
    }
    const auto least = std::ranges::min_element(found_, {}, [](const Counterfactual& one) {
      return std::tuple(one.withheld, one.toml.size(), one.toml);
    });
    if (least != found_.end()) before.push_back(*least);
    found_ = std::move(before);
  }

  // Without the mask rules that replaced something.
  PolicyEdit Unmasked(const Decision& decision) const {
    PolicyEdit edit;
    std::vector<std::string> names;
    for (const std::size_t part : document_.UnitParts(decision.element)) {
      for (const MaskSpan& mask : decisions_.elements[part].masks) names.push_back(mask.rule);
    }
    for (const Rule& rule : policy_.rules()) {
      if (std::ranges::find(names, rule.id) != names.end())
        edit.edits.push_back(internal::WithoutAudience(rule, audience_));
    }
    return edit;
  }

  const Policy& policy_;
  const Document& document_;
  const Decisions& decisions_;
  const Audience& audience_;
  const CounterfactualOptions& options_;
  const internal::RuleJudge judge_;
  std::vector<std::size_t> heads_;  // of units that are decided on
  std::vector<Counterfactual> found_;
  std::map<std::string, Trial> tried_;
  std::map<std::string, Outcomes> before_;  // of other audiences, as the policy stands
  std::size_t trials_ = 0;
  bool complete_ = true;
};

}  // namespace

Result<Counterfactuals> FindCounterfactuals(const Policy& policy, const Document& document,
                                            const Decisions& decisions, std::span<const std::size_t> units,
                                            const CounterfactualOptions& options) {
  try {
    Searcher searcher(policy, document, decisions, options);
    Counterfactuals found;
    found.of.reserve(units.size());
    for (const std::size_t unit : units) found.of.push_back(searcher.Of(unit));
    found.complete = searcher.complete();
    return found;
  } catch (const std::exception&) {  // no memory
    return Fail(ErrorCode::kInternal, {}, "trying out changes failed", "report this");
  }
}

}  // namespace markings
