// Documents of regimes with banner categories: banners at the head and foot of pages, portions that leave
// their lists to the banner, the classification authority block. All else is read as in any document.

#include <algorithm>
#include <string>
#include <utility>

#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/check/banner_lines.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/text/ascii.h"

namespace markings {

using enum ElementKind;

namespace {

std::string WithoutBlanks(std::string_view text) {
  std::string packed(text);
  std::erase(packed, ' ');
  return packed;
}

// How far a mark that opens at a byte of a text may go. It has no second bracket in it; where one opens
// before it closes, little is looked at, so that a text of nothing but brackets takes no longer than another.
std::size_t MarkWindow(std::string_view text, std::size_t open) {
  constexpr std::size_t kMostBytes = 8 << 10;
  constexpr std::size_t kFewBytes = 256;
  const std::size_t next = text.substr(open + 1, kMostBytes).find_first_of("()");
  const bool closes = next != std::string_view::npos && text[open + 1 + next] == ')';
  return closes ? next + 2 : kFewBytes;
}

// Whether a mark leaves a list to the banner of its page.
bool LeavesList(const Vocabulary& vocabulary, const Marking& mark) {
  const auto& controls = vocabulary.controls();
  for (std::size_t i = 0; i < controls.size(); ++i) {
    if ((mark.controls >> i & 1U) != 0 && !controls[i].banner_list.empty() && !HasNames(mark.names, i))
      return true;
  }
  const Grammar& grammar = *vocabulary.grammar();
  return mark.owner < grammar.owners.size() && grammar.owners[mark.owner].banner_list &&
         !HasNames(mark.names, MarkName::kOwnerCode);
}

}  // namespace

// In a vocabulary of class lines that is what ParseBanner says.
ParsedBanner CableParser::BannerOf(std::string_view line, bool among_text) {
  if (!banner_lines_) return ParseBanner(vocabulary_, line);
  ParsedBanner banner;
  if (line.empty()) return banner;
  BannerLines::Found found = banner_lines_->Find(line, among_text);
  banner.mark = std::move(found.mark);
  // Words that are no page number stand in its line: whatever they are, they are not passed over.
  if (banner.mark.status == MarkingStatus::kValid && !found.alone)
    banner.mark.status = MarkingStatus::kMalformed;
  return banner.mark.status == MarkingStatus::kNone ? SpacedBannerOf(line) : banner;
}

// "S E C R E T // N O F O R N", "S E C R E T": letters apart, words further apart. What begins with a level
// so and is no banner is a broken one.
ParsedBanner CableParser::SpacedBannerOf(std::string_view line) {
  constexpr std::size_t kMost = 200;
  if (line.size() > kMost || line.size() < 3 || line[1] != ' ' || HasLower(line)) return {};
  const std::string packed = WithoutBlanks(line);
  const bool begins = std::ranges::any_of(vocabulary_.levels(), [&](const auto& level) {
    return packed.starts_with(WithoutBlanks(level.banner)) ||
           packed.starts_with(WithoutBlanks(level.long_form));
  });
  if (!begins) return {};
  std::string closed;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool gap = line[at] == ' ' && at + 1 < line.size() && line[at + 1] == ' ';
    if (line[at] != ' ' || (gap && !closed.ends_with(' '))) closed += line[at];
  }
  ParsedBanner banner;
  banner.mark = ParseBanner(vocabulary_, closed).mark;
  banner.mark.diagnostics.clear();  // whose places are in other letters
  if (banner.mark.status != MarkingStatus::kValid) banner.mark.status = MarkingStatus::kMalformed;
  return banner;
}

bool CableParser::ReadCategoryBanner(std::string_view line) {
  if (at_ != class_line_ && stage_ == Stage::kPreamble) return false;
  ParsedBanner banner = BannerOf(line, text_above_);
  if (banner.mark.status == MarkingStatus::kNone) {
    // In small letters it is one alone between blank lines; whether the vocabulary takes it so is another
    // matter.
    constexpr std::size_t kLongest = 80;
    const bool last = at_ + 1 >= lines_.size() || lines_[at_ + 1].text.empty();
    if (!blank_before_ || !last || line.size() > kLongest || !HasLower(line)) return false;
    banner = ParseBanner(vocabulary_, line);
    if (banner.mark.status != MarkingStatus::kValid &&
        ParseBanner(vocabulary_, Upper(line)).mark.status != MarkingStatus::kValid)
      return false;
  }
  ReadBanner(banner);
  return true;
}

