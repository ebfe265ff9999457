#ifndef LIBMARKINGS_CABLE_MARK_SOURCE_H_
#define LIBMARKINGS_CABLE_MARK_SOURCE_H_

// Where the marks of a document's portions stand: Element::mark_origin says how a portion came by its mark,
// this says from which place.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/text/span.h"

namespace markings {

struct MARKINGS_API MarkSource {
  MarkOrigin origin = MarkOrigin::kNone;
  std::string mark;     // "(SBU)", as the document has it; empty: none that can be read
  std::string element;  // id of the element that it comes from; empty: no line of the document gives it
  Span where;           // of the mark there, in bytes of the document's text; empty: it has no place
  // The overall marking of a document or message is more than its class line says, because of this portion.
  std::string raised_by;
};

// One for each of `units`, indices into elements(). Own: the mark on it (in a quoted text that holds marked
// portions, the text). Parent: the element above that bears the mark, or that comes by it in its turn.
// Whole-text: the paragraph that says so. Document and message: the first class line; without one the
// reviewer's marking. Thread-safe. Linear in the document and in `units`.
[[nodiscard]] MARKINGS_API std::vector<MarkSource> SourcesOfMarks(const Document& document,
                                                                  std::span<const std::size_t> units);

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_MARK_SOURCE_H_
