#ifndef LIBMARKINGS_POLICY_INTERNAL_POLICY_EDIT_H_
#define LIBMARKINGS_POLICY_INTERNAL_POLICY_EDIT_H_

// Small changes of a policy that would turn a decision. Users want policy/counterfactual.h.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/policy/internal/rule_judge.h"
#include "libmarkings/policy/policy.h"

namespace markings::internal {

// One rule as it would be, or another ceiling, for one audience.
struct Edit {
  std::vector<std::string> steps;  // in words
  std::string rule;                // id of the rule that is replaced; empty: the clearance
  // (Initialised, so that they may be left out.)
  std::optional<Rule> changed{};    // NOLINT(readability-redundant-member-init): in its place, or added
  std::optional<Marking> clears{};  // NOLINT(readability-redundant-member-init)
  // The rule's other audiences, where it changes for them as well.
  std::vector<std::string> also_for{};  // NOLINT(readability-redundant-member-init)
  std::string toml{};                   // NOLINT(readability-redundant-member-init): of a rule that is added
};

// Changes made together.
struct PolicyEdit {
  std::vector<Edit> edits;
  [[nodiscard]] std::vector<std::string> Steps() const;
  [[nodiscard]] std::string Key() const;  // the same for the same changes
  [[nodiscard]] Policy Apply(const Policy& policy, const Audience& audience) const;
  [[nodiscard]] std::vector<std::string> AlsoFor() const;
};

// The greatest bound below `bound` that leaves `mark` out: a level by itself, where one does.
[[nodiscard]] std::optional<Marking> BoundBelow(const Vocabulary& vocabulary, const Marking& bound,
                                                const Marking& mark);
// Their ids, with blanks between.
[[nodiscard]] std::string ControlNames(const Vocabulary& vocabulary, std::uint64_t controls);

// A rule that no longer speaks of an audience.
[[nodiscard]] Edit WithoutAudience(const Rule& rule, const Audience& audience);
// A rule that did not hold, made just wide enough to: the audience added, each failed key widened as little
// as can be, or left out. None: a bound on a mark that cannot be read, a line whose kind it does not name.
[[nodiscard]] std::optional<Edit> Widened(const Document& document, const RuleVerdict& verdict,
                                          const Decision& decision, const Audience& audience);
// A release rule with at_most, lowered as little as leaves the mark out. None: no at_most, nothing lower.
[[nodiscard]] std::optional<Edit> Lowered(const Vocabulary& vocabulary, const Rule& rule, const Marking& mark,
                                          const Audience& audience);
// The ceiling, raised as far as a mark or lowered as little as leaves it out.
[[nodiscard]] Edit RaisedClearance(const Vocabulary& vocabulary, const Audience& audience,
                                   const Marking& mark);
[[nodiscard]] std::optional<Edit> LoweredClearance(const Vocabulary& vocabulary, const Audience& audience,
                                                   const Marking& mark);
// Rules to add that would hold for a unit, by what they look at: its kind, its controls, what recognisers
// find in it, sections that the policy names. They release or withhold.
[[nodiscard]] std::vector<Edit> NewRules(const Document& document, const RuleJudge& judge,
                                         const Decision& decision, const Audience& audience,
                                         RuleEffect effect, const Policy& policy);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_POLICY_EDIT_H_
