// What each portion bears in the end: its own mark, its parent's, the whole-text mark, or the document's
// overall marking. Source: DESIGN of this project, semantics 1 to 4; CAPCO 2016, C; 5 FAH-1 H-246.

#include <algorithm>
#include <optional>

#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/rollup.h"

namespace markings {

using enum ElementKind;

void CableParser::Report(DiagnosticCode code, Span where, std::string message, std::string fix) {
  // One fault in every line of a damaged text tells no more than a thousand of it.
  constexpr std::size_t kMost = 1000;
  std::size_t& said = reports_[static_cast<std::size_t>(code)];
  if (said >= kMost) return;
  if (message.empty()) message = std::string(Info(code).meaning);
  if (++said == kMost) message += "; no more of these are listed";
  document_.diagnostics_.push_back({code, where, std::move(message), std::move(fix)});
}

void CableParser::FillMarks() {
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (elements_[i].kind == kQuoted) MarkQuoted(i);
  }
  FillBannerLists();
  NoteInnerMarks();
  RollUpPortions();
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (const Element one = elements_[i]; one.kind == kSourceNote && one.continues == kNoElement)
      AddSourceBanner(i);
  }
  std::ranges::stable_sort(banners_, {}, &Banner::element);  // source notes came after the class lines
  MarkMessages();
  CheckBanners();
  JoinReviews();
  Marking whole;  // each whole-text mark joined to those before it
  for (const std::size_t index : whole_text_) {
    whole = Join(vocabulary_, whole, elements_[index].marking());
    whole_text_marks_.push_back(whole);
  }
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (IsPortion(elements_[i].kind)) Inherit(i);
  }
  for (const NotedMark& noted : noted_marks_) {
    for (const std::size_t index : document_.UnitParts(noted.element)) {
      auto part = elements_.Change(index);
      elements_.SetMarking(*part, Join(vocabulary_, part->marking(), noted.value));
    }
  }
  for (const Element element : elements_) {
    if (any_mark_ && element.kind == kParagraph && element.number && element.continues == kNoElement &&
        element.marking_span.empty()) {
      Report(DiagnosticCode::kPortionUnmarked, element.label_span, {}, "write its mark after the number");
    }
  }
}

void CableParser::SortDiagnostics() {
  std::ranges::stable_sort(document_.diagnostics_, {},
                           [](const Diagnostic& diagnostic) { return diagnostic.where.begin; });
}

// A quoted text may hold marked paragraphs of its own. They do not lower what it inherits, but they raise it.
void CableParser::MarkQuoted(std::size_t index) {
  const Span all = elements_[index].text_span;
  auto edited = elements_.Change(HeadOf(index));
  Element& unit = *edited;
  bool blank_before = true;
  internal::EachLine(Slice(text_, all), [&](const internal::Line& line) {
    std::string_view text = Slice(text_, {line.text.begin + all.begin, line.text.end + all.begin});
    const auto number = internal::FindNumber(text);
    text.remove_prefix(internal::SkipBlanks(text, number ? number->label : MarkedLabel(text)));
    text.remove_prefix(SkipToMark(text));
    const ParsedMarking mark = FindPortion(vocabulary_, text);
    const bool item = mark.status == MarkingStatus::kUnknown && internal::FindListItem(text).label > 0;
    if (item) return;  // "(II)" is a label
    // At the start of any line a mark raises; one that cannot be read is a doubt only where a paragraph
    // begins.
    const bool begins = blank_before || text.data() != text_.data() + line.text.begin + all.begin;
    blank_before = line.text.empty();
    if (mark.status != MarkingStatus::kValid && !begins) return;
    if (mark.status == MarkingStatus::kNone || unit.marking_status == MarkingStatus::kMalformed) return;
    const Span where{static_cast<std::size_t>(text.data() - text_.data()) + mark.span.begin,
                     static_cast<std::size_t>(text.data() - text_.data()) + mark.span.end};
    if (mark.status == MarkingStatus::kValid) {
      elements_.SetMarking(unit, unit.marking_status == MarkingStatus::kValid
                                     ? Join(vocabulary_, unit.marking(), mark.value)
                                     : mark.value);
      if (unit.marking_status == MarkingStatus::kNone) unit.marking_status = MarkingStatus::kValid;
    } else {
      unit.marking_status = mark.status;
      Report(mark.status == MarkingStatus::kUnknown ? DiagnosticCode::kPortionUnknown
                                                    : DiagnosticCode::kPortionMalformed,
             where);
    }
  });
}

