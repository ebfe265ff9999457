#ifndef LIBMARKINGS_SHINGLE_LETTERS_H_
#define LIBMARKINGS_SHINGLE_LETTERS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

// A text as its letters and digits alone, so that copies of it compare equal: case, blanks, line breaks,
// hyphens, punctuation and invisible characters count for nothing; Latin letters are without their marks;
// what a scanner takes for each other is one (0 and o, 1 and i and l, 5 and s, 8 and b, rn and m, vv and w,
// cl and d).
//
//   const ComparedLetters letters("The har-\n bour fees");    letters.letters() == "theharbourfees"
//
// Each letter is one byte, never 0. A letter of another script than Latin is its code point modulo 128 with
// the high bit set: letters of one alphabet stay apart, those of two may meet.
//
// Holds a view of the text, which must outlive it and be UTF-8 (Buffer). Linear; a byte for each letter and
// 16 for each 256 of them. Constant once made: any number of threads may read it.
class MARKINGS_API ComparedLetters {
 public:
  explicit ComparedLetters(std::string_view text);

  [[nodiscard]] std::string_view letters() const { return letters_; }
  // The bytes of the text from the first of letters [begin, end) to the last; both ends included in one word
  // when the letter is made of two. Empty for an empty range. At most 256 letters are read again for each
  // end.
  [[nodiscard]] Span SpanOf(std::size_t begin, std::size_t end) const;

 private:
  // A letter from which reading can begin anew.
  struct Mark {
    std::size_t letter, byte;
  };
  [[nodiscard]] Span SpanOfOne(std::size_t letter) const;

  std::string_view text_;
  std::string letters_;
  std::vector<Mark> marks_;
};

}  // namespace markings

#endif  // LIBMARKINGS_SHINGLE_LETTERS_H_
