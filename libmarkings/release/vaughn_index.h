#ifndef LIBMARKINGS_RELEASE_VAUGHN_INDEX_H_
#define LIBMARKINGS_RELEASE_VAUGHN_INDEX_H_

// What a court or a requester asks of whoever withholds (Vaughn v. Rosen, 484 F.2d 820, D.C. Cir. 1973): each
// cut, where it is, by which exemption, why and by whom; and how much was segregated and let out (5 U.S.C.
// 552(b), last sentences). A function of what is released and of the decisions: of what was withheld it says
// no more than the derivative and the manifest.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"

namespace markings {

struct MARKINGS_API VaughnIndex {
  // One place of deletion.
  struct Cut {
    std::string element;  // id of its first element
    std::string place;    // "paragraph 4", "subject"
    std::string amount;   // "1 paragraph", "name"; empty when the policy shows none
    std::string mark;  // of a portion that is withheld whole, "(SBU)"; empty when the derivative shows none
    std::vector<std::string> codes;
    std::string statute;
    std::vector<std::string> reasons;   // of its rules, of the officers
    std::vector<std::string> rules;     // "override" for an officer's decision
    std::vector<std::string> officers;  // empty: decided by the policy alone
    std::string date;                   // of the decision, or of the release: "2026-11-20"
  };
  // What the derivative holds, counted as it shows: a hole is one, whatever it stands for.
  struct Figures {
    std::string who;  // an officer; empty: the policy alone; of the whole document: its stem
    std::size_t released = 0, masked = 0, withheld = 0;
  };

  std::string stem, date;
  std::string record;  // origin and serial, when the derivative shows them; else empty
  std::string policy;  // name and version
  std::string banner, stamp;
  std::vector<Cut> cuts;          // in the order of the derivative
  Figures document;               // all of it
  std::vector<Figures> deciders;  // the policy, then each officer, by name; who decided together counts each
};

// The index of one redaction. `overrides` as it was made with, or null; `stem` and `date` as the release has
// them.
[[nodiscard]] MARKINGS_API VaughnIndex MakeVaughnIndex(const Redaction& redaction, const Document& document,
                                                       const Policy& policy, const Overrides* overrides,
                                                       std::string_view stem, std::string_view date);

// What an index says and a redaction does not know of: the reasons of the rules that withhold from the
// audience or mask. For RedactOptions::outgoing.
[[nodiscard]] MARKINGS_API std::vector<OutgoingText> VaughnIndexTexts(const Policy& policy,
                                                                      std::string_view audience);

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_VAUGHN_INDEX_H_
