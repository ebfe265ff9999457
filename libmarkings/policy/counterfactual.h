#ifndef LIBMARKINGS_POLICY_COUNTERFACTUAL_H_
#define LIBMARKINGS_POLICY_COUNTERFACTUAL_H_

// What would have to change for a unit to go out, or to stay in: the least changes of the policy, and the
// officer's own decision. Each is tried: the document is decided on with it, and only what turns the decision
// is given, with what else it would turn.
//
//   auto changes = FindCounterfactuals(policy, document, *decisions, units, {});
//
// An answer, never advice: that a change would release something says nothing on whether it should.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"

namespace markings {

struct MARKINGS_API Counterfactual {
  // What is otherwise, all of it together: "at_most SBU instead of U in rule 'unclassified-to-all'", "rule
  // 'visa-cases' not for 'partner'", "clears C instead of U for 'public'". No text of the document, no
  // pattern.
  std::vector<std::string> steps;
  // Lines to paste: of a decision by hand its [[decision]], for a decisions file; of a rule to be added its
  // [[rule]]. What only a person can say ("...") is left to fill in. Empty: an edit of what is there.
  std::string toml;
  bool by_hand = false;
  Outcome outcome = Outcome::kWithhold;  // of the unit, with it
  // Other units of the document that would go out to the same audience, or no longer.
  std::size_t released = 0, withheld = 0;
  // Units that would turn for other audiences, each counted for each of them: the rule is theirs as well.
  std::size_t other_audiences = 0;
};

struct MARKINGS_API CounterfactualOptions {
  const Overrides* overrides = nullptr;  // that the decisions were made with; not owned
  bool by_hand = true;                   // also the officer's own decision: one trial for each unit
  std::size_t most = 6;                  // given for each unit, the least first
  std::size_t most_trials = 400;         // decisions on the document that are made at most
};

struct MARKINGS_API Counterfactuals {
  std::vector<std::vector<Counterfactual>> of;  // one list for each of `units`, in their order
  bool complete = true;                         // false: most_trials was reached, something was not tried
};

// For a withheld unit, or a line that is dropped: what lets it out. The rules that hold against it gone for
// the audience, all of them; the ceiling raised as far as its mark; each release rule with the conditions
// that failed made wide enough (at_most to the least bound that works). For one that goes out: what keeps it
// in. A withhold rule made wide enough; its release rules gone or lowered; a lower ceiling; the new rule that
// turns least else. For one that is masked, also what leaves it whole. For a hidden or unread one: nothing.
// Fewer steps are less, then fewer other units that turn.
//
// `units` are heads of units; `decisions` those of the same policy, document and overrides. Changes that
// several units have in common are tried once, so the work is bounded by rules and by most_trials, each as
// much as Decide. Errors: kInternal when there is no memory. Thread-safe.
[[nodiscard]] MARKINGS_API Result<Counterfactuals> FindCounterfactuals(const Policy& policy,
                                                                       const Document& document,
                                                                       const Decisions& decisions,
                                                                       std::span<const std::size_t> units,
                                                                       const CounterfactualOptions& options);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_COUNTERFACTUAL_H_
