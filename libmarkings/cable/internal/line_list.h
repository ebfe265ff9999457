#ifndef LIBMARKINGS_CABLE_INTERNAL_LINE_LIST_H_
#define LIBMARKINGS_CABLE_INTERNAL_LINE_LIST_H_

// The lines of a text, where each begins and what of it is text.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_map>

#include "libmarkings/text/span.h"

namespace markings::internal {

// What a line, or a piece of one, is before it is read in its place (furniture.h).
enum class LineRole : std::uint8_t {
  kText,
  kReleaseBanner,
  kReviewMarking,
  kMarginCode,
  kRedaction,
  kDistribution,
  kHidden,
  kUnread
};

struct Line {
  Span all;   // with its end
  Span text;  // without blanks before and after, and without its end
  LineRole role = LineRole::kText;
  bool rest = false;  // goes on in the middle of a line, behind a redaction
};

// The line that begins at `begin`, which lies within the text.
[[nodiscard]] Line LineFrom(std::string_view text, std::size_t begin);

template <class Visit>
void EachLine(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const Line line = LineFrom(text, at);
    visit(line);
    at = line.all.end;
  }
}

// Lines that follow one another without a gap, of a text below 4 GiB. A text may be nothing but short lines,
// so one takes eight bytes, and those that were read can be let go.
class Lines {
 public:
  [[nodiscard]] std::size_t size() const { return forgotten_ + kept_.size(); }
  [[nodiscard]] Line operator[](std::size_t index) const;  // which was not forgotten

  void Add(const Line& line);
  void ExtendLast(std::size_t end) { end_ = static_cast<std::uint32_t>(end); }
  // What stands before `at` was read: the rest is a line.
  void CutAt(std::size_t index, std::size_t at);
  void ForgetBefore(std::size_t index);

 private:
  struct Record {
    std::uint32_t begin;       // ends where the next begins
    std::uint8_t lead, trail;  // bytes before and after its text
    LineRole role;
    bool rest : 1;
    bool empty : 1;  // its text, which stands at its begin
    bool wide : 1;   // lead or trail do not fit: texts_ has the text
  };
  static_assert(sizeof(Record) == 8);

  std::deque<Record> kept_;
  std::size_t forgotten_ = 0;
  std::uint32_t end_ = 0;  // of the last
  std::unordered_map<std::size_t, Span> texts_;
};

// Cuts a text into lines; blank lines that follow one another are one. LF, CRLF, CR, vertical tab, form feed
// (a page's end), NEL and the separators of Unicode end one: whatever ends a line for a reader does so here,
// since a mark counts where a line begins.
[[nodiscard]] Lines CutLines(std::string_view text);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CABLE_INTERNAL_LINE_LIST_H_
