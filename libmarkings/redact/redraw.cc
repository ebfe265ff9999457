#include "libmarkings/redact/internal/redraw.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "libmarkings/redact/internal/units.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

bool OneLine(ElementKind kind) {
  return kind == ElementKind::kSubject || kind == ElementKind::kTags || kind == ElementKind::kReference ||
         kind == ElementKind::kHeading || kind == ElementKind::kPassing || kind == ElementKind::kSignature ||
         kind == ElementKind::kClassifiedBy || kind == ElementKind::kField;
}

Keep KeepOf(Way way) {
  switch (way) {
    case Way::kSize:
      return Keep::kSize;
    case Way::kFirstWord:
      return Keep::kFirstWord;
    case Way::kLetters:
      return Keep::kLetters;
    default:
      return Keep::kShape;
  }
}

// Prose around what a rule looks at.
std::string DrawAround(Draw& draw, const Stretch& stretch, const ProseShape& shape) {
  std::string text;
  const auto add = [&](std::string_view words) {
    if (!text.empty() && !words.empty()) text += ' ';
    text += words;
  };
  for (const std::string& kept : stretch.first) add(kept);
  const bool kept_only = !stretch.first.empty() && !stretch.last.empty() && draw.Chance(30);
  if (!kept_only) add(DrawProse(draw, shape));
  for (const std::string& kept : stretch.inside) {
    add(kept);
    if (draw.Chance(60))
      add(DrawProse(draw,
                    {.length = Length::kAny, .one_line = true, .capitals = shape.capitals, .tame = true}));
  }
  for (const std::string& kept : stretch.last) add(kept);
  return text;
}

// Where a line break may become a blank and a blank a line break without any other text: between a letter or
// a comma and a small letter.
bool MayBreak(std::string_view text, std::size_t at) {
  if (at == 0 || at + 2 >= text.size() || (text[at] != ' ' && text[at] != '\n')) return false;
  return (IsLetter(text[at - 1]) || text[at - 1] == ',') && IsLower(text[at + 1]) && IsLower(text[at + 2]);
}

void Rewrap(Draw& draw, std::string_view text, std::string& to, bool lines) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (lines && MayBreak(text, at)) {
      if (c == '\n' && draw.Chance(50)) {
        c = ' ';
      } else if (c == ' ' && draw.Chance(12)) {
        c = '\n';
      }
    }
    to += c;
  }
}

void DrawMasks(Draw& draw, std::string_view text, Way way, Stretch& stretch) {
  std::size_t at = 0;
  stretch.text.clear();
  stretch.drawn_masks.clear();
  const bool lines = way == Way::kMasks;
  const bool same_size = way == Way::kMasksSize;
  for (std::size_t i = 0; i < stretch.masks.size(); ++i) {
    const Span& mask = stretch.masks[i];
    const Span span{mask.begin - stretch.span.begin, mask.end - stretch.span.begin};
    Rewrap(draw, text.substr(at, span.begin - at), stretch.text, lines);
    const std::size_t begin = stretch.text.size();
    std::string drawn = stretch.names[i]
                            ? DrawName(draw, Slice(text, span), same_size)
                            : DrawMasked(draw, Slice(text, span), same_size ? Keep::kSize : Keep::kShape);
    for (char& c : drawn) {
      if (lines && c == ' ' && draw.Chance(20)) c = '\n';
    }
    stretch.text += drawn;
    stretch.drawn_masks.push_back({begin, stretch.text.size()});
    at = span.end;
  }
  Rewrap(draw, text.substr(at), stretch.text, lines);
}

}  // namespace

bool Stretch::freely() const {
  switch (ways[way]) {
    case Way::kProse:
    case Way::kTameProse:
      return first.empty() && inside.empty() && last.empty();
    case Way::kTags:
    case Way::kPassing:
    case Way::kGap:
    case Way::kRow:
    case Way::kMasks:
    case Way::kMasksOnly:
      return true;
    default:
      return false;
  }
}

