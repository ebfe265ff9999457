#ifndef LIBMARKINGS_POLICY_OVERRIDES_H_
#define LIBMARKINGS_POLICY_OVERRIDES_H_

// What an officer decides by hand: decisions.toml. See docs/formats/decisions.md.
//
//   schema = "markings/decisions/1"
//   document = "TEL AVIV 004462"      # MRN of the cable, or its file name when it has none
//   salt = "5f0c..."                  # with bindings: 32 random bytes
//   [[decision]]
//   element = "subject"               # id, as `markings redact --explain` prints it
//   binds = "91d2..."                 # optional: a commitment to the text that was decided on
//   action = "release"                # release | withhold | mask
//   mark = "U"                        # optional, with release and mask: the officer's own marking of it
//   code = ["(b)(3)"]                 # optional, with withhold and mask
//   statute = "..."                   # with a code that needs one
//   spans = [[10, 21]]  as = "name"   # with mask: what of its text is hidden
//   reason = "already announced by the ministry"
//   authority = "Jane Roe, Release Officer"   # or a list: the policy may ask for two persons
//   date = 2026-11-20
//   [[mask]]                          # hides more of what goes out, whoever lets it out
//   element = "p4"  binds = ...  spans = [[3, 9]]  as = "name"  code = ["(b)(6)"]  reason = ...
//   [[waive]]
//   finding = "subject:10"            # id of a residual finding
//   reason = ...  authority = ...
//   [document_mark]                   # settles an unknown or contradictory class line; never lowers one
//   mark = "SBU"  reason = ...  authority = ...

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
  enum class Action : std::uint8_t { kRelease, kWithhold, kMask };
  std::string element;
  Action action = Action::kWithhold;
  std::optional<Marking> mark;
  std::vector<std::string> codes;  // with withhold and mask
  std::string statute;             // with a code that needs one
  // Several persons: "Jane Roe; Ada Roe" (Authorities).
  std::string reason, authority, date;
  Span where;
  // With mask: what is hidden, in bytes of the element's text: of its text_span, and where a page line splits
  // it of those of its parts one after the other. `as` is the unit word: "name". (Initialised, so that they
  // may be left out.)
  std::vector<Span> spans{};  // NOLINT(readability-redundant-member-init)
  std::string as{};           // NOLINT(readability-redundant-member-init)
  // 64 hexadecimal digits that commit to the element under Overrides::salt; empty: not bound.
  std::string binds{};     // NOLINT(readability-redundant-member-init)
  bool unmatched = false;  // carried over from another copy, and nothing of this one answers to it
  Span authority_where{};  // NOLINT(readability-redundant-member-init)
};

// The persons that an authority names, each as it is written. Two are the same when they differ in case and
// blanks only.
[[nodiscard]] MARKINGS_API std::vector<std::string> Authorities(std::string_view authority);
// Several names as one authority, or nothing: a name is empty, stands there twice or holds a semicolon.
[[nodiscard]] MARKINGS_API std::optional<std::string> JoinAuthorities(const std::vector<std::string>& names);

struct MARKINGS_API Waiver {
  std::string finding;
  std::string reason, authority, date;
  Span where;
  bool unmatched = false;
  Span authority_where{};  // NOLINT(readability-redundant-member-init)
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
  // [[mask]]: they hide more of an element that goes out, and let nothing out. Their action is kMask.
  std::vector<Override> masks;
  std::string salt;  // 32 bytes; empty: nothing is bound
  bool document_mark_unmatched = false;
  Span document_mark_where, document_mark_authority_where;

  // Errors: kBadOverrides with the place: TOML errors, unknown keys, a missing reason or authority, an
  // unknown code or mark, the same element or finding twice; spans that are not bound; one person or no
  // binding where the policy asks for two or for one ([officers]).
  [[nodiscard]] static Result<Overrides> Load(const Buffer& toml, const Policy& policy);
  // The same for a file that is still worked on: bindings and second persons may be missing.
  [[nodiscard]] static Result<Overrides> LoadDraft(const Buffer& toml, const Policy& policy);

  // Whether they are for this document: its MRN or file name, elements that exist and have not changed since
  // they were decided on, spans that lie in their text; and nothing that was carried over and found no
  // element. Errors: kBadOverrides at the entry that does not fit. Linear in the text of what is decided.
  [[nodiscard]] Result<void> CheckFits(const Document& document) const;
};

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_OVERRIDES_H_
