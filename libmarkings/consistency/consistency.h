#ifndef LIBMARKINGS_CONSISTENCY_CONSISTENCY_H_
#define LIBMARKINGS_CONSISTENCY_CONSISTENCY_H_

// What of several documents does not agree: a passage with other marks in another place, a passage that is
// redacted here and printed there, and releases of one original that tell more together than each alone.
// Source: POLICY of this project, "Consistency", and its feature 4.
//
//   std::vector<DocumentPrint> prints;                    // DocumentPrint::Of(document, name) for each
//   auto found = FindInconsistencies(std::move(prints), vocabulary);
//   for (const MarksDiffer& one : found->marks_differ) ...
//
// Places are letters of documents (document_print.h); PassageText leads from them to bytes. How often it is
// right, and what it misses: docs/consistency.md.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/cable/element.h"
#include "libmarkings/consistency/document_print.h"
#include "libmarkings/export.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/error.h"

namespace markings {

struct MARKINGS_API ConsistencyOptions {
  // The share of a passage, from 0 to 1, that must stand in another for both to be the same.
  double threshold = 0.6;
  // Places that a finding names of each mark, or of each side; the others are counted.
  std::size_t most_places = 10;
};

// Letters [begin, end) of a document.
struct MARKINGS_API LetterPlace {
  std::uint32_t document = 0;  // in Inconsistencies::documents
  std::uint32_t begin = 0, end = 0;
};
struct MARKINGS_API PassagePlace {
  std::uint32_t document = 0;
  std::uint32_t passage = 0;  // in DocumentPrint::passages
  MarkOrigin origin = MarkOrigin::kNone;
};
struct MARKINGS_API HolePlace {
  std::uint32_t document = 0;
  std::uint32_t hole = 0;  // in DocumentPrint::holes
};

// The same passage with different marks.
struct MARKINGS_API MarksDiffer {
  struct Marked {
    std::string mark;                  // portion form
    std::size_t passages = 0;          // that bear it
    std::vector<PassagePlace> places;  // by document, then by place; at most most_places
  };
  std::vector<Marked> marks;           // two at least; those of most passages first, then by their form
  std::optional<std::string> highest;  // that dominates all others; none: no one does
  std::size_t documents = 0;
  double share = 0;      // of the passage that its copies have in common, least over those compared
  bool written = false;  // every mark is written on a passage somewhere, none is known by inheritance alone
};

// A passage with a redaction, and a copy of it with text in that place.
struct MARKINGS_API RedactedPrinted {
  std::vector<HolePlace> redacted;  // at most most_places
  std::size_t redacted_places = 0;  // all
  LetterPlace printed;
  std::size_t printed_places = 0;  // copies that print it, at least
};

// Releases of one original that tell more together.
struct MARKINGS_API ReleasesDisclose {
  struct Release {
    std::uint32_t document = 0;
    std::size_t holes = 0;    // redactions in it
    std::size_t printed = 0;  // of these, in whose place another release has text
    std::size_t letters = 0;  // that others print there
  };
  struct Disclosed {
    HolePlace hole;
    LetterPlace printed;  // the longest
  };
  std::vector<Release> releases;     // all of the set that were compared, by document
  std::size_t more_releases = 0;     // that are in the set and not among these
  std::vector<Disclosed> disclosed;  // by hole; all
  bool beyond_each = false;          // the union says more than any one of them
};

// By the documents in which they are, then by place.
struct MARKINGS_API Inconsistencies {
  std::vector<DocumentPrint> documents;  // by name
  std::vector<MarksDiffer> marks_differ;
  std::vector<RedactedPrinted> redacted_printed;
  std::vector<ReleasesDisclose> releases_disclose;
  std::size_t passages = 0, grams = 0;
};

// The order in which the documents come does not matter. All must have been parsed with the vocabulary. About
// n log n in the grams of all documents, whatever they share (docs/consistency.md, "Cost"). Errors:
// kUnusableInput when there are 2^32 grams or passages or more, or a share that is none.
[[nodiscard]] MARKINGS_API Result<Inconsistencies> FindInconsistencies(
    std::vector<DocumentPrint> documents, const Vocabulary& vocabulary,
    const ConsistencyOptions& options = {});

}  // namespace markings

#endif  // LIBMARKINGS_CONSISTENCY_CONSISTENCY_H_
