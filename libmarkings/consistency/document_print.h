#ifndef LIBMARKINGS_CONSISTENCY_DOCUMENT_PRINT_H_
#define LIBMARKINGS_CONSISTENCY_DOCUMENT_PRINT_H_

// What of a document is kept for comparing it with others: no text.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/cable/element.h"
#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/text/error.h"

namespace markings {

inline constexpr std::uint32_t kNoPassage = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::uint32_t kNoMark = std::numeric_limits<std::uint32_t>::max();

// A chosen gram (shingle/winnow.h) in 8 bytes: 32 bits of its hash, and the letter at which it begins.
// Letters of a document are those of its passages, one after the other.
struct MARKINGS_API PrintedGram {
  std::uint32_t hash = 0, at = 0;
  friend bool operator==(const PrintedGram&, const PrintedGram&) = default;
};

// A portion with text: subject, note, paragraph, sub-paragraph, quoted text.
struct MARKINGS_API Passage {
  std::uint32_t begin = 0, end = 0;            // letters
  std::uint32_t first_gram = 0, end_gram = 0;  // in DocumentPrint::grams
  std::uint32_t mark = kNoMark;                // in DocumentPrint::marks; kNoMark: none that is known
  MarkOrigin origin = MarkOrigin::kNone;       // of the mark
  friend bool operator==(const Passage&, const Passage&) = default;
};

// A place where somebody has taken something out, between the letters `at - 1` and `at`.
struct MARKINGS_API Hole {
  std::uint32_t at = 0;
  std::uint32_t passage = kNoPassage;  // that it stands in; kNoPassage: between passages
  friend bool operator==(const Hole&, const Hole&) = default;
};

struct MARKINGS_API PrintedMark {
  std::string form;  // PortionForm
  Marking mark;
  friend bool operator==(const PrintedMark&, const PrintedMark&) = default;
};

// About 1 byte for each letter of the document. A plain value; equal for equal documents.
//
// The hashes are those of everybody (GramHasher::Unkeyed): who has a print can try guesses. It is for the
// memory of one run, and is written sealed alone (print_part.h).
struct MARKINGS_API DocumentPrint {
  // Grams are chosen by windows of so many: any 27 letters that two passages share hold one.
  static constexpr std::size_t kWindow = 16;

  // Linear. Thread-safe. Errors: kInternal when OpenSSL fails.
  [[nodiscard]] static Result<DocumentPrint> Of(const Document& document, std::string name);

  std::string name;  // that findings are ordered by; unique
  std::string mrn;   // origin and serial, comparable; empty: none
  std::uint32_t letters = 0;
  std::vector<Passage> passages;   // in document order
  std::vector<Hole> holes;         // in document order, no two at one letter of one passage
  std::vector<PrintedGram> grams;  // by letter; none goes over a hole or the end of a passage
  std::vector<PrintedMark> marks;
  friend bool operator==(const DocumentPrint&, const DocumentPrint&) = default;
};

}  // namespace markings

#endif  // LIBMARKINGS_CONSISTENCY_DOCUMENT_PRINT_H_
