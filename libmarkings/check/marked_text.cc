#include "libmarkings/check/internal/marked_text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "libmarkings/check/internal/banner_line.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

constexpr std::size_t kLabel = 40;      // bytes of "SUBJECT:" or "Figure 3:"
constexpr std::size_t kLongPrefix = 8;  // bytes of a number or letter before a paragraph
constexpr std::size_t kProse = 40;      // bytes of a line that is prose, rather than a heading

std::string_view Trimmed(std::string_view line) {
  while (!line.empty() && IsBlankInLine(line.front())) line.remove_prefix(1);
  while (!line.empty() && IsBlankInLine(line.back())) line.remove_suffix(1);
  return line;
}

// Passes over "1.", "12)", "a.", "(b)", "-", "*" and a bullet, with the blanks after it. 0: there is none.
std::size_t PrefixSize(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kBullets = {"-", "*", "+", "o", "•", "–", "—"};
  std::size_t size = 0;
  for (const std::string_view bullet : kBullets) {
    if (text.starts_with(bullet)) size = bullet.size();
  }
  if (size == 0) {
    const std::size_t from = text.starts_with('(') ? 1 : 0;
    std::size_t at = from;
    while (at < text.size() && at < kLongPrefix &&
           (IsDigit(text[at]) || IsLetter(text[at]) || (at > from && text[at] == '.')))
      ++at;
    if (at == from || at >= text.size()) return 0;
    const bool dot = text[at - 1] == '.';
    if (text[at] == ')') {
      // "(S)" and "S)" are marks, or the rest of one; "(1)", "(a)", "a)" are labels.
      if (IsUpper(text[from])) return 0;
      size = at + 1;
    } else if (dot && from == 0) {
      size = at;
    } else {
      return 0;
    }
  }
  std::size_t end = size;
  while (end < text.size() && IsBlankInLine(text[end])) ++end;
  return end > size && end < text.size() ? end : 0;
}

class Reader {
 public:
  Reader(MarkMemo& memo, std::string_view text) : memo_(memo), text_(text) {}

  std::vector<MarkedPage> Read() {
    for (std::size_t begin = 0; begin <= text_.size();) {
      const std::size_t end = std::min(text_.find('\f', begin), text_.size());
      ReadStretch(begin, end);
      begin = end + 1;
    }
    return std::move(pages_);
  }

 private:
  enum class Line : std::uint8_t { kBlank, kBanner, kMarked, kOther };

  // What stands between two form feeds.
  void ReadStretch(std::size_t begin, std::size_t end) {
    page_ = {};
    page_.span = {begin, end};
    candidate_.reset();
    content_ = false;
    before_ = Line::kBlank;
    last_ = 0;
    for (std::size_t at = begin; at < end;) {
      const void* found = std::memchr(text_.data() + at, '\n', end - at);
      const std::size_t stop =
          found == nullptr ? end : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
      ReadLine(at, stop);
      at = stop + 1;
    }
    if (candidate_) page_.bottom = std::exchange(candidate_, std::nullopt);
    EndPage(end);
  }

  void EndPage(std::size_t end) {
    page_.span.end = end;
    const bool empty = !page_.top && !page_.bottom && page_.portions.empty() && page_.unmarked.empty();
    if (!empty || content_) pages_.push_back(std::move(page_));
    page_ = {};
    page_.span = {end, end};
    content_ = false;
  }

  void ReadLine(std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    while (at < end && IsBlankInLine(text_[at])) ++at;
    if (at == end) {
      before_ = Line::kBlank;
      return;
    }
    while (IsBlankInLine(text_[end - 1])) --end;
    const std::string_view line = text_.substr(at, end - at);
    if (TakeBanner(at, line)) {
      before_ = Line::kBanner;
      return;
    }
    if (IsPageNumber(line)) {
      before_ = Line::kBlank;
      return;
    }
    AddContent(begin);
    const bool starts = before_ != Line::kOther && before_ != Line::kMarked;
    const bool marked = TakePortion(at, line, starts);
    if (!marked && starts && IsProse(line)) page_.unmarked.push_back({at, end});
    before_ = marked ? Line::kMarked : Line::kOther;
    last_ = line.back();
  }

