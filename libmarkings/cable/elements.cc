// Making elements of lines.

#include <algorithm>
#include <utility>

#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/marking/portion.h"

namespace markings {

using enum ElementKind;

namespace {

constexpr std::size_t kMostMarkBytes = 8 << 10;  // more than a mark may have

}  // namespace

Element& CableParser::Open(ElementKind kind, std::size_t label_bytes) {
  Close();
  const internal::Line line = lines_[at_];
  Element& element = elements_.Add(kind, line.all, heading_);
  text_above_ = text_above_ || IsPortion(kind);
  element.text_span = line.text;
  if (label_bytes > 0) {
    std::size_t label_end = std::min<std::size_t>(line.text.begin + label_bytes, line.text.end);
    element.text_span.begin =
        line.text.begin + internal::SkipBlanks(Slice(text_, line.text), label_end - line.text.begin);
    while (label_end > line.text.begin && (text_[label_end - 1] == ' ' || text_[label_end - 1] == '\t'))
      --label_end;
    element.label_span = {line.text.begin, label_end};
  }
  open_ = element.index;
  return element;
}

Element& CableParser::OpenPart(std::size_t head) {
  const Element first = elements_[head];
  Element& part = Open(first.kind, 0);
  part.continues = head;
  part.parent = first.parent;
  part.number = first.number;
  part.section = first.section;
  document_.parts_.push_back({static_cast<std::uint32_t>(head), static_cast<std::uint32_t>(open_)});
  unit_ = open_;
  return part;
}

void CableParser::Extend() {
  Element& element = elements_.Last();
  const internal::Line line = lines_[at_];
  element.span.end = line.all.end;
  if (!line.text.empty()) element.text_span.end = line.text.end;
}

void CableParser::Close() { open_ = kNoElement; }

void CableParser::AddSingle(ElementKind kind) {
  Open(kind, 0);
  Close();
}

// How much stands before a mark that does not begin the text: signs of emphasis, "**(S)** Text", or a label,
// "a. (S) Text". 0 when the text begins with a mark, or holds none in these places.
std::size_t CableParser::SkipToMark(std::string_view text) const {
  const std::size_t label = internal::FindListItem(text).label;
  const auto status = [&](std::size_t at) { return FindPortion(vocabulary_, text.substr(at)).status; };
  if (const MarkingStatus first = status(0);
      first != MarkingStatus::kNone && (first != MarkingStatus::kUnknown || label == 0))
    return 0;
  const std::size_t start = label > 0 ? internal::SkipBlanks(text, label) : 0;
  const std::size_t at = internal::SkipEmphasis(text, start);
  if (at == 0) return 0;
  const MarkingStatus found = status(at);
  return found == MarkingStatus::kValid || found == MarkingStatus::kMalformed ? at : 0;
}

// Reads the mark at the start of an element's text, or for a subject or heading at its end, and takes it off
// the text. A mark stands on one line.
void CableParser::TakeMark(std::size_t index, bool at_end) {
  auto edited = elements_.Change(index);
  Element& element = *edited;
  std::string_view text = Slice(text_, element.text_span);
  text = text.substr(0, text.substr(0, kMostMarkBytes).find_first_of("\n\r\f\v"));
  const std::size_t skipped = SkipToMark(text);
  text.remove_prefix(skipped);
  ParsedMarking mark = FindPortion(vocabulary_, text);
  std::size_t shift = element.text_span.begin + skipped;
  if (mark.status == MarkingStatus::kNone && at_end) {
    const std::string_view all = Slice(text_, element.text_span);
    const std::size_t open = all.rfind('(');
    if (!all.ends_with(')') || open == std::string_view::npos) return;
    mark = ParsePortion(vocabulary_, all.substr(open));
    // Parentheses at the end of a subject are prose more often than not: only a mark counts.
    if (mark.status != MarkingStatus::kValid) return;
    shift = element.text_span.begin + open;
    element.text_span.end =
        element.text_span.begin + static_cast<std::size_t>(internal::Trimmed(all.substr(0, open)).size());
  } else if (mark.status == MarkingStatus::kNone) {
    return;
  } else {
    const std::size_t after = internal::SkipBlanks(text, mark.span.end);
    // A second mark that says something else: neither can be relied on.
    const ParsedMarking second = FindPortion(vocabulary_, text.substr(after));
    const bool mark_like =
        second.status == MarkingStatus::kValid || second.status == MarkingStatus::kMalformed ||
        (second.status == MarkingStatus::kUnknown && text.substr(after, second.span.end).contains('/'));
    if (mark.status == MarkingStatus::kValid && mark_like &&
        (second.status != MarkingStatus::kValid || second.value != mark.value)) {
      mark.status = MarkingStatus::kMalformed;
      mark.entire_text = false;
      mark.span.end = after + second.span.end;
    }
    element.text_span.begin =
        std::min(shift + internal::SkipBlanks(text, mark.span.end), element.text_span.end);
  }
  element.marking_span = {mark.span.begin + shift, mark.span.end + shift};
  element.marking_status = mark.status;
  elements_.SetMarking(element, mark.value);
  element.mark_known = mark.status == MarkingStatus::kValid;
  if (mark.status == MarkingStatus::kValid && mark.entire_text && element.kind == kParagraph)
    whole_text_.push_back(index);
  std::string fix;
  for (Diagnostic& diagnostic : mark.diagnostics) {
    if (fix.empty()) fix = diagnostic.fix;
    if (Info(diagnostic.code).in_doubt) continue;  // said once, below
    diagnostic.where = {diagnostic.where.begin + shift, diagnostic.where.end + shift};
    document_.diagnostics_.push_back(std::move(diagnostic));
  }
  if (mark.status == MarkingStatus::kMalformed)
    Report(DiagnosticCode::kPortionMalformed, element.marking_span, {}, fix);
  if (mark.status == MarkingStatus::kUnknown) {
    Report(DiagnosticCode::kPortionUnknown, element.marking_span, {},
           "write a mark that the vocabulary knows");
  }
}

// Ids say what an element is and which of its kind; they are functions of structure, not of text.

}  // namespace markings
