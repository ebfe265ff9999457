#ifndef LIBMARKINGS_CONSISTENCY_PASSAGE_TEXT_H_
#define LIBMARKINGS_CONSISTENCY_PASSAGE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/shingle/letters.h"
#include "libmarkings/text/span.h"

namespace markings {

// The passages of a document as runs of letters (shingle/letters.h), with the way back to its bytes: what a
// DocumentPrint is made of, and what its letters lead to. A run ends at a redaction and at the end of its
// passage; page lines inside a passage are taken out.
//
// Owns copies of the text it needs; the Document must outlive it. Linear in the document, twice its text.
// Constant once made.
class MARKINGS_API PassageText {
 public:
  struct Piece {
    std::size_t at = 0;  // in the run's text
    Span span;           // bytes of the document
  };
  struct Run {
    std::uint32_t passage = 0;
    std::uint32_t begin = 0, end = 0;         // letters of the document's passages
    std::unique_ptr<const std::string> text;  // (Where it is stays where it is: the letters view it.)
    std::unique_ptr<const ComparedLetters> letters;
    std::vector<Piece> pieces;
  };
  struct Of {
    std::size_t element = 0;  // the head of the portion
    std::uint32_t begin = 0, end = 0;
  };
  struct Cut {
    std::size_t element = 0;
    std::uint32_t at = 0, passage = 0;  // as in Hole
  };

  explicit PassageText(const Document& document);

  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }
  [[nodiscard]] const std::vector<Of>& passages() const { return passages_; }
  [[nodiscard]] const std::vector<Cut>& cuts() const { return cuts_; }

  // The bytes from the first of letters [begin, end) to the last. Empty for an empty range.
  [[nodiscard]] Span SpanOf(std::uint32_t begin, std::uint32_t end) const;
  // How many words stand, whole or in part, in letters [begin, end).
  [[nodiscard]] std::size_t WordsIn(std::uint32_t begin, std::uint32_t end) const;

 private:
  [[nodiscard]] std::vector<Run>::const_iterator RunOf(std::uint32_t letter) const;
  static std::size_t ByteOf(const Run& run, std::size_t at, bool end);
  std::vector<Run> runs_;
  std::vector<Of> passages_;
  std::vector<Cut> cuts_;
};

}  // namespace markings

#endif  // LIBMARKINGS_CONSISTENCY_PASSAGE_TEXT_H_
