// What the room on a line tells. Who sets lines puts on each as many words as it takes, so where a text keeps
// the lines that it was written in, a cut has at most the room that its line leaves, and at least what kept
// the next line's first word from standing on it.

#include <algorithm>

#include "libmarkings/redact/internal/fit_parts.h"

namespace markings::internal {
namespace {

std::string_view LineAround(std::string_view text, std::size_t at, std::size_t& begin) {
  begin = text.rfind('\n', at) == std::string_view::npos || at == 0 ? 0 : text.rfind('\n', at) + 1;
  return text.substr(begin, std::min(text.find('\n', at), text.size()) - begin);
}

// The line after the one that ends at `end`; empty at a paragraph's end.
std::string_view NextLine(std::string_view text, std::size_t end) {
  if (end >= text.size()) return {};
  const std::string_view rest = text.substr(end + 1);
  return rest.substr(0, rest.find('\n'));
}

}  // namespace

Wrapping::Wrapping(std::string_view text, const std::vector<CutWords>& cuts) : text_(text), cuts_(cuts) {
  // Lines that another follows, both without cuts.
  constexpr std::size_t kFewest = 10;
  constexpr std::size_t kOfTwenty = 19;
  std::vector<std::pair<std::size_t, std::size_t>> lines;  // width, and with the word that did not fit
  std::size_t width = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    const std::string_view next = NextLine(text, end);
    begin = end + 1;
    const auto cut = [&](std::string_view one) {
      return one.contains(" withheld") || one.contains("[withheld");
    };
    if (line.empty() || cut(line)) continue;
    width = std::max(width, CodePoints(line));
    if (next.empty() || cut(next)) continue;
    lines.emplace_back(CodePoints(line), CodePoints(line) + 1 + CodePoints(FirstWord(next)));
  }
  const auto full = std::ranges::count_if(lines, [&](const auto& line) { return line.second > width; });
  if (lines.size() >= kFewest && static_cast<std::size_t>(full) * 20 >= lines.size() * kOfTwenty)
    width_ = width;
}

FitCheck Wrapping::Check(std::size_t cut) const {
  if (!width_) return {};
  const Span where = cuts_[cut].where;
  std::size_t begin = 0;
  const std::string_view line = LineAround(text_, where.begin, begin);
  const std::size_t end = begin + line.size();
  const auto on_line = [&](const CutWords& one) { return one.where.begin >= begin && one.where.begin < end; };
  if (std::ranges::count_if(cuts_, on_line) != 1) return {};
  const std::size_t kept = CodePoints(line) - CodePoints(Slice(text_, where));
  if (kept >= *width_) return {};  // it went over the end of a line
  // A masked paragraph that was set anew is one line, however long.
  const bool first = begin < 2 || text_[begin - 2] == '\n';
  const std::string_view next = NextLine(text_, end);
  if ((first && next.empty()) || CodePoints(line) > *width_ + CodePoints(Slice(text_, where))) return {};
  const std::size_t most = *width_ - kept;
  std::size_t least = 0;
  if (!next.empty() && !FirstWord(next).contains('[')) {
    const std::size_t word = CodePoints(FirstWord(next)) + 1;
    least = most >= word ? most - word + 1 : 0;
  }
  return [most, least](const Candidate& one) {
    if (one.kind == CandidateKind::kDate) return true;  // it may be written in many ways
    const std::size_t size = CodePoints(one.value);
    return size <= most && size >= least;
  };
}

}  // namespace markings::internal
