#ifndef EXTRACT_PRINTABLE_H_
#define EXTRACT_PRINTABLE_H_

// Text and names as they may leave a reader: UTF-8 that holds nothing a terminal or a parser would act on.

#include <string>
#include <string_view>

namespace markings::extract {

inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Adds `bytes` to `out`. Bytes that are not UTF-8 and control characters but LF, TAB and FF become U+FFFD;
// the line ends CR LF, CR and VT become LF.
void AppendPrintable(std::string_view bytes, std::string& out);
[[nodiscard]] std::string Printable(std::string_view bytes);

// Windows-1252 in UTF-8; the five bytes that are none of its characters become U+FFFD.
[[nodiscard]] std::string Windows1252ToUtf8(std::string_view bytes);

// The name of a file in an archive as a path that leads nowhere: no "..", no leading "/", no backslash, no
// control character and none that changes the direction of what is printed. May be empty.
[[nodiscard]] std::string SafeName(std::string_view bytes);

// The text without the white space around it.
[[nodiscard]] std::string_view Trim(std::string_view text);

// ASCII letters in small.
[[nodiscard]] std::string Lower(std::string_view text);

}  // namespace markings::extract

#endif  // EXTRACT_PRINTABLE_H_
