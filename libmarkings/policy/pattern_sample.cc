#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "libmarkings/policy/internal/pattern_sample.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMostNested = 32;
constexpr std::size_t kMostBytes = 256;
constexpr std::size_t kMostRepeats = 64;
constexpr std::size_t kTries = 24;

// What a class of characters may stand for. Small letters first: they look like prose.
constexpr std::array<std::string_view, 18> kCharacters = {"a", "A", "1", " ", "-", ".",  ",", "(", ")",
                                                          "[", "@", ":", "/", "'", "\"", "_", "é", "É"};

// Reads a pattern and writes one string that it matches. At each alternative and each optional part a choice
// is made, another one in another try.
class Sampler {
 public:
  Sampler(std::string_view pattern, std::size_t choice) : pattern_(pattern), choice_(choice) {}

  // Empty when it found syntax that it does not know.
  std::string Run() {
    std::string out = Alternatives(0);
    return failed_ || at_ != pattern_.size() || out.size() > kMostBytes ? std::string() : out;
  }

 private:
  bool More() const { return at_ < pattern_.size() && !failed_; }
  bool Take(std::string_view word) {
    if (!pattern_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  std::string Give() {
    failed_ = true;
    return {};
  }

  // Each is read; the one that was chosen is written. The first try takes the first everywhere.
  std::string Alternatives(std::size_t depth) {
    if (depth > kMostNested) return Give();
    std::vector<std::string> branches;
    do branches.push_back(Sequence(depth));
    while (Take("|"));
    const std::size_t chosen = (choice_ + (choice_ > 0 ? seen_++ * (choice_ / 3) : 0)) % branches.size();
    return branches[chosen];
  }

  std::string Sequence(std::size_t depth) {
    std::string out;
    while (More() && pattern_[at_] != '|' && pattern_[at_] != ')') {
      const std::string piece = Piece(depth);
      for (std::size_t i = Repeats(); i > 0 && out.size() <= kMostBytes; --i) out += piece;
    }
    return out;
  }

  std::string Piece(std::size_t depth) {
    if (Take("(")) return Group(depth);
    if (pattern_[at_] == '[') return Class();
    if (pattern_[at_] == '\\') return Escape();
    if (Take("^") || Take("$")) return {};
    if (Take(".")) return "a";
    std::size_t end = at_ + 1;  // one character of UTF-8
    while (end < pattern_.size() && (static_cast<unsigned char>(pattern_[end]) & 0xC0U) == 0x80U) ++end;
    const std::string literal(pattern_.substr(at_, end - at_));
    at_ = end;
    return literal;
  }

  std::string Group(std::size_t depth) {
    if (Take("?")) {
      if (Take("P<") || Take("<")) {
        at_ = std::min(pattern_.find('>', at_), pattern_.size() - 1) + 1;
      } else {
        const std::size_t flags = at_;
        while (More() && (IsLetter(pattern_[at_]) || pattern_[at_] == '-')) ++at_;
        if (pattern_.substr(flags, at_ - flags).find('x') != std::string_view::npos) return Give();
        if (Take(")")) return {};  // flags for what follows: either case will do as it is written
        if (!Take(":")) return Give();
      }
    }
    std::string out = Alternatives(depth + 1);
    return Take(")") ? out : Give();
  }

  // A character of a class or an escape, by asking RE2.
  std::string OneOf(std::string_view written) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 one("(?:" + std::string(written) + ")", options);
    if (!one.ok()) return Give();
    std::vector<std::string_view> fit;
    for (const std::string_view character : kCharacters) {
      if (re2::RE2::FullMatch(re2::StringPiece(character.data(), character.size()), one))
        fit.push_back(character);
    }
    if (fit.empty()) return ByLiteral(written, one);
    return std::string(fit[choice_ / 2 % fit.size()]);
  }

  // A class that is none of the usual ones may name its characters.
  std::string ByLiteral(std::string_view written, const re2::RE2& one) {
    for (const char c : written) {
      if (static_cast<unsigned char>(c) < 0x80U && re2::RE2::FullMatch(std::string(1, c), one))
        return std::string(1, c);
    }
    return Give();
  }

  std::string Class() {
    const std::size_t begin = at_++;
    if (Take("^")) {
    }
    bool first = true;
    while (More() && (pattern_[at_] != ']' || first)) {
      first = false;
      if (Take("[:")) {
        const std::size_t end = pattern_.find(":]", at_);
        at_ = end == std::string_view::npos ? pattern_.size() : end + 2;
      } else {
        at_ += pattern_[at_] == '\\' ? 2U : 1U;
      }
    }
    if (at_ >= pattern_.size()) return Give();
    ++at_;
    return OneOf(pattern_.substr(begin, at_ - begin));
  }

  std::string Escape() {
    const std::size_t begin = at_++;
    if (!More()) return Give();
    const char c = pattern_[at_++];
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z') return {};
    if (c == 'p' || c == 'P' || c == 'x') {
      const bool braces = Take("{");
      at_ = braces ? std::min(pattern_.find('}', at_), pattern_.size() - 1) + 1
                   : std::min(at_ + (c == 'x' ? 2 : 1), pattern_.size());
      return OneOf(pattern_.substr(begin, at_ - begin));
    }
    if (!IsLetter(c) && !IsDigit(c)) return std::string(1, c);
    return OneOf(pattern_.substr(begin, at_ - begin));
  }

  std::size_t Number() {
    std::size_t number = 0;
    const char* const begin = pattern_.data() + at_;
    const auto [end, fault] = std::from_chars(begin, pattern_.data() + pattern_.size(), number);
    if (fault != std::errc() || number > kMostRepeats) failed_ = true;
    at_ += static_cast<std::size_t>(end - begin);
    return number;
  }

  std::size_t Repeats() {
    std::size_t least = 1;
    bool optional = false;
    if (Take("*") || Take("?")) {
      optional = true;
    } else if (at_ + 1 < pattern_.size() && pattern_[at_] == '{' && IsDigit(pattern_[at_ + 1])) {
      ++at_;
      least = Number();
      if (Take(",") && More() && IsDigit(pattern_[at_])) static_cast<void>(Number());
      if (!Take("}")) failed_ = true;
    } else {
      Take("+");
    }
    Take("?");
    return optional ? choice_ & 1U : least;
  }

  std::string_view pattern_;
  std::size_t choice_;
  std::size_t at_ = 0, seen_ = 0;
  bool failed_ = false;
};

}  // namespace

std::vector<std::string> SamplesOf(const re2::RE2& pattern, std::size_t most) {
  std::vector<std::string> samples;
  for (std::size_t choice = 0; choice < kTries; ++choice) {
    std::string sample = Sampler(pattern.pattern(), choice).Run();
    if (sample.empty() || !re2::RE2::PartialMatch(sample, pattern)) continue;
    if (std::ranges::find(samples, sample) == samples.end()) samples.push_back(std::move(sample));
  }
  std::ranges::stable_sort(samples, {}, &std::string::size);
  if (samples.size() > most) samples.resize(most);
  return samples;
}

}  // namespace markings::internal
