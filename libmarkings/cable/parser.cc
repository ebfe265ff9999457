// How a cable is cut. Three stages: before the class line, the header, the body. In each, a line that has the
// exact form of apparatus or of a header field begins that element; any other line is text, and text is a
// portion. So a line that is not understood is protected, never passed.

#include "libmarkings/cable/internal/parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/portion.h"

namespace markings {

using enum ElementKind;

bool CableParser::Parse() {
  lines_ = internal::CutLines(text_);
  FindClassLine();
  FindTail();
  for (at_ = 0; at_ < lines_.size(); ++at_) ReadLine();
  Close();
  if (class_line_ == kNoElement && !any_number_ && !any_field_) return false;
  DemoteEoLines();
  FillIds();
  FillMarks();
  FillHeader();
  SortDiagnostics();
  document_.format_ = web_ ? DocumentFormat::kWebCopy : DocumentFormat::kTelegram;
  return true;
}

// The class line is the first line before the first numbered paragraph that is one; failing that, the first
// that has the shape of one. Addressees have that shape too, so their block is passed over.
void CableParser::FindClassLine() {
  std::size_t shaped = kNoElement;
  bool in_address = false;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::string_view line = Slice(text_, lines_[i].text);
    if (line.empty() || line.size() > 4096) continue;
    if (internal::FindNumber(line) && i > 0) break;
    if (internal::AddressLabel(line) > 0) in_address = true;
    if (internal::TagsLabel(line) > 0 || internal::SubjectLabel(line) > 0) {
      if (class_line_ != kNoElement || shaped != kNoElement) break;
    }
    const ParsedBanner banner = ParseBanner(vocabulary_, line);
    if (banner.mark.status == MarkingStatus::kValid) {
      class_line_ = i;
      return;
    }
    const bool spaced = line.size() > 3 && line[1] == ' ' && line[3] == ' ';
    if (banner.mark.status != MarkingStatus::kNone && shaped == kNoElement && (!in_address || spaced))
      shaped = i;
  }
  class_line_ = shaped;
}

// From the end backwards: NNNN, class lines, and before them a surname in capitals.
void CableParser::FindTail() {
  tail_ = lines_.size();
  while (tail_ > 0) {
    const std::string_view line = Slice(text_, lines_[tail_ - 1].text);
    const bool banner = !line.empty() && line.size() <= 200 && tail_ - 1 != class_line_ &&
                        ParseBanner(vocabulary_, line).mark.status == MarkingStatus::kValid;
    if (!line.empty() && !internal::IsEndMark(line) && line != "BT" && line != "#" && !banner) break;
    --tail_;
  }
  // A line that ends a paragraph of capitals may look like a name: it counts after a blank line or a full
  // stop.
  if (tail_ > 1) {
    const std::string_view line = Slice(text_, lines_[tail_ - 1].text);
    const std::string_view before = Slice(text_, lines_[tail_ - 2].text);
    const bool apart =
        before.empty() || before.ends_with('.') || before.ends_with('"') || before.ends_with(')');
    if (internal::IsSignature(line) && apart && tail_ - 1 != class_line_ && !vocabulary_.FindCaption(line))
      signature_line_ = --tail_;
  }
  for (std::size_t i = 0; i < tail_; ++i) {
    if (internal::EndsQuoted(Slice(text_, lines_[i].text))) last_quote_end_ = i;
  }
}

std::size_t CableParser::NextTextLine(std::size_t from) const {
  while (from < lines_.size() && lines_[from].text.empty()) ++from;
  return from;
}

void CableParser::ReadLine() {
  const std::string_view line = Now();
  if (line.empty()) {
    // One element for a run of blank lines.
    Close();
    Open(kBlank, 0);
    while (at_ + 1 < lines_.size() && lines_[at_ + 1].text.empty()) {
      ++at_;
      Extend();
    }
    Close();
    blank_before_ = true;
    in_address_ = false;
    return;
  }
  if (!ReadApparatus(line)) {
    // A header field that a page line cut goes on as plain text.
    const bool goes_on = stage_ == Stage::kHeader && page_split_ && unit_ != kNoElement &&
                         !StartsElement(line) && !in_address_;
    if (!goes_on && stage_ != Stage::kBody && ReadHeaderField(line)) {
      page_split_ = false;
    } else if (goes_on || !ReadBodyLine(line)) {
      ReadPlainLine(line);
    }
  }
  blank_before_ = false;
}

