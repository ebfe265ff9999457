#ifndef LIBMARKINGS_REVIEW_INTERNAL_HTML_H_
#define LIBMARKINGS_REVIEW_INTERNAL_HTML_H_

#include <string>
#include <string_view>

namespace markings::internal {

// Appends text of a document, escaped (text/html.h): characters that nobody sees or that turn the order of
// others about (bidi controls, zero-width ones, other controls) stand in an element of their own, which shows
// what they are and keeps them from acting on what is beside them.
void AppendDocumentText(std::string& html, std::string_view text);

// A text inside <script type="application/json">: no "<" in it.
[[nodiscard]] std::string JsonForScript(std::string_view json);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REVIEW_INTERNAL_HTML_H_