void DrawStretch(Draw& draw, const Document& document, Length length, Stretch& stretch) {
  const std::string_view text = document.Text(stretch.span);
  const ElementKind kind = document.elements()[stretch.element].kind;
  const Way way = stretch.ways[stretch.way];
  stretch.trail = 0;
  switch (way) {
    case Way::kProse:
    case Way::kTameProse: {
      const bool tame = way == Way::kTameProse;
      ProseShape shape{
          .length = length, .one_line = OneLine(kind), .capitals = stretch.capitals, .tame = tame};
      if (!tame && draw.Chance(8)) shape.capitals = !shape.capitals;
      if (!tame && shape.one_line && kind != ElementKind::kHeading) shape.one_line = !draw.Chance(30);
      stretch.text = DrawAround(draw, stretch, shape);
      const std::string_view rest = document.Text({stretch.span.end, stretch.span.end + 1});
      if (!tame && (rest.empty() || rest == "\n") && draw.Chance(25)) {
        stretch.trail = 1 + draw.Below(3);
        stretch.text.append(stretch.trail, ' ');
      }
      return;
    }
    case Way::kTags:
      stretch.text = DrawTags(draw);
      return;
    case Way::kPassing:
      stretch.text = DrawPassing(draw);
      return;
    case Way::kGap:
      stretch.text = std::string(1 + draw.Below(4), '\n');
      return;
    case Way::kRow:
      stretch.text = std::string(5 + draw.Below(50), text.front());
      return;
    case Way::kMasks:
    case Way::kMasksOnly:
    case Way::kMasksSize:
      return DrawMasks(draw, text, way, stretch);
    case Way::kAsItStands:
      stretch.text = text;
      stretch.drawn_masks.clear();
      for (const Span& mask : stretch.masks)
        stretch.drawn_masks.push_back({mask.begin - stretch.span.begin, mask.end - stretch.span.begin});
      return;
    default:
      stretch.text = DrawAlike(draw, text, KeepOf(way));
  }
}

Rendering::Rendering(const Document& document, const std::vector<Stretch>& stretches)
    : document_(document), stretches_(stretches) {
  const std::string_view text = document.buffer().text();
  std::size_t at = 0;
  for (const Stretch& stretch : stretches) {
    text_ += text.substr(at, stretch.span.begin - at);
    begins_.push_back(text_.size());
    text_ += stretch.text;
    at = stretch.span.end;
  }
  text_ += text.substr(at);
}

std::size_t Rendering::StretchBefore(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(stretches_, offset, {},
                                              [](const Stretch& stretch) { return stretch.span.begin; });
  return after == stretches_.begin() ? kNoElement : static_cast<std::size_t>(after - stretches_.begin()) - 1;
}

std::size_t Rendering::StretchBeforeDrawn(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(begins_, offset);
  return after == begins_.begin() ? kNoElement : static_cast<std::size_t>(after - begins_.begin()) - 1;
}

std::size_t Rendering::At(std::size_t offset) const {
  const std::size_t before = StretchBefore(offset);
  if (before == kNoElement) return offset;
  const Stretch& stretch = stretches_[before];
  if (offset == stretch.span.begin) return begins_[before];
  return begins_[before] + stretch.text.size() + (offset - stretch.span.end);
}

Span Rendering::TextAt(const Element& element) const {
  const Span text = element.text_span;
  const std::size_t before = text.empty() ? kNoElement : StretchBefore(text.end - 1);
  if (before == kNoElement || stretches_[before].element != element.index) return At(text);
  const Stretch& stretch = stretches_[before];
  const bool to_end = stretch.span.end == text.end;
  return {At(text.begin), to_end ? begins_[before] + stretch.text.size() - stretch.trail : At(text.end)};
}

std::vector<Span> Rendering::MasksAt(std::size_t element, const std::vector<MaskSpan>& masks) const {
  std::vector<Span> spans;
  const std::size_t before = masks.empty() ? kNoElement : StretchBefore(masks.front().span.begin);
  if (before == kNoElement || stretches_[before].element != element ||
      stretches_[before].masks.size() != masks.size()) {
    for (const MaskSpan& mask : masks) spans.push_back(At(mask.span));
    return spans;
  }
  for (const Span& mask : stretches_[before].drawn_masks)
    spans.push_back({begins_[before] + mask.begin, begins_[before] + mask.end});
  return spans;
}

ParseOptions Rendering::Options(bool forced) const {
  ParseOptions options{.format = std::nullopt, .regions = {}, .any_form = true};
  if (forced) options.format = document_.format();
  for (const Element element : document_.elements()) {
    if (!NeverReleased(element.kind)) continue;
    options.regions.push_back({At(element.span), element.kind == ElementKind::kUnread,
                               std::string(document_.RegionKind(element.index))});
  }
  return options;
}

}  // namespace markings::internal