// Who classified the document and why, wherever it stands: names of people. Source: CAPCO 2016, E; DoDM
// 5200.01-V2, encl. 3, 8 and 9.
bool CableParser::ReadAuthority(std::string_view line) {
  if (!banner_lines_ || stage_ != Stage::kBody || smart_fields_) return false;
  std::string_view rest = line;
  if (line.front() == '(') {
    const ParsedMarking mark = FindPortion(vocabulary_, line);
    if (mark.status != MarkingStatus::kNone)
      rest.remove_prefix(internal::SkipBlanks(line, std::min(mark.span.end, line.size())));
  }
  const bool below = elements_.size() > 0 && elements_[elements_.size() - 1].kind == kClassifiedBy;
  if (!internal::BeginsAuthority(rest) && !(below && internal::IsClassifiedByLabel(rest))) return false;
  ReadWrapped(kClassifiedBy, 0);
  TakeMark(elements_.size() - 1, false);
  return true;
}

// (S//REL) has the list of the banners, where all of them say the same. Without one it has none, and goes to
// nobody abroad.
void CableParser::FillBannerLists() {
  if (!banner_lines_) return;
  constexpr std::size_t kFew = 32;  // of one text; where there are more they are none
  std::vector<Marking> banners;
  for (const Banner& banner : banners_) {
    if (banner.status == MarkingStatus::kValid && std::ranges::find(banners, banner.value) == banners.end())
      banners.push_back(banner.value);
    if (banners.size() > kFew) return;
  }
  std::vector<std::pair<Marking, ParsedMarking>> filled;
  for (std::size_t i = 0; i < elements_.size() && !banners.empty(); ++i) {
    const Element element = elements_[i];
    if (element.marking_status != MarkingStatus::kValid || !IsPortion(element.kind) ||
        !LeavesList(vocabulary_, element.marking()))
      continue;
    auto known = std::ranges::find(filled, element.marking(), &std::pair<Marking, ParsedMarking>::first);
    if (known == filled.end()) {
      if (filled.size() >= kFew) continue;
      ParsedMarking portion;
      portion.status = MarkingStatus::kValid;
      portion.value = element.marking();
      ParsedMarking whole = WithListsOf(vocabulary_, portion, banners.front()).value_or(portion);
      for (const Marking& banner : banners) {
        const ParsedMarking other = WithListsOf(vocabulary_, portion, banner).value_or(portion);
        if (other.value != whole.value || other.status != whole.status) whole = portion;
      }
      filled.emplace_back(element.marking(), std::move(whole));
      known = std::prev(filled.end());
    }
    auto edited = elements_.Change(i);
    elements_.SetMarking(*edited, known->second.value);
    if (known->second.status == MarkingStatus::kValid) continue;
    edited->marking_status = MarkingStatus::kMalformed;
    edited->mark_known = false;
    Report(DiagnosticCode::kPortionMalformed, element.marking_span, {}, "write its list out");
  }
}

// "(U) One sentence. (S//NF) Another.": the second mark is of a part of the portion, or of all of it where it
// stands at its end. It raises the portion, and leaves it in doubt where it cannot be read.
void CableParser::NoteInnerMarks() {
  if (!banner_lines_) return;
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    const Element element = elements_[i];
    if (!IsPortion(element.kind) || element.kind == kQuoted || NeverReleased(element.kind)) continue;
    const std::string_view text = Slice(text_, element.text_span);
    for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
      const std::string_view before = internal::Trimmed(text.substr(0, at));
      if (before.empty() || !internal::EndsSentence(before)) continue;
      const ParsedMarking mark = FindPortion(vocabulary_, text.substr(at, MarkWindow(text, at)));
      if (mark.status == MarkingStatus::kValid) {
        noted_marks_.push_back({HeadOf(i), mark.value});
      } else if (text.substr(at, mark.span.end).contains("//")) {
        elements_.Change(HeadOf(i))->marking_status = MarkingStatus::kMalformed;
        const std::size_t begin = element.text_span.begin + at;
        Report(DiagnosticCode::kPortionMalformed, {begin, begin + mark.span.end}, {},
               "write a mark that can be read");
      }
    }
  }
}

}  // namespace markings
