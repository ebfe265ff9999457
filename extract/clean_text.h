#ifndef EXTRACT_CLEAN_TEXT_H_
#define EXTRACT_CLEAN_TEXT_H_

// Text as Document::text holds it, of bytes that may be anything.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "extract/extraction.h"

namespace markings::extract {

// Valid UTF-8 with LF line ends and no control character but HT and LF: any other, and each byte that is not
// UTF-8, becomes U+FFFD. A form feed becomes a line end: only a reader of pages writes those.
[[nodiscard]] std::string CleanText(std::string_view text);

// The same on one line: a run of line ends and blanks beside them is one blank, none at either end.
[[nodiscard]] std::string CleanLine(std::string_view text);

// A file name or a place as a part of Document::name: printable, no slash of either kind, no "..", no leading
// dot or blank, at most 100 bytes. "" when nothing is left of it.
[[nodiscard]] std::string CleanName(std::string_view name);

// `inner` within `outer`, which is "" for the input itself.
[[nodiscard]] std::string JoinName(const std::string& outer, std::string_view inner);

// Adds whole lines to the end of the text and says what they are. `lines` is clean text; a missing last line
// end is added. Nothing when it is empty. A stretch that follows one of the same kind and page becomes one
// with it, unless it is unread: each thing that was not read counts.
void AppendRegion(Document& document, RegionClass of, std::string_view kind, std::string_view lines,
                  std::optional<std::size_t> page = std::nullopt);

}  // namespace markings::extract

#endif  // EXTRACT_CLEAN_TEXT_H_
