#ifndef LIBMARKINGS_REDACT_INTERNAL_DERIVATIVE_WRITER_H_
#define LIBMARKINGS_REDACT_INTERNAL_DERIVATIVE_WRITER_H_

// You should use libmarkings/redact/derivative.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/redact/derivative.h"

namespace markings::internal {

// Words that stand for a stretch of the source; none with `words` empty.
struct Cut {
  Span span;
  std::string words;
};

// What stands between two parts of a unit: nothing (in the middle of a word), a blank, a line's end.
enum class Joint : std::uint8_t { kNone, kBlank, kLine };

// Appends to a text and its pieces so that the pieces always partition it. Kept pieces are exact copies.
class DerivativeWriter {
 public:
  explicit DerivativeWriter(const Document& document) : document_(document) {}

  // Gives where the words stand in the text.
  Span Insert(std::string_view words, std::size_t element = kNoElement);

  // Copies a stretch of the source without its cuts (sorted, disjoint), without blanks at line ends and with
  // runs of empty lines as one. `reflow`: line breaks become blanks, so that where the source's lines were
  // broken does not tell how long the words were that were cut out.
  // Gives where the words of each cut stand in the text; empty where none do.
  std::vector<Span> Copy(Span source, std::span<const Cut> cuts, std::size_t element, bool reflow);
  // The next Copy goes on the same unit.
  void Join(Joint joint);
  // Ends the unit: a line break at its end is not written.
  void EndUnit();

  [[nodiscard]] std::string TakeText() { return std::move(text_); }
  [[nodiscard]] std::vector<Piece> TakePieces() { return std::move(pieces_); }

 private:
  void Keep(Span source, std::size_t element);
  void CopyLines(Span source, bool at_end, std::size_t element, bool reflow);
  void FlushBreaks(std::size_t element, bool reflow);

  const Document& document_;
  std::string text_;
  std::vector<Piece> pieces_;
  std::size_t breaks_ = 0;  // line breaks seen and not yet written
  bool blank_ = false;      // a blank is due before what comes next
  bool unit_begun_ = false;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_DERIVATIVE_WRITER_H_
