#ifndef LIBMARKINGS_REDACT_INTERNAL_DRAWING_H_
#define LIBMARKINGS_REDACT_INTERNAL_DRAWING_H_

// Invented text to stand in for withheld text. You should use libmarkings/redact/prove.h.

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace markings::internal {

// The same seed gives the same draws on every machine: no distribution of the standard library is used.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  [[nodiscard]] std::size_t Below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  [[nodiscard]] bool Chance(std::size_t of_a_hundred) { return Below(100) < of_a_hundred; }
  // Until the next call one name is drawn as another name, wherever it stands.
  void NewNames() {
    names_ = random_();
    drawn_.clear();
    used_.clear();
  }
  [[nodiscard]] std::uint64_t names() const { return names_; }

  // Where a derivative tells which masked spans are the same: what is drawn for two of them is the same where
  // they are, and differs where they differ.
  void TellApart() { tell_apart_ = true; }
  [[nodiscard]] bool tells_apart() const { return tell_apart_; }
  // What was made for these keys is made anew, and is none of what was made for any.
  void Forget(const std::vector<std::string>& keys) {
    for (const std::string& key : keys) drawn_.erase(key);
  }
  // What was made for this key since NewNames, or the first that `make` makes and no other key has. `make`
  // is given the number of the try.
  template <class Make>
  [[nodiscard]] std::string Apart(const std::string& key, Make make) {
    constexpr std::size_t kTries = 100;
    if (const auto known = drawn_.find(key); known != drawn_.end()) return known->second;
    std::string one;
    for (std::size_t attempt = 0; attempt < kTries; ++attempt) {
      one = make(attempt);
      if (used_.insert(one).second) break;
    }
    return drawn_.emplace(key, one).first->second;
  }

 private:
  std::mt19937_64 random_;
  std::uint64_t names_ = 0;
  bool tell_apart_ = false;
  std::map<std::string, std::string> drawn_;
  std::set<std::string> used_;
};

enum class Length : std::uint8_t { kShortest, kAny, kLongest };

struct ProseShape {
  Length length = Length::kAny;
  bool one_line = false;
  bool capitals = false;
  bool tame = false;  // plain words in one case, no digits, no punctuation but a full stop
};
// Words of invented syllables, names, numbers, punctuation, letters beyond ASCII, line breaks. Never an empty
// line; neither begins nor ends with a blank; no line begins with a digit.
[[nodiscard]] std::string DrawProse(Draw& draw, const ProseShape& shape);

// Items of two to four capitals with commas, one with a name after it at times.
[[nodiscard]] std::string DrawTags(Draw& draw);
// "KINDRA/TOR FOR LUN (M. SOLGAR)".
[[nodiscard]] std::string DrawPassing(Draw& draw);

enum class Keep : std::uint8_t {
  kShape,      // each run of letters or digits becomes another of another length
  kSize,       // each letter another of its case, each digit another
  kFirstWord,  // kShape, but for the first word of each line
  kLetters,    // digits only; and runs of what blackens text get another length
};
// A text of the same form: punctuation, blanks and line breaks stay.
[[nodiscard]] std::string DrawAlike(Draw& draw, std::string_view text, Keep keep);

// Another name that recognisers know, of as many words: the same one for the same name. With `same_size`
// letters for letters.
[[nodiscard]] std::string DrawName(Draw& draw, std::string_view name, bool same_size = false);
// The keys (Draw::Apart) by which a masked text is drawn where a derivative tells masked spans apart: of each
// word of a name, or of the whole.
[[nodiscard]] std::vector<std::string> KeysOf(std::string_view text, bool name);
// A text of the same form as DrawAlike makes it, or with draw.tells_apart() the same for the same text.
[[nodiscard]] std::string DrawMasked(Draw& draw, std::string_view text, Keep keep);

// Whether there are capitals in it and hardly any small letters.
[[nodiscard]] bool MostlyCapitals(std::string_view text);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_DRAWING_H_
