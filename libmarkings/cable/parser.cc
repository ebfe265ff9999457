// How a cable is cut. Three stages: before the class line, the header, the body. In each, a line that has the
// exact form of apparatus or of a header field begins that element; any other line is text, and text is a
// portion. So a line that is not understood is protected, never passed.

#include "libmarkings/cable/internal/parser.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "libmarkings/cable/internal/furniture.h"
#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/text/ascii.h"

namespace markings {

using enum ElementKind;
using internal::Quote;

namespace {

constexpr std::size_t kMostBannerBytes = 200;

// Single letters with a blank between, nine bytes of them: nothing but a letter-spaced word.
bool IsSpaced(std::string_view line) {
  return line.size() > 9 && line[1] == ' ' && line[3] == ' ' && line[5] == ' ' && line[7] == ' ';
}

// The letters that a line begins with, in capitals, no more than any class has.
constexpr std::size_t kMostWordBytes = 16;
std::string_view FirstWord(std::string_view line, std::array<char, kMostWordBytes>& word) {
  std::size_t size = 0;
  for (; size < std::min(word.size(), line.size()) && IsLetter(line[size]); ++size)
    word.at(size) = Capital(line[size]);
  return {word.data(), size};
}

}  // namespace

ClassStarts::ClassStarts(const Vocabulary& vocabulary) {
  const auto add = [&](std::string_view spelling) {
    if (spelling.size() < 2) return;
    pairs_[Pair(spelling[0], spelling[1])] = true;
    std::array<char, kMostWordBytes> word{};
    words_.emplace_back(FirstWord(spelling, word));
  };
  for (const Level& level : vocabulary.levels()) {
    for (const std::string* spelling : {&level.banner, &level.long_form, &level.portion}) add(*spelling);
    for (const std::string& alias : level.aliases) add(alias);
  }
  for (const Control& control : vocabulary.controls()) {
    for (const std::string* spelling : {&control.caption, &control.long_form, &control.portion})
      add(*spelling);
    for (const std::string& alias : control.aliases) add(alias);
  }
  std::ranges::sort(words_);
}

bool ClassStarts::HasFirstWord(std::string_view line) const {
  std::array<char, kMostWordBytes> word{};
  return std::ranges::binary_search(words_, FirstWord(line, word), std::less<>());
}

bool CableParser::Parse() {
  lines_ = internal::CutLines(text_);
  internal::FoundFormat found = internal::FindFormat(text_, lines_, forced_);
  traits_ = found.traits;
  document_.format_ = found.format;
  document_.format_forced_ = forced_.has_value();
  document_.format_evidence_ = std::move(found.evidence);
  lines_ = internal::CutFurniture(text_, std::move(lines_), traits_, document_.regions_);
  // Where no cable is, no header of one follows a class line: text begins at once.
  const bool other =
      traits_.foia || traits_.messages || traits_.memo || traits_.frus || forced_ == DocumentFormat::kPlain;
  if ((other || banner_lines_) && !traits_.cable) stage_ = Stage::kBody;
  FindClassLine();
  FindTail();
  for (at_ = 0; at_ < lines_.size(); ++at_) {
    if (at_ > 0) lines_.ForgetBefore(at_ - 1);  // nobody looks further back
    do {
      again_ = false;
      ReadLine();
    } while (again_);
  }
  Close();
  EndMessages();
  const bool marked = std::ranges::any_of(
      elements_, [](const Element& one) { return one.marking_status != MarkingStatus::kNone; });
  const bool known_form = forced_ || class_line_ != kNoElement || any_number_ || any_field_ || marked ||
                          !document_.format_evidence_.empty() || !document_.regions_.empty();
  // A class line or numbered paragraphs with nothing else beside them: a telegram with its header cut off.
  if (!forced_ && !banner_lines_ && document_.format_ == DocumentFormat::kPlain &&
      (class_line_ != kNoElement || any_number_))
    document_.format_ = DocumentFormat::kTelegram;
  DemoteEoLines();
  elements_.NumberIds();
  FillMessages();
  FillMarks();
  FillHeader();
  SortDiagnostics();
  return known_form;
}

// The class line is the first line before the first numbered paragraph that is one; failing that, the first
// that has the shape of one. Addressees have that shape too, so their block is passed over.
void CableParser::FindClassLine() {
  constexpr std::size_t kMostBytes = 4096;
  std::size_t shaped = kNoElement;
  bool in_address = false;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::string_view line = LineAt(i);
    if (line.empty() || line.size() > kMostBytes) continue;
    if (lines_[i].role != internal::LineRole::kText || lines_[i].rest) continue;
    if (internal::FindNumber(line) && i > 0) break;
    if (internal::AddressLabel(line) > 0) in_address = true;
    if (internal::TagsLabel(line) > 0 || internal::SubjectLabel(line) > 0) {
      if (class_line_ != kNoElement || shaped != kNoElement) break;
    }
    const ParsedBanner banner = BannerOf(line, false);
    if (banner.mark.status == MarkingStatus::kValid) {
      class_line_ = i;
      return;
    }
    const bool spaced = line.size() > 3 && line[1] == ' ' && line[3] == ' ';
    // Between the words of an e-mail or a memo a line that only looks like one is prose.
    const bool prose = traits_.messages || traits_.memo || traits_.frus;
    if (banner.mark.status != MarkingStatus::kNone && shaped == kNoElement &&
        (spaced || (!in_address && !prose)))
      shaped = i;
  }
  class_line_ = shaped;
}

