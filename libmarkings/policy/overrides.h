#ifndef LIBMARKINGS_POLICY_OVERRIDES_H_
#define LIBMARKINGS_POLICY_OVERRIDES_H_

// What an officer decides by hand: decisions.toml. See docs/formats/decisions.md.
//
//   schema = "markings/decisions/1"
//   document = "TEL AVIV 004462"      # MRN of the cable, or its file name when it has none
//   [[decision]]
//   element = "subject"               # id, as `markings redact --explain` prints it
//   action = "release"                # release | withhold
//   mark = "U"                        # optional, with release: the officer's own marking of it (regrading)
//   code = ["(b)(3)"]  statute = "..."  # optional, with withhold; the statute with a code that needs one
//   reason = "already announced by the ministry"
//   authority = "Jane Roe, Release Officer"
//   date = 2026-11-20
//   [[waive]]
//   finding = "subject:10"            # id of a residual finding
//   reason = ...  authority = ...
//   [document_mark]                   # settles a class line that is unknown or contradictory; never lowers
//   one mark = "SBU"  reason = ...  authority = ...

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings {

class Document;

struct MARKINGS_API Override {
  enum class Action : std::uint8_t { kRelease, kWithhold };
  std::string element;
  Action action = Action::kWithhold;
  std::optional<Marking> mark;
  std::vector<std::string> codes;  // with withhold
  std::string statute;             // with a code that needs one
  std::string reason, authority, date;
  Span where;
};

struct MARKINGS_API Waiver {
  std::string finding;
  std::string reason, authority, date;
  Span where;
};

// The decision for all withheld portions that have no code: `release --code --reason --authority`.
struct MARKINGS_API CodeForPending {
  std::string code, reason, authority;
};

struct MARKINGS_API Overrides {
  std::string document;
  Span where;  // of `document` in the file
  std::vector<Override> decisions;
  std::vector<Waiver> waivers;
  std::optional<Marking> document_mark;
  std::string document_mark_reason, document_mark_authority;
  std::optional<CodeForPending> code_for_pending;

  // Errors: kBadOverrides with the place: TOML errors, unknown keys, a missing reason or authority, an
  // unknown code or mark, the same element or finding twice.
  [[nodiscard]] static Result<Overrides> Load(const Buffer& toml, const Policy& policy);

  // Whether they are for this document: its MRN or file name, and elements that exist.
  // Errors: kBadOverrides at the entry that does not fit.
  [[nodiscard]] Result<void> CheckFits(const Document& document) const;
};

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_OVERRIDES_H_
