#ifndef LIBMARKINGS_REVIEW_INTERNAL_PAGE_DATA_H_
#define LIBMARKINGS_REVIEW_INTERNAL_PAGE_DATA_H_

#include <cstddef>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/review/review_page.h"

namespace markings::internal {

// What the page's script works on, as JSON: units that decisions can be made on, with bindings; what the
// policy asks of a decision; findings; what has been decided so far.
[[nodiscard]] std::string PageData(const Document& document, const Policy& policy, const Review& review,
                                   const ReviewOptions& options, const std::vector<std::size_t>& units);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REVIEW_INTERNAL_PAGE_DATA_H_
