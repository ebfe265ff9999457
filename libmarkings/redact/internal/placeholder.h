#ifndef LIBMARKINGS_REDACT_INTERNAL_PLACEHOLDER_H_
#define LIBMARKINGS_REDACT_INTERNAL_PLACEHOLDER_H_

// You should use libmarkings/redact/derivative.h.

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/element.h"
#include "libmarkings/policy/policy.h"

namespace markings::internal {

// What a hole stands for, in coarse units: "1 paragraph"; "paragraphs" when several were merged, whose number
// does not show. Empty for what leaves without a word (a blank line, a page line).
[[nodiscard]] std::string_view AmountWords(ElementKind kind, bool merged);

// The fixed label before a hole: "SUBJECT: ". Never the label as written, which may be misspelt by one writer
// only.
[[nodiscard]] std::string_view HoleLabel(ElementKind kind);

// "[1 paragraph withheld: (b)(3) INA 222(f)]". With Amount::kNone the amount is not said. `codes` sorted, as
// the policy has them. In the form of data sets: "1 paragraph, INA 222(f) [[REDACTED-EX B3]]", brackets for
// each code.
[[nodiscard]] std::string HoleWords(const Audience& audience, std::string_view amount_words,
                                    const std::vector<std::string>& codes, std::string_view statute);

// "[PERSON 1: (b)(6)]": a masked span with a number of its own. `pseudonym` is "PERSON 1".
[[nodiscard]] std::string PseudonymWords(const Audience& audience, std::string_view pseudonym,
                                         const std::vector<std::string>& codes, std::string_view statute);

// "RELEASE IN PART (b)(1), (b)(6)": the stamp's words and the codes that are used.
[[nodiscard]] std::string StampWords(const Audience& audience, std::string_view words,
                                     const std::vector<std::string>& codes);

// A number as written, as structure: "17. "; empty when there is no digit in it.
[[nodiscard]] std::string HoleNumber(std::string_view label);

// A list label as written, as structure: "a. ", "(1) ", "-- "; empty when it is none of the known forms.
[[nodiscard]] std::string HoleListLabel(std::string_view label);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_PLACEHOLDER_H_
