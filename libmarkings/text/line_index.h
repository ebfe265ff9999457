#ifndef LIBMARKINGS_TEXT_LINE_INDEX_H_
#define LIBMARKINGS_TEXT_LINE_INDEX_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

// A place for people: both start at 1. A column counts bytes, as compilers do.
struct MARKINGS_API Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

// The lines of a text, one after the other, in no memory of its own. Holds a view of the text.
class MARKINGS_API LineCounter {
 public:
  explicit LineCounter(std::string_view text)
      : text_(text), feed_(text.find('\n')), carriage_(text.find('\r')) {}

  [[nodiscard]] std::size_t begin() const { return begin_; }  // of the line it is at, the first to begin with
  // Where the next line begins, npos when there is none: a line end at the very end of the text ends its line
  // and begins no other.
  [[nodiscard]] std::size_t NextBegin() const;
  void Next();  // when there is one
  // Of an offset not before the line that it is at: goes on to the line that holds it.
  [[nodiscard]] Position At(std::size_t offset);

 private:
  [[nodiscard]] std::size_t End() const;  // the last byte of the line's end
  std::string_view text_;
  std::size_t line_ = 1;
  std::size_t begin_ = 0;
  // The next of each: they are searched at memory speed, and where there is no CR it is searched once.
  std::size_t feed_, carriage_;
};

// Where the lines of a text begin. Lines end at LF, at CR LF and, as in files of old Macs, at CR.
// Holds offsets only, no view of the text. Thread-safe for reading.
class MARKINGS_API LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  [[nodiscard]] Position At(std::size_t offset) const;
  // The offset of a 1-based line and byte column; past the end gives the end of the text.
  [[nodiscard]] std::size_t OffsetOf(Position position) const;
  [[nodiscard]] std::size_t line_count() const { return starts_.size(); }

 private:
  std::vector<std::size_t> starts_;
  std::size_t size_ = 0;
};

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_LINE_INDEX_H_
