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
