#ifndef LIBMARKINGS_TEXT_HTML_H_
#define LIBMARKINGS_TEXT_HTML_H_

#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// Text as the content of an HTML element or of a quoted attribute, so that nothing of it is markup. A reader
// gets back the very bytes of UTF-8: a carriage return is written by its number, since HTML makes a line feed
// of it. Source: HTML Living Standard, 13.1.4 and 13.2.3.5.
MARKINGS_API void AppendEscapedHtml(std::string& html, std::string_view text);
[[nodiscard]] MARKINGS_API std::string EscapedHtml(std::string_view text);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_HTML_H_
