#ifndef LIBMARKINGS_REDACT_INTERNAL_DRAWING_H_
#define LIBMARKINGS_REDACT_INTERNAL_DRAWING_H_

// Invented text to stand in for withheld text. You should use libmarkings/redact/prove.h.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace markings::internal {

// The same seed gives the same draws on every machine: no distribution of the standard library is used.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}
  [[nodiscard]] std::size_t Below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  [[nodiscard]] bool Chance(std::size_t of_a_hundred) { return Below(100) < of_a_hundred; }
  // Until the next call one name is drawn as another name, wherever it stands.
  void NewNames() { names_ = random_(); }
  [[nodiscard]] std::uint64_t names() const { return names_; }

 private:
  std::mt19937_64 random_;
  std::uint64_t names_ = 0;
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

// Another name that recognisers know, of as many words: the same one for the same name.
[[nodiscard]] std::string DrawName(const Draw& draw, std::string_view name);

// Whether there are capitals in it and hardly any small letters.
[[nodiscard]] bool MostlyCapitals(std::string_view text);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_DRAWING_H_