  // A paragraph's first line: it goes on to the right margin, or ends as a sentence does.
  static bool IsProse(std::string_view line) {
    return line.size() >= kProse && HasLower(line) &&
           (line.back() == '.' || line.size() > kProse + kLabel / 2) && line.find(':') > kLabel;
  }

  void AddContent(std::size_t at) {
    if (candidate_) {
      // Text follows the banner that was taken for the page's last line: it heads the next page.
      const FoundMark top = *std::exchange(candidate_, std::nullopt);
      EndPage(std::min(top.where.begin, at));
      page_.top = top;
    }
    content_ = true;
  }

  bool TakeBanner(std::size_t at, std::string_view line) {
    const ParsedMarking* mark = FindBannerLine(memo_, line, content_);
    if (mark == nullptr) return false;
    const FoundMark found{{at, at + line.size()}, mark};
    if (!page_.top && !content_) {
      page_.top = found;
    } else if (candidate_) {
      page_.bottom = std::exchange(candidate_, std::nullopt);
      EndPage(at);
      page_.top = found;
    } else if (page_.top && !content_) {
      page_.more.push_back(found);
    } else {
      candidate_ = found;
    }
    return true;
  }

  bool TakePortion(std::size_t at, std::string_view line, bool starts) {
    std::size_t skip = 0;
    bool listed = false;
    for (int level = 0; level < 3; ++level) {
      const std::size_t size = PrefixSize(line.substr(skip));
      if (size == 0) break;
      skip += size;
      listed = true;
    }
    bool labelled = false;
    if (line[skip] != '(' && line[skip] != '[') {
      // "SUBJECT: (U) Title"
      const std::size_t open = line.substr(skip, kLabel).find('(');
      if (open != std::string_view::npos && open > 0) {
        const std::string_view label = Trimmed(line.substr(skip, open));
        labelled = !label.empty() && label.back() == ':';
        if (labelled) skip += open;
      }
    }
    const std::string_view rest = line.substr(skip);
    const bool opened = rest.front() == '(' || rest.front() == '[';
    // "S//NF) Text": a mark that lost its parenthesis.
    const bool unopened = !opened && (starts || listed) && Unopened(rest);
    if (!opened && !unopened) return false;
    const ParsedMarking& mark = memo_.Portion(rest);
    if (mark.status == MarkingStatus::kNone) return false;
    const bool valid = mark.status == MarkingStatus::kValid;
    if (!starts && !listed) {
      // In the middle of a paragraph a line may begin with any word in parentheses.
      const bool sentence =
          last_ == '.' || last_ == ':' || last_ == ';' || last_ == ')' || last_ == '!' || last_ == '?';
      const bool marked = before_ == Line::kMarked;
      if (!valid) {
        const std::string_view written = Slice(rest, mark.span);
        if (!written.contains("//") && !(sentence && (marked || written.contains('/')))) return false;
      } else {
        std::size_t next = mark.span.end;
        while (next < rest.size() && IsBlankInLine(rest[next])) ++next;
        const bool runs_on = next < rest.size() && IsLower(rest[next]);
        if (!labelled && !sentence && !marked && runs_on) return false;
      }
    }
    const std::size_t from = at + skip;
    page_.portions.push_back({{from, from + mark.span.end}, &mark});
    return true;
  }

  static bool Unopened(std::string_view rest) {
    const std::size_t close = rest.substr(0, 64).find_first_of(")]");
    return close != std::string_view::npos && close > 0 && !HasLower(rest.substr(0, close)) &&
           rest.substr(0, close).find('(') == std::string_view::npos;
  }

  MarkMemo& memo_;
  std::string_view text_;
  std::vector<MarkedPage> pages_;
  MarkedPage page_;
  std::optional<FoundMark> candidate_;  // a banner that may be the page's last line
  bool content_ = false;                // text stands on the page
  Line before_ = Line::kBlank;
  char last_ = 0;  // the last character of the line before
};

}  // namespace

std::vector<MarkedPage> ReadMarks(MarkMemo& memo, std::string_view text) { return Reader(memo, text).Read(); }

}  // namespace markings::internal