bool CableParser::ReadApparatus(std::string_view line) {
  if (at_ == class_line_ || (stage_ != Stage::kPreamble && line.size() <= 200 &&
                             (internal::IsCapitals(line) || (line.size() > 1 && line[1] == ' ')))) {
    const ParsedBanner banner = ParseBanner(vocabulary_, line);
    // In the body only a line with a post and serial, a section, or the bare class repeats the class line.
    const bool whole = banner.mark.status == MarkingStatus::kValid;
    const bool spaced =
        line.size() > 9 && line[1] == ' ' && line[3] == ' ' && line[5] == ' ' && line[7] == ' ';
    if (at_ == class_line_ || whole || (banner.mark.status != MarkingStatus::kNone && spaced)) {
      ReadBanner(banner);
      return true;
    }
  }
  const bool page = internal::IsPageLine(line);
  const bool cut_page = !page && internal::IsPageLineHead(line) && stage_ == Stage::kBody &&
                        NextTextLine(at_ + 1) < lines_.size() &&
                        internal::IsPageLineTail(Slice(text_, lines_[NextTextLine(at_ + 1)].text));
  if (page || cut_page) {
    Close();
    Open(kContinuation, 0);
    const std::size_t last = cut_page ? NextTextLine(at_ + 1) : at_;
    while (at_ < last) {
      ++at_;
      Extend();
    }
    Close();
    page_split_ = unit_ != kNoElement;
    return true;
  }
  if (internal::IsEndMark(line)) {
    AddSingle(kEnd);
    unit_ = kNoElement;
    stage_ = Stage::kBody;
    return true;
  }
  if (internal::IsTransmission(line) && (stage_ != Stage::kBody || at_ >= tail_)) {
    AddSingle(kHeader);
    any_field_ = true;
    return true;
  }
  if (internal::IsUnderline(line)) {
    Close();
    Open(kUnderline, 0).parent = heading_;
    Close();
    return true;
  }
  // Captions recur in the body where a section boundary copies them. Source: CABLES as published, section
  // boundaries.
  if (line.size() <= 60 && internal::IsCapitals(line) && vocabulary_.FindCaption(line)) {
    AddSingle(kCaption);
    unit_ = kNoElement;
    if (stage_ == Stage::kPreamble) any_field_ = true;
    return true;
  }
  return false;
}

void CableParser::ReadBanner(const ParsedBanner& banner) {
  Close();
  Open(kBanner, 0);
  const std::size_t element = document_.elements_.size() - 1;
  document_.elements_[element].marking_status = banner.mark.status;
  banners_.push_back({element, banner.mark.status, banner.mark.value});
  const Span line = lines_[at_].text;
  for (Diagnostic diagnostic : banner.mark.diagnostics) {
    // What is wrong with the class line as such is said once, by its own code.
    if (Info(diagnostic.code).in_doubt) continue;
    diagnostic.where = {diagnostic.where.begin + line.begin, diagnostic.where.end + line.begin};
    if (Info(diagnostic.code).severity != Severity::kNote)
      document_.diagnostics_.push_back(std::move(diagnostic));
  }
  if (banner.mark.status != MarkingStatus::kValid) {
    Report(DiagnosticCode::kUnknownClassLine, line, {},
           "write a class that the vocabulary knows, or settle it with document_mark in the overrides");
  }
  if (!document_.header_.mrn && !banner.serial.empty()) {
    const std::string_view text = Now();
    document_.header_.mrn =
        Header::Mrn{std::string(Slice(text, banner.origin)), std::string(Slice(text, banner.serial)), {}};
  }
  for (const std::size_t caption : banner.captions) {
    document_.header_.captions.push_back({vocabulary_.captions()[caption].name, true, element});
  }
  Close();
  if (stage_ == Stage::kPreamble) stage_ = Stage::kHeader;
  page_split_ = unit_ != kNoElement;
}

