#ifndef LIBMARKINGS_POLICY_RULE_TRACE_H_
#define LIBMARKINGS_POLICY_RULE_TRACE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/policy.h"

namespace markings {

// What one rule did to the units of a document for one audience, in units that rules decide on.
struct MARKINGS_API RuleTrace {
  std::size_t held = 0;    // its condition held
  std::size_t failed = 0;  // its condition did not hold
  std::size_t fired = 0;   // the decision names it: it released, withheld or masked something
};

// One for each of policy.rules(), in that order; all 0 for a rule that does not speak of the audience.
// `decisions` are those of the same policy and document, made without overrides. Holds no text of the
// document. Thread-safe. Linear in document size times rules.
[[nodiscard]] MARKINGS_API std::vector<RuleTrace> TraceRules(const Policy& policy, const Document& document,
                                                             const Decisions& decisions);

// What the conditions on dates of an audience's rules come to, for the document and for each message of a
// thread: a letter for each, yes, no or open. The same text for two documents: dates make no difference
// between decisions on them. Linear.
[[nodiscard]] MARKINGS_API std::string DateAnswers(const Policy& policy, const Document& document,
                                                   const Decisions& decisions);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_RULE_TRACE_H_
