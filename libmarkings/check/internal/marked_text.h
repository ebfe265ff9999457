#ifndef LIBMARKINGS_CHECK_INTERNAL_MARKED_TEXT_H_
#define LIBMARKINGS_CHECK_INTERNAL_MARKED_TEXT_H_

// Where the marks of a text stand: its pages, the banners of each, its portions.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "libmarkings/check/internal/mark_memo.h"
#include "libmarkings/text/span.h"

namespace markings::internal {

struct FoundMark {
  Span where;                   // in the text
  const ParsedMarking* mark{};  // its spans count from where.begin
};

struct MarkedPage {
  Span span;
  std::optional<FoundMark> top, bottom;
  std::vector<FoundMark> more;      // further banners right under the top
  std::vector<FoundMark> portions;  // in order
  std::vector<Span> unmarked;       // paragraphs of prose without a mark: their first lines
};

// A form feed ends a page. Where there is none, a banner that text comes before ends one: if another banner
// follows with nothing but blank lines and page numbers between, that one begins the next page; if text
// follows, the banner itself is the top of the next. The marks are those of the memo.
[[nodiscard]] std::vector<MarkedPage> ReadMarks(MarkMemo& memo, std::string_view text);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CHECK_INTERNAL_MARKED_TEXT_H_
