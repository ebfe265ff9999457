#include "libmarkings/redact/internal/redraw_overrides.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace markings::internal {
namespace {

// A masked span, in bytes of the unit's text as spans of decisions count: as it was, and as it is now.
struct Moved {
  Span was, now;
  bool as_it_stands = false;
};

std::vector<Moved> MovedMasks(const Document& document, std::size_t head, const Decisions& decisions,
                              const Rendering& rendering) {
  std::vector<Moved> moved;
  std::size_t was = 0;
  std::size_t now = 0;
  for (const std::size_t part : document.UnitParts(head)) {
    const Element element = document.elements()[part];
    const Span text = rendering.TextAt(element);
    const std::vector<MaskSpan>& masks = decisions.elements[part].masks;
    const std::vector<Span> drawn = rendering.MasksAt(part, masks);
    for (std::size_t i = 0; i < masks.size(); ++i) {
      if (masks[i].by == MaskedBy::kRule) continue;
      const Span span = masks[i].span;
      moved.push_back({{was + span.begin - element.text_span.begin, was + span.end - element.text_span.begin},
                       {now + drawn[i].begin - text.begin, now + drawn[i].end - text.begin},
                       masks[i].by == MaskedBy::kSeveral});
    }
    was += element.text_span.end - element.text_span.begin;
    now += text.end - text.begin;
  }
  return moved;
}

// Where a span is now. Where several masks overlap the text stands as it stood (stretches.cc), and the span
// within it.
Span Move(Span span, const std::vector<Moved>& masks) {
  Span now;
  for (const Moved& mask : masks) {
    if (mask.was.end <= span.begin || span.end <= mask.was.begin) continue;
    Span here = mask.now;
    if (mask.as_it_stands) {
      here.begin += span.begin > mask.was.begin ? span.begin - mask.was.begin : 0;
      here.end -= span.end < mask.was.end ? mask.was.end - span.end : 0;
    }
    if (now.empty()) now.begin = here.begin;
    now.end = here.end;
  }
  return now;
}

}  // namespace

Overrides RedrawOverrides(const Overrides& overrides, const Document& document, const Decisions& decisions,
                          const Rendering& rendering) {
  Overrides redrawn = overrides;
  redrawn.salt.clear();
  for (auto* list : {&redrawn.decisions, &redrawn.masks}) {
    for (Override& one : *list) {
      one.binds.clear();
      if (one.spans.empty()) continue;
      const std::vector<Moved> masks = MovedMasks(document, document.Find(one.element), decisions, rendering);
      for (Span& span : one.spans) span = Move(span, masks);
      std::erase_if(one.spans, [](const Span& span) { return span.empty(); });
    }
  }
  // Of an element that stays in nothing is masked.
  std::erase_if(redrawn.masks, [](const Override& mask) { return mask.spans.empty(); });
  return redrawn;
}

}  // namespace markings::internal
