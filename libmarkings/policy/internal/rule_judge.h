#ifndef LIBMARKINGS_POLICY_INTERNAL_RULE_JUDGE_H_
#define LIBMARKINGS_POLICY_INTERNAL_RULE_JUDGE_H_

// How near every rule of a policy came on one unit. Users want policy/why.h and policy/counterfactual.h.

#include <cstddef>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/internal/condition.h"
#include "libmarkings/policy/internal/sections.h"
#include "libmarkings/policy/policy.h"

namespace markings::internal {

[[nodiscard]] bool Speaks(const Rule& rule, const Audience& audience);
// "SBU//NF": a mark as a policy has it.
[[nodiscard]] std::string BareMark(const Vocabulary& vocabulary, const Marking& mark);

struct RuleVerdict {
  const Rule* rule = nullptr;
  bool speaks = true;               // of the audience
  bool names_kind = true;           // false: a release rule for apparatus that it does not name
  std::vector<std::size_t> failed;  // keys of `when`: indices into Rule::conditions
  // How many things would have to be otherwise for it to hold.
  [[nodiscard]] std::size_t Distance() const {
    return failed.size() + (speaks ? 0U : 1U) + (names_kind ? 0U : 1U);
  }
  [[nodiscard]] bool Held() const { return Distance() == 0; }
  // The first of them, as the rule reads: "audience", "kind", "at_most U"; empty: it holds.
  [[nodiscard]] std::string First() const;
};

// For one audience, by the day that its decisions were made by; the policy, its audience and the document
// must outlive it. Thread-safe.
class RuleJudge {
 public:
  RuleJudge(const Policy& policy, const Audience& audience, const Document& document, AsOf as_of);

  // Every rule of the policy, by its id, on the unit of a decision (its head).
  [[nodiscard]] std::vector<RuleVerdict> Verdicts(const Decision& decision) const;
  // The sections that rules of the policy name and the unit stands in.
  [[nodiscard]] std::vector<std::string> SectionsOf(std::size_t unit) const;
  // The kinds that recognisers find in the unit by itself.
  [[nodiscard]] std::vector<EntityKind> FoundIn(std::size_t unit) const;

 private:
  const Document& document_;
  const Audience& audience_;
  std::vector<const Rule*> rules_;
  std::vector<std::string> names_;
  UnitTexts texts_;
  SectionIndex sections_;
  Dates dates_;
  // What recognisers are asked for is what the rules of an audience ask for: kinds compete for a stretch.
  EntityKinds own_, all_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_RULE_JUDGE_H_
