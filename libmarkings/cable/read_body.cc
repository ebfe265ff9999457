// The body: headings, numbered paragraphs, lists under them, quoted texts, the signature.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/text/ascii.h"

namespace markings {

using enum ElementKind;
using internal::Quote;

namespace {

constexpr char kNumberStyle = '#';  // of a numbered list inside a paragraph, beside those of lines.cc
constexpr std::size_t kMostMarkBytes = 8 << 10;

}  // namespace

void CableParser::LeaveParagraph() {
  paragraph_ = unit_ = kNoElement;
  levels_.clear();
  list_number_ = 0;
  page_split_ = false;
}

bool CableParser::IsHeading(std::string_view line) const {
  constexpr std::size_t kMostBytes = 100;
  if (internal::HeadingLabel(line) > 0) return true;
  if (line.size() > kMostBytes) return false;
  const bool ends = at_ + 1 >= lines_.size() || lines_[at_ + 1].text.empty();
  const std::size_t next = NextTextLine(at_ + 1);
  const bool underlined = next < lines_.size() && next <= at_ + 2 && internal::IsUnderline(LineAt(next));
  const bool below_underline = at_ > 0 && internal::IsUnderline(LineAt(at_ - 1));
  if (underlined && !below_underline && (blank_before_ || internal::IsCapitals(line)) && !line.ends_with('.'))
    return true;
  if (!blank_before_ || !ends) return false;
  if (internal::IsCapitalHeading(line)) return true;
  // What closes a part ends the section of that part, and no other: what stands below is in it no more.
  const std::string closed = internal::EndBracket(line);
  return !closed.empty() &&
         (heading_ == kNoElement ||
          Upper(Slice(text_, elements_[heading_].text_span)).find(closed) != std::string::npos);
}

bool CableParser::ReadHeading(std::string_view line) {
  if (!IsHeading(line)) return false;
  const std::size_t label = internal::HeadingLabel(line);
  Open(kHeading, label);
  heading_ = open_;
  Close();
  TakeMark(heading_, true);
  LeaveParagraph();
  return true;
}

void CableParser::ReadSignature() {
  Open(kSignature, 0);
  while (at_ + 1 < lines_.size() && !lines_[at_ + 1].text.empty() && internal::IsSignature(LineAt(at_ + 1)) &&
         LineAt(at_ + 1) != "BT" && !internal::IsEndMark(LineAt(at_ + 1))) {
    ++at_;
    Extend();
  }
  Close();
  LeaveParagraph();
}

bool CableParser::ReadBodyLine(std::string_view line) {
  if (at_ == signature_line_) {
    ReadSignature();
    return true;
  }
  if (stage_ == Stage::kPreamble && class_line_ != kNoElement) return false;  // a note before the class line
  if (ReadNumbered(line)) return true;
  if (stage_ == Stage::kPreamble) return false;
  stage_ = Stage::kBody;
  if (const Quote quote = internal::BeginsQuoted(line); quote != Quote::kNone) {
    if (last_quote_end_[static_cast<std::size_t>(quote)] > at_ + 1) {
      quote_ = quote;
      OpenQuoted(false);
      return true;
    }
    Report(DiagnosticCode::kUnclosedQuote, lines_[at_].text, {}, "end it with END TEXT");
  }
  return ReadHeading(line) || ReadListItem(line) || ReadMarkedLine(line);
}

// The element that a list item of this style belongs to. An item of a style that is under way ends the deeper
// lists; one of a new style begins a list below the last item.
std::size_t CableParser::ParentOf(char style) {
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    if (levels_[i].style != style) continue;
    levels_.resize(i + 1);
    break;
  }
  if (levels_.empty() || levels_.back().style != style) {
    levels_.push_back({style, kNoElement, 0});
  }
  return levels_.size() > 1 ? levels_[levels_.size() - 2].element : paragraph_;
}

