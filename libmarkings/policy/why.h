#ifndef LIBMARKINGS_POLICY_WHY_H_
#define LIBMARKINGS_POLICY_WHY_H_

// Why a unit of a document goes out to an audience or not, and why not otherwise.
//
//   auto decisions = Decide(policy, "public", document, nullptr);           policy/decision.h
//   for (const Why& why : ExplainDecisions(policy, document, *decisions, units)) ...
//   SpanWhy near = ExplainSpan(policy, document, *decisions, unit, span);    what recognisers made of a span
//
// Where a unit's mark comes from: cable/mark_source.h. What would have to change for another decision:
// policy/counterfactual.h. Nothing here holds text of the document, and no pattern of a rule: a pattern may
// name a person.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/recognise/recognition.h"

namespace markings {

// Whether rules decide on a unit that an element heads: false of what is computed anew, goes with another
// element or is a part of a unit.
[[nodiscard]] MARKINGS_API bool CanBeDecided(const Element& element);

// What one rule did, or would have done.
struct MARKINGS_API RuleAccount {
  std::string rule;
  // None: a built-in one (decision.h).
  std::optional<RuleEffect> effect{};  // NOLINT(readability-redundant-member-init): may be left out
  // The rule's own; of a built-in one what it says and what lifts it.
  std::string reason;
  // Of a rule that did not hold: the first condition that failed, as the rule reads ("at_most U"; of a
  // pattern only "text"); "audience": it is for others; "kind": a line that bears no mark is released only by
  // a rule that names its kind; "pattern", "find person": it held and found nothing.
  std::string failed;
  std::size_t failed_conditions = 0;  // how many failed, the audience counted as one
  std::size_t conditions = 0;         // keys of its `when`
  std::size_t places = 0;             // a mask rule's
};

// The whole account of one decision.
struct MARKINGS_API Why {
  std::size_t unit = 0;             // index into Document::elements(), as Decision::element
  std::vector<RuleAccount> by;      // that made it so
  std::vector<RuleAccount> beaten;  // that held and did not count
  std::vector<RuleAccount> masked;  // mask rules that replaced something
  std::vector<RuleAccount> failed;  // that did not hold, those first that fewest conditions kept from it
};

// One for each of `units`, heads of units (Element::continues is kNoElement). `decisions` are those of the
// same policy and document. Thread-safe. Linear in units times rules; sections are looked up once.
[[nodiscard]] MARKINGS_API std::vector<Why> ExplainDecisions(const Policy& policy, const Document& document,
                                                             const Decisions& decisions,
                                                             std::span<const std::size_t> units);

// What a recogniser found, or the pattern of a mask rule, in a unit.
struct MARKINGS_API FoundPlace {
  // None: a pattern matched.
  std::optional<EntityKind> kind{};  // NOLINT(readability-redundant-member-init): may be left out
  std::uint8_t confidence = 0;       // percent, of a recogniser
  EnumSet<Evidence> evidence;
  Span span;           // bytes of the document; over a page line also what lies between
  bool meets = false;  // it overlaps the span that was asked about; else it is the nearest on one side
  struct OfRule {
    std::string rule;
    // Empty: the rule masks it. Else what keeps it: "audience", a condition as the rule reads, "sure 80",
    // "except", "covered by RULE", "the unit is withheld".
    std::string kept;
  };
  std::vector<OfRule> rules;  // mask rules that ask for it, by id; none: nobody asks for that kind
};
struct MARKINGS_API SpanWhy {
  std::vector<FoundPlace> found;  // by place; empty: no recogniser and no mask pattern finds anything
};
// `asked` is in bytes of the document's text. Recognisers read what the decision's own masks were made from:
// all that goes out to the audience, or, where the unit stays in, the unit by itself. They give nothing with
// a confidence below Recognisers::kLeast. Thread-safe. Linear in the text.
[[nodiscard]] MARKINGS_API SpanWhy ExplainSpan(const Policy& policy, const Document& document,
                                               const Decisions& decisions, std::size_t unit, Span asked);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_WHY_H_
