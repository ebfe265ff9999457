#include "libmarkings/review/internal/former.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <unordered_map>

namespace markings::internal {
namespace {

struct Line {
  std::string_view text;
  std::size_t begin = 0;  // in its text
};

std::vector<Line> LinesOf(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back({line, at});
    at = end + 1;
  }
  return lines;
}

// For each line of the current text the line of the former one that it is, ascending; none: it is new.
class Matcher {
 public:
  Matcher(const std::vector<Line>& former, const std::vector<Line>& current)
      : former_(former), current_(current), match_(current.size()) {}

  std::vector<std::optional<std::size_t>> Match() {
    for (const auto& [now, then] : Anchors()) match_[now] = then;
    Extend();
    return std::move(match_);
  }

 private:
  struct Pair {
    std::size_t now = 0, then = 0;
  };

  // Lines that occur once in each text, thinned out to the longest run that ascends in both.
  std::vector<Pair> Anchors() const {
    struct Seen {
      std::size_t times = 0, at = 0;
    };
    std::unordered_map<std::string_view, Seen> then, now;
    for (std::size_t i = 0; i < former_.size(); ++i) {
      Seen& seen = then[former_[i].text];
      ++seen.times;
      seen.at = i;
    }
    for (const Line& line : current_) ++now[line.text].times;
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < current_.size(); ++i) {
      const auto found = then.find(current_[i].text);
      if (found != then.end() && found->second.times == 1 && now[current_[i].text].times == 1)
        pairs.push_back({i, found->second.at});
    }
    // Piles of patience: on each the pair with the least end of an ascending run of that length.
    std::vector<std::size_t> piles, before(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto pile = std::ranges::lower_bound(piles, pairs[i].then, {},
                                                 [&](std::size_t top) { return pairs[top].then; });
      before[i] = pile == piles.begin() ? pairs.size() : *std::prev(pile);
      if (pile == piles.end()) {
        piles.push_back(i);
      } else {
        *pile = i;
      }
    }
    std::vector<Pair> run;
    for (std::size_t at = piles.empty() ? pairs.size() : piles.back(); at < pairs.size(); at = before[at])
      run.push_back(pairs[at]);
    std::ranges::reverse(run);
    return run;
  }

  // From each matched pair on, forwards and then backwards, as long as lines are equal and free.
  void Extend() {
    std::vector<std::size_t> bounds(match_.size() + 1, former_.size());  // by the next matched line
    for (std::size_t i = match_.size(); i-- > 0;) bounds[i] = match_[i] ? *match_[i] : bounds[i + 1];
    std::size_t next = 0;
    for (std::size_t i = 0; i < match_.size(); ++i) {
      if (!match_[i] && next < bounds[i] && former_[next].text == current_[i].text) match_[i] = next;
      if (match_[i]) next = *match_[i] + 1;
    }
    std::size_t least = 0;  // by the matched line before
    for (std::size_t i = 0; i < match_.size(); ++i) {
      bounds[i] = least;
      if (match_[i]) least = *match_[i] + 1;
    }
    std::size_t end = former_.size();
    for (std::size_t i = match_.size(); i-- > 0;) {
      if (!match_[i] && end > bounds[i] && former_[end - 1].text == current_[i].text) match_[i] = end - 1;
      if (match_[i]) end = *match_[i];
    }
  }

  const std::vector<Line>& former_;
  const std::vector<Line>& current_;
  std::vector<std::optional<std::size_t>> match_;
};

std::string_view FirstWord(std::string_view line) { return line.substr(0, line.find(' ')); }

// Deals the former lines out among the cells.
class Dealer {
 public:
  Dealer(const std::vector<Line>& then, const std::vector<Line>& now) : then_(then), now_(now) {}

  std::vector<FormerCell> Deal(const std::vector<DerivativeCell>& cells, std::size_t size) {
    match_ = Matcher(then_, now_).Match();
    bounds_.assign(now_.size() + 1, then_.size());
    for (std::size_t i = now_.size(); i-- > 0;) bounds_[i] = match_[i] ? *match_[i] : bounds_[i + 1];
    std::vector<FormerCell> compared(cells.size() + 1);
    for (std::size_t i = 0; i < cells.size(); ++i)
      DealTo(compared[i], i + 1 < cells.size() ? cells[i + 1].span.begin : size);
    Take(then_.size(), compared.back());
    return compared;
  }

 private:
  // A cell that ends before `end` of the current text.
  void DealTo(FormerCell& cell, std::size_t end) {
    for (; line_ < now_.size() && now_[line_].begin < end; ++line_) {
      if (match_[line_]) {
        Take(*match_[line_], cell);
        next_ = *match_[line_] + 1;
      } else {
        cell.same = false;
      }
    }
    // Its new lines took the place of the former ones up to what stands there next.
    if (!cell.same) Take(line_ < now_.size() ? BeginOfNext() : then_.size(), cell);
  }

  // Where the former release has what the next line of the current text stands for: the line itself or, where
  // that is new too, one that begins with the same word (a number, a label).
  std::size_t BeginOfNext() const {
    constexpr std::size_t kLookedAt = 1000;
    if (match_[line_]) return *match_[line_];
    const std::string_view word = FirstWord(now_[line_].text);
    for (std::size_t i = next_; i < std::min(bounds_[line_], next_ + kLookedAt); ++i) {
      if (FirstWord(then_[i].text) == word) return i;
    }
    return next_;
  }

  void Take(std::size_t end, FormerCell& cell) {
    for (; next_ < end; ++next_) {
      cell.same = false;
      cell.former += (cell.former.empty() ? "" : "\n") + std::string(then_[next_].text);
    }
  }

  const std::vector<Line>& then_;
  const std::vector<Line>& now_;
  std::vector<std::optional<std::size_t>> match_;
  std::vector<std::size_t> bounds_;  // the former line that the next one that stayed is
  std::size_t line_ = 0, next_ = 0;  // the next of the current text, of the former one
};

}  // namespace

std::vector<FormerCell> CompareWithFormer(std::string_view former, std::string_view current,
                                          const std::vector<DerivativeCell>& cells) {
  const std::vector<Line> then = LinesOf(former), now = LinesOf(current);
  return Dealer(then, now).Deal(cells, current.size());
}

}  // namespace markings::internal
