#include "libmarkings/text/line_index.h"

#include <algorithm>

namespace markings {

std::size_t LineCounter::End() const {
  const std::size_t end = std::min(feed_, carriage_);
  return end == carriage_ && carriage_ != std::string_view::npos && carriage_ + 1 == feed_ ? feed_ : end;
}

std::size_t LineCounter::NextBegin() const {
  const std::size_t end = End();
  return end == std::string_view::npos || end + 1 >= text_.size() ? std::string_view::npos : end + 1;
}

void LineCounter::Next() {
  begin_ = NextBegin();
  ++line_;
  if (feed_ < begin_) feed_ = text_.find('\n', begin_);
  if (carriage_ < begin_) carriage_ = text_.find('\r', begin_);
}

Position LineCounter::At(std::size_t offset) {
  offset = std::min(offset, text_.size());
  while (NextBegin() <= offset) Next();
  return {line_, offset - begin_ + 1};
}

LineIndex::LineIndex(std::string_view text) : size_(text.size()) {
  LineCounter lines(text);
  starts_.push_back(0);
  for (; lines.NextBegin() != std::string_view::npos; lines.Next()) starts_.push_back(lines.NextBegin());
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
