// Portion marks. A mark is a level or a control that stands for one, then controls, parted by slashes; the older single
// slash, hyphen and blank are read as well. Words are matched longest first, so that long forms may hold blanks.

#include "libmarkings/marking/portion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/internal/mark_text.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

using internal::HasLower;
using internal::IsBlank;
using internal::Report;
using internal::ToUpper;
using enum DiagnosticCode;

constexpr std::string_view kEntireText = "ENTIRE TEXT";
// What is looked at when a mark has no closing parenthesis, and where ENTIRE TEXT must stand: longer than any real mark.
constexpr std::size_t kNear = 80;

Span Trim(std::string_view text, Span span) {
  while (span.begin < span.end && IsBlank(text[span.begin])) ++span.begin;
  while (span.end > span.begin && IsBlank(text[span.end - 1])) --span.end;
  return span;
}

// Takes "- ENTIRE TEXT" off the end of a mark's content.
bool TakeEntireText(std::string_view text, Span& content) {
  const std::string upper = ToUpper(Slice(text, content));
  if (!upper.ends_with(kEntireText)) return false;
  Span rest = Trim(text, {content.begin, content.end - kEntireText.size()});
  if (rest.empty() || text[rest.end - 1] != '-') return false;
  --rest.end;
  content = Trim(text, rest);
  return true;
}

// Reads the tokens of a mark's content into a marking. One object for one mark.
class TokenReader {
 public:
  TokenReader(const Vocabulary& vocabulary, std::string_view text, ParsedMarking& mark)
      : vocabulary_(vocabulary), text_(text), mark_(mark) {}

  // Reads all of `content`; afterwards the mark's status and value are set.
  void Read(Span content) {
    std::size_t begin = content.begin;
    while (ok_) {
      const std::size_t slash = std::min(text_.substr(0, content.end).find('/', begin), content.end);
      ReadSegment(Trim(text_, {begin, slash}));
      if (slash == content.end) break;
      std::size_t after = slash;
      while (after < content.end && text_[after] == '/') ++after;
      if (after - slash == 1) old_separator_ = true;
      if (after - slash > 2) Break(kMarkDelimiter, {slash, after});
      begin = after;
    }
    if (!ok_) return;
    if (!has_level_) return Break(kMarkNoLevel, content);
    mark_.status = MarkingStatus::kValid;
    internal::FinishMarking(vocabulary_, mark_, content);
  }

  [[nodiscard]] bool old_separator() const { return old_separator_; }

 private:
  void Break(DiagnosticCode code, Span where) {
    ok_ = false;
    mark_.status = code == kMarkUnknownToken ? MarkingStatus::kUnknown : MarkingStatus::kMalformed;
    Report(mark_, code, where);
  }

  void ReadSegment(Span segment) {
    if (segment.empty()) return Break(kMarkDelimiter, segment);
    std::vector<internal::Word> words;
    // Hyphens part words as blanks do: SBU-NF.
    for (const internal::Word& word : internal::SplitWords(text_, segment)) {
      for (std::size_t begin = word.span.begin; begin <= word.span.end;) {
        const std::size_t end = std::min(text_.substr(0, word.span.end).find('-', begin), word.span.end);
        if (end == begin) return Break(kMarkDelimiter, word.span);
        words.push_back({{begin, end}, ToUpper(text_.substr(begin, end - begin))});
        begin = end + 1;
      }
    }
    std::size_t taken = 0;
    for (std::size_t at = 0; at < words.size() && ok_; at += taken) {
      if (at > 0) old_separator_ = true;
      taken = TakeToken(words, at);
    }
  }

  // Takes the longest run of words that the vocabulary knows; gives how many.
  std::size_t TakeToken(const std::vector<internal::Word>& words, std::size_t at) {
    constexpr std::size_t kLongestName = 6;  // words
    if (++tokens_ > internal::kMaxMarkTokens) {
      Break(kMarkTooLong, words[at].span);
      return 1;
    }
    for (std::size_t count = std::min(kLongestName, words.size() - at); count > 0; --count) {
      std::string name = words[at].upper;
      for (std::size_t i = 1; i < count; ++i) name += " " + words[at + i].upper;
      const Span span{words[at].span.begin, words[at + count - 1].span.end};
      // A lone small letter is more often a list label than a mark.
      if (span.size() == 1 && internal::IsLower(text_[span.begin])) break;
      if (Accept(name, span)) return count;
    }
    if (ok_) Break(kMarkUnknownToken, words[at].span);
    return 1;
  }

