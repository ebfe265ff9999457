// Which stretches of a document may be drawn anew, and how freely.

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/recognise/recognisers.h"
#include "libmarkings/redact/internal/redraw.h"
#include "libmarkings/redact/internal/units.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

bool SpeaksOf(const Rule& rule, const Audience& audience) {
  return std::ranges::find(rule.audiences, audience.id) != rule.audiences.end();
}

std::vector<Way> WaysOf(ElementKind kind) {
  using enum Way;
  switch (kind) {
    case ElementKind::kTags:
      return {kTags, kTags, kShape, kSize, kAsItStands};
    case ElementKind::kPassing:
      return {kPassing, kProse, kShape, kSize, kAsItStands};
    case ElementKind::kHeader:
    case ElementKind::kEo:
    case ElementKind::kDistribution:
    case ElementKind::kReleaseBanner:
    case ElementKind::kReviewMarking:
      return {kFirstWord, kFirstWord, kLetters, kAsItStands};
    case ElementKind::kContinuation:
    case ElementKind::kRedaction:
      return {kLetters, kAsItStands};
    case ElementKind::kBlank:
      return {kGap, kAsItStands};
    case ElementKind::kUnderline:
      return {kRow, kRow, kAsItStands};
    default:
      return {kProse, kProse, kTameProse, kTameProse, kShape, kSize, kAsItStands};
  }
}

// A class line, a caption, a list of captions and the words that close a telegram are what they are.
bool IsFixed(const Document& document, const Element& element) {
  const bool captions =
      element.kind == ElementKind::kField && Upper(document.Text(element.label_span)).starts_with("CAPTION");
  return captions || element.kind == ElementKind::kBanner || element.kind == ElementKind::kCaption ||
         element.kind == ElementKind::kEnd;
}

// Without the words that make the element what it is, where they are part of its text: "Classified By:",
// "BEGIN TEXT:" and "END TEXT." on lines of their own.
Span Inner(const Document& document, const Element& element) {
  Span span = element.text_span;
  const std::string_view text = document.Text(span);
  constexpr std::size_t kLabel = 40;
  const bool label = element.kind == ElementKind::kClassifiedBy || element.kind == ElementKind::kSourceNote;
  if (const std::size_t colon = text.substr(0, kLabel).find(": "); label && colon != std::string_view::npos) {
    span.begin += colon + 2;
  }
  if (element.kind == ElementKind::kQuoted) {
    static const re2::RE2 first(R"((?i)[-*"\s]*(?:BEGIN|START|QUOTE)[^\n]*\n\s*)");
    static const re2::RE2 last(R"((?i)[-*"]*(?:END|UNQUOTE)\b[^\n]*)");
    re2::StringPiece rest(text.data(), text.size());
    if (re2::RE2::Consume(&rest, first)) span.begin = span.end - rest.size();
    const std::string_view inner = document.Text(span);
    const std::size_t line = inner.rfind('\n');
    if (line != std::string_view::npos &&
        re2::RE2::FullMatch(re2::StringPiece(inner.data() + line + 1, inner.size() - line - 1), last)) {
      span.end = span.begin + line;
    }
  }
  return span.empty() ? element.text_span : span;
}

class Finder {
 public:
  Finder(const Document& document, const Policy& policy, const Decisions& decisions)
      : document_(document), decisions_(decisions) {
    for (const Rule& rule : policy.rules()) {
      if (!SpeaksOf(rule, *decisions.audience)) continue;
      for (const Condition& condition : rule.conditions) {
        if (condition.op == Condition::Op::kTags) tags_count_ = tags_count_ || TagsCount(condition.names);
        headings_count_ = headings_count_ || condition.op == Condition::Op::kSection;
        if (condition.op == Condition::Op::kText) texts_.push_back(condition.text.get());
      }
    }
  }

  std::vector<Stretch> Run() {
    for (const UnitParts& unit : CollectUnits(document_, decisions_)) {
      switch (unit.outcome) {
        case Outcome::kRelease:
          if (UnderlinesHeld(unit.first())) AddHeld(unit);
          break;
        case Outcome::kMask:
          for (const std::size_t part : unit.parts) AddMasked(part);
          break;
        case Outcome::kWithhold:
        case Outcome::kDrop:
          AddHeld(unit);
      }
    }
    std::ranges::sort(stretches_, {}, [](const Stretch& stretch) { return stretch.span.begin; });
    return std::move(stretches_);
  }

 private:
  // A rule looks at the TAGS. Where the document has none of those it names, others may be drawn: four
  // letters are hardly ever drawn by chance.
  bool TagsCount(const std::vector<std::string>& names) const {
    constexpr std::size_t kLong = 4;
    const std::vector<Header::Tag>& tags = document_.header().tags;
    return std::ranges::any_of(names, [&](const std::string& name) {
      return name.size() < kLong ||
             std::ranges::any_of(
                 tags, [&](const Header::Tag& tag) { return Upper(tag.code).starts_with(name); });
    });
  }

