#ifndef LIBMARKINGS_POLICY_DECISION_DIFF_H_
#define LIBMARKINGS_POLICY_DECISION_DIFF_H_

// What two decisions on one element have different, and all such elements of a document.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"

namespace markings {

enum class Change : std::uint8_t {
  kNone,
  kMore,       // the second shows something that the first does not (it may hide something else as well)
  kLess,       // the second hides something that the first shows
  kOtherwise,  // they show the same, with other exemption codes or other words over what is masked
};
[[nodiscard]] MARKINGS_API std::string_view Name(Change change);  // "more"

// Of two decisions on the same element of the same document. Rules and reasons alone are no change.
[[nodiscard]] MARKINGS_API Change ChangeBetween(const Decision& first, const Decision& second);

// What one side decides, for people: no text of the document, no place in it.
struct MARKINGS_API SideDecision {
  Outcome outcome = Outcome::kWithhold;
  std::vector<std::string> codes, rules;
  std::size_t masks = 0;  // places, with kMask
  bool pending = false;
};
[[nodiscard]] MARKINGS_API SideDecision SideOf(const Decision& decision);
// Of the unit that an element heads, with the masks of all its parts.
[[nodiscard]] MARKINGS_API SideDecision SideOf(const Document& document, const Decisions& decisions,
                                               std::size_t head);
// As a policy's test says it: "withhold (b)(6)", "withhold ?", "mask 2".
[[nodiscard]] MARKINGS_API std::string OutcomeText(const SideDecision& side);

struct MARKINGS_API ElementChange {
  std::string id, kind;
  std::string mark;  // effective, "(SBU)"; empty: none that can be read
  Change change = Change::kNone;
  SideDecision first, second;
};

struct MARKINGS_API DocumentDiff {
  std::size_t elements = 0;            // that were compared: portions, and lines that a rule may release
  std::vector<ElementChange> changes;  // in order of the document
};

// Between two decisions on the same document. Parts of a unit that a page line splits count once. Linear.
[[nodiscard]] MARKINGS_API DocumentDiff DiffDecisions(const Document& document, const Decisions& first,
                                                      const Decisions& second);

// What changes for one audience of a document between two policies of the same vocabulary, both decided on
// the same day. Errors: those of Decide, of either policy. Thread-safe. Linear.
[[nodiscard]] MARKINGS_API Result<DocumentDiff> DiffDecisions(const Policy& first, const Policy& second,
                                                              std::string_view audience,
                                                              const Document& document,
                                                              AsOf as_of = std::nullopt);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_DECISION_DIFF_H_
