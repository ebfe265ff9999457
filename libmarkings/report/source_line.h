#ifndef LIBMARKINGS_REPORT_SOURCE_LINE_H_
#define LIBMARKINGS_REPORT_SOURCE_LINE_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

// What a terminal may show of the line that a place begins in: the part around it, at most 120 columns, with
// nothing in it that moves a cursor. It holds text: what is withheld may be in it.
struct MARKINGS_API SourceLine {
  std::string text;      // well-formed UTF-8; a tab is a blank, another control character U+FFFD
  std::size_t at = 0;    // columns before the place
  std::size_t size = 1;  // columns of the place in this line; from 1
  bool operator==(const SourceLine&) const = default;
};

// The line of a byte span of a text. A place beyond the text is its end. Work and memory do not depend on the
// length of the text or the line.
[[nodiscard]] MARKINGS_API SourceLine SourceLineOf(std::string_view text, Span where);

// The line of a finding, or nothing where it is not at hand.
using LineOfFinding = std::function<std::optional<SourceLine>(const CheckFinding&)>;

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_SOURCE_LINE_H_