void CableParser::RollUpPortions() {
  std::vector<Marking> marks;
  for (const Element element : elements_) {
    if (!IsPortion(element.kind)) continue;
    if (element.marking_status == MarkingStatus::kValid) {
      AddMark(marks, element.marking());
      any_mark_ = true;
    } else if (element.marking_status != MarkingStatus::kNone) {
      document_.roll_up_known_ = false;
    }
  }
  for (const NotedMark& noted : noted_marks_) AddMark(marks, noted.value);
  document_.any_portion_marked_ = !marks.empty();
  document_.roll_up_ = RollUp(vocabulary_, marks);
}

void CableParser::CheckBanners() {
  bool agree = true;
  const Banner* before = nullptr;  // the first readable one of the same message
  std::vector<Marking> marks;
  for (const Banner& banner : banners_) {
    if (banner.status != MarkingStatus::kValid) {
      document_.banner_status_ = banner.status;
      agree = false;
      continue;
    }
    const bool same =
        before != nullptr && document_.MessageOf(before->element) == document_.MessageOf(banner.element);
    // With categories a page may bear what it holds itself. Source: CAPCO 2016, D; DoDM 5200.01-V2, encl. 3.
    const bool differs = same && !banner_lines_ && banner.value.level != before->value.level;
    if (!same) before = &banner;
    if (document_.banner_status_ == MarkingStatus::kNone) {
      document_.banner_status_ = MarkingStatus::kValid;
      AddMark(marks, banner.value);
    } else if (document_.banner_status_ == MarkingStatus::kValid) {
      if (differs) {
        agree = false;
        Report(DiagnosticCode::kContradictoryBanners, elements_[banner.element].text_span, {},
               "mend the wrong one, or settle it with document_mark in the overrides");
      }
      AddMark(marks, banner.value);
    }
  }
  for (const Header::Caption& one : document_.header_.captions) {
    const auto caption = one.known ? vocabulary_.FindCaption(one.name) : std::nullopt;
    if (caption) AddMark(marks, {0, vocabulary_.captions()[*caption].controls});
  }
  document_.banner_ = RollUp(vocabulary_, marks);
  std::ranges::stable_sort(document_.header_.captions, {}, &Header::Caption::element);
  if (banners_.empty())
    Report(DiagnosticCode::kNoBanner, {0, 0}, {}, "begin the document with its class line");
  const bool has_banner = document_.banner_status_ == MarkingStatus::kValid;
  if (marks.empty() || document_.any_portion_marked_) AddMark(marks, document_.roll_up_);
  document_.overall_ = RollUp(vocabulary_, marks);
  document_.overall_known_ =
      agree && document_.roll_up_known_ && (has_banner || (banners_.empty() && any_mark_));
  CompareRollUp();
}