  // An underline is as long as its heading, whatever was decided about it.
  bool UnderlinesHeld(std::size_t index) const {
    const Element element = document_.elements()[index];
    return element.kind == ElementKind::kUnderline && element.parent < decisions_.elements.size() &&
           decisions_.elements[element.parent].outcome != Outcome::kRelease;
  }

  void AddMasked(std::size_t part) {
    Stretch stretch;
    stretch.element = part;
    stretch.span = document_.elements()[part].text_span;
    if (stretch.span.empty()) return;
    for (const MaskSpan& mask : decisions_.elements[part].masks) {
      stretch.masks.push_back(mask.span);
      stretch.names.push_back(mask.found == EntityKind::kPerson);
    }
    stretch.counts = !stretch.masks.empty();
    using enum Way;
    stretch.ways = {kMasks, kMasks, kMasks, kMasksOnly, kMasksOnly, kMasksSize, kMasksSize, kAsItStands};
    if (!stretch.counts) stretch.ways = {kMasks, kMasks, kAsItStands};
    // Where an officer's span overlaps another one, which of them hides what would have to be drawn too.
    if (std::ranges::find(decisions_.elements[part].masks, MaskedBy::kSeveral, &MaskSpan::by) !=
        decisions_.elements[part].masks.end())
      stretch.ways = {kAsItStands};
    stretches_.push_back(std::move(stretch));
  }

  void AddHeld(const UnitParts& unit) {
    const std::size_t begun = stretches_.size();
    for (const std::size_t part : unit.parts) {
      const Element element = document_.elements()[part];
      if (IsFixed(document_, element)) continue;
      Stretch stretch;
      stretch.element = part;
      const bool gap = element.kind == ElementKind::kBlank;
      stretch.span = gap ? element.span : Inner(document_, element);
      if (stretch.span.empty() ||
          (gap && document_.Text(stretch.span).find_first_not_of('\n') != std::string_view::npos))
        continue;
      stretch.counts =
          !gap && element.kind != ElementKind::kContinuation && element.kind != ElementKind::kUnderline;
      stretch.capitals = MostlyCapitals(document_.Text(stretch.span));
      stretch.ways = WaysOf(element.kind);
      const bool fixed = (tags_count_ && element.kind == ElementKind::kTags) ||
                         (headings_count_ && element.kind == ElementKind::kHeading);
      if (fixed) stretch.ways = {Way::kAsItStands};
      stretches_.push_back(std::move(stretch));
    }
    if (stretches_.size() > begun && unit.outcome == Outcome::kWithhold) KeepWhatCounts(unit, begun);
  }

  // What a rule found in the text, so that it is found again: at the beginning and the end of the unit, where
  // a pattern may ask for that, or in its first part.
  void KeepWhatCounts(const UnitParts& unit, std::size_t begun) {
    if (texts_.empty()) return;
    std::vector<std::size_t> prose;
    for (std::size_t i = begun; i < stretches_.size(); ++i) {
      if (document_.elements()[stretches_[i].element].kind != ElementKind::kRedaction) prose.push_back(i);
    }
    if (prose.empty()) return;
    const std::string text = document_.UnitText(unit.first());
    Stretch& head = stretches_[prose.front()];
    Stretch& end = stretches_[prose.back()];
    for (const re2::RE2* pattern : texts_) {
      re2::StringPiece found;
      if (!pattern->Match(text, 0, text.size(), re2::RE2::UNANCHORED, &found, 1) || found.empty()) continue;
      const bool begins = found.begin() == text.data();
      const bool ends = found.end() == text.data() + text.size();
      (begins ? head.first : ends ? end.last : head.inside).emplace_back(found);
    }
    using enum Way;
    for (const std::size_t i : prose) {
      Stretch& stretch = stretches_[i];
      const bool keeps = !stretch.first.empty() || !stretch.inside.empty() || !stretch.last.empty();
      if (keeps && stretch.ways.size() > 1)
        stretch.ways = {kProse, kProse, kTameProse, kTameProse, kAsItStands};
    }
  }

  const Document& document_;
  const Decisions& decisions_;
  std::vector<const re2::RE2*> texts_;
  bool tags_count_ = false, headings_count_ = false;
  std::vector<Stretch> stretches_;
};

}  // namespace

std::vector<Stretch> FindStretches(const Document& document, const Policy& policy,
                                   const Decisions& decisions) {
  return Finder(document, policy, decisions).Run();
}

std::vector<bool> TextConditions(const Policy& policy, const Audience& audience,
                                 const std::string& unit_text) {
  std::vector<bool> held;
  for (const Rule& rule : policy.rules()) {
    if (!SpeaksOf(rule, audience)) continue;
    for (const Condition& condition : rule.conditions) {
      if (condition.op == Condition::Op::kText)
        held.push_back(re2::RE2::PartialMatch(unit_text, *condition.text));
      if (condition.op == Condition::Op::kFind)
        held.push_back(!Recognisers().Find(unit_text, condition.entities).empty());
    }
  }
  return held;
}

}  // namespace markings::internal
