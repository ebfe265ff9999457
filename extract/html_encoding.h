#ifndef EXTRACT_HTML_ENCODING_H_
#define EXTRACT_HTML_ENCODING_H_

#include <string>
#include <string_view>

#include "libmarkings/text/error.h"

namespace markings::extract {

// A web page in UTF-8, without control characters but LF, TAB and FF. Its encoding is, in this order, that of
// a byte order mark, of a meta element near its beginning, UTF-8 if it is that, Windows-1252. Bytes that are
// none of its characters become U+FFFD. Errors: kUnusableInput: an encoding that is not known.
[[nodiscard]] Result<std::string> HtmlToUtf8(std::string_view bytes);

}  // namespace markings::extract

#endif  // EXTRACT_HTML_ENCODING_H_