// A label in parentheses may be a mark: "(S)" begins a paragraph as "(b)" begins an item. It is an item when
// the letter before it was one in the same list.
bool CableParser::ReadListItem(std::string_view line) {
  const internal::ListItem item = internal::FindListItem(line);
  if (item.label == 0) return false;
  if (line[item.label - 1] == ')' && item.letter >= 'A' && item.letter <= 'Z') {
    const auto level = std::ranges::find(levels_, item.style, &Level::style);
    const bool next = level != levels_.end() && item.letter == level->letter + 1;
    const MarkingStatus status = FindPortion(vocabulary_, line.substr(0, kMostMarkBytes)).status;
    if (!next && (status == MarkingStatus::kValid || status == MarkingStatus::kMalformed)) return false;
  }
  const std::size_t parent = ParentOf(item.style);
  Open(kSubparagraph, item.label).parent = parent;
  levels_.back().element = open_;
  levels_.back().letter = item.letter;
  list_number_ = 0;
  unit_ = open_;
  page_split_ = false;
  TakeMark(open_, false);
  return true;
}

// The bytes of an odd label that a mark follows.
std::size_t CableParser::MarkedLabel(std::string_view line) const {
  const std::size_t label = internal::OddLabel(line);
  if (label == 0) return 0;
  const MarkingStatus status = FindPortion(vocabulary_, line.substr(label, kMostMarkBytes)).status;
  return status == MarkingStatus::kValid || status == MarkingStatus::kMalformed ? label : 0;
}

// A mark at the start of a line begins a portion also where no blank line sets it apart, unless it stands in
// the middle of a sentence, where it is prose: "told the (S) staff". It never lowers what it stands in.
bool CableParser::ReadMarkedLine(std::string_view all) {
  const std::size_t label = MarkedLabel(all);
  const std::string_view line = all.substr(label);
  if (unit_ == kNoElement || (open_ == kNoElement && !page_split_)) return false;
  constexpr std::size_t kNearEnough = 12;  // of an unopened mark: "SBU/NF)"
  if (!std::string_view("([{").contains(line.front()) && !line.substr(0, kNearEnough).contains(')'))
    return false;
  const ParsedMarking mark = FindPortion(vocabulary_, line.substr(0, kMostMarkBytes));
  const std::string_view written = line.substr(0, mark.span.end);
  if (mark.status == MarkingStatus::kNone) return false;
  if (mark.status == MarkingStatus::kUnknown && !written.contains('/')) return false;  // "(IAEA) said"
  const Element unit = elements_[HeadOf(unit_)];
  if (!IsPortion(unit.kind) || stage_ != Stage::kBody) return false;
  const bool empty = unit.text_span.empty() && unit.marking_span.empty();
  const bool apart = page_split_ && blank_in_split_;
  // "LIBYA", and on the next line "(U) Text": a title over a portion, in a text that is not all capitals.
  const std::string_view above = Slice(text_, elements_[unit_].text_span);
  const bool titled = unit.kind == kParagraph && !unit.number && unit.label_span.empty() &&
                      unit.marking_span.empty() && internal::IsCapitalHeading(above) &&
                      above.find_first_of("\n\r") == std::string_view::npos && HasLower(line);
  const bool ended = apart || titled || internal::EndsSentence(above);
  constexpr std::size_t kOneLetter = 3;  // "(S)"
  if (!ended && (mark.status != MarkingStatus::kValid || written.size() <= kOneLetter)) return false;
  if (!apart && mark.status == MarkingStatus::kValid && unit.marking_status == MarkingStatus::kValid &&
      Dominates(vocabulary_, unit.marking(), mark.value))
    return false;
  if (empty) return false;  // its number or label stands alone on the line above: TakeLateMark
  Open(kParagraph, label);
  levels_.clear();
  paragraph_ = unit_ = open_;
  page_split_ = false;
  TakeMark(open_, false);
  return true;
}

