// The fields between the class line and the body, and the address block above it.

#include <algorithm>
#include <string>

#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/text/ascii.h"

namespace markings {

using enum ElementKind;
using internal::IsCapitals;

namespace {

constexpr std::size_t kMostCaptionWords = 4;

// The words of a line: letters, digits and hyphens inside. `outside` leaves out what stands in parentheses,
// where names are.
std::vector<std::string> WordsOf(std::string_view line, bool outside) {
  std::vector<std::string> words;
  std::string word;
  std::size_t depth = 0;
  const auto flush = [&] {
    while (word.ends_with('-')) word.pop_back();
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : line) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (outside && c == '(') ++depth;
    if (outside && c == ')' && depth > 0) --depth;
    if (depth == 0 && (letter || (c == '-' && !word.empty()))) {
      word += c;
    } else {
      flush();
    }
  }
  flush();
  return words;
}

// May be a caption that nobody knows, or a name: a few words of capitals, or one word.
bool IsCaptionLike(std::string_view line) {
  constexpr std::size_t kMostBytes = 60;
  if (line.size() > kMostBytes) return false;
  const std::size_t words = WordsOf(line, false).size();
  const bool one_word = std::ranges::all_of(
      line, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.'; });
  return (IsCapitals(line) && words <= kMostCaptionWords) || one_word;
}

}  // namespace

void CableParser::AddCaption(std::size_t caption, std::size_t element) {
  if (caption_seen_.empty()) caption_seen_.resize(vocabulary_.captions().size());
  if (caption_seen_[caption]) return;
  caption_seen_[caption] = true;
  document_.header_.captions.push_back({vocabulary_.captions()[caption].name, true, element});
}

void CableParser::AddUnknownCaption(std::string name, std::size_t element) {
  // Rules look at the header's captions for each element; so many unknown ones are no header any more, and
  // the first already withholds everything.
  constexpr std::size_t kMostUnknown = 100;
  if (++unknown_captions_ <= kMostUnknown)
    document_.header_.captions.push_back({std::move(name), false, element});
  document_.has_unknown_caption_ = true;
  Report(DiagnosticCode::kUnknownCaption, elements_[element].text_span, {},
         "check the line, or add the caption to the vocabulary");
}

// A line of captions and nothing else: "SENSITIVE", "SIPDIS, SENSITIVE//NOFORN". In capitals they recur
// anywhere, where a section boundary copies them; between the class line and E.O. in any letters.
bool CableParser::ReadCaptions(std::string_view line) {
  constexpr std::size_t kMostBytes = 100;
  const bool position = stage_ == Stage::kHeader && !captions_over_;
  if (line.size() > kMostBytes || (!position && !IsCapitals(line))) return false;
  if (line.find_first_of("().:") != std::string_view::npos && !line.ends_with('.')) return false;
  const std::vector<std::string> words = WordsOf(Upper(line), false);
  std::vector<std::size_t> captions;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t count = std::min(kMostCaptionWords, words.size() - at);
    for (; count > 0; --count) {
      std::string name = words[at];
      for (std::size_t i = 1; i < count; ++i) name += " " + words[at + i];
      if (const auto caption = vocabulary_.FindCaption(name)) {
        captions.push_back(*caption);
        break;
      }
    }
    if (count == 0) return false;
    at += count;
  }
  if (captions.empty()) return false;
  const bool split = unit_ != kNoElement && stage_ == Stage::kBody;
  blank_in_split_ = blank_before_;
  page_split_ = split;
  if (!split) unit_ = kNoElement;
  AddSingle(kCaption);
  for (const std::size_t caption : captions) AddCaption(caption, elements_.size() - 1);
  if (stage_ == Stage::kPreamble) any_field_ = true;
  return true;
}

// Captions inside a passing instruction restrict too: "NODIS FOR THE SECRETARY". Those that only route do not
// matter, and three letters are too few to tell from a name.
void CableParser::FindCaptionsIn(std::size_t element) {
  constexpr std::size_t kFewest = 4;
  const std::vector<std::string> words = WordsOf(Slice(text_, elements_[element].text_span), true);
  bool only = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!IsCapitals(words[at])) continue;
    std::string name;
    for (std::size_t i = at; i < std::min(at + kMostCaptionWords, words.size()); ++i) {
      name += (name.empty() ? "" : " ") + words[i];
      const auto caption = vocabulary_.FindCaption(name);
      if (!caption || name.size() < kFewest) continue;
      if (vocabulary_.captions()[*caption].effect != CaptionEffect::kRouting) AddCaption(*caption, element);
      at = i;
      break;
    }
    only = only || words[at] == "ONLY";
  }
  // "FOR xxx ONLY" restricts. Source: 5 FAH-2 H-442 by GRAMMAR of this project (unverified).
  if (only) AddUnknownCaption("ONLY", element);
}