  bool Accept(const std::string& name, Span span) {
    if (const auto level = vocabulary_.FindLevel(name)) {
      if (has_level_) {
        Break(kMarkTwoLevels, span);
        return true;
      }
      has_level_ = true;
      mark_.value.level = *level;
      if (mark_.value.controls != 0) Report(mark_, kMarkOrder, span);
      return true;
    }
    const auto index = vocabulary_.FindControl(name);
    if (!index) return false;
    const Control& control = vocabulary_.controls()[*index];
    const std::uint64_t bit = std::uint64_t{1} << *index;
    if (!has_level_ && control.stands_for) {
      has_level_ = true;
      mark_.value.level = *control.stands_for;
    }
    if ((mark_.value.controls & bit) != 0) {
      Report(mark_, kMarkDuplicateToken, span);
    } else if (mark_.value.controls >= bit) {
      Report(mark_, kMarkOrder, span);
    }
    mark_.value.controls |= bit;
    return true;
  }

  const Vocabulary& vocabulary_;
  std::string_view text_;
  ParsedMarking& mark_;
  bool has_level_ = false;
  bool old_separator_ = false;
  bool ok_ = true;
  std::size_t tokens_ = 0;
};

// Parses content that is a mark as a whole; `outer` is the mark with its parentheses.
ParsedMarking ParseContent(const Vocabulary& vocabulary, std::string_view text, Span outer, Span content) {
  ParsedMarking mark;
  mark.kind = MarkingKind::kPortion;
  mark.span = outer;
  mark.status = MarkingStatus::kMalformed;
  content = Trim(text, content);
  if (content.size() > internal::kMaxMarkBytes) {
    Report(mark, kMarkTooLong, outer);
    return mark;
  }
  if (auto deceptive = internal::FindDeceptive(Slice(text, outer))) {
    deceptive->where = {deceptive->where.begin + outer.begin, deceptive->where.end + outer.begin};
    mark.diagnostics.push_back(std::move(*deceptive));
    return mark;
  }
  mark.entire_text = TakeEntireText(text, content);
  if (content.empty()) {
    Report(mark, kMarkEmpty, outer, {}, "write the portion's mark between the parentheses");
    return mark;
  }
  TokenReader reader(vocabulary, text, mark);
  reader.Read(content);
  if (mark.status != MarkingStatus::kValid) return mark;

  const std::string canonical = PortionForm(vocabulary, mark.value);
  const std::string_view bare = std::string_view(canonical).substr(1, canonical.size() - 2);
  if (Slice(text, content) != bare) {
    // What was found so far is mended by the canonical form as well.
    for (Diagnostic& diagnostic : mark.diagnostics) diagnostic.fix = canonical;
    if (reader.old_separator()) {
      Report(mark, kMarkOldSeparator, content, {}, canonical);
    } else if (mark.diagnostics.empty()) {
      Report(mark, kMarkNotCanonical, content, {}, canonical);
    }
  }
  return mark;
}

std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

// Whether a word begins a spelling of the vocabulary that may stand first in a mark.
bool BeginsMark(const Vocabulary& vocabulary, std::string_view word) {
  if (word.empty() || HasLower(word)) return false;
  for (const Level& level : vocabulary.levels()) {
    if (level.portion.starts_with(word) || level.long_form.starts_with(word)) return true;
  }
  return std::ranges::any_of(vocabulary.controls(), [&](const Control& control) {
    return control.stands_for && (control.portion.starts_with(word) || control.long_form.starts_with(word));
  });
}

ParsedMarking Malformed(Span span, DiagnosticCode code, std::string fix) {
  ParsedMarking mark;
  mark.status = MarkingStatus::kMalformed;
  mark.span = span;
  Report(mark, code, span, {}, std::move(fix));
  return mark;
}

