#ifndef LIBMARKINGS_RECOGNISE_INTERNAL_NAME_RUNS_H_
#define LIBMARKINGS_RECOGNISE_INTERNAL_NAME_RUNS_H_

// You should use libmarkings/recognise/recognisers.h.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "libmarkings/recognise/internal/persons.h"
#include "libmarkings/recognise/internal/word_table.h"

namespace markings::internal {

// A run of words, and what it is made of.
struct NameRun {
  std::size_t first = 0, last = 0;  // tokens
  std::size_t surname = 0;          // the last word that is a name
  int given = 0, surnames = 0, common = 0, unknown = 0, initials = 0, particles = 0;
  int listed = 0;
  [[nodiscard]] int names() const { return given + surnames + common + unknown; }
  [[nodiscard]] bool known() const { return given + surnames > 0; }
};

// The words of a text, and the runs of them that may be names.
class NameRuns {
 public:
  NameRuns(std::string_view text, const TokenStream& stream, const Gazetteer& names)
      : text_(text), stream_(stream), tokens_(stream.tokens()), words_(ReadNameWords(text, stream, names)) {}

 protected:
  [[nodiscard]] static bool IsName(NamePart part) {
    return part >= NamePart::kGiven && part <= NamePart::kUnknown;
  }
  [[nodiscard]] bool Attached(std::size_t i) const;
  [[nodiscard]] bool NameAt(std::size_t i) const { return i < words_.size() && IsName(words_[i].part); }
  [[nodiscard]] bool Has(std::size_t i, std::uint16_t bit) const { return (words_[i].bits & bit) != 0; }
  // An initial or particle belongs to a name only if one follows, over further ones.
  [[nodiscard]] bool LeadsToName(std::size_t i) const;
  // Whether the word at i goes on with the run that has been read.
  [[nodiscard]] bool GoesOn(std::size_t i, const NameRun& run) const;
  void Count(std::size_t i, NameRun& run) const;
  // A letter without its point is rather an article, a list's letter, what is left of a word.
  [[nodiscard]] bool IsInitialOfName(std::size_t i) const;
  [[nodiscard]] bool ReadRun(std::size_t begin, NameRun& run) const;
  [[nodiscard]] static std::ptrdiff_t CountLetters(std::string_view text);
  // "VENN, ORLA B." in brackets, or on a line of those who wrote or cleared a message.
  [[nodiscard]] bool ReadReversed(std::size_t begin, NameRun& run) const;

  // NOLINTBEGIN(*-non-private-member-variables-in-classes): one finder, in two files
  std::string_view text_;
  const TokenStream& stream_;
  const std::vector<Token>& tokens_;
  const std::vector<NameWord> words_;
  // NOLINTEND(*-non-private-member-variables-in-classes)
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_RECOGNISE_INTERNAL_NAME_RUNS_H_
