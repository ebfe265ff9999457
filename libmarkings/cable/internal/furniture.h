#ifndef LIBMARKINGS_CABLE_INTERNAL_FURNITURE_H_
#define LIBMARKINGS_CABLE_INTERNAL_FURNITURE_H_

// What others put on a page: headers and footers of a release, stamps, a reviewer's marking, codes in the
// margin, bracketed omissions. It is taken off the lines before they are read, so that no field, class line
// or paragraph is made of it. Each form is exact: whatever else stands in a line stays text.

#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/cable/internal/format.h"
#include "libmarkings/cable/internal/line_list.h"
#include "libmarkings/cable/release_marks.h"

namespace markings::internal {

// Cuts what is furniture off the lines and gives it a role. Linear in the text.
[[nodiscard]] Lines CutFurniture(std::string_view text, Lines lines, const FormatTraits& traits,
                                 const std::vector<SourceRegion>& regions);

// What one piece says.
void ReadReleaseBanner(std::string_view piece, ReleaseBanner& banner);
void ReadReviewMarking(std::string_view piece, ReviewMarking& marking);
[[nodiscard]] bool BeginsReview(std::string_view piece);
[[nodiscard]] std::vector<std::string> ReadCodes(std::string_view piece);
// Style, amount and unit of a redaction in the text.
[[nodiscard]] ForeignRedaction ReadRedaction(std::string_view piece);

// Forms that speak for a release under FOIA, and for an archive's copy.
[[nodiscard]] bool IsReleaseHeader(std::string_view line);
[[nodiscard]] bool IsReleaseNumber(std::string_view line);  // of its case or document, on a line of its own
[[nodiscard]] bool IsReleaseStamp(std::string_view chunk);
[[nodiscard]] bool IsArchiveNotice(std::string_view line);
[[nodiscard]] bool IsDistribution(std::string_view line);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CABLE_INTERNAL_FURNITURE_H_
