// Patterns as git reads them (gitignore(5), "PATTERN FORMAT"; what that page leaves open is git's own
// wildmatch). A pattern becomes a row of steps; matching walks the path once and keeps the set of steps that
// may come next, so that no pattern is slow.

#include "libmarkings/corpus/internal/path_pattern.h"

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

using ByteSet = std::bitset<256>;
constexpr std::string_view kSpecial = "*?[\\";

struct ByteClass {
  std::string_view name;
  bool (*holds)(unsigned char byte);
};

constexpr bool Graphic(unsigned char c) { return c > 0x20 && c < 0x7F; }
constexpr bool Alphanumeric(unsigned char c) {
  return IsLetter(static_cast<char>(c)) || IsDigit(static_cast<char>(c));
}
// POSIX classes in ASCII. As with git, of the line ends only LF and CR are space.
constexpr ByteClass kClasses[] = {
    {"alnum", Alphanumeric},
    {"alpha", [](unsigned char c) { return IsLetter(static_cast<char>(c)); }},
    {"blank", [](unsigned char c) { return c == ' ' || c == '\t'; }},
    {"cntrl", [](unsigned char c) { return c < 0x20 || c == 0x7F; }},
    {"digit", [](unsigned char c) { return IsDigit(static_cast<char>(c)); }},
    {"graph", Graphic},
    {"lower", [](unsigned char c) { return IsLower(static_cast<char>(c)); }},
    {"print", [](unsigned char c) { return c == ' ' || Graphic(c); }},
    {"punct", [](unsigned char c) { return Graphic(c) && !Alphanumeric(c); }},
    {"space", [](unsigned char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }},
    {"upper", [](unsigned char c) { return IsUpper(static_cast<char>(c)); }},
    {"xdigit",
     [](unsigned char c) {
       return IsDigit(static_cast<char>(c)) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
     }},
};

std::unexpected<Error> Meaningless(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

}  // namespace

class PathPattern::Reader {
 public:
  Reader(std::string_view text, PathPattern& pattern) : text_(text), pattern_(pattern) {}

  Result<void> Run() {
    while (at_ < text_.size()) {
      switch (text_[at_]) {
        case '*':
          TakeStars();
          break;
        case '?':
          pattern_.steps_.push_back({Sign::kAny});
          ++at_;
          break;
        case '[':
          if (auto taken = TakeSet(); !taken) return taken;
          break;
        case '\\':
          if (++at_ == text_.size())
            return Meaningless("a backslash at the end of a pattern", R"(write \\ for a backslash)");
          [[fallthrough]];
        default:
          pattern_.steps_.push_back({Sign::kByte, text_[at_++]});
      }
    }
    return {};
  }

 private:
  // 0 past the end: no pattern holds that byte.
  [[nodiscard]] char Peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  // Two or more are ** where they are all there is between two "/", else as one. What stands after a
  // beginning without wildcards counts as the beginning here ("a**/b"): so it is with git.
  void TakeStars() {
    const std::size_t begin = at_;
    while (Peek() == '*') ++at_;
    const bool opens = begin == 0 || text_[begin - 1] == '/';
    const bool closes = at_ == text_.size() || Peek() == '/' || (Peek() == '\\' && Peek(1) == '/');
    if (at_ - begin < 2 || !opens || !closes || !pattern_.whole_path_) {
      pattern_.steps_.push_back({Sign::kStar});
    } else if (Peek() == '/') {
      pattern_.steps_.push_back({Sign::kOrLater});
      pattern_.steps_.push_back({Sign::kFolders});
      ++at_;
    } else {
      pattern_.steps_.push_back({Sign::kAll});
    }
  }

  // At "[". A "]" right after it, or after its "!", is one of the set.
  Result<void> TakeSet() {
    ++at_;
    const bool negated = Peek() == '!' || Peek() == '^';
    if (negated) ++at_;
    ByteSet set;
    int before = -1;  // what a range may begin with, or -1
    for (bool first = true; first || Peek() != ']'; first = false) {
      if (at_ >= text_.size()) return Unclosed();
      if (Peek() == '-' && before >= 0 && at_ + 1 < text_.size() && Peek(1) != ']') {
        ++at_;
        if (Peek() == '\\') ++at_;
        if (at_ >= text_.size()) return Unclosed();
        const auto last = static_cast<unsigned char>(text_[at_++]);
        for (auto byte = static_cast<unsigned>(before); byte <= last; ++byte) set.set(byte);
        before = -1;
        continue;
      }
      if (Peek() == '[' && Peek(1) == ':') {
        const std::size_t end = text_.find(']', at_ + 2);
        if (end == std::string_view::npos) return Unclosed();
        if (end > at_ + 2 && text_[end - 1] == ':') {
          if (auto taken = TakeClass(text_.substr(at_ + 2, end - at_ - 3), set); !taken) return taken;
          at_ = end + 1;
          before = -1;
          continue;
        }
      }
      if (Peek() == '\\' && ++at_ >= text_.size()) return Unclosed();
      before = static_cast<unsigned char>(text_[at_++]);
      set.set(static_cast<unsigned>(before));
    }
    ++at_;
    if (negated) set.flip();
    set.reset('/');
    if (set.none())
      return Meaningless("a set in brackets with nothing in it that a name may hold", "take it out");
    pattern_.steps_.push_back({Sign::kSet, 0, static_cast<std::uint32_t>(pattern_.sets_.size())});
    pattern_.sets_.push_back(set);
    return {};
  }