bool CableParser::StartsElement(std::string_view line) const {
  return internal::TagsLabel(line) > 0 || internal::SubjectLabel(line) > 0 ||
         internal::ReferenceLabel(line) > 0 || internal::IsClassifiedBy(line) || internal::IsEoLine(line) ||
         internal::FindNumber(line).has_value() || internal::IsUnderline(line) ||
         internal::IsPageLine(line) || internal::IsEndMark(line) || internal::AddressLabel(line) > 0 ||
         internal::HeadingLabel(line) > 0 ||
         (internal::IsCapitals(line) && vocabulary_.FindCaption(line).has_value());
}

bool CableParser::ReadHeaderField(std::string_view line) {
  // Reads on to the next blank line or the next field; a page line inside is an element of its own.
  const auto wrapped = [&](ElementKind kind, std::size_t label) {
    Close();
    Open(kind, label);
    while (at_ + 1 < lines_.size() && !lines_[at_ + 1].text.empty() &&
           !StartsElement(Slice(text_, lines_[at_ + 1].text)) && at_ + 1 != class_line_ &&
           !(kind == kPassing && internal::BeginsPassing(Slice(text_, lines_[at_ + 1].text)) &&
             !text_.substr(0, lines_[at_].text.end).ends_with('-'))) {
      ++at_;
      Extend();
    }
    Close();
    unit_ = document_.elements_.size() - 1;
    any_field_ = true;
    in_address_ = false;
    return true;
  };
  const bool header = stage_ == Stage::kHeader;
  if (internal::IsEoLine(line)) {
    captions_over_ = true;
    if (stage_ == Stage::kPreamble) stage_ = Stage::kHeader;
    return wrapped(kEo, 0);
  }
  if (const std::size_t label = internal::TagsLabel(line)) {
    captions_over_ = true;
    if (stage_ == Stage::kPreamble) stage_ = Stage::kHeader;
    ReadTags(label);
    return true;
  }
  if (const std::size_t label = internal::SubjectLabel(line)) {
    captions_over_ = true;
    if (stage_ == Stage::kPreamble) stage_ = Stage::kHeader;
    wrapped(kSubject, label);
    TakeMark(document_.elements_.back(), true);
    return true;
  }
  if (const std::size_t label = internal::ReferenceLabel(line); label > 0 && header)
    return wrapped(kReference, label);
  if (internal::IsClassifiedBy(line) && header) return wrapped(kClassifiedBy, 0);
  if (const std::size_t label = internal::AddressLabel(line);
      label > 0 && internal::IsAddress(line.substr(label))) {
    if (document_.header_.from.empty() && line.starts_with("FM"))
      document_.header_.from = std::string(line.substr(label));
    AddSingle(kHeader);
    document_.elements_.back().label_span = {lines_[at_].text.begin,
                                             lines_[at_].text.begin + line.find_first_of(" \t")};
    document_.elements_.back().text_span.begin = lines_[at_].text.begin + label;
    in_address_ = true;
    any_field_ = true;
    return true;
  }
  if (in_address_ && internal::IsAddress(line) && !internal::BeginsPassing(line)) {
    AddSingle(kHeader);
    return true;
  }
  if (!header) return false;
  if (internal::FindNumber(line) || internal::HeadingLabel(line) > 0) return false;
  if (!captions_over_) {
    if (internal::BeginsPassing(line)) return wrapped(kPassing, 0);
    const std::ptrdiff_t words = 1 + std::ranges::count(line, ' ');
    const bool capitals = line.size() <= 60 && words <= 4 && std::ranges::all_of(line, [](char c) {
                            return (c >= 'A' && c <= 'Z') || c == ' ' || c == '-' || c == '/';
                          });
    // An unknown caption may as well be a name: it is read as a portion, and its presence withholds.
    Close();
    wrapped(kPassing, 0);
    if (capitals) {
      const std::size_t element = document_.elements_.size() - 1;
      // Rules look at the header's captions for each element; so many unknown ones are no header any more,
      // and the first already withholds everything.
      constexpr std::size_t kMostUnknown = 100;
      if (++unknown_captions_ <= kMostUnknown)
        document_.header_.captions.push_back({std::string(line), false, element});
      document_.has_unknown_caption_ = true;
      Report(DiagnosticCode::kUnknownCaption, document_.elements_[element].text_span, {},
             "check the line, or add the caption to the vocabulary");
    }
    return true;
  }
  return false;
}