bool CableParser::ReadNumbered(std::string_view line) {
  constexpr std::size_t kPlainDigits = 3;
  const auto label = internal::FindNumber(line);
  if (!label) return false;
  const std::uint32_t expected = last_number_ + 1;
  const std::string_view digits = line.substr(label->begin, label->digits);
  std::uint32_t number = label->number;
  const std::string_view stripped = digits.substr(1);
  const bool repaired = number != expected && digits.front() == '1' && !stripped.empty() &&
                        stripped == std::to_string(expected);
  if (repaired) number = expected;

  std::size_t after = internal::SkipBlanks(line, label->label);
  if (const std::size_t emphasis = internal::SkipEmphasis(line, after);
      line.substr(emphasis).starts_with('('))
    after = emphasis;
  const ParsedMarking mark = FindPortion(vocabulary_, line.substr(after, kMostMarkBytes));
  const bool marked = mark.status != MarkingStatus::kNone;
  if (label->digits > kPlainDigits && !marked && !repaired) return false;  // "1999. A year."
  // A list inside a paragraph: without a mark, not set apart, and out of sequence or the next of such a list.
  const bool inner = !marked && !blank_before_ && any_number_ && paragraph_ != kNoElement;
  if (inner && (number != expected || (list_number_ > 0 && label->number == list_number_ + 1))) {
    const std::size_t parent = ParentOf(kNumberStyle);
    Open(kSubparagraph, label->label).parent = parent;
    levels_.back().element = open_;
    list_number_ = label->number;
    unit_ = open_;
    page_split_ = false;
    return true;
  }
  if (number != expected && !marked && !blank_before_ && any_number_) return false;
  stage_ = Stage::kBody;
  // Paragraph 1 may be the classification authority, which names people. Source: CABLES, SUBJECT / REF.
  const std::size_t text = internal::SkipBlanks(line, after + mark.span.end);
  const bool authority = internal::IsClassifiedBy(line.substr(marked ? text : after));
  LeaveParagraph();
  Element& element = Open(authority ? kClassifiedBy : kParagraph, label->label);
  element.number = number;
  element.number_repaired = repaired;
  element.label_span = {lines_[at_].text.begin, lines_[at_].text.begin + label->label};
  if (repaired) {
    Report(DiagnosticCode::kNumberRepaired, element.label_span,
           fmt::format("the number of this paragraph is read as {}", number), fmt::format("{}.", number));
  } else if (number != expected && number != expected + withheld_paragraphs_) {
    Report(DiagnosticCode::kNumberOutOfSequence, element.label_span,
           fmt::format("paragraph {} follows paragraph {}", number, last_number_),
           fmt::format("{}.", expected));
  }
  last_number_ = number;
  withheld_paragraphs_ = 0;
  any_number_ = true;
  paragraph_ = unit_ = open_;
  TakeMark(open_, false);
  return true;
}

// Lines that a web copy joined: the next paragraph's number and mark after the end of a sentence begin that
// paragraph. Without a mark nothing tells a number in prose from one.
void CableParser::CutJoinedParagraph() {
  if (stage_ != Stage::kBody || open_ == kNoElement) return;
  Element& element = elements_.Last();
  if (element.kind != kParagraph && element.kind != kSubparagraph && element.kind != kClassifiedBy) return;
  const std::size_t begin = std::max<std::size_t>(element.text_span.begin, lines_[at_].text.begin);
  const std::string_view text = Slice(text_, {begin, lines_[at_].text.end});
  for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    // Back over the blanks, the stop and the digits, no further than those of one label can reach.
    constexpr std::size_t kMostLabelBytes = 16;
    std::size_t start = at;
    const std::size_t least = at > kMostLabelBytes ? at - kMostLabelBytes : 0;
    while (start > least && text[start - 1] == ' ') --start;
    if (start <= least || text[start - 1] != '.') continue;
    const std::size_t stop = --start;
    while (start > least && text[start - 1] >= '0' && text[start - 1] <= '9') --start;
    if (start == stop || start < 2 || text[start - 1] != ' ') continue;
    const auto label = internal::FindNumber(text.substr(start, at - start + 1));
    if (!label) continue;
    const std::string expected = std::to_string(last_number_ + 1);
    const std::string_view digits = text.substr(start, label->digits);
    if (digits != expected && !(digits.front() == '1' && digits.substr(1) == expected)) continue;
    const std::string_view before = internal::Trimmed(text.substr(0, start));
    if (!internal::EndsSentence(before) || before.empty()) continue;
    if (FindPortion(vocabulary_, text.substr(at, kMostMarkBytes)).status != MarkingStatus::kValid) continue;
    const std::size_t cut = begin + start;
    element.span.end = cut;
    element.text_span.end = begin + before.size();
    Close();
    lines_.CutAt(at_, cut);
    again_ = true;
    return;
  }
}