// A class line below the roll-up of what it governs is an error, one above it a note. In a thread each
// message is compared by itself.
void CableParser::CompareRollUp() {
  for (const Message& message : document_.messages_) {
    if (!message.overall_known || message.roll_up == Marking{}) continue;
    if (CheckBanner(vocabulary_, message.banner, message.roll_up) != BannerCheck::kBelow) continue;
    const auto banner = std::ranges::lower_bound(banners_, message.first, {}, &Banner::element);
    if (banner != banners_.end() && banner->element < message.end)
      Report(DiagnosticCode::kBannerBelowRollup, elements_[banner->element].text_span, {},
             BannerForm(vocabulary_, message.overall));
  }
  const bool has_banner = document_.banner_status_ == MarkingStatus::kValid;
  if (!document_.messages_.empty() || !has_banner || !document_.roll_up_known_ || !any_mark_) return;
  const Span where = elements_[banners_.front().element].text_span;
  switch (CheckBanner(vocabulary_, document_.banner_, document_.roll_up_)) {
    case BannerCheck::kBelow:
      Report(DiagnosticCode::kBannerBelowRollup, where, {}, BannerForm(vocabulary_, document_.overall_));
      break;
    case BannerCheck::kAbove:
      Report(DiagnosticCode::kBannerAboveRollup, where);
      break;
    case BannerCheck::kEqual:
      break;
  }
}

void CableParser::Inherit(std::size_t index) {
  auto edited = elements_.Change(index);
  Element& element = *edited;
  if (element.continues != kNoElement) {
    const Element head = elements_[element.continues];
    element.marking_ = head.marking_;
    element.mark_known = head.mark_known;
    element.mark_origin = head.mark_origin;
    return;
  }
  const bool has_parent = element.parent != kNoElement && IsPortion(element.kind);
  if (element.marking_status == MarkingStatus::kMalformed ||
      element.marking_status == MarkingStatus::kUnknown) {
    element.mark_known = false;
    element.mark_origin = MarkOrigin::kOwn;
  } else if (element.marking_status == MarkingStatus::kValid) {
    element.mark_known = true;
    element.mark_origin = MarkOrigin::kOwn;
    if (element.kind != kQuoted) return;
    // Marks inside a quoted text are of parts of it: the rest bears what the text comes by.
    const Marking& own = element.marking();
    if (has_parent) {
      JoinAbove(element);
    } else {
      elements_.SetMarking(element, document_.overall_);
      element.mark_known = document_.overall_known_;
    }
    elements_.SetMarking(element, Join(vocabulary_, element.marking(), own));
  } else if (has_parent) {
    JoinAbove(element);
    element.mark_origin = MarkOrigin::kParent;
  } else if (const std::size_t governing = GoverningWholeText(index); governing != kNoElement) {
    elements_.SetMarking(element, whole_text_marks_[governing]);
    element.mark_known = true;
    element.mark_origin = MarkOrigin::kWholeText;
  } else if (const std::size_t at = document_.MessageOf(index);
             at != kNoElement && document_.messages_[at].overall_known) {
    elements_.SetMarking(element, document_.messages_[at].overall);
    element.mark_known = true;
    element.mark_origin = MarkOrigin::kMessage;
  } else if (!banners_.empty() || !document_.review_markings_.empty()) {
    elements_.SetMarking(element, document_.overall_);
    element.mark_known = document_.overall_known_;
    element.mark_origin = MarkOrigin::kDocument;
  }
}

// The last whole-text mark above an element, in whole_text_marks_. One of another message does not govern it.
std::size_t CableParser::GoverningWholeText(std::size_t index) const {
  const auto governing = std::ranges::lower_bound(whole_text_, index);
  if (governing == whole_text_.begin()) return kNoElement;
  const std::size_t above = static_cast<std::size_t>(governing - whole_text_.begin()) - 1;
  return document_.MessageOf(whole_text_[above]) == document_.MessageOf(index) ? above : kNoElement;
}

// The marks of all that an element belongs to. An item below an item of a list bears no less than that item,
// and no less than the paragraph, whatever the item above it is marked. No deeper than there are styles of
// lists.
void CableParser::JoinAbove(Element& element) {
  Element above = elements_[element.parent];
  element.marking_ = above.marking_;
  element.mark_known = above.mark_known;
  while (above.kind == kSubparagraph && above.parent != kNoElement) {
    above = elements_[above.parent];
    element.mark_known = element.mark_known && above.mark_known;
    if (element.marking_ != above.marking_)
      elements_.SetMarking(element, Join(vocabulary_, element.marking(), above.marking()));
  }
}

}  // namespace markings
