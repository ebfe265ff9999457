// How a derivative is built: the stamp, the banner block, then each unit in document order. A unit that is
// withheld is a Hole: fixed words at its place. Holes that would tell how many sub-elements lie in them are
// merged, so a hole is written only when the next thing to be written is known.

#include "libmarkings/redact/derivative.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/redact/internal/derivative_writer.h"
#include "libmarkings/redact/internal/placeholder.h"
#include "libmarkings/redact/internal/pseudonyms.h"
#include "libmarkings/redact/internal/units.h"

namespace markings {
namespace {

using internal::Cut;
using internal::DerivativeWriter;
using internal::Joint;
using internal::UnitParts;

void AddUnique(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& word : from) {
    if (std::ranges::find(to, word) == to.end()) to.push_back(word);
  }
}

std::vector<std::string> SortedUnique(std::vector<std::string> words) {
  std::ranges::sort(words);
  const auto [first, last] = std::ranges::unique(words);
  words.erase(first, last);
  return words;
}

// What is written of one part: from its label to the end of its text or of a mark that stands after it.
Span WrittenSpan(const Element& element) {
  Span written = element.text_span;
  for (const Span& other : {element.label_span, element.marking_span}) {
    if (other.empty()) continue;
    if (written.empty()) {
      written = other;
      continue;
    }
    written.begin = std::min(written.begin, other.begin);
    written.end = std::max(written.end, other.end);
  }
  return written;
}

bool IsBlankByte(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Hole {
  std::size_t first = 0;  // indices of elements
  std::size_t last = 0;
  std::vector<std::size_t> elements;  // that are withheld
  ElementKind kind = ElementKind::kParagraph;
  std::size_t parent = kNoElement;
  std::string label;  // "17. ", "SUBJECT: "
  std::string mark;   // "(SBU) " or nothing
  std::string statute;
  bool merged = false;
  bool blank_before = false;
  Unit unit;
};

class Builder {
 public:
  Builder(const Document& document, const Decisions& decisions)
      : document_(document),
        decisions_(decisions),
        units_(internal::CollectUnits(document, decisions)),
        writer_(document) {}

  Result<Derivative> Build() {
    if (decisions_.audience == nullptr || decisions_.elements.size() != document_.elements().size()) {
      return Fail(ErrorCode::kInternal, {}, "the decisions are not those of this document", "decide anew");
    }
    if (decisions_.audience->pseudonyms) pseudonyms_.emplace(document_, decisions_, units_);
    CollectOutcomes();
    if (auto banner = ComputeBanner(); !banner) return std::unexpected(banner.error());
    WriteHead();
    for (const UnitParts& unit : units_) Write(unit);
    FlushHole();
    // With categories a banner stands at the foot as well. Source: CAPCO 2016, D; 32 CFR 2002.20; FIRST
    // TLP 2.0.
    if (document_.vocabulary().grammar() != nullptr) writer_.Insert("\n\n" + result_.banner_line);
    writer_.Insert("\n");
    result_.text = writer_.TakeText();
    result_.pieces = writer_.TakePieces();
    return std::move(result_);
  }

 private:
  Element At(std::size_t index) const { return document_.elements()[index]; }
  const Decision& DecisionOf(std::size_t index) const { return decisions_.elements[index]; }

  static bool Shows(Outcome outcome) { return outcome == Outcome::kRelease || outcome == Outcome::kMask; }

  // Kinds that are computed anew or vanish whatever was decided.
  static bool NeverCopied(ElementKind kind) {
    return kind == ElementKind::kBanner || kind == ElementKind::kCaption ||
           kind == ElementKind::kContinuation || kind == ElementKind::kBlank ||
           kind == ElementKind::kDistribution || kind == ElementKind::kReleaseBanner ||
           kind == ElementKind::kReviewMarking;
  }

  // An underline is as long as its heading, so it goes only where all of the heading goes.
  bool UnderlineShows(const UnitParts& unit) const {
    if (unit.outcome != Outcome::kRelease) return false;
    const std::size_t heading = At(unit.first()).parent;
    return heading < document_.elements().size() && DecisionOf(heading).outcome == Outcome::kRelease;
  }

  void CollectOutcomes() {
    for (const UnitParts& unit : units_) {
      if (!IsPortion(At(unit.first()).kind)) continue;
      (Shows(unit.outcome) ? any_out_ : any_held_) = true;
      if (unit.outcome == Outcome::kMask) any_held_ = true;
      std::vector<std::string> codes;
      for (const std::size_t part : unit.parts) {
        if (unit.outcome == Outcome::kWithhold) AddUnique(codes, DecisionOf(part).codes);
        if (unit.outcome == Outcome::kMask) {
          for (const MaskSpan& mask : DecisionOf(part).masks) AddUnique(codes, mask.codes);
        }
      }
      AddUnique(result_.codes, codes);
    }
    result_.codes = SortedUnique(std::move(result_.codes));
    const Audience& audience = *decisions_.audience;
    if (!any_held_) {
      result_.stamp = audience.stamp_full.empty() ? "RELEASE IN FULL" : audience.stamp_full;
      return;
    }
    const std::string& words = any_out_ ? audience.stamp_part : audience.stamp_none;
    const std::string_view usual = any_out_ ? "RELEASE IN PART" : "DENIED IN FULL";
    result_.stamp = internal::StampWords(audience, words.empty() ? usual : words, result_.codes);
  }

  // The join of the markings of what goes out. A portion that goes out by an officer's decision without a
  // mark of its own counts as the whole document does.
  Result<void> ComputeBanner() {
    const Vocabulary& vocabulary = document_.vocabulary();
    std::vector<Marking> marks;
    for (const UnitParts& unit : units_) {
      if (!IsPortion(At(unit.first()).kind) || !Shows(unit.outcome)) continue;
      for (const std::size_t part : unit.parts) {
        const Decision& decision = DecisionOf(part);
        if (!decision.mark_known && !document_.overall_known()) {
          return Fail(ErrorCode::kInternal, At(part).span,
                      "a portion without a known marking is to be released",
                      "give it a mark in the overrides, or withhold it");
        }
        AddMark(marks, decision.mark_known ? decision.marking : document_.overall());
      }
    }
    result_.banner = RollUp(vocabulary, marks);
    result_.banner_line = BannerForm(vocabulary, result_.banner);
    return {};
  }

  void WriteHead() {
    const Vocabulary& vocabulary = document_.vocabulary();
    writer_.Insert(result_.stamp);
    writer_.Insert("\n\n");
    const std::string mrn = FormatMrn(document_.header());
    if (vocabulary.grammar() != nullptr) {
      // A banner is one line, and nothing stands in it.
      writer_.Insert(result_.banner_line);
      if (!mrn.empty()) writer_.Insert("\n" + mrn);
      blank_ = true;
      return;
    }
    writer_.Insert(vocabulary.levels()[result_.banner.level].banner);
    // Origin and serial identify the record: what a reader cites. They are shown whatever is withheld.
    if (!mrn.empty()) writer_.Insert(" " + mrn);
    const Audience& audience = *decisions_.audience;
    std::vector<std::string> captions;
    for (const Header::Caption& caption : document_.header().captions) {
      const bool kept = caption.known && std::ranges::find(audience.keep_captions, caption.name) !=
                                             audience.keep_captions.end();
      if (kept) AddUnique(captions, {caption.name});
    }
    // Controls come after every other caption. Source: 00 STATE 018029 (SENSITIVE "right after any other
    // caption").
    const std::vector<Control>& controls = vocabulary.controls();
    for (std::size_t i = 0; i < controls.size(); ++i) {
      if ((result_.banner.controls >> i & 1U) == 0) continue;
      AddUnique(captions, {!controls[i].caption.empty() ? controls[i].caption : controls[i].long_form});
    }
    for (const std::string& caption : captions) writer_.Insert("\n" + caption);
    blank_ = true;
  }

  void Write(const UnitParts& unit) {
    const Element element = At(unit.first());
    if (element.kind == ElementKind::kBlank) {
      // A blank line inside a unit that a page line split is no gap after it.
      if (!last_written_ || unit.first() > *last_written_) blank_ = true;
      return;
    }
    if (NeverCopied(element.kind) || unit.outcome == Outcome::kDrop) return;
    if (element.kind == ElementKind::kUnderline && !UnderlineShows(unit)) return;
    if (Shows(unit.outcome)) {
      WriteShown(unit);
    } else {
      AddHole(unit);
    }
    last_written_ = unit.parts.back();
  }

  void Separate(bool blank) { writer_.Insert(blank ? "\n\n" : "\n"); }

  bool HasText(const UnitParts& unit) const {
    return std::ranges::any_of(unit.parts, [&](std::size_t part) {
      return !std::ranges::all_of(document_.Text(WrittenSpan(At(part))), IsBlankByte);
    });
  }

  void WriteShown(const UnitParts& unit) {
    if (!HasText(unit)) return;
    FlushHole();
    Separate(std::exchange(blank_, false));
    const std::size_t id = unit.first();
    const bool masked = unit.outcome == Outcome::kMask;
    const std::vector<Joint> joints = Joints(unit);
    Unit entry{At(id).id(), unit.outcome, {}, {}, {}, false};
    for (std::size_t i = 0; i < unit.parts.size(); ++i) {
      const Decision& decision = DecisionOf(unit.parts[i]);
      // Nothing to copy, as before a redaction that begins its unit: no joint either.
      if (i > 0 && WrittenSpan(At(unit.parts[i])).empty()) continue;
      std::vector<Deletion> deletions;
      const std::vector<Cut> cuts = masked ? Cuts(unit.parts[i], entry, deletions) : std::vector<Cut>{};
      if (i > 0) writer_.Join(joints[i - 1]);
      const std::vector<Span> words = writer_.Copy(WrittenSpan(At(unit.parts[i])), cuts, id, masked);
      for (std::size_t at = 0; at < deletions.size(); ++at) {
        if (words[at].empty()) continue;
        deletions[at].words = words[at];
        deletions[at].elements = {id};
        result_.deletions.push_back(std::move(deletions[at]));
      }
      AddUnique(entry.rules, decision.rules);
      entry.overridden = entry.overridden || decision.overridden;
    }
    writer_.EndUnit();
    entry.codes = SortedUnique(std::move(entry.codes));
    result_.units.push_back(std::move(entry));
  }

  // With a deletion for each, as far as is known before the words are written.
  std::vector<Cut> Cuts(std::size_t part, Unit& entry, std::vector<Deletion>& deletions) const {
    std::vector<Cut> cuts;
    const Audience& audience = *decisions_.audience;
    const Decision& decision = DecisionOf(part);
    for (std::size_t i = 0; i < decision.masks.size(); ++i) {
      const MaskSpan& mask = decision.masks[i];
      Cut cut{mask.span, {}};
      Deletion deletion;
      if (!mask.continued) {
        deletion.outcome = Outcome::kMask;
        deletion.codes = SortedUnique(mask.codes);
        deletion.statute = decision.statute;
        deletion.rules = {mask.rule};
        deletion.overridden = mask.by != MaskedBy::kRule;
        if (pseudonyms_) {
          deletion.amount = pseudonyms_->Of(part, i);
          cut.words = internal::PseudonymWords(audience, deletion.amount, deletion.codes, decision.statute);
        } else {
          if (audience.amount == Amount::kUnit) deletion.amount = mask.as;
          cut.words = internal::HoleWords(audience, mask.as, deletion.codes, decision.statute);
        }
        if (audience.amount == Amount::kUnit) entry.amount += (entry.amount.empty() ? "" : ", ") + mask.as;
      }
      AddUnique(entry.codes, mask.codes);
      AddUnique(entry.rules, {mask.rule});
      cuts.push_back(std::move(cut));
      deletions.push_back(std::move(deletion));
    }
    return cuts;
  }

  // Whether a blank stands between each part and the next, as Document::UnitText reads them: the two differ
  // in blanks only, so the characters of the parts lead through the joined text.
  std::vector<Joint> Joints(const UnitParts& unit) const {
    std::vector<Joint> joints;
    if (unit.parts.size() < 2) return joints;
    const std::string joined = document_.UnitText(unit.first());
    std::size_t at = 0;
    const auto cut = [&](std::size_t part) { return At(part).kind == ElementKind::kRedaction; };
    for (std::size_t i = 0; i + 1 < unit.parts.size(); ++i) {
      // A redaction is no part of the text: it stands as it stood, next to its neighbours or apart from them.
      if (cut(unit.parts[i]) || cut(unit.parts[i + 1])) {
        if (!cut(unit.parts[i])) Pass(unit.parts[i], joined, at);
        joints.push_back(GapBetween(unit.parts[i], unit.parts[i + 1]));
        continue;
      }
      Pass(unit.parts[i], joined, at);
      joints.push_back(at >= joined.size() || IsBlankByte(joined[at]) ? Joint::kLine : Joint::kNone);
    }
    return joints;
  }

  // Past the characters of a part in the joined text.
  void Pass(std::size_t part, std::string_view joined, std::size_t& at) const {
    for (const char c : document_.Text(At(part).text_span)) {
      if (IsBlankByte(c)) continue;
      while (at < joined.size() && IsBlankByte(joined[at])) ++at;
      ++at;
    }
  }

  // What stands between two parts in the input. How wide it is does not matter.
  Joint GapBetween(std::size_t part, std::size_t next) const {
    const Span gap{WrittenSpan(At(part)).end, WrittenSpan(At(next)).begin};
    if (gap.begin == gap.end) return Joint::kNone;
    return document_.Text(gap).find_first_of("\n\r\f\v") == std::string_view::npos ? Joint::kBlank
                                                                                   : Joint::kLine;
  }

  void AddHole(const UnitParts& unit) {
    const std::size_t index = unit.first();
    const Element element = At(index);
    if (internal::AmountWords(element.kind, false).empty()) return;  // leaves without a word
    std::vector<std::string> codes;
    std::vector<std::string> rules;
    std::string statute;
    std::vector<std::size_t> withheld;
    bool overridden = false;
    for (const std::size_t part : unit.parts) {
      const Decision& decision = DecisionOf(part);
      if (decision.outcome != Outcome::kWithhold) continue;
      withheld.push_back(part);
      AddUnique(codes, decision.codes);
      AddUnique(rules, decision.rules);
      if (statute.empty()) statute = decision.statute;
      overridden = overridden || decision.overridden;
    }
    codes = SortedUnique(std::move(codes));
    if (hole_ && hole_->unit.codes == codes && hole_->statute == statute && Merges(*hole_, element)) {
      const bool below = IsBelow(*hole_, element);
      if (!below) {
        hole_->merged = true;
        if (MarkOf(element) != hole_->mark)
          hole_->mark.clear();  // one mark for several would be wrong for some
      }
      hole_->elements.insert(hole_->elements.end(), withheld.begin(), withheld.end());
      AddUnique(hole_->unit.rules, rules);
      hole_->unit.overridden = hole_->unit.overridden || overridden;
      hole_->last = unit.parts.back();
      blank_ = false;  // a blank line between the two would tell that they are two
      return;
    }
    FlushHole();
    hole_.emplace();
    hole_->first = index;
    hole_->last = unit.parts.back();
    hole_->elements = std::move(withheld);
    hole_->kind = element.kind;
    hole_->parent = element.parent;
    hole_->label = LabelOf(element);
    hole_->mark = MarkOf(element);
    hole_->statute = std::move(statute);
    hole_->blank_before = std::exchange(blank_, false);
    hole_->unit = {element.id(), Outcome::kWithhold, {}, std::move(codes), std::move(rules), overridden};
  }

  std::string LabelOf(const Element& element) const {
    if (element.kind == ElementKind::kParagraph)
      return internal::HoleNumber(document_.Text(element.label_span));
    if (element.kind == ElementKind::kSubparagraph)
      return internal::HoleListLabel(document_.Text(element.label_span));
    return std::string(internal::HoleLabel(element.kind));
  }

  std::string MarkOf(const Element& element) const {
    // With categories a mark may name what is itself protected: a compartment, a program.
    if (document_.vocabulary().grammar() != nullptr) return {};
    const bool text = element.kind == ElementKind::kParagraph || element.kind == ElementKind::kSubparagraph;
    if (!text || element.marking_status != MarkingStatus::kValid || element.mark_origin != MarkOrigin::kOwn)
      return {};
    return PortionForm(document_.vocabulary(), element.marking()) + " ";
  }

  // The element belongs to one that is in the hole.
  static bool IsBelow(const Hole& hole, const Element& element) {
    return element.parent != kNoElement && element.parent >= hole.first && element.parent <= hole.last;
  }

  static bool Merges(const Hole& hole, const Element& element) {
    if (element.number) return false;  // each number shows
    if (IsBelow(hole, element)) return true;
    const bool hole_numbered = hole.kind == ElementKind::kParagraph && !hole.label.empty();
    return element.kind == hole.kind && element.parent == hole.parent && !hole_numbered;
  }

  void FlushHole() {
    if (!hole_) return;
    Hole hole = *std::move(hole_);
    hole_.reset();
    Separate(hole.blank_before);
    const std::string_view words = internal::AmountWords(hole.kind, hole.merged);
    const Audience& audience = *decisions_.audience;
    if (audience.amount == Amount::kUnit) hole.unit.amount = words;
    writer_.Insert(hole.label + hole.mark, hole.first);
    const Span written =
        writer_.Insert(internal::HoleWords(audience, words, hole.unit.codes, hole.statute), hole.first);
    if (!hole.mark.empty()) hole.mark.pop_back();  // its blank
    result_.deletions.push_back({written, std::move(hole.elements), Outcome::kWithhold, std::move(hole.mark),
                                 hole.unit.amount, hole.unit.codes, std::move(hole.statute), hole.unit.rules,
                                 hole.unit.overridden});
    result_.units.push_back(std::move(hole.unit));
  }

  const Document& document_;
  const Decisions& decisions_;
  std::vector<UnitParts> units_;
  std::optional<internal::Pseudonyms> pseudonyms_;
  DerivativeWriter writer_;
  Derivative result_;
  std::optional<Hole> hole_;
  std::optional<std::size_t>
      last_written_;    // index of the last part of the last unit that shows or is a hole
  bool blank_ = false;  // a blank line stands before what comes next
  bool any_out_ = false, any_held_ = false;
};

}  // namespace

Result<Derivative> BuildDerivative(const Document& document, const Decisions& decisions) {
  return Builder(document, decisions).Build();
}

}  // namespace markings