// "... AS FOLLOWS. BEGIN TEXT:" announces a quoted text that begins on the next line.
void CableParser::LookAhead() {
  if (stage_ != Stage::kBody || open_ == kNoElement || quoted_ != kNoElement) return;
  const Quote ahead = internal::EndsInBegin(Now());
  if (ahead != Quote::kNone && last_quote_end_[static_cast<std::size_t>(ahead)] > at_ + 1)
    quote_ahead_ = ahead;
}

// From BEGIN TEXT to END TEXT, whatever stands between; page and class lines inside are elements of their
// own.
void CableParser::OpenQuoted(bool announced) {
  Open(kQuoted, 0).parent = paragraph_;
  quoted_ = unit_ = open_;
  page_split_ = false;
  // A text that was announced on the line before may end on its first.
  if (!announced || internal::EndsQuoted(Now()) != quote_) return;
  Close();
  quoted_ = unit_ = kNoElement;
}

void CableParser::ReadQuotedLine(std::string_view line) {
  if (line.empty()) {
    if (open_ == kNoElement) {
      ReadBlank();
    } else {
      Extend();
    }
    return;
  }
  if (ReadBannerLine(line) || ReadPageLine(line)) return;
  if (open_ == kNoElement) {
    OpenPart(quoted_);
  } else {
    Extend();
  }
  if (internal::EndsQuoted(line) != quote_ && at_ + 1 < tail_) return;
  Close();
  quoted_ = unit_ = kNoElement;
  page_split_ = false;
}

// A number or label alone on its line: the mark stands at the start of the next.
void CableParser::TakeLateMark() {
  const Element& part = elements_.Last();
  const std::size_t head = HeadOf(open_);
  const Span all = elements_[head].text_span;
  if (part.kind != kParagraph && part.kind != kSubparagraph) return;
  if (!elements_[head].marking_span.empty() || part.text_span.empty()) return;
  if (head == redacted_unit_) return NoteMark(Now());  // something was taken out between the number and this
  if (open_ == head ? all.begin != lines_[at_].text.begin : !all.empty()) return;
  TakeMark(open_, false);
  if (open_ == head || part.marking_status == MarkingStatus::kNone) return;
  // The part after a page line bears the mark of its unit.
  auto first = elements_.Change(head);
  first->marking_status = part.marking_status;
  first->marking_ = part.marking_;
  first->mark_known = part.mark_known;
}

// Text that begins nothing of its own: it goes on with what is open, or is an element without a number.
void CableParser::ReadPlainLine(std::string_view line) {
  const bool note = stage_ == Stage::kPreamble;
  if (open_ != kNoElement && !page_split_) {
    const bool empty = elements_.Last().text_span.empty();
    if (empty) elements_.Last().text_span.begin = lines_[at_].text.begin;
    Extend();
    if (empty) TakeLateMark();
  } else {
    bool goes_on = false;
    if (page_split_ && unit_ != kNoElement) {
      // After a page line the sentence goes on, and so does the paragraph where no blank line stands beside.
      const std::string_view text = Slice(text_, elements_[unit_].text_span);
      goes_on = !internal::EndsSentence(text) || text.empty() || !blank_in_split_ ||
                (line.front() >= 'a' && line.front() <= 'z');
      const bool may_begin = blank_in_split_ || internal::EndsSentence(text);
      const ElementKind kind = elements_[unit_].kind;
      // A subject ends where a blank line stands beside the page line: its mark is not that of the text
      // below.
      if (kind == kSubject && blank_in_split_) goes_on = false;
      const bool late = text.empty() && (kind == kParagraph || kind == kSubparagraph);  // TakeLateMark
      if (goes_on && !late && may_begin && BearsMark(line)) goes_on = false;
    }
    page_split_ = false;
    if (goes_on) {
      OpenPart(HeadOf(unit_));
      TakeLateMark();
    } else {
      Open(note ? kNote : kParagraph, MarkedLabel(line));
      unit_ = open_;
      if (!note) {
        paragraph_ = open_;
        levels_.clear();
      }
      TakeMark(open_, false);
    }
  }
}

}  // namespace markings