// TAGS run to a blank line or the next field; a web copy may have joined the subject to the same line.
void CableParser::ReadTags(std::size_t label) {
  Close();
  Open(kTags, label);
  const std::size_t joined = Now().find(" SUBJECT: ");
  if (joined != std::string_view::npos) {
    Element& tags = document_.elements_.back();
    const std::size_t cut = lines_[at_].text.begin + joined + 1;
    tags.span.end = cut;
    tags.text_span.end = cut - 1;
    Close();
    lines_[at_].all.begin = lines_[at_].text.begin = cut;
    ReadHeaderField(Now());
    return;
  }
  while (at_ + 1 < lines_.size() && !lines_[at_ + 1].text.empty() &&
         !StartsElement(Slice(text_, lines_[at_ + 1].text))) {
    ++at_;
    Extend();
  }
  Close();
  unit_ = document_.elements_.size() - 1;
  any_field_ = true;
}

bool CableParser::IsHeading(std::string_view line) const {
  if (internal::HeadingLabel(line) > 0) return true;
  if (line.size() > 100) return false;
  const bool ends = at_ + 1 >= lines_.size() || lines_[at_ + 1].text.empty();
  const std::size_t next = NextTextLine(at_ + 1);
  const bool underlined =
      next < lines_.size() && next <= at_ + 2 && internal::IsUnderline(Slice(text_, lines_[next].text));
  const bool below_underline = at_ > 0 && internal::IsUnderline(Slice(text_, lines_[at_ - 1].text));
  if (underlined && !below_underline && (blank_before_ || internal::IsCapitals(line)) && !line.ends_with('.'))
    return true;
  return blank_before_ && ends && internal::IsCapitalHeading(line);
}

bool CableParser::ReadBodyLine(std::string_view line) {
  if (at_ == signature_line_) {
    AddSingle(kSignature);
    unit_ = kNoElement;
    page_split_ = false;
    return true;
  }
  if (stage_ == Stage::kPreamble && class_line_ != kNoElement) return false;  // a note before the class line
  if (const auto label = internal::FindNumber(line)) {
    ReadNumbered(*label);
    return true;
  }
  if (stage_ == Stage::kPreamble) return false;
  stage_ = Stage::kBody;
  if (internal::BeginsQuoted(line)) {
    if (at_ < last_quote_end_) {
      ReadQuoted();
      return true;
    }
    Report(DiagnosticCode::kUnclosedQuote, lines_[at_].text, {}, "end it with END TEXT");
  }
  if (IsHeading(line)) {
    Close();
    Open(kHeading, internal::HeadingLabel(line));
    if (internal::HeadingLabel(line) > 0) web_ = true;
    heading_ = open_;
    document_.elements_[open_].section = kNoElement;
    Close();
    TakeMark(document_.elements_[heading_], true);
    unit_ = kNoElement;
    page_split_ = false;
    return true;
  }
  if (const std::size_t label = ListLabelNow(line); label > 0 && paragraph_ != kNoElement) {
    Close();
    Open(kSubparagraph, label).parent = paragraph_;
    TakeMark(document_.elements_.back(), false);
    unit_ = open_;
    page_split_ = false;
    return true;
  }
  return false;
}

// The list label of a line, unless it is a mark: a paragraph may begin with "(S)" as a list item with "(b)".
// It is the next letter of a list that is under way, or it does not begin a paragraph, or it is a mark.
std::size_t CableParser::ListLabelNow(std::string_view line) {
  const std::size_t label = internal::ListLabel(line);
  if (label != 3 || line[0] != '(') return label;
  const char letter = line[1];
  const bool next = last_letter_ != 0 && letter == last_letter_ + 1;
  if (blank_before_ && !next && FindPortion(vocabulary_, line).status == MarkingStatus::kValid) return 0;
  last_letter_ = letter;
  return label;
}

