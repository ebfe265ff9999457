#ifndef LIBMARKINGS_REDACT_INTERNAL_FIT_PARTS_H_
#define LIBMARKINGS_REDACT_INTERNAL_FIT_PARTS_H_

// The parts of FindFits: cuts and what stands around them, and one function a test. Users want redact/fit.h.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/redact/fit.h"

namespace markings::internal {

// Stands for a cut in Surroundings::text.
inline constexpr char kCutByte = '\x01';

// The lines around a cut up to empty ones, line breaks read as blanks, every cut in them as one byte.
struct Block {
  Span where;  // in the derivative
  std::string text;
  std::vector<std::size_t> at;  // where each of its cuts stands in `text`
  std::size_t first = 0;        // its first cut, counted in the derivative
};

struct Surroundings {
  std::string_view before, after;  // of the block
  bool capitals = false;           // the derivative has no small letter outside its fixed words
};

// Fixed words for a span of text: "[name withheld: (b)(6)]".
struct CutWords {
  Span where;
  std::string unit;
};
struct CutsFound {
  std::vector<CutWords> cuts;
  std::size_t holes = 0;
};
[[nodiscard]] CutsFound FindCuts(std::string_view text);
[[nodiscard]] std::vector<Block> BlocksAround(std::string_view text, const std::vector<CutWords>& cuts);
// Whether candidates of a kind may stand where fixed words name a unit.
[[nodiscard]] bool MayStand(CandidateKind kind, std::string_view unit);

// Whether a candidate fits; empty: there is nothing to go by.
using FitCheck = std::function<bool(const Candidate&)>;

[[nodiscard]] FitCheck TitleCheck(const Surroundings& around, const Candidates& candidates);
[[nodiscard]] FitCheck HonorificCheck(const Surroundings& around);
[[nodiscard]] FitCheck ContextCheck(const Surroundings& around);
[[nodiscard]] FitCheck ArticleCheck(const Surroundings& around);
[[nodiscard]] FitCheck PossessiveCheck(const Surroundings& around);
[[nodiscard]] FitCheck VerbCheck(const Surroundings& around);
[[nodiscard]] FitCheck PronounCheck(const Surroundings& around);
[[nodiscard]] FitCheck InitialCheck(const Surroundings& around);
[[nodiscard]] FitCheck JoinedCheck(const Surroundings& around);
[[nodiscard]] FitCheck CaseCheck(const Surroundings& around);
[[nodiscard]] FitCheck CalendarCheck(const Surroundings& around);
[[nodiscard]] FitCheck ListCheck(const Surroundings& around);

// How long the lines of a text are that nobody set anew; nothing when they do not look like that.
class Wrapping {
 public:
  Wrapping(std::string_view text, const std::vector<CutWords>& cuts);
  [[nodiscard]] FitCheck Check(std::size_t cut) const;

 private:
  std::string_view text_;
  const std::vector<CutWords>& cuts_;
  std::optional<std::size_t> width_;  // code points
};

// Cuts of one list, as runs of neighbours: each of two or more.
[[nodiscard]] std::vector<std::vector<std::size_t>> ListsOfCuts(const std::vector<Block>& blocks);
// Takes out of each set what no choice of different candidates for all of them has. Sets are sorted.
void KeepDifferent(const std::vector<std::vector<std::size_t>*>& sets);

// fit_words.cc: words as the tests read them.
[[nodiscard]] std::string Plain(std::string_view text);   // one apostrophe, single blanks
[[nodiscard]] std::string Folded(std::string_view text);  // the same in small letters
[[nodiscard]] std::string_view TrimEnd(std::string_view text);
[[nodiscard]] std::string_view TrimStart(std::string_view text);
[[nodiscard]] std::string_view LastWord(std::string_view text);  // with its stop: "Mr."
[[nodiscard]] std::string_view FirstWord(std::string_view text);
[[nodiscard]] std::vector<std::string> WordsOf(std::string_view text);  // folded, without stops
[[nodiscard]] std::size_t CodePoints(std::string_view text);
// A form of address or kinship before the end of the text, and its length; gender unknown for "Dr.".
struct Address {
  Candidate::Gender gender;
  std::size_t bytes;
};
[[nodiscard]] std::optional<Address> AddressBefore(std::string_view before);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_FIT_PARTS_H_
