// Making elements of lines, and their ids.

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/marking/portion.h"

namespace markings {

using enum ElementKind;

Element& CableParser::Open(ElementKind kind, std::size_t label_bytes) {
  Close();
  const internal::Line& line = lines_[at_];
  Element element;
  element.kind = kind;
  element.span = line.all;
  element.text_span = line.text;
  if (label_bytes > 0) {
    std::size_t label_end = line.text.begin + label_bytes;
    element.text_span.begin = std::min(label_end, line.text.end);
    while (element.text_span.begin < line.text.end && text_[element.text_span.begin] == ' ')
      ++element.text_span.begin;
    while (label_end > line.text.begin && (text_[label_end - 1] == ' ' || text_[label_end - 1] == '\t'))
      --label_end;
    element.label_span = {line.text.begin, label_end};
  }
  if (IsPortion(kind)) element.section = heading_;
  document_.elements_.push_back(std::move(element));
  open_ = document_.elements_.size() - 1;
  return document_.elements_.back();
}

void CableParser::Extend() {
  Element& element = document_.elements_[open_];
  element.span.end = lines_[at_].all.end;
  if (!lines_[at_].text.empty()) element.text_span.end = lines_[at_].text.end;
}

void CableParser::Close() { open_ = kNoElement; }

void CableParser::AddSingle(ElementKind kind) {
  Open(kind, 0);
  Close();
}

// Reads the mark at the start of an element's text, or for a subject or heading at its end, and takes it off
// the text.
void CableParser::TakeMark(Element& element, bool at_end) {
  const Span from{element.text_span.begin, element.span.end};
  ParsedMarking mark = FindPortion(vocabulary_, Slice(text_, from));
  std::size_t shift = from.begin;
  if (mark.status == MarkingStatus::kNone && at_end) {
    const std::string_view text = Slice(text_, element.text_span);
    const std::size_t open = text.rfind('(');
    if (!text.ends_with(')') || open == std::string_view::npos) return;
    mark = ParsePortion(vocabulary_, text.substr(open));
    // Parentheses at the end of a subject are prose more often than not: only a mark counts.
    if (mark.status != MarkingStatus::kValid) return;
    shift = element.text_span.begin + open;
    element.text_span.end = shift;
    while (element.text_span.end > element.text_span.begin && text_[element.text_span.end - 1] == ' ')
      --element.text_span.end;
  } else if (mark.status == MarkingStatus::kNone) {
    return;
  } else {
    element.text_span.begin = std::min(from.begin + mark.span.end, element.text_span.end);
    const std::string_view rest = Slice(text_, element.text_span);
    element.text_span.begin += std::min(rest.find_first_not_of(" \t"), rest.size());
  }
  element.marking_span = {mark.span.begin + shift, mark.span.end + shift};
  element.marking_status = mark.status;
  element.marking = mark.value;
  element.mark_known = mark.status == MarkingStatus::kValid;
  if (mark.status == MarkingStatus::kValid && mark.entire_text && whole_text_ == kNoElement) {
    whole_text_ = static_cast<std::size_t>(&element - document_.elements_.data());
  }
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
void CableParser::FillIds() {
  std::unordered_map<std::string, std::size_t> count;
  std::unordered_map<std::string, std::size_t> copies;
  std::unordered_map<std::size_t, std::size_t> parts;
  std::vector<Element>& elements = document_.elements_;
  document_.by_id_.reserve(elements.size());
  const auto nth = [&](const std::string& stem) { return fmt::format("{}{}", stem, ++count[stem]); };
  for (std::size_t i = 0; i < elements.size(); ++i) {
    Element& element = elements[i];
    std::string id;
    if (element.continues != kNoElement) {
      document_.parts_[element.continues].push_back(i);
      id = fmt::format("{}+{}", elements[element.continues].id, ++parts[element.continues] + 1);
    } else {
      switch (element.kind) {
        case kParagraph:
          id = element.number ? fmt::format("p{}", *element.number) : nth("text");
          break;
        case kSubparagraph:
        case kQuoted: {
          const std::string parent = element.parent == kNoElement ? "text" : elements[element.parent].id;
          id = nth(parent + (element.kind == kQuoted ? ".q" : "."));
          break;
        }
        case kEo:
        case kTags:
        case kSubject:
        case kReference:
        case kSignature:
        case kEnd:
          id = Name(element.kind);
          break;
        case kClassifiedBy:
          id = nth("classified");
          break;
        default:
          id = nth(std::string(Name(element.kind)));
          break;
      }
    }
    // A second "p7" is "p7~2".
    const std::string stem = id;
    while (document_.by_id_.contains(id)) id = fmt::format("{}~{}", stem, ++copies[stem] + 1);
    element.id = id;
    document_.by_id_.emplace(std::move(id), i);
  }
}

}  // namespace markings