void CableParser::ReadNumbered(const internal::NumberLabel& label) {
  const std::string_view line = Now();
  const std::uint32_t expected = last_number_ + 1;
  const std::string_view digits = line.substr(0, label.digits);
  std::uint32_t number = label.number;
  const std::string_view stripped = digits.substr(1);
  const bool repaired = number != expected && digits.front() == '1' && !stripped.empty() &&
                        stripped == std::to_string(expected);
  if (repaired) number = expected;

  const std::size_t after = std::min(line.find_first_not_of(" \t", label.label), line.size());
  const bool marked = FindPortion(vocabulary_, line.substr(after)).status != MarkingStatus::kNone;
  // A list inside a paragraph: out of sequence, without a mark, not set apart.
  if (number != expected && !marked && !blank_before_ && any_number_) {
    if (paragraph_ == kNoElement) return ReadPlainLine(line);
    Close();
    Open(kSubparagraph, label.label).parent = paragraph_;
    unit_ = open_;
    page_split_ = false;
    return;
  }
  stage_ = Stage::kBody;
  Close();
  Element& element = Open(kParagraph, label.label);
  element.number = number;
  element.number_repaired = repaired;
  element.label_span = {lines_[at_].text.begin, lines_[at_].text.begin + label.label};
  if (repaired) {
    Report(DiagnosticCode::kNumberRepaired, element.label_span,
           fmt::format("the number of this paragraph is read as {}", number), fmt::format("{}.", number));
  } else if (number != expected) {
    Report(DiagnosticCode::kNumberOutOfSequence, element.label_span,
           fmt::format("paragraph {} follows paragraph {}", number, last_number_),
           fmt::format("{}.", expected));
  }
  TakeMark(element, false);
  last_number_ = number;
  any_number_ = true;
  paragraph_ = unit_ = open_;
  page_split_ = false;
}

// From BEGIN TEXT to END TEXT, whatever stands between; page lines inside are elements of their own.
void CableParser::ReadQuoted() {
  Close();
  Open(kQuoted, 0).parent = paragraph_;
  const std::size_t first = open_;
  bool split = false;
  while (at_ + 1 < tail_ && at_ + 1 != signature_line_) {
    ++at_;
    const std::string_view line = Now();
    if (internal::IsPageLine(line)) {
      AddSingle(kContinuation);
      split = true;
      continue;
    }
    if (split) {
      Element& part = Open(kQuoted, 0);
      part.continues = first;
      part.parent = paragraph_;
      split = false;
    } else {
      Extend();
    }
    if (internal::EndsQuoted(line)) break;
  }
  Close();
  unit_ = kNoElement;
  page_split_ = false;
}

// Text that begins nothing of its own: it goes on with what is open, or is an element without a number.
void CableParser::ReadPlainLine(std::string_view line) {
  const bool note = stage_ == Stage::kPreamble;
  if (open_ != kNoElement && !page_split_) {
    Extend();
    return;
  }
  // After a page line the sentence goes on, unless it had ended.
  if (page_split_ && unit_ != kNoElement) {
    const std::string_view text = Slice(text_, document_.elements_[unit_].text_span);
    const bool ended = !text.empty() && std::string_view(".!?:\"").contains(text.back());
    page_split_ = false;
    if (!ended || (line.front() >= 'a' && line.front() <= 'z')) {
      const std::size_t head =
          document_.elements_[unit_].continues == kNoElement ? unit_ : document_.elements_[unit_].continues;
      Element& part = Open(document_.elements_[head].kind, 0);
      part.continues = head;
      part.parent = document_.elements_[head].parent;
      part.number = document_.elements_[head].number;
      unit_ = open_;
      return;
    }
  }
  page_split_ = false;
  Open(note ? kNote : kParagraph, 0);
  TakeMark(document_.elements_.back(), false);
  unit_ = open_;
}

}  // namespace markings