// Backwards from the last NNNN, or from the end: class lines, and before them a surname or two. What a reader
// printed below NNNN is no part of it.
void CableParser::FindTail() {
  tail_ = lines_.size();
  for (std::size_t i = lines_.size(); i-- > 0;) {
    if (!internal::IsEndMark(LineAt(i))) continue;
    tail_ = i + 1;
    break;
  }
  while (tail_ > 0) {
    const std::string_view line = LineAt(tail_ - 1);
    const bool banner = !line.empty() && line.size() <= kMostBannerBytes && tail_ - 1 != class_line_ &&
                        BannerOf(line, true).mark.status == MarkingStatus::kValid;
    const bool furniture = lines_[tail_ - 1].role != internal::LineRole::kText;
    if (!line.empty() && !internal::IsEndMark(line) && line != "#" && !internal::IsTransmission(line) &&
        !banner && !furniture)
      break;
    --tail_;
  }
  // A line that ends a paragraph of capitals may look like a name: it counts after a blank line or, in
  // capitals, after a full stop.
  const auto is_name = [&](std::size_t i) {
    return i != class_line_ && lines_[i].role == internal::LineRole::kText && !lines_[i].rest &&
           internal::IsSignature(LineAt(i)) && !vocabulary_.FindCaption(LineAt(i)) &&
           internal::EndsQuoted(LineAt(i)) == Quote::kNone;
  };
  for (std::size_t names = 1; names <= 2 && tail_ > names && is_name(tail_ - names); ++names) {
    const std::string_view line = LineAt(tail_ - names);
    const std::string_view before = LineAt(tail_ - names - 1);
    if (!before.empty() && !(internal::IsCapitals(line) && internal::EndsSentence(before))) continue;
    signature_line_ = tail_ - names;
    tail_ = signature_line_;
    break;
  }
  for (std::size_t i = 0; i < tail_; ++i) {
    const Quote ended = internal::EndsQuoted(LineAt(i));
    if (ended != Quote::kNone) last_quote_end_[static_cast<std::size_t>(ended)] = i + 1;
  }
}

std::size_t CableParser::NextTextLine(std::size_t from) const {
  while (from < lines_.size() && lines_[from].text.empty()) ++from;
  return from;
}

void CableParser::ReadLine() {
  const std::string_view line = Now();
  if (lines_[at_].role != internal::LineRole::kText) return ReadFurniture();
  if (lines_[at_].rest) return ReadRest();
  if (quoted_ != kNoElement && !BreaksQuoted()) return ReadQuotedLine(line);
  if (line.empty()) return ReadBlank();
  // (A banner with categories is one wherever it stands, also right below a field.)
  if (ReadAuthority(line) || (banner_lines_ && ReadCategoryBanner(line)) || ReadMessageLine(line)) {
    blank_before_ = false;
    return;
  }
  if (ReadApparatus(line)) {
    blank_before_ = false;
    return;
  }
  const Quote ahead = std::exchange(quote_ahead_, Quote::kNone);
  if (ahead != Quote::kNone) {
    quote_ = ahead;
    OpenQuoted(true);
    blank_before_ = false;
    return;
  }
  const bool field_goes_on = stage_ == Stage::kHeader && page_split_ && unit_ != kNoElement && !in_address_;
  // A header field that a page line cut goes on as plain text does.
  const bool cut = field_goes_on && !StartsElement(line) && !BearsMark(line);
  if (!cut && ReadHeaderField(line)) {
    page_split_ = false;
  } else if (cut || !ReadBodyLine(line)) {
    ReadPlainLine(line);
  }
  if (!again_) CutJoinedParagraph();
  if (!again_) LookAhead();
  blank_before_ = false;
}

// One element for a run of blank lines.
void CableParser::ReadBlank() {
  Close();
  Open(kBlank, 0);
  while (at_ + 1 < lines_.size() && lines_[at_ + 1].text.empty()) {
    ++at_;
    Extend();
  }
  Close();
  blank_before_ = true;
  blank_in_split_ = page_split_;
  in_address_ = false;
}

