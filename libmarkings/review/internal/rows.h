#ifndef LIBMARKINGS_REVIEW_INTERNAL_ROWS_H_
#define LIBMARKINGS_REVIEW_INTERNAL_ROWS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/review/internal/derivative_cells.h"
#include "libmarkings/review/internal/former.h"
#include "libmarkings/review/review_page.h"

namespace markings::internal {

// The colour of a mark: "m0" to "m5" by its level, "m0c" for the lowest with controls (SBU), "mx" where it is
// not known. Never the only thing that tells it: the mark stands beside it.
[[nodiscard]] std::string MarkClass(const Vocabulary& vocabulary, const Decision& decision);

// Whether an officer can decide on it: a portion that heads its unit and may be released at all.
[[nodiscard]] bool TakesDecisions(const Element& element);

// Units that the page has a row for, in document order: heads of units, but for blank lines.
[[nodiscard]] std::vector<std::size_t> UnitsWithRows(const Document& document);

// What the page says of an outcome: "withheld (b)(6)", "released by hand".
[[nodiscard]] std::string OutcomeWords(const Decision& decision);

// The rows as items of a list: original on the left, derivative on the right, what was decided and why above.
// `former` is empty, or CompareWithFormer of the cells.
[[nodiscard]] std::string Rows(const Document& document, const Policy& policy, const Review& review,
                               const std::vector<std::size_t>& units,
                               const std::vector<DerivativeCell>& cells,
                               const std::vector<FormerCell>& former);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REVIEW_INTERNAL_ROWS_H_
