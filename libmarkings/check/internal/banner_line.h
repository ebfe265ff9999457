#ifndef LIBMARKINGS_CHECK_INTERNAL_BANNER_LINE_H_
#define LIBMARKINGS_CHECK_INTERNAL_BANNER_LINE_H_

// Which lines of a text are banners. Others want check/banner_lines.h.

#include <string_view>

#include "libmarkings/check/internal/mark_memo.h"

namespace markings::internal {

// Between the words of a line, and at its ends.
[[nodiscard]] constexpr bool IsBlankInLine(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// The banner that a line is, of the memo; null: it is none. `line` has no blanks at its ends; it is cut to
// the banner where other words stand behind a gap. `among_text`: text stands above it on its page. Whether a
// line with a double slash and no level is a mistyped banner is a search for what was meant; without `repair`
// it counts as one.
[[nodiscard]] const ParsedMarking* FindBannerLine(MarkMemo& memo, std::string_view& line, bool among_text,
                                                  bool repair = true);

// "12", "- 12 -", "Page 3 of 9", "3/9".
[[nodiscard]] bool IsPageNumber(std::string_view line);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CHECK_INTERNAL_BANNER_LINE_H_