  static Result<void> TakeClass(std::string_view name, ByteSet& set) {
    const auto* const found = std::ranges::find(kClasses, name, &ByteClass::name);
    if (found == std::end(kClasses))
      return Meaningless("a class of characters that nobody knows", "write one of POSIX's, as [[:digit:]]");
    for (unsigned byte = 0; byte < set.size(); ++byte) {
      if (found->holds(static_cast<unsigned char>(byte))) set.set(byte);
    }
    return {};
  }

  static Result<void> Unclosed() {
    return Meaningless("a bracket that is not closed", R"(close it, or write \[ for a bracket)");
  }

  std::string_view text_;
  PathPattern& pattern_;
  std::size_t at_ = 0;
};

// The steps that may come next, one bit each; the one past the last is the end.
class PathPattern::States {
 public:
  explicit States(std::size_t steps) : words_(steps / kWord + 1) {}

  void Add(std::size_t step) { words_[step / kWord] |= std::uint64_t{1} << (step % kWord); }
  [[nodiscard]] bool Has(std::size_t step) const {
    return ((words_[step / kWord] >> (step % kWord)) & 1) != 0;
  }
  [[nodiscard]] bool none() const {
    return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
  }
  void Clear() { std::ranges::fill(words_, 0); }

  // Calls take(step) upwards, also for steps that `take` adds after the one that it is at.
  template <class Take>
  void Each(Take take) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      std::uint64_t done = 0;
      while ((words_[i] & ~done) != 0) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(words_[i] & ~done));
        done |= (std::uint64_t{2} << bit) - 1;
        take(i * kWord + bit);
      }
    }
  }

 private:
  static constexpr std::size_t kWord = 64;
  std::vector<std::uint64_t> words_;
};

Result<PathPattern> PathPattern::Parse(std::string_view text) {
  PathPattern pattern;
  pattern.whole_path_ = text.contains('/');
  if (text.starts_with('/')) text.remove_prefix(1);
  if (text.empty()) return Meaningless("a pattern that names nothing", "write a name, or ** for everything");
  const std::size_t plain = std::min(text.find_first_of(kSpecial), text.size());
  pattern.begin_ = text.substr(0, plain);
  if (auto read = Reader(text.substr(plain), pattern).Run(); !read) return std::unexpected(read.error());
  // A path has no empty name and none of these: what asks for one is a slip that would go unnoticed.
  if (pattern.begin_.starts_with('/') || pattern.begin_.contains("//"))
    return Meaningless("two slashes in a row, which no path has", "write one");
  if (pattern.begin_.starts_with("./") || pattern.begin_.starts_with("../")) {
    return Meaningless("a pattern that begins with a dot and a slash, which no path does",
                       "write it from the folder of this file, as /NAME");
  }
  return pattern;
}

bool PathPattern::Matches(std::string_view path) const {
  if (!path.starts_with(begin_)) return false;
  path.remove_prefix(begin_.size());
  if (steps_.empty()) return path.empty();
  if (steps_.front().sign == Sign::kStar && !whole_path_) {
    // "*.txt", which most are.
    const auto rest = std::span(steps_).subspan(1);
    if (std::ranges::all_of(rest, [](const Step& step) { return step.sign == Sign::kByte; })) {
      return path.size() >= rest.size() &&
             std::ranges::equal(path.substr(path.size() - rest.size()), rest, {}, {}, &Step::byte);
    }
  }
  States now(steps_.size());
  States next(steps_.size());
  now.Add(0);
  const auto settle = [&](States& states) {  // what may stand for nothing is passed by
    states.Each([&](std::size_t step) {
      if (step == steps_.size()) return;
      const Sign sign = steps_[step].sign;
      if (sign == Sign::kStar || sign == Sign::kAll || sign == Sign::kOrLater) states.Add(step + 1);
      if (sign == Sign::kOrLater) states.Add(step + 2);
    });
  };
  settle(now);
  for (const char c : path) {
    next.Clear();
    now.Each([&](std::size_t step) {
      if (step == steps_.size()) return;
      const Step& one = steps_[step];
      switch (one.sign) {
        case Sign::kByte:
          if (c == one.byte) next.Add(step + 1);
          break;
        case Sign::kAny:
          if (c != '/') next.Add(step + 1);
          break;
        case Sign::kSet:
          if (sets_[one.set].test(static_cast<unsigned char>(c))) next.Add(step + 1);
          break;
        case Sign::kStar:
          if (c != '/') next.Add(step);
          break;
        case Sign::kAll:
          next.Add(step);
          break;
        case Sign::kFolders:
          next.Add(step);
          if (c == '/') next.Add(step + 1);
          break;
        case Sign::kOrLater:
          break;
      }
    });
    std::swap(now, next);
    if (now.none()) return false;
    settle(now);
  }
  return now.Has(steps_.size());
}

}  // namespace markings::internal