// "(SB", "(SBU The text goes on": opened, never closed on its line.
ParsedMarking FindUnclosed(const Vocabulary& vocabulary, std::string_view line) {
  const std::size_t end = std::min(line.find_first_of(" \t/-,.", 1), line.size());
  const std::string_view word = line.substr(1, end - 1);
  const bool known = vocabulary.FindLevel(word) || vocabulary.FindControl(word);
  // A whole token is a mark that lost its parenthesis; a piece of one counts only where the line ends, for longer texts
  // begin with words that begin like a token.
  if (!HasLower(word) && (known || (end == line.size() && BeginsMark(vocabulary, word)) || word.empty())) {
    if (word.empty() && line.size() > 1) return {};
    return Malformed({0, end}, kMarkUnclosed, "close the parenthesis, with the whole mark inside");
  }
  return {};
}

// "SBU) Text": closed, never opened.
ParsedMarking FindUnopened(const Vocabulary& vocabulary, std::string_view line) {
  const std::size_t close = line.substr(0, kNear).find(')');
  if (close == std::string_view::npos || close == 0 || HasLower(line.substr(0, close)) ||
      line.substr(0, close).contains('(')) {
    return {};
  }
  const ParsedMarking inner = ParseContent(vocabulary, line, {0, close}, {0, close});
  if (inner.status != MarkingStatus::kValid) return {};
  return Malformed({0, close + 1}, kMarkUnclosed, "write " + PortionForm(vocabulary, inner.value));
}

// "CONFIDENTIAL - ENTIRE TEXT.": the one mark that stands without parentheses.
ParsedMarking FindBareEntireText(const Vocabulary& vocabulary, std::string_view line) {
  const std::size_t at = ToUpper(line.substr(0, kNear)).find(kEntireText);
  if (at == std::string_view::npos) return {};
  const Span span{0, at + kEntireText.size()};
  ParsedMarking mark = ParseContent(vocabulary, line, span, span);
  return mark.entire_text ? mark : ParsedMarking{};
}

}  // namespace

ParsedMarking ParsePortion(const Vocabulary& vocabulary, std::string_view text) {
  const Span outer = Trim(text, {0, text.size()});
  Span content = outer;
  const std::string_view trimmed = Slice(text, outer);
  const bool opened = trimmed.starts_with('(');
  const bool closed = trimmed.ends_with(')');
  if (opened != closed) {
    return Malformed(outer, kMarkUnclosed, "write the mark between a pair of parentheses");
  }
  if (opened) content = {outer.begin + 1, std::max(outer.begin + 1, outer.end - 1)};
  ParsedMarking mark = ParseContent(vocabulary, text, outer, content);
  return mark;
}

ParsedMarking FindPortion(const Vocabulary& vocabulary, std::string_view text) {
  const std::string_view line = FirstLine(text);
  if (line.empty()) return {};
  // Look-alike or invisible characters before or instead of the parenthesis: what follows decides if it is meant as a mark.
  std::size_t hidden = 0;
  while (hidden < line.size() && static_cast<unsigned char>(line[hidden]) >= 0x80) {
    const CodePoint point = DecodeUtf8(line, hidden);
    if (!IsDeceptive(point.value)) break;
    hidden += point.size;
  }
  if (hidden > 0) {
    const std::string_view rest = line.substr(hidden);
    const std::size_t end = std::min(rest.substr(0, kNear).find_first_of(" \t"), rest.size());
    if (end == 0 || HasLower(rest.substr(0, end))) return {};
    return Malformed({0, hidden}, kMarkDeceptive, "type the marking anew in plain ASCII");
  }
  if (!line.starts_with('(')) {
    ParsedMarking mark = FindBareEntireText(vocabulary, line);
    return mark.status != MarkingStatus::kNone ? mark : FindUnopened(vocabulary, line);
  }
  const std::size_t close = line.find(')');
  if (close == std::string_view::npos) return FindUnclosed(vocabulary, line);
  const std::string_view content = line.substr(1, close - 1);
  if (!content.empty() && std::ranges::all_of(content, internal::IsDigit)) return {};  // "(1)", "(2005)": a label or a year
  ParsedMarking mark = ParseContent(vocabulary, line, {0, close + 1}, {1, close});
  if (mark.status == MarkingStatus::kValid) return mark;
  // Not valid: prose in parentheses, or a mark to worry about? Marks are short and hold no small letters.
  if (HasLower(content) || content.size() > kNear) {
    // "(SBU Some text (see below)": the closing one is not the mark's own.
    return content.contains('(') ? FindUnclosed(vocabulary, line) : ParsedMarking{};
  }
  return mark;
}

}  // namespace markings
