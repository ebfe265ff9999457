#include "libmarkings/text/line_index.h"

#include <algorithm>

namespace markings {

LineIndex::LineIndex(std::string_view text) : size_(text.size()) {
  starts_.push_back(0);
  // Each of the two is searched at memory speed; where there is no CR it is searched once.
  std::size_t feed = text.find('\n');
  std::size_t carriage = text.find('\r');
  while (feed != std::string_view::npos || carriage != std::string_view::npos) {
    std::size_t end = std::min(feed, carriage);
    if (end == carriage && carriage + 1 == feed) end = feed;
    // A line end at the very end of the text ends its line and begins no other.
    if (end + 1 >= text.size()) break;
    starts_.push_back(end + 1);
    if (feed <= end) feed = text.find('\n', end + 1);
    if (carriage <= end) carriage = text.find('\r', end + 1);
  }
}

Position LineIndex::At(std::size_t offset) const {
  offset = std::min(offset, size_);
  const auto after = std::ranges::upper_bound(starts_, offset);
  const auto line = static_cast<std::size_t>(after - starts_.begin());  // starts_[0] is 0, so at least 1
  return {line, offset - starts_[line - 1] + 1};
}

std::size_t LineIndex::OffsetOf(Position position) const {
  if (position.line > starts_.size()) return size_;
  const std::size_t line = std::max<std::size_t>(position.line, 1);
  const std::size_t begin = starts_[line - 1];
  const std::size_t end =
      line < starts_.size() ? starts_[line] - 1 : size_;  // a column past the line: its end
  const std::size_t column = std::max<std::size_t>(position.column, 1);
  return column - 1 < end - begin ? begin + column - 1 : end;
}

}  // namespace markings
