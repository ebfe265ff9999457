// Elements of what others put on the page. Like a page line it may stand in the middle of a sentence, which
// goes on behind it.

#include <algorithm>

#include "libmarkings/cable/internal/furniture.h"
#include "libmarkings/cable/internal/parser.h"

namespace markings {

using enum ElementKind;
using internal::LineRole;

void CableParser::ReadFurniture() {
  const LineRole role = lines_[at_].role;
  if (role != LineRole::kReviewMarking && role != LineRole::kMarginCode) review_open_ = false;
  switch (role) {
    case LineRole::kRedaction:
    case LineRole::kMarginCode:
      return ReadRedaction(role);
    case LineRole::kHidden:
    case LineRole::kUnread:
      return ReadRegion(role);
    default:
      break;
  }
  // A quoted text opens its next part on the next line of text.
  const bool quoted = quoted_ != kNoElement;
  if (!quoted) {
    page_split_ = unit_ != kNoElement;
    blank_in_split_ = blank_before_;
  }
  if (role == LineRole::kReviewMarking) {
    ReadReview();
  } else if (role == LineRole::kDistribution) {
    AddSingle(kDistribution);
  } else {
    internal::ReadReleaseBanner(Now(), document_.release_banner_);
    AddSingle(kReleaseBanner);
  }
}

void CableParser::ReadReview() {
  AddSingle(kReviewMarking);
  const std::size_t element = elements_.size() - 1;
  if (internal::BeginsReview(Now()) || !review_open_)
    document_.review_markings_.push_back({{}, {}, {}, element});
  review_open_ = true;
  internal::ReadReviewMarking(Now(), document_.review_markings_.back());
}

// A redaction that stands in a unit, or on the line below it, is a part of that unit: it goes where the unit
// goes, and no rule reads it as text.
void CableParser::ReadRedaction(LineRole role) {
  const std::size_t last = elements_.size();
  std::size_t head = kNoElement;
  if (!blank_before_ && last > 0 && unit_ != kNoElement) {
    const Element before = elements_[last - 1];
    if (last - 1 == unit_ || (before.kind == kRedaction && before.continues == HeadOf(unit_)))
      head = HeadOf(unit_);
  }
  if (quoted_ == kNoElement) {
    page_split_ = unit_ != kNoElement;
    blank_in_split_ = blank_before_;
  }
  Open(kRedaction, 0).continues = head;
  Close();
  if (head != kNoElement) redacted_unit_ = head;
  ForeignRedaction redaction = internal::ReadRedaction(Now());
  if (role == LineRole::kMarginCode) {
    redaction.style = RedactionStyle::kMarginCode;
    redaction.codes = internal::ReadCodes(Now());
    if (redaction.codes.empty()) redaction.codes.emplace_back(Now());  // as a scanner misread it
  }
  redaction.element = elements_.size() - 1;
  if (redaction.unit == "paragraph") withheld_paragraphs_ += redaction.amount;
  document_.foreign_redactions_.push_back(std::move(redaction));
}

// The lines of one region are one element; each thing that was not read is one of its own.
void CableParser::ReadRegion(LineRole role) {
  const auto region = [&](std::size_t line) {
    const std::vector<SourceRegion>& all = document_.regions_;
    return std::ranges::upper_bound(all, lines_[line].all.begin, {},
                                    [](const SourceRegion& one) { return one.span.begin; }) -
           all.begin();
  };
  if (quoted_ == kNoElement) {
    page_split_ = unit_ != kNoElement;
    blank_in_split_ = true;
  }
  Open(role == LineRole::kHidden ? kHidden : kUnread, 0);
  any_field_ = true;  // whatever it was, it has something to withhold
  const auto here = region(at_);
  while (role == LineRole::kHidden && at_ + 1 < lines_.size() && lines_[at_ + 1].role == role &&
         region(at_ + 1) == here) {
    ++at_;
    Extend();
  }
  Close();
}

// The rest of a line behind a redaction goes on with what the redaction cut. No mark can stand there.
void CableParser::ReadRest() {
  blank_before_ = false;
  if (quoted_ != kNoElement) return ReadQuotedLine(Now());
  if (unit_ == kNoElement) {
    const bool note = stage_ == Stage::kPreamble;
    Open(note ? kNote : kParagraph, 0);
    unit_ = open_;
    return;
  }
  page_split_ = false;
  // Something was taken out between a number and this: a mark here may be the paragraph's.
  const Element head = elements_[HeadOf(unit_)];
  if (head.text_span.empty() && head.marking_span.empty()) NoteMark(Now());
  OpenPart(HeadOf(unit_));
  if (stage_ == Stage::kHeader) {
    ExtendWrapped(elements_[unit_].kind);
    Close();
  }
}

}  // namespace markings
