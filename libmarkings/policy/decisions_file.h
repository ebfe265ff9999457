#ifndef LIBMARKINGS_POLICY_DECISIONS_FILE_H_
#define LIBMARKINGS_POLICY_DECISIONS_FILE_H_

// Work on a decisions file (docs/formats/decisions.md): begin one, see whether it fits its document, bind it,
// merge those of two officers, carry one over to a corrected copy. Each gives the text of a new file;
// comments and order stay. Whatever is given out holds places, ids and commitments, never text of the
// document; but the file has the salt, so it is as sensitive as the document. All are pure but for the salt
// that they draw, and thread-safe. Errors: kBadOverrides with the place in the file at hand.
//
//   auto bound = BindDecisions(*toml, *policy, document, {});
//   auto carried = CarryDecisions(*toml, *policy, document, corrected);
//   if (carried && carried->unmatched() > 0) ... an officer settles them

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings {

// One entry of a decisions file.
enum class DecisionEntry : std::uint8_t { kDecision, kMask, kWaive, kDocumentMark };
[[nodiscard]] MARKINGS_API std::string_view Name(DecisionEntry entry);  // "decision", ... as in the file

// How an entry stands to the document, and to what the policy asks of it.
enum class DecisionState : std::uint8_t {
  kFits,
  kStale,      // its element has changed since it was decided
  kMissing,    // the document has no such portion
  kBadSpans,   // they do not lie in the element's text
  kUnmatched,  // carried over from another copy, and not settled
  kUnbound,    // the policy asks for a binding, or it has spans
  kOnePerson,  // the policy asks for two
};
[[nodiscard]] MARKINGS_API std::string_view Name(DecisionState state);  // "fits", "stale", ...

struct MARKINGS_API CheckedDecision {
  DecisionEntry entry = DecisionEntry::kDecision;
  std::string element;  // of a waiver, its finding; of the document's mark, "document"
  Span where;           // in the file
  bool bound = false;
  DecisionState state = DecisionState::kFits;
  // Of any other state than kFits. (Initialised, so that they may be left out.)
  std::string message{};  // NOLINT(readability-redundant-member-init)
  std::string fix{};      // NOLINT(readability-redundant-member-init)
};

// Looks at each entry of a draft (Overrides::LoadDraft). Waivers are checked against findings only when the
// document is redacted. Errors: kBadOverrides when they are for another document.
[[nodiscard]] MARKINGS_API Result<std::vector<CheckedDecision>> CheckDecisions(const Overrides& draft,
                                                                               const Policy& policy,
                                                                               const Document& document);

// A file to be filled in: the salt, and for each pending element a commented decision with its binding.
[[nodiscard]] MARKINGS_API Result<std::string> NewDecisions(const Document& document,
                                                            const Decisions& decisions);

// The file with each decision and mask bound to its element. What is bound already stays as it is; a stale
// one is bound anew only when `looked_at` names its element, since somebody must have looked at the text.
[[nodiscard]] MARKINGS_API Result<std::string> BindDecisions(const Buffer& toml, const Policy& policy,
                                                             const Document& document,
                                                             std::span<const std::string> looked_at);

struct MARKINGS_API DecisionConflict {
  DecisionEntry entry = DecisionEntry::kDecision;
  std::string element;
  Span first, second;  // each in its file
};
struct MARKINGS_API MergedDecisions {
  std::string text;  // empty when there are conflicts
  std::vector<DecisionConflict> conflicts;
};
struct MARKINGS_API MergeOptions {
  const Document* document = nullptr;  // needed where both files are bound under salts of their own
  // What is decided differently is decided by the stricter of the two: withhold, then mask, then release;
  // codes, spans and marks united. The reason says so.
  bool strictest = false;
};
// The decisions of two files on one document. What both decide alike stands once, with both authorities.
// Errors: kBadOverrides; Error::file names the file and the place in it.
[[nodiscard]] MARKINGS_API Result<MergedDecisions> MergeDecisions(const Buffer& first, const Buffer& second,
                                                                  const Policy& policy,
                                                                  const MergeOptions& options);

// How a decision found its element in the other copy.
enum class CarriedBy : std::uint8_t {
  kExact,    // the same bytes
  kFolded,   // the same but for case, blanks, hyphens and what scanners take for each other: 0 and O, 1 and l
  kSimilar,  // the same id or number, and much of the text: good enough to withhold, not to release
  kUnmatched,  // not at all: the entry stops a release until an officer settles it
};
[[nodiscard]] MARKINGS_API std::string_view Name(CarriedBy how);

struct MARKINGS_API CarriedDecision {
  DecisionEntry entry = DecisionEntry::kDecision;
  std::string from, to;  // ids; `to` is empty when unmatched
  Span where;            // in the file
  CarriedBy how = CarriedBy::kUnmatched;
  std::string note{};  // NOLINT(readability-redundant-member-init): why nothing was matched; else empty
};
struct MARKINGS_API CarriedDecisions {
  std::string text;
  std::vector<CarriedDecision> entries;
  [[nodiscard]] std::size_t unmatched() const;
};
// The file for another copy of the same document. Bindings are checked against `from` and made anew for `to`.
// What releases is matched by the same text only, under the same mark. Linear in both texts.
[[nodiscard]] MARKINGS_API Result<CarriedDecisions> CarryDecisions(const Buffer& toml, const Policy& policy,
                                                                   const Document& from, const Document& to);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_DECISIONS_FILE_H_