bool CableParser::ReadApparatus(std::string_view line) {
  if (ReadBannerLine(line) || ReadSecondBanner(line) || ReadPageLine(line)) return true;
  if (internal::IsEndMark(line)) {
    AddSingle(kEnd);
    LeaveParagraph();
    stage_ = Stage::kBody;
    return true;
  }
  if (internal::IsTransmission(line) && (stage_ != Stage::kBody || at_ >= tail_)) {
    AddSingle(kHeader);
    any_field_ = true;
    return true;
  }
  if (internal::IsUnderline(line)) {
    // Below a heading, a blank line between or not; elsewhere it is a line across a table.
    std::size_t above = elements_.size();
    if (above > 0 && elements_[above - 1].kind == kBlank) --above;
    const bool below_heading = above > 0 && above - 1 == heading_;
    Close();
    Open(kUnderline, 0).parent = below_heading ? heading_ : kNoElement;
    Close();
    return true;
  }
  return ReadCaptions(line);
}

bool CableParser::ReadBannerLine(std::string_view line) {
  if (banner_lines_) return quoted_ != kNoElement && ReadCategoryBanner(line);  // (ReadLine has tried others)
  const bool first = at_ == class_line_;
  if (!first && (stage_ == Stage::kPreamble || line.size() > kMostBannerBytes)) return false;
  const bool spaced = IsSpaced(line) && !internal::IsCopyNotice(line);
  const bool capitals = internal::IsCapitals(line);
  const bool last = at_ + 1 >= lines_.size() || lines_[at_ + 1].text.empty();
  if (!first && !spaced && !class_starts_.MayBegin(line)) return false;
  const ParsedBanner banner = ParseBanner(vocabulary_, line);
  const bool valid = banner.mark.status == MarkingStatus::kValid;
  // In small letters it is a class line alone on its line, or with a section or serial.
  const bool numbered = banner.section > 0 || !banner.serial.empty();
  const bool whole = valid && (capitals || spaced || numbered || (blank_before_ && last));
  if (!first && !whole && (banner.mark.status == MarkingStatus::kNone || !spaced)) return false;
  // Inside a quoted text a bare class may be text.
  if (quoted_ != kNoElement && !spaced && !numbered) return false;
  ReadBanner(banner);
  return true;
}

// "SBU" on a line of its own below "UNCLASSIFIED": a class line of two lines. Source: CABLES of this
// project, 2.8.
bool CableParser::ReadSecondBanner(std::string_view line) {
  constexpr std::size_t kLongest = 16;
  if (banner_lines_ || (!traits_.smart && !traits_.messages) || line.size() > kLongest ||
      !internal::IsCapitals(line))
    return false;
  std::size_t above = elements_.size();
  if (above > 0 && elements_[above - 1].kind == kBlank) --above;
  if (above == 0 || elements_[above - 1].kind != kBanner || banners_.empty() ||
      banners_.back().status != MarkingStatus::kValid)
    return false;
  const std::string mark = "(" + std::string(line) + ")";
  const ParsedMarking parsed = ParsePortion(vocabulary_, mark);
  if (parsed.status != MarkingStatus::kValid || parsed.value.level != banners_.back().value.level)
    return false;
  AddSingle(kBanner);
  elements_.Last().marking_status = MarkingStatus::kValid;
  banners_.push_back({elements_.size() - 1, MarkingStatus::kValid, parsed.value});
  return true;
}

bool CableParser::ReadPageLine(std::string_view line) {
  std::size_t last = at_;
  if (!internal::IsPageLine(line)) {
    if (ReadJoinedPageLine(line)) return true;
    if (stage_ != Stage::kBody || !internal::IsPageLineHead(line)) return false;
    last = NextTextLine(at_ + 1);
    if (last >= lines_.size() || !internal::IsPageLineTail(LineAt(last))) return false;
  }
  page_split_ = unit_ != kNoElement;
  blank_in_split_ = blank_before_;
  Close();
  Open(kContinuation, 0);
  while (at_ < last) {
    ++at_;
    Extend();
  }
  Close();
  return true;
}

void CableParser::ReadBanner(const ParsedBanner& banner) {
  if (stage_ == Stage::kPreamble) LeaveParagraph();  // nothing goes on below the first class line
  page_split_ = unit_ != kNoElement;
  blank_in_split_ = blank_before_;
  AddSingle(kBanner);
  const std::size_t element = elements_.size() - 1;
  elements_.Last().marking_status = banner.mark.status;
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
  for (const std::size_t caption : banner.captions) AddCaption(caption, element);
  // Below a class line with a serial stands a cable's header, also inside a message.
  const bool cable = traits_.messages && !banner.serial.empty() && !any_number_;
  if (stage_ == Stage::kPreamble || cable) stage_ = Stage::kHeader;
}

}  // namespace markings
