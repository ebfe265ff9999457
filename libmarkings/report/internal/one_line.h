#ifndef LIBMARKINGS_REPORT_INTERNAL_ONE_LINE_H_
#define LIBMARKINGS_REPORT_INTERNAL_ONE_LINE_H_

#include <string>
#include <string_view>

namespace markings::internal {

// The text as one line of well-formed UTF-8, for formats that people and their browsers read: each byte that
// is none, each control character, line or paragraph separator, bidirectional control and noncharacter is
// U+FFFD. What is left may stand in XML 1.0 once `<`, `&` and quotation marks are escaped.
[[nodiscard]] std::string OneLine(std::string_view text);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REPORT_INTERNAL_ONE_LINE_H_