// A line of the captions that a SMART message lists. What a scanner cut is read as one word: "SI PDIS". What
// is no caption may be one that nobody knows, and withholds.
void CableParser::ReadCaptionField(std::string_view line, std::size_t element) {
  if (const std::string all = Upper(line); all == "N/A" || all == "NONE") return;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(",;/"), line.size());
    const std::string_view item = internal::Trimmed(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
    const std::vector<std::string> words = WordsOf(Upper(item), true);
    bool known = !words.empty();
    for (std::size_t at = 0; at < words.size();) {
      std::size_t taken = 0;
      std::string name;
      std::string packed;
      for (std::size_t i = at; i < std::min(at + kMostCaptionWords, words.size()) && taken == 0; ++i) {
        name += (name.empty() ? "" : " ") + words[i];
        packed += words[i];
        auto caption = vocabulary_.FindCaption(name);
        if (!caption) caption = vocabulary_.FindCaption(packed);
        if (!caption) continue;
        AddCaption(*caption, element);
        taken = i + 1 - at;
      }
      known = known && taken > 0;
      at += std::max<std::size_t>(taken, 1);
    }
    if (!known && !item.empty()) AddUnknownCaption(std::string(item), element);
  }
}

bool CableParser::StartsElement(std::string_view line) const {
  return internal::TagsLabel(line) > 0 || internal::SubjectLabel(line) > 0 ||
         internal::ReferenceLabel(line) > 0 || internal::IsClassifiedBy(line) || internal::IsEoLine(line) ||
         internal::FindNumber(line).has_value() || internal::IsUnderline(line) ||
         internal::IsPageLine(line) || internal::IsEndMark(line) || internal::AddressLabel(line) > 0 ||
         internal::HeadingLabel(line) > 0 || FieldLabel(line) > 0 ||
         (IsCapitals(line) && vocabulary_.FindCaption(line).has_value());
}

// A passing instruction goes on in the next line where this one is not at its end, or where the next could be
// neither another instruction nor a caption.
bool CableParser::PassingGoesOn() const {
  const std::string_view next = LineAt(at_ + 1);
  const std::string_view line = Now();
  const std::string_view text = Slice(text_, elements_[open_].text_span);
  const bool open_name = text.size() < 4096 && std::ranges::count(text, '(') > std::ranges::count(text, ')');
  const bool unfinished = open_name || line.ends_with('-') || line.ends_with(',') || line.ends_with('/') ||
                          line.ends_with('(') || line.ends_with(" AND") || line.ends_with(" FOR");
  return unfinished || (!internal::BeginsPassing(next) && !IsCaptionLike(next));
}

// Reads on to the next blank line or the next field; a page line inside is an element of its own.
void CableParser::ReadWrapped(ElementKind kind, std::size_t label) {
  const std::string_view first = Now();
  any_field_ = true;
  in_address_ = false;
  in_references_ = kind == kReference;
  Open(kind, label);
  unit_ = open_;
  if (CutJoined(first, label)) return;
  ExtendWrapped(kind);
}

void CableParser::ExtendWrapped(ElementKind kind) {
  while (at_ + 1 < lines_.size() && at_ + 1 != class_line_ && !lines_[at_ + 1].text.empty() &&
         lines_[at_ + 1].role == internal::LineRole::kText && !lines_[at_ + 1].rest) {
    const std::string_view next = LineAt(at_ + 1);
    if (StartsElement(next) || (kind == kPassing && !PassingGoesOn())) break;
    const std::optional<std::size_t> tags = kind == kTags ? std::nullopt : LooseTags(next);
    if (tags && (*tags > 0 || kind == kEo)) break;
    const bool repeated = banner_lines_
                              ? BannerOf(next, true).mark.status != MarkingStatus::kNone
                              : next.size() <= 200 && IsCapitals(next) &&
                                    ParseBanner(vocabulary_, next).mark.status == MarkingStatus::kValid;
    if (repeated) break;
    ++at_;
    Extend();
    if (CutJoined(Now(), 0)) return;
  }
  Close();
}

