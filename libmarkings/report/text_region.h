#ifndef LIBMARKINGS_REPORT_TEXT_REGION_H_
#define LIBMARKINGS_REPORT_TEXT_REGION_H_

#include <functional>
#include <optional>
#include <string_view>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/text/line_index.h"
#include "libmarkings/text/span.h"

namespace markings {

// A region as editors count it: lines and columns from 1, a column counts UTF-16 code units. `end` is behind
// the last character.
struct MARKINGS_API TextRegion {
  Position begin, end;
};

// The region of a byte span of a text. A text that is not UTF-8 counts a unit for each byte that is none.
// Linear in the text; of many spans in one text, `lines` is made once.
[[nodiscard]] MARKINGS_API TextRegion RegionOf(std::string_view text, const LineIndex& lines, Span span);

// The region of a finding, or nothing where the text is not at hand (a merged result): bytes are no columns
// then.
using RegionOfFinding = std::function<std::optional<TextRegion>(const CheckFinding&)>;

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_TEXT_REGION_H_
