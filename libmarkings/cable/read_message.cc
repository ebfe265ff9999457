// Labelled lines outside the header of a telegram: those of an e-mail, a memo, a SMART message, an archive's
// record. Names stand in all of them, so each is a portion. Source: CABLES of this project, 2.6, 2.8, 4.1;
// RFC 5322, 2.2.

#include <re2/re2.h>

#include <algorithm>

#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/portion.h"

namespace markings {

using enum ElementKind;

bool CableParser::ReadMessageLine(std::string_view line) {
  if (traits_.archive && ReadAttribute(line)) return true;
  if (traits_.smart && ReadSmartField(line)) return true;
  if (traits_.messages) {
    if (internal::BeginsMessage(text_, lines_, at_)) {
      BeginMessage();
      return ReadMessageField(line);
    }
    if (internal::IsMessageSeparator(line)) {
      OpenField(kField, 0);
      Close();
      LeaveParagraph();
      return true;
    }
    if (in_fields_ && ReadMessageField(line)) return true;
    if (ReadStatedClass(line)) return true;
  }
  if (traits_.memo && ReadMemoField(line)) return true;
  return traits_.frus && (ReadEditionTitle(line) || ReadSourceNote(line));
}

// The label of a field where fields of that sort are under way, 0 for none.
std::size_t CableParser::FieldLabel(std::string_view line) const {
  if (smart_fields_) {
    if (const std::size_t label = internal::SmartLabel(line); label > 0) return label;
  }
  if (!in_fields_) return 0;
  if (traits_.messages) return internal::MessageLabel(line);
  return traits_.memo ? internal::MemoLabel(line) : 0;
}

void CableParser::OpenField(ElementKind kind, std::size_t label) {
  Open(kind, label);
  unit_ = open_;
  any_field_ = true;
  page_split_ = false;
}

// The line goes on with the field above it, whether a page's end stands between or not.
bool CableParser::GoOn() {
  if (open_ == kNoElement) {
    page_split_ = false;
    OpenPart(HeadOf(unit_));
  } else {
    Extend();
  }
  return true;
}

// All lines down to the next that is blank, or was cut.
void CableParser::ExtendToBlank() {
  while (at_ + 1 < lines_.size() && !lines_[at_ + 1].text.empty() &&
         lines_[at_ + 1].role == internal::LineRole::kText && !lines_[at_ + 1].rest) {
    ++at_;
    Extend();
  }
  Close();
}

// A mark at the start of a line where none can stand, as in a list of people, may be a name's letters or a
// text that lost its blank line. It raises what it stands in and the roll-up, and is nobody's own: so it
// never lowers.
void CableParser::NoteMark(std::string_view line) {
  const std::string_view text = line.substr(SkipToMark(line));
  const ParsedMarking mark = FindPortion(vocabulary_, text.substr(MarkedLabel(text)));
  if (mark.status == MarkingStatus::kValid) {
    noted_marks_.push_back({HeadOf(unit_), mark.value});
  } else if (mark.status == MarkingStatus::kMalformed) {
    elements_.Change(HeadOf(unit_))->marking_status = MarkingStatus::kMalformed;
    Report(DiagnosticCode::kPortionMalformed, lines_[at_].text);
  }
}

// Each message of a thread is a document of its own: its numbers, lists and sections begin anew.
void CableParser::BeginMessage() {
  Close();
  LeaveParagraph();
  EndMessages();
  document_.messages_.push_back({});
  document_.messages_.back().first = elements_.size();
  heading_ = quoted_ = kNoElement;
  quote_ = quote_ahead_ = internal::Quote::kNone;
  last_number_ = 0;
  any_number_ = captions_over_ = in_address_ = in_references_ = false;
  in_fields_ = true;
  smart_fields_ = false;
  stage_ = Stage::kBody;
}

// A message ends a quoted text that nobody ended: its header is never text of somebody else's.
bool CableParser::BreaksQuoted() const {
  return traits_.messages && !Now().empty() && internal::BeginsMessage(text_, lines_, at_);
}

// Fields go on below a blank line or a page's end where another field stands near.
bool CableParser::FieldsGoOn() const {
  constexpr std::size_t kLook = 12;
  for (std::size_t next = at_; next < lines_.size() && next <= at_ + kLook; ++next) {
    if (lines_[next].text.empty() || lines_[next].role != internal::LineRole::kText) continue;
    if (!blank_before_ && internal::MessageLabel(LineAt(next)) == 0) continue;  // a list of people wraps
    return internal::MessageLabel(LineAt(next)) > 0 && !internal::BeginsMessage(text_, lines_, next);
  }
  return false;
}

bool CableParser::ReadMessageField(std::string_view line) {
  const std::size_t label = internal::MessageLabel(line);
  if (label > 0) {
    const std::string name = internal::LabelName(line.substr(0, label));
    const bool subject = name == "SUBJECT";
    OpenField(subject ? kSubject : kField, label);
    if (subject) TakeMark(open_, true);
    return true;
  }
  const bool subject_above = unit_ != kNoElement && elements_[HeadOf(unit_)].kind == kSubject;
  const bool marked = BearsMark(line);
  // Lists of people wrap; a subject too, but below it text begins as often.
  const bool wraps = !blank_before_ && unit_ != kNoElement && !marked &&
                     (!subject_above || lines_[at_].text.begin > lines_[at_].all.begin);
  // In a list of people no mark can stand; below a subject the text may begin.
  if (wraps || (unit_ != kNoElement && (!marked || !subject_above) && FieldsGoOn())) {
    if (marked) NoteMark(line);
    return GoOn();
  }
  in_fields_ = false;
  LeaveParagraph();
  Close();
  return false;
}

// "This email is UNCLASSIFIED.", "Classification: UNCLASSIFIED": a class line of the message.
bool CableParser::ReadStatedClass(std::string_view line) {
  constexpr std::size_t kLongest = 80;
  if (line.size() > kLongest) return false;
  static const re2::RE2 kForm(
      R"((?i:this e-?mail(?: message)? is|this message is|(?:message |sensitivity ?)?classification:)\s*(.+?)\.?)");
  re2::StringPiece value;
  if (!re2::RE2::FullMatch(re2::StringPiece(line.data(), line.size()), kForm, &value)) return false;
  ParsedBanner banner = ParseBanner(vocabulary_, {value.data(), value.size()});
  if (banner.mark.status != MarkingStatus::kValid) return false;
  banner.mark.diagnostics.clear();  // its form is that of the sentence
  banner.serial = {};
  ReadBanner(banner);
  return true;
}

// A field of a SMART message: those that a telegram has too are read as there.
bool CableParser::ReadSmartField(std::string_view line) {
  const std::size_t label = internal::SmartLabel(line);
  const std::string name = label > 0 ? internal::LabelName(line.substr(0, label)) : std::string();
  if (name == "MRN" || name == "DATEDTG") smart_fields_ = true;
  if (!smart_fields_) return false;
  if (label == 0) {
    if (!in_fields_) return false;
    // A value wraps on the lines below it.
    const bool wraps = !blank_before_ && unit_ != kNoElement && !BearsMark(line) &&
                       elements_[HeadOf(unit_)].kind == kField && !internal::FindNumber(line);
    if (!wraps) {
      in_fields_ = false;
      return false;
    }
    const std::size_t head = HeadOf(unit_);
    GoOn();
    const std::string above = internal::LabelName(Slice(text_, elements_[head].label_span));
    if (above.starts_with("CAPTION")) ReadCaptionField(line, head);
    return true;
  }
  // In the body "Action:" and "From:" may begin a sentence: once paragraphs run, only what ends a message
  // does.
  const bool closing = name == "SIGNATURE" || name.ends_with("EDBY") || name == "DISSEMINATIONRULE" ||
                       name == "ACTIONPOST" || name == "MESSAGETYPE";
  if (any_number_ && !closing && !in_fields_) return false;
  if (stage_ == Stage::kPreamble) stage_ = Stage::kHeader;
  if (name == "TAGS" || name == "SUBJECT" || name == "REFERENCE" || name == "EO" || name == "PASSLINE" ||
      name == "CLASSIFIEDBY" || name == "REASON" || name == "DECLASSIFYON" || name == "DERIVEDFROM") {
    LeaveParagraph();
    in_fields_ = false;
    captions_over_ = true;
    const ElementKind kind = name == "TAGS"        ? kTags
                             : name == "SUBJECT"   ? kSubject
                             : name == "REFERENCE" ? kReference
                             : name == "EO"        ? kEo
                             : name == "PASSLINE"  ? kPassing
                                                   : kClassifiedBy;
    ReadWrapped(kind, kind == kEo || kind == kClassifiedBy ? 0 : label);
    if (kind == kSubject) TakeMark(elements_.size() - 1, true);
    if (kind == kSubject) stage_ = Stage::kBody;
    return true;
  }
  LeaveParagraph();
  const bool signature = name == "SIGNATURE" && label < line.size();
  OpenField(signature ? kSignature : kField, label);
  in_fields_ = !signature;
  if (name == "CAPTIONS" || name == "CAPTION") {
    ReadCaptionField(line.substr(label), open_);
  }
  return true;
}

bool CableParser::ReadMemoField(std::string_view line) {
  if (memo_over_) return false;
  const std::size_t label = internal::MemoLabel(line);
  if (label > 0) {
    const std::string name = internal::LabelName(line.substr(0, label));
    const bool subject = name.starts_with("SUBJ") || name == "RE";
    OpenField(subject ? kSubject : kField, label);
    if (subject) TakeMark(open_, true);
    in_fields_ = true;
    return true;
  }
  if (!in_fields_) return false;
  if (!blank_before_ && unit_ != kNoElement && !BearsMark(line) && !internal::FindNumber(line)) {
    return GoOn();
  }
  constexpr std::size_t kLook = 6;
  for (std::size_t next = at_; next < lines_.size() && next <= at_ + kLook; ++next) {
    if (internal::MemoLabel(LineAt(next)) > 0) return false;  // its fields go on below this line
  }
  memo_over_ = true;
  in_fields_ = false;
  LeaveParagraph();
  Close();
  stage_ = Stage::kBody;
  return false;
}

// The attributes of a record stand at its end; they repeat the subject and the TAGS, and name people.
bool CableParser::ReadAttribute(std::string_view line) {
  if (!attributes_) {
    attributes_ = line.starts_with("*** Current ") || line == "Message Attributes";
    if (!attributes_) return false;
    LeaveParagraph();
    stage_ = Stage::kBody;
  }
  const std::size_t label = internal::AttributeLabel(line);
  if (label == 0 && open_ != kNoElement) {
    Extend();
  } else {
    OpenField(kField, label);
  }
  return true;
}

// "12. Telegram From ...": the number and title that an edition gives the document, on its first line.
bool CableParser::ReadEditionTitle(std::string_view line) {
  const bool first = std::ranges::none_of(elements_, [](const Element& one) { return one.kind != kBlank; });
  const auto label = internal::FindNumber(line);
  if (!first || !label) return false;
  Open(kHeading, label->label);
  heading_ = open_;
  ExtendToBlank();
  any_field_ = true;
  stage_ = Stage::kBody;
  return true;
}

bool CableParser::ReadSourceNote(std::string_view line) {
  if (!line.starts_with("Source: ")) return false;
  constexpr std::size_t kLabel = 7;
  LeaveParagraph();
  OpenField(kSourceNote, kLabel);
  ExtendToBlank();
  if (stage_ == Stage::kPreamble) stage_ = Stage::kBody;
  return true;
}

}  // namespace markings
