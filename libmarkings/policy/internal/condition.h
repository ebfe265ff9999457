#ifndef LIBMARKINGS_POLICY_INTERNAL_CONDITION_H_
#define LIBMARKINGS_POLICY_INTERNAL_CONDITION_H_

// Whether a rule's condition holds for one unit of a document. Users want policy/decision.h.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/internal/dates.h"
#include "libmarkings/policy/internal/pattern_set.h"
#include "libmarkings/policy/internal/sections.h"
#include "libmarkings/policy/internal/unit_texts.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/policy/rule.h"

namespace markings::internal {

// What a rule looks at: one element (the head of its unit) and the text of the unit as it reads.
struct Subject {
  const Document& document;
  const SectionIndex& sections;
  std::size_t element;
  Element head;  // the same, read once
  std::string_view text;
  EntityKinds found;             // what recognisers find in the unit by itself
  const Dates* dates = nullptr;  // null: no day is known
  // Which patterns are found in the text, by their numbers in the set. Null: each is looked for when asked.
  const PatternSet* set = nullptr;
  std::span<const int> patterns{};  // NOLINT(readability-redundant-member-init)
};

// `finds`: the kinds that rules ask for. Recognisers look at the unit by itself: no other text may decide
// about it. `texts` and `dates` must outlive the subject.
[[nodiscard]] Subject SubjectOf(const Document& document, const SectionIndex& sections,
                                const UnitTexts& texts, const Element& element, EntityKinds finds,
                                const Dates* dates = nullptr);
// The kinds that a rule's condition asks for.
[[nodiscard]] EntityKinds KindsAskedFor(const Rule& rule);
// Adds the sections that a rule's condition names, each once.
void AddSections(const Rule& rule, std::vector<std::string>& names);

// Whether an element is the head of a unit that is decided on: what is computed anew, what goes with another
// element and the parts of units are not.
[[nodiscard]] bool IsDecidedOn(ElementKind kind, bool is_head);
[[nodiscard]] inline bool IsDecidedOn(const Element& element) {
  return IsDecidedOn(element.kind, element.continues == kNoElement);
}

struct Verdict {
  bool held = false;
  // Whether it holds is not known, for want of a day: `held` is what the effect makes of it.
  bool open = false;
  // The first key of `when` that failed, or, of those that do not fail, that is open: an index into
  // Rule::conditions. Nothing of a rule that holds and is not open.
  std::uint32_t key = 0;
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

// `mark` is the effective marking, null when there is none that can be read: then at_most, has and lacks
// fail. A condition on dates may be open; all, any and not carry that on (Kleene's logic), and in the end an
// open release rule does not hold, an open withhold or mask rule does.
[[nodiscard]] Verdict Evaluate(const Rule& rule, const Subject& subject, const Marking* mark);

// Whether an audience is cleared for a mark: its ceiling, which no rule lifts.
[[nodiscard]] bool IsCleared(const Vocabulary& vocabulary, const Audience& audience, const Marking& mark);

// The keys of `when` that do not hold, as indices into Rule::conditions; none: the rule holds. Of a release
// rule also those of which that is not known.
[[nodiscard]] std::vector<std::size_t> FailedKeys(const Rule& rule, const Subject& subject,
                                                  const Marking* mark);

// at_most, has, lacks or within against a marking; any other condition fails. Lint asks this without a
// document.
[[nodiscard]] bool HoldsForMark(const Vocabulary& vocabulary, const Condition& condition,
                                const Marking& mark);

// Whether the rule holds only for kinds that it names, this one among them: a `kind` key of its `when`
// itself, not one below any, all or not.
[[nodiscard]] bool NamesKind(const Rule& rule, ElementKind kind);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_CONDITION_H_
