#ifndef LIBMARKINGS_REDACT_RESIDUAL_H_
#define LIBMARKINGS_REDACT_RESIDUAL_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/redact/derivative.h"

namespace markings {

// The place of the file name. The case of its letters says nothing, and it may run words together.
inline constexpr std::string_view kFileNamePlace = "file-name";

// A text that goes out beside the derivative: the file name, an officer's reason, an audience's title.
struct MARKINGS_API OutgoingText {
  std::string place;  // "file-name", "override:subject:reason"
  std::string text;
};

// A term of withheld text that survives in what would go out. Holds no withheld text: where it stands in the
// outgoing text, and which withheld elements it comes from.
struct MARKINGS_API ResidualFinding {
  std::string id;  // "<place>:<n>": "subject:10", "file-name:1"; what a waiver names. n is the 1-based byte
                   // within the place as it goes out (in an element from its label on, line breaks counted)
  std::string place;       // element id in the derivative, or OutgoingText::place
  std::size_t line = 1;    // 1-based, in the derivative (1 for other outgoing texts)
  std::size_t column = 1;  // 1-based byte column in that line
  // "name", "number", "phrase", "word" as they stand in withheld text; "variant" (another spelling of a
  // name), "initials", "acronym", "date" (a day, beside a place) in another form. Of several the first.
  std::string kind;
  std::vector<std::string>
      from;  // ids of the withheld elements (units) that hold it, in document order, at most 16
  bool waived = false;
};

// Looks for distinctive terms of withheld and masked text (capitalised sequences and their words, numbers of
// four digits or more, MRNs, quoted phrases, runs of five words, rare words of all-capitals text) in all that
// goes out: kept pieces of the derivative and `outgoing`. Ignores case, hyphenation, line breaks and
// possessive endings. Common words of English and of the trade do not count, nor does the post that the
// cable's own class line shows. Waived findings are returned too, marked. Linear in both texts. Thread-safe.
[[nodiscard]] MARKINGS_API std::vector<ResidualFinding> FindResidual(
    const Document& document, const Policy& policy, const Decisions& decisions, const Derivative& derivative,
    std::span<const OutgoingText> outgoing, const Overrides* overrides);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_RESIDUAL_H_
