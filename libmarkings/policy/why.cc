// A decision names the rules that made it; what they were up against is worked out anew, rule by rule, from
// the same conditions (rule_judge.cc).

#include "libmarkings/policy/why.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/internal/rule_judge.h"

namespace markings {
namespace {

using internal::RuleVerdict;

std::size_t PlacesOf(const Document& document, const Decisions& decisions, std::size_t unit,
                     const std::string& rule) {
  std::size_t count = 0;
  for (const std::size_t part : document.UnitParts(unit)) {
    count += static_cast<std::size_t>(
        std::ranges::count_if(decisions.elements[part].masks,
                              [&](const MaskSpan& mask) { return mask.rule == rule && !mask.continued; }));
  }
  return count;
}

std::string Sought(const Rule& rule) {
  if (rule.pattern) return "pattern";
  std::string words = "find";
  for (int i = 0; i < kEntityKinds; ++i) {
    const auto kind = static_cast<EntityKind>(i);
    if (rule.find.Has(kind)) words += " " + std::string(Name(kind));
  }
  return words;
}

// What a built-in rule says of a unit, and what lifts it.
std::string BuiltIn(const Document& document, const Decision& decision, const Audience& audience,
                    const std::string& rule) {
  const Element element = document.elements()[decision.element];
  if (rule == "clearance") {
    const Vocabulary& vocabulary = document.vocabulary();
    if (!audience.countries.empty()) {
      return fmt::format(
          "the mark is above what the audience may read or may not be given to {}: no rule lifts it, clears "
          "is {}",
          fmt::join(audience.countries, ", "), internal::BareMark(vocabulary, audience.clears));
    }
    return fmt::format(
        "the mark is above what the audience may read: no rule lifts it, clears is {} and would have to be "
        "{}",
        internal::BareMark(vocabulary, audience.clears),
        internal::BareMark(vocabulary, Join(vocabulary, audience.clears, decision.marking)));
  }
  if (rule == "parent") {
    return fmt::format("it belongs to {}, which is withheld: no rule for it alone lifts that",
                       document.elements()[element.parent].id());
  }
  if (rule == "unknown-caption")
    return "the document has a caption that nobody knows: no rule lifts it before the vocabulary has it";
  if (rule == "unknown-mark")
    return "the mark that governs the portion cannot be read: no rule lifts it before the mark is mended";
  if (rule == "unmarked")
    return "the portion has no mark and there is none that it comes by: no rule lifts it before it has one";
  if (rule == "hidden") return "it is hidden in the file: nothing lifts it";
  if (rule == "unread") return "nothing was read of it: nothing lifts it";
  return decision.reason;
}

class Accountant {
 public:
  Accountant(const Policy& policy, const Document& document, const Decisions& decisions)
      : document_(document),
        decisions_(decisions),
        judge_(policy, *decisions.audience, document, decisions.as_of) {}

  Why Of(std::size_t unit) const {
    const Decision& decision = decisions_.elements[unit];
    const std::vector<RuleVerdict> verdicts = judge_.Verdicts(decision);
    Why why{unit, {}, {}, {}, {}};
    for (const std::string& name : decision.rules) {
      const auto found =
          std::ranges::find(verdicts, name, [](const RuleVerdict& one) { return one.rule->id; });
      if (found == verdicts.end()) {
        RuleAccount account;
        account.rule = name;
        account.reason = BuiltIn(document_, decision, *decisions_.audience, name);
        why.by.push_back(std::move(account));
      } else {
        why.by.push_back(AccountOf(*found));
      }
    }
    const Element element = document_.elements()[unit];
    // What is computed anew, goes with another or is never released no rule is asked about.
    if (!internal::IsDecidedOn(element) || NeverReleased(element.kind)) return why;
    for (const RuleVerdict& verdict : verdicts) Sort(verdict, decision, why);
    std::ranges::stable_sort(why.failed, {}, &RuleAccount::failed_conditions);
    return why;
  }

 private:
  static RuleAccount AccountOf(const RuleVerdict& verdict) {
    RuleAccount account;
    account.rule = verdict.rule->id;
    account.effect = verdict.rule->effect;
    account.reason = verdict.rule->reason;
    account.failed = verdict.First();
    account.failed_conditions = verdict.Distance();
    account.conditions = verdict.rule->conditions.front().children.size();
    return account;
  }

  void Sort(const RuleVerdict& verdict, const Decision& decision, Why& why) const {
    if (std::ranges::find(decision.rules, verdict.rule->id) != decision.rules.end()) return;
    const bool masks = verdict.rule->effect == RuleEffect::kMask;
    const bool out = decision.outcome == Outcome::kRelease || decision.outcome == Outcome::kMask;
    if (masks && !out) return;  // it is not asked about what stays in
    RuleAccount account = AccountOf(verdict);
    if (!verdict.Held()) return why.failed.push_back(std::move(account));
    if (!masks) return why.beaten.push_back(std::move(account));
    account.places = PlacesOf(document_, decisions_, decision.element, account.rule);
    if (account.places > 0) return why.masked.push_back(std::move(account));
    account.failed = Sought(*verdict.rule);
    account.failed_conditions = 1;
    why.failed.push_back(std::move(account));
  }

  const Document& document_;
  const Decisions& decisions_;
  const internal::RuleJudge judge_;
};

}  // namespace

bool CanBeDecided(const Element& element) { return internal::IsDecidedOn(element); }

std::vector<Why> ExplainDecisions(const Policy& policy, const Document& document, const Decisions& decisions,
                                  std::span<const std::size_t> units) {
  const Accountant accountant(policy, document, decisions);
  std::vector<Why> whys;
  whys.reserve(units.size());
  for (const std::size_t unit : units) whys.push_back(accountant.Of(unit));
  return whys;
}

}  // namespace markings
