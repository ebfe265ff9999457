#include "libmarkings/cable/internal/line_list.h"

#include <array>
#include <limits>

#include "libmarkings/cable/internal/lines.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMostBytes = std::numeric_limits<std::uint8_t>::max();

unsigned Byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// The bytes that a line end may begin with.
constexpr std::array<bool, 256> kMayEnd = [] {
  std::array<bool, 256> may{};
  for (const unsigned byte : {0x0AU, 0x0BU, 0x0CU, 0x0DU, 0xC2U, 0xE2U}) may.at(byte) = true;
  return may;
}();

// The bytes of the line end at `at`, 0 for none.
std::size_t LineEndAt(std::string_view text, std::size_t at) {
  switch (Byte(text, at)) {
    case '\n':
    case '\f':
    case '\v':
      return 1;
    case '\r':
      return Byte(text, at + 1) == '\n' ? 2 : 1;
    case 0xC2:  // NEL
      return Byte(text, at + 1) == 0x85 ? 2 : 0;
    case 0xE2:  // line and paragraph separator
      return Byte(text, at + 1) == 0x80 && (Byte(text, at + 2) == 0xA8 || Byte(text, at + 2) == 0xA9) ? 3 : 0;
    default:
      return 0;
  }
}

}  // namespace

Line LineFrom(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  std::size_t end = 0;
  for (; at < text.size(); ++at) {
    if (!kMayEnd[static_cast<unsigned char>(text[at])]) continue;
    end = LineEndAt(text, at);
    if (end > 0) break;
  }
  const std::string_view line = Trimmed(text.substr(begin, at - begin));
  const auto from = static_cast<std::size_t>(line.data() - text.data());
  return {{begin, at + end}, {from, from + line.size()}};
}

void Lines::Add(const Line& line) {
  Record record{static_cast<std::uint32_t>(line.all.begin), 0, 0, line.role, line.rest, false, false};
  const std::size_t lead = line.text.begin - line.all.begin;
  const std::size_t trail = line.all.end - line.text.end;
  record.empty = line.text.empty() && lead == 0;
  record.wide = !record.empty && (lead > kMostBytes || trail > kMostBytes);
  if (record.wide) {
    texts_[size()] = line.text;
  } else if (!record.empty) {
    record.lead = static_cast<std::uint8_t>(lead);
    record.trail = static_cast<std::uint8_t>(trail);
  }
  kept_.push_back(record);
  end_ = static_cast<std::uint32_t>(line.all.end);
}

Line Lines::operator[](std::size_t index) const {
  const std::size_t at = index - forgotten_;
  const Record& record = kept_[at];
  const std::size_t begin = record.begin;
  Line line{
      {begin, at + 1 < kept_.size() ? kept_[at + 1].begin : end_}, {begin, begin}, record.role, record.rest};
  if (record.wide) {
    line.text = texts_.at(index);
  } else if (!record.empty) {
    line.text = {begin + record.lead, line.all.end - record.trail};
  }
  return line;
}

void Lines::CutAt(std::size_t index, std::size_t at) {
  Record& record = kept_[index - forgotten_];
  record.begin = static_cast<std::uint32_t>(at);
  record.lead = 0;
  if (record.wide) texts_.at(index).begin = at;
}

void Lines::ForgetBefore(std::size_t index) {
  for (; forgotten_ < index && !kept_.empty(); ++forgotten_) {
    if (kept_.front().wide) texts_.erase(forgotten_);
    kept_.pop_front();
  }
}

Lines CutLines(std::string_view text) {
  Lines lines;
  bool blank = false;
  EachLine(text, [&](const Line& line) {
    if (blank && line.text.empty()) {
      lines.ExtendLast(line.all.end);
    } else {
      lines.Add(line);
    }
    blank = line.text.empty();
  });
  return lines;
}

}  // namespace markings::internal