// Web copies join lines: "E.O. 12958: N/A TAGS: PREL SUBJECT: HARBOUR", a page line also. The rest is read as
// a line.
bool CableParser::CutJoined(std::string_view line, std::size_t from) {
  // What is left of a line is read anew: more fields than a header has would take the square of its length.
  constexpr std::size_t kMostCuts = 100;
  if (joined_cuts_ >= kMostCuts) return false;
  std::size_t cut = internal::JoinedLabel(line, from);
  const std::string_view origin =
      document_.header_.mrn ? std::string_view(document_.header_.mrn->origin) : "";
  cut = std::min(cut, internal::JoinedPageLine(line.substr(0, cut), from, origin));
  if (cut == std::string_view::npos) return false;
  Element& element = elements_.Last();
  // Its own label, behind a mark: "(U) Classified by: ".
  if (element.kind == kClassifiedBy && internal::IsClassifiedBy(line.substr(cut))) return false;
  ++joined_cuts_;
  const std::size_t begin = lines_[at_].text.begin + cut;
  element.span.end = begin;
  element.text_span.end =
      element.text_span.begin + internal::Trimmed(Slice(text_, {element.text_span.begin, begin})).size();
  Close();
  lines_.CutAt(at_, begin);
  again_ = true;
  return true;
}

// "PAGE 02 KALVOR 00123 071504Z SUBJECT: HARBOUR": a page line that the next field was joined to.
bool CableParser::ReadJoinedPageLine(std::string_view line) {
  if (stage_ != Stage::kHeader) return false;
  const std::size_t cut = internal::JoinedLabel(line, 0);
  if (cut == std::string_view::npos || !internal::IsPageLine(internal::Trimmed(line.substr(0, cut))))
    return false;
  page_split_ = unit_ != kNoElement;
  blank_in_split_ = blank_before_;
  Element& element = Open(kContinuation, 0);
  const std::size_t begin = lines_[at_].text.begin + cut;
  element.span.end = begin;
  element.text_span.end = element.text_span.begin + internal::Trimmed(line.substr(0, cut)).size();
  Close();
  lines_.CutAt(at_, begin);
  again_ = true;
  return true;
}

// A list of TAGS whose label is misspelt, lacks its colon, or is not there: the label's bytes. Codes stand
// behind it and nothing else; without a label two at least, so that no name is taken for one.
std::optional<std::size_t> CableParser::LooseTags(std::string_view line) const {
  if (stage_ != Stage::kHeader || !IsCapitals(line)) return std::nullopt;
  const std::size_t label = internal::BareTagsLabel(line);
  const std::string_view list = line.substr(label);
  std::size_t codes = 0;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find_first_of(" ,;\t", at), list.size());
    const std::string_view word = list.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    constexpr std::size_t kPlace = 2;
    const bool code = vocabulary_.IsSubjectTag(word) || (word.size() == kPlace && vocabulary_.IsTag(word));
    if (!code || (codes == 0 && word.size() == kPlace)) return std::nullopt;
    ++codes;
  }
  if (codes == 0 || (label == 0 && (codes < 2 || !list.contains(',')))) return std::nullopt;
  return label;
}

