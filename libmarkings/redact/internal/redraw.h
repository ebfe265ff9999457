#ifndef LIBMARKINGS_REDACT_INTERNAL_REDRAW_H_
#define LIBMARKINGS_REDACT_INTERNAL_REDRAW_H_

// A document whose withheld text was drawn anew: what was replaced by what, and where everything else is to
// be found in it. You should use libmarkings/redact/prove.h.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/redact/internal/drawing.h"

namespace markings::internal {

// How a stretch is drawn. A stretch has several ways, the freest first; the next is taken when the text that
// was drawn would be read or decided on differently.
enum class Way : std::uint8_t {
  kProse,
  kTameProse,
  kTags,
  kPassing,
  kShape,
  kFirstWord,
  kSize,
  kLetters,
  kGap,        // the number of blank lines
  kRow,        // the length of an underline
  kMasks,      // of a masked part: the masked spans, and where its lines are broken
  kMasksOnly,  // lines stay
  kMasksSize,  // lengths too
  kAsItStands
};

// A stretch of withheld text in one part of a unit; or a part of a masked unit with its masked spans.
struct Stretch {
  std::size_t element = 0;  // the part
  Span span;                // in the document
  std::vector<Way> ways;
  bool counts = true;     // false: blank lines, page lines, underlines, parts of masked units without a mask
  bool capitals = false;  // as written
  std::vector<Span> masks;  // in the document
  std::vector<bool> names;  // of each mask: a recogniser took it for a person's
  // What a rule looks at, kept: at the beginning, anywhere, at the end.
  std::vector<std::string> first, inside, last;

  std::size_t way = 0;            // index into ways
  std::string text;               // what stands there now
  std::size_t trail = 0;          // blanks at its end, which are no part of the element's text
  std::vector<Span> drawn_masks;  // in `text`
  [[nodiscard]] bool drawn() const { return ways[way] != Way::kAsItStands; }
  // Neither words nor shape of what stood there are left.
  [[nodiscard]] bool freely() const;
};

// All of a document that may be drawn anew: the texts of withheld units, masked spans, header lines and other
// apparatus that a derivative drops. Labels, numbers and marks are not in it, nor class lines and captions.
// Sorted, disjoint. Linear in the text times the rules that look at it.
[[nodiscard]] std::vector<Stretch> FindStretches(const Document& document, const Policy& policy,
                                                 const Decisions& decisions);

// Whether each condition on text of the rules for an audience holds for a unit, in a fixed order.
[[nodiscard]] std::vector<bool> TextConditions(const Policy& policy, const Audience& audience,
                                               const std::string& unit_text);

// Draws the text of a stretch by its way.
void DrawStretch(Draw& draw, const Document& document, Length length, Stretch& stretch);

// The document's text with all stretches as they stand now.
class Rendering {
 public:
  // Both must outlive it.
  Rendering(const Document& document, const std::vector<Stretch>& stretches);

  [[nodiscard]] const std::string& text() const { return text_; }
  std::string TakeText() { return std::move(text_); }
  // Where an offset of the document that lies in no stretch is now.
  [[nodiscard]] std::size_t At(std::size_t offset) const;
  [[nodiscard]] Span At(Span span) const { return {At(span.begin), At(span.end)}; }
  // Where the text of an element is now.
  [[nodiscard]] Span TextAt(const Element& element) const;
  // Where the masked spans of a part are now; those of the document itself when it has no stretch.
  [[nodiscard]] std::vector<Span> MasksAt(std::size_t element, const std::vector<MaskSpan>& masks) const;
  // The index of the last stretch that begins at or before an offset of the document, kNoElement for none.
  [[nodiscard]] std::size_t StretchBefore(std::size_t offset) const;
  // The same for an offset of the text drawn anew.
  [[nodiscard]] std::size_t StretchBeforeDrawn(std::size_t offset) const;
  // How the document drawn anew is to be parsed: with the regions that it had and, when asked for, the form.
  [[nodiscard]] ParseOptions Options(bool forced) const;

 private:
  const Document& document_;
  const std::vector<Stretch>& stretches_;
  std::vector<std::size_t> begins_;  // of each stretch in text_
  std::string text_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_REDRAW_H_