bool CableParser::ReadLabelled(std::string_view line) {
  // A line that is not understood may have ended the header before its fields: they are fields all the same,
  // up to the first numbered paragraph.
  if (stage_ == Stage::kBody && (any_number_ || !blank_before_)) return false;
  const bool late = stage_ == Stage::kBody;
  const auto begin_header = [&] {
    captions_over_ = true;
    if (stage_ == Stage::kPreamble) stage_ = Stage::kHeader;
  };
  const auto labelled = [&](std::size_t label) { return !late || line.substr(0, label).contains(':'); };
  if (internal::IsEoLine(line)) {
    begin_header();
    ReadWrapped(kEo, 0);
    return true;
  }
  if (const std::size_t label = internal::TagsLabel(line); label > 0 && labelled(label)) {
    begin_header();
    ReadWrapped(kTags, label);
    return true;
  }
  if (const std::optional<std::size_t> label = LooseTags(line)) {
    begin_header();
    ReadWrapped(kTags, *label);
    return true;
  }
  if (const std::size_t label = internal::SubjectLabel(line); label > 0 && labelled(label)) {
    begin_header();
    ReadWrapped(kSubject, label);
    TakeMark(elements_.size() - 1, true);
    return true;
  }
  if (stage_ == Stage::kPreamble) return false;
  if (const std::size_t label = internal::ReferenceLabel(line); label > 0 && labelled(label)) {
    ReadWrapped(kReference, label);
    return true;
  }
  // "(U) Classified by: NAME": its mark stands before it.
  const ParsedMarking mark = FindPortion(vocabulary_, line);
  const std::string_view rest =
      line.substr(internal::SkipBlanks(line, mark.status == MarkingStatus::kNone ? 0 : mark.span.end));
  if (late ? !internal::IsClassifiedByLabel(rest) : !internal::IsClassifiedBy(rest)) return false;
  ReadWrapped(kClassifiedBy, 0);
  TakeMark(elements_.size() - 1, false);  // at its end stand the reasons: 1.4 (b), (d)
  return true;
}

bool CableParser::ReadAddress(std::string_view line) {
  if (stage_ == Stage::kBody || captions_over_) return false;
  // Above the class line stands the address block; below it only what cannot be a name.
  const auto address = [&](std::string_view text) {
    return stage_ == Stage::kPreamble ? internal::IsAddress(text) : internal::IsPostAddress(text);
  };
  const std::size_t label = internal::AddressLabel(line);
  if (label > 0 && (label == line.size() || address(line.substr(label)))) {
    if (label == line.size() && stage_ != Stage::kPreamble) return false;
    if (document_.header_.from.empty() && line.starts_with("FM"))
      document_.header_.from = std::string(line.substr(label));
    AddSingle(kHeader);
    Element& element = elements_.Last();
    element.label_span = {lines_[at_].text.begin,
                          lines_[at_].text.begin + std::min(line.find_first_of(" \t"), line.size())};
    element.text_span.begin = lines_[at_].text.begin + label;
    in_address_ = true;
    any_field_ = true;
    return true;
  }
  if (in_address_ && address(line) && !internal::BeginsPassing(line)) {
    AddSingle(kHeader);
    return true;
  }
  return false;
}

// Between the class line and E.O., TAGS or SUBJECT: a caption or a passing instruction.
void CableParser::ReadCaptionPosition(std::string_view line) {
  const bool passing = internal::BeginsPassing(line);
  const bool unknown = !passing && !internal::IsCopyNotice(line) && IsCaptionLike(line);
  if (unknown) {
    // An unknown caption may as well be a name: it is read as a portion, and its presence withholds.
    AddSingle(kPassing);
    any_field_ = true;
    unit_ = elements_.size() - 1;
  } else {
    ReadWrapped(kPassing, 0);
  }
  const std::size_t element = elements_.size() - 1;
  const std::size_t known = document_.header_.captions.size();
  FindCaptionsIn(element);
  const bool decorated = document_.header_.captions.size() > known && WordsOf(line, false).size() == 1;
  if (unknown && !decorated) AddUnknownCaption(std::string(line), element);
}

// A line that bears a mark at its start, behind a label or not, is text, whatever its place.
bool CableParser::BearsMark(std::string_view line) const {
  if (MarkedLabel(line) > 0) return true;
  const MarkingStatus status = FindPortion(vocabulary_, line.substr(SkipToMark(line))).status;
  return status == MarkingStatus::kValid || status == MarkingStatus::kMalformed;
}

bool CableParser::ReadHeaderField(std::string_view line) {
  if (ReadLabelled(line) || ReadAddress(line)) return true;
  if (stage_ != Stage::kHeader) return false;
  // Items of REF may stand apart: "REF: A. KALVOR 1", a blank line, "B. STATE 2".
  if (in_references_ && !BearsMark(line)) {
    const internal::ListItem item = internal::FindListItem(line);
    if (item.letter >= 'B' && item.letter <= 'Z') {
      ReadWrapped(kReference, 0);
      return true;
    }
  }
  in_references_ = false;
  if (internal::FindNumber(line) || internal::HeadingLabel(line) > 0 || captions_over_) return false;
  if (BearsMark(line)) return false;
  ReadCaptionPosition(line);
  return true;
}

}  // namespace markings
