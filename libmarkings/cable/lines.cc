// The forms of single lines, as patterns of RE2: linear in the line whatever it holds.

#include "libmarkings/cable/internal/lines.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

using re2::RE2;
using re2::StringPiece;

StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

// Lines of these forms are short; a longer one is prose, and is not looked at.
constexpr std::size_t kMaxFormBytes = 200;

bool Matches(std::string_view line, const RE2& form) {
  return line.size() <= kMaxFormBytes && RE2::FullMatch(Piece(line), form);
}

// The bytes that a label at the start of the line takes.
std::size_t Prefix(std::string_view line, const RE2& form) {
  StringPiece head = Piece(line.substr(0, kMaxFormBytes));
  const char* begin = head.data();
  if (!RE2::Consume(&head, form)) return 0;
  return static_cast<std::size_t>(head.data() - begin);
}

bool IsAsciiBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

unsigned Byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// The bytes of the blank character that ends at `end`, 0 for none.
std::size_t BlankBefore(std::string_view text, std::size_t end) {
  for (std::size_t bytes = 1; bytes <= 3 && bytes <= end; ++bytes) {
    if (BlankAt(text, end - bytes) == bytes) return bytes;
  }
  return 0;
}

}  // namespace

std::size_t BlankAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (IsAsciiBlank(text[at])) return 1;
  if (text[at] == '&') {  // what a web page wrote for a no-break space
    for (const std::string_view entity : {"&nbsp;", "&#160;", "&#xA0;"}) {
      if (text.substr(at).starts_with(entity)) return entity.size();
    }
    return 0;
  }
  const unsigned second = Byte(text, at + 1);
  const unsigned third = Byte(text, at + 2);
  switch (Byte(text, at)) {
    case 0xC2:  // no-break space, soft hyphen
      return second == 0xA0 || second == 0xAD ? 2 : 0;
    case 0xE1:  // Ogham space mark
      return second == 0x9A && third == 0x80 ? 3 : 0;
    case 0xE2:  // the spaces U+2000 to U+200F, narrow and mathematical ones, word joiner
      return (second == 0x80 && ((third >= 0x80 && third <= 0x8F) || third == 0xAF)) ||
                     (second == 0x81 && (third == 0x9F || third == 0xA0))
                 ? 3
                 : 0;
    case 0xE3:  // ideographic space
      return second == 0x80 && third == 0x80 ? 3 : 0;
    case 0xEF:  // byte order mark
      return second == 0xBB && third == 0xBF ? 3 : 0;
    default:
      return 0;
  }
}

std::size_t SkipBlanks(std::string_view text, std::size_t at) {
  while (const std::size_t bytes = BlankAt(text, at)) at += bytes;
  return std::min(at, text.size());
}

std::string_view Trimmed(std::string_view text) {
  std::size_t end = text.size();
  while (const std::size_t bytes = BlankBefore(text, end)) end -= bytes;
  const std::size_t begin = std::min(SkipBlanks(text, 0), end);
  return text.substr(begin, end - begin);
}

bool EndsSentence(std::string_view text) {
  return text.empty() || std::string_view(".!?:;\")").contains(text.back());
}

std::size_t TagsLabel(std::string_view line) {
  static const RE2 kLabel(R"((?i:TAGSS?|TAGES|TAG|TAS|TABS|TGS|AGS)\s*:\s*|TAGS\s+)");
  return Prefix(line, kLabel);
}

std::size_t BareTagsLabel(std::string_view line) {
  static const RE2 kLabel(R"((TAGSS?|TAGES|TAG|TAS|TABS|TGS|AGS)\s+)");
  return Prefix(line, kLabel);
}

std::size_t SubjectLabel(std::string_view line) {
  static const RE2 kLabel(R"((?i:SUBJECT|SUBJ|UBJECT)\s*:\s*|SUBJECT\s+)");
  return Prefix(line, kLabel);
}

std::size_t ReferenceLabel(std::string_view line) {
  static const RE2 kLabel(R"((?i:(PROGRAM )?REF(\(S\)|S|TELS?|ERENCES?)?)\s*:\s*|REF(S|TELS?)?(\s+|$))");
  return Prefix(line, kLabel);
}

bool IsClassifiedBy(std::string_view line) {
  static const RE2 kLabel(R"(\(?(?i:CLASSIFIED BY|DERIVED FROM|DECLASSIFY ON|REASONS?)\b\s*(:|\d|[A-Z]))");
  return Prefix(line, kLabel) > 0;
}

bool IsClassifiedByLabel(std::string_view line) {
  static const RE2 kLabel(R"(\(?(?i:CLASSIFIED BY|DERIVED FROM|DECLASSIFY ON|REASONS?)\s*:)");
  return Prefix(line, kLabel) > 0;
}

bool BeginsAuthority(std::string_view line) {
  if (!line.substr(0, 48).contains(':')) return false;
  static const RE2 kLabel(
      R"((?i:(?:(?:derivatively|originally) )?classified by|derived from|declassify on|declassification date|downgrade (?:to|on))\s*:)");
  return Prefix(line, kLabel) > 0;
}

bool IsEoLine(std::string_view line) {
  static const RE2 kLabel(R"((?i:E\.?\s?O\.?)\s*:?\s*\d{4,5}\b)");
  return Prefix(line, kLabel) > 0;
}

std::size_t JoinedLabel(std::string_view line, std::size_t from) {
  // In small letters the words stand in prose.
  static const RE2 kLabel(
      R"(\s((?:TAGS?|Tags|SUBJECT|Subject|SUBJ|Subj|REFS?|Refs?|REF\(S\)|Ref\(s\)|REFTEL|CLASSIFIED BY|Classified [Bb]y)\s?:\s|E\.?O\.? ?\d{4,5}\s?:))");
  if (from >= line.size()) return std::string_view::npos;
  StringPiece label;
  if (!RE2::PartialMatch(Piece(line.substr(from)), kLabel, &label)) return std::string_view::npos;
  return static_cast<std::size_t>(label.data() - line.data());
}

std::size_t JoinedPageLine(std::string_view line, std::size_t from, std::string_view origin) {
  // Another name than the post's may be a person's: then it is text.
  const std::string post = " " + std::string(origin) + " ";
  std::size_t at = origin.empty() ? std::string_view::npos : line.find(post, from);
  if (at == std::string_view::npos) return at;
  if (const std::size_t page = line.rfind(" PAGE ", at); page != std::string_view::npos && page >= from)
    at = page;
  return IsPageLine(Trimmed(line.substr(at + 1))) ? at + 1 : std::string_view::npos;
}

bool IsCopyNotice(std::string_view line) {
  static const RE2 kForm(
      R"re(["'* -]*(?:C O R R E C T E D +C O P Y|CORRECTED COPY|CANCEL THIS(?: (?:CABLE|MESSAGE|TELEGRAM))?)\b)re"
      R"re((?:[ ()"-]+(?:TEXT|CAPTIONS?|TAGS|SUBJECT|REFS?|SIGNATURE|CLASSIFIED BY|LINE|PARA(?:GRAPH)?S?|\d{1,3}|)re"
      R"re(ADDED|CHANGED|MISSING|CORRECTED|DELETED|TO|IN|OF|THE)\b)*["')* -]*)re");
  return Matches(line, kForm);
}

bool IsTransmission(std::string_view line) {
  static const RE2 kForms(R"(VZCZC[A-Z0-9]{0,8}|)"
                          R"((OO|PP|RR|ZZ)( RU[A-Z]{2,6})+|)"
                          R"(DE RU[A-Z]{2,6} ?#\s?\d{3,6}(/\d\d)? \d{7}Z|)"
                          R"(ZN[RY] [A-Z]{5}( [A-Z]{3})?|)"
                          R"(([OPRZ]{1,2} ){1,3}\d{6}Z [A-Z]{3} \d{2}(\d{2})?( [OPRZ]{1,2})?|)"
                          R"(BT|#\d{3,6})");
  return Matches(line, kForms);
}

std::string_view FindDtg(std::string_view line) {
  static const RE2 kDtg(R"(((?:[OPRZ]{1,2} ){1,3}\d{6}Z [A-Z]{3} \d{2}(?:\d{2})?)(?: [OPRZ]{1,2})?)");
  StringPiece dtg;
  if (line.size() > kMaxFormBytes || !RE2::FullMatch(Piece(line), kDtg, &dtg)) return {};
  return {dtg.data(), dtg.size()};
}

std::size_t AddressLabel(std::string_view line) {
  static const RE2 kLabel(R"((FM|TO|INFO|XMT)(\s+|$)|XMT ?/ ?)");
  return Prefix(line, kLabel);
}

bool IsAddress(std::string_view line) {
  // No stop but in "ST. X": a sentence is no address.
  static const RE2 kAddress(R"((RU[A-Z]{2,7}\s?/\s?)?[A-Z](ST\. |[A-Z0-9 '&/-]){1,68})");
  return Matches(line, kAddress);
}

bool IsPostAddress(std::string_view line) {
  static const RE2 kPost(
      R"(RU[A-Z]{2,7}\s?/.*|(AM[A-Z]{2,}|SEC[A-Z]{2,}|US[A-Z]{2,}|CJCS|CDR|HQ|JOINT|DEPT|ALL)\b.*|.* (COLLECTIVE|FLASH|IMMEDIATE|PRIORITY|ROUTINE)( \d{3,6})?)");
  return IsAddress(line) && RE2::FullMatch(Piece(line), kPost);
}

bool IsPageLine(std::string_view line) {
  // Ends in a digit, or in the Z of a time.
  if (line.empty() || (line.back() != 'Z' && !IsDigit(line.back()))) return false;
  static const RE2 kForms(
      R"(PAGE \d{2,3}(\s+[A-Z][A-Z .'-]{1,30}\s+\d{4,8})?(\s+\d{2} OF \d{2})?(\s+\d{6}Z)?|)"
      R"([A-Z][A-Z .'-]{1,30} \d{5,8}\s+\d{3}(\.\d)? OF \d{2,3})");
  return Matches(line, kForms);
}

bool IsPageLineHead(std::string_view line) {
  if (line.empty() || !IsDigit(line.back())) return false;
  static const RE2 kForm(R"([A-Z][A-Z .'-]{1,30} \d{8})");
  return Matches(line, kForm);
}

bool IsPageLineTail(std::string_view line) {
  static const RE2 kForm(R"(\d{3}(\.\d)? OF \d{2,3})");
  return Matches(line, kForm);
}

bool IsUnderline(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of("-=_ ") == std::string_view::npos;
}

bool IsEndMark(std::string_view line) { return line == "NNNN"; }

bool BeginsPassing(std::string_view line) {
  static const RE2 kForm(
      R"((?:(?:PLEASE )?(?:FOR|PASS)|[A-Z][A-Z0-9/.'-]*(,? (AND )?[A-Z][A-Z0-9/.'-]*){0,5},? (ALSO )?(FOR|PASS))\b.*)");
  return line.size() <= 1000 && RE2::FullMatch(Piece(line), kForm);
}

bool IsCapitals(std::string_view line) {
  bool capital = false;
  for (const char c : line) {
    if (c >= 'a' && c <= 'z') return false;
    capital = capital || (c >= 'A' && c <= 'Z');
  }
  return capital;
}

std::size_t SkipEmphasis(std::string_view line, std::size_t at) {
  constexpr std::size_t kMost = 3;
  std::size_t end = at;
  while (end < line.size() && end - at < kMost && (line[end] == '*' || line[end] == '_' || line[end] == '\\'))
    ++end;
  return end;
}

std::optional<NumberLabel> FindNumber(std::string_view line) {
  constexpr std::size_t kMostDigits = 4;  // a stray 1 before a number of three
  std::size_t begin = SkipEmphasis(line, 0);
  if (line.substr(begin).starts_with("\xC2\xB6")) begin = SkipBlanks(line, begin + 2);  // pilcrow
  std::size_t digits = 0;
  while (digits <= kMostDigits && begin + digits < line.size() && line[begin + digits] >= '0' &&
         line[begin + digits] <= '9')
    ++digits;
  std::size_t stop = begin + digits;
  if (digits > 0 && line.substr(stop).starts_with("\\.")) ++stop;  // escaped, as in Markdown
  if (digits == 0 || digits > kMostDigits || stop >= line.size() || line[stop] != '.') return std::nullopt;
  // "1.2 OF 3" and "3.5 percent" are no paragraph numbers.
  if (stop + 1 < line.size() && line[stop + 1] >= '0' && line[stop + 1] <= '9') return std::nullopt;
  NumberLabel label{0, begin, digits, stop + 1};
  std::from_chars(line.data() + begin, line.data() + begin + digits, label.number);
  if (begin > 0) label.label = SkipEmphasis(line, label.label);
  return label;
}

std::size_t OddLabel(std::string_view line) {
  static const RE2 kLabel(R"((?i:PARA(?:GRAPH)?\.? ?)?\d{1,3}(?:\.?[a-zA-Z0-9]{1,2})?\s?[.:)-]?\s*)");
  const std::size_t label = Prefix(line, kLabel);
  return label < line.size() && line[label] == '(' ? label : 0;
}

ListItem FindListItem(std::string_view line) {
  static const RE2 kLabel(
      R"(\([a-zA-Z]\)|\([ivx]{2,5}\)|\([IVX]{2,5}\)|\(\d{1,2}\)|\d{1,3}\)|[a-zA-Z][.)]|[ivx]{2,5}[.)]|--?|\*|•)");
  constexpr std::size_t kLongestWord = 6;  // "xviii)"
  if (line.empty() || (((line[0] >= 'a' && line[0] <= 'z') || (line[0] >= 'A' && line[0] <= 'Z')) &&
                       line.substr(0, kLongestWord).find_first_of(".)") == std::string_view::npos))
    return {};
  ListItem item{Prefix(line, kLabel), 0, 0};
  // A blank or a mark follows: "A. TEXT", "-- (U) TEXT", not "U.S." or "-5".
  if (item.label == 0 || item.label >= line.size() ||
      (BlankAt(line, item.label) == 0 && line[item.label] != '('))
    return {};
  const std::string_view label = line.substr(0, item.label);
  const bool opened = label.front() == '(';
  const std::size_t inner = label.find_first_of(")-*.") - (opened ? 1U : 0U);
  const char first = label[opened ? 1 : 0];
  if (label.back() != ')' && label.back() != '.') {
    item.style = label == "--" ? '=' : label.front() == '-' ? '-' : '*';
  } else if (first >= '0' && first <= '9') {
    item.style = opened ? '1' : '2';
  } else {
    // Letters and Roman numbers of one form are told apart by their length; "i" goes with the letters, where
    // a list of letters is under way, and is taken for a deeper list at worst.
    const bool upper = first >= 'A' && first <= 'Z';
    const bool roman = inner > 1;
    const int form = (label.back() == '.' ? 0 : opened ? 1 : 2) + (upper ? 3 : 0) + (roman ? 6 : 0);
    item.style = static_cast<char>('a' + form);
    if (!roman) item.letter = first;
  }
  return item;
}

namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Takes the last word off a line, in capitals; what is no letter around it goes with it.
std::string TakeLastWord(std::string_view& line) {
  constexpr std::size_t kLongest = 16;
  while (!line.empty() && !IsLetter(line.back())) line.remove_suffix(1);
  std::string word;
  while (!line.empty() && IsLetter(line.back()) && word.size() <= kLongest) {
    word += static_cast<char>(line.back() & ~0x20);
    line.remove_suffix(1);
  }
  std::ranges::reverse(word);
  return word;
}

Quote QuoteNamed(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, Quote>, 9> kNames = {
      {{"TEXT", Quote::kText},
       {"QUOTE", Quote::kQuote},
       {"ELEMENTS", Quote::kElements},
       {"TRANSLATION", Quote::kTranslation},
       {"POINTS", Quote::kPoints},
       {"PAPER", Quote::kPaper},
       {"NONPAPER", Quote::kPaper},
       {"LETTER", Quote::kLetter},
       {"STATEMENT", Quote::kStatement}}};
  for (const auto& [name, quote] : kNames) {
    if (name == word) return quote;
  }
  return Quote::kNone;
}

// "BEGIN TEXT", "END OF UNOFFICIAL TRANSLATION" at a line's end: which text, when `verb` is what begins it.
Quote LastWords(std::string_view line, std::string_view verb) {
  const Quote quote = QuoteNamed(TakeLastWord(line));
  if (quote == Quote::kNone) return quote;
  for (int words = 0; words < 3; ++words) {
    const std::string word = TakeLastWord(line);
    if (word == verb) return quote;
    if (word != "OF" && word != "UNOFFICIAL" && word != "TALKING" && word != "NON") return Quote::kNone;
  }
  return Quote::kNone;
}

}  // namespace

Quote BeginsQuoted(std::string_view line) {
  static const RE2 kNamed(
      R"((?i:BEGIN (?:UNOFFICIAL |TALKING |NON-?)?(TEXT|QUOTE|ELEMENTS|TRANSLATION|POINTS|PAPER|LETTER|STATEMENT)(?: OF .{1,80})?[:.]?|(QUOTE|QTE)[:.]?))");
  if (line.empty() || !std::string_view("BbQq").contains(line.front())) return Quote::kNone;
  StringPiece name;
  StringPiece bare;
  if (line.size() > kMaxFormBytes || !RE2::FullMatch(Piece(line), kNamed, &name, &bare)) return Quote::kNone;
  if (!bare.empty()) return Quote::kQuote;
  std::string_view word(name.data(), name.size());
  return QuoteNamed(TakeLastWord(word));
}

Quote EndsInBegin(std::string_view line) {
  if (line.empty() || (!IsLetter(line.back()) && line.back() != ':' && line.back() != '.'))
    return Quote::kNone;
  return LastWords(line, "BEGIN");
}

Quote EndsQuoted(std::string_view line) {
  std::string_view rest = line;
  const std::string last = TakeLastWord(rest);
  if (last == "UNQUOTE" || last == "UNQTE") return Quote::kQuote;
  return LastWords(line, "END");
}

std::size_t HeadingLabel(std::string_view line) {
  if (!line.starts_with('#')) return 0;
  static const RE2 kLabel(R"(#{1,6}\s+)");
  return Prefix(line, kLabel);
}

std::string EndBracket(std::string_view line) {
  if (!line.starts_with('E')) return {};
  static const RE2 kForm(
      R"((?i:END(?: OF)? (SUMMARY|SUMMAY|COMMENTS?|NOTE|ACTION REQUEST)(?: AND (?:SUMMARY|COMMENTS?|NOTE|ACTION REQUEST))?[.:]?))");
  StringPiece name;
  if (line.size() > kMaxFormBytes || !RE2::FullMatch(Piece(line), kForm, &name)) return {};
  return Upper({name.data(), name.size()});
}

bool IsCapitalHeading(std::string_view line) {
  if (line.size() > 100 || !IsCapitals(line) || line.ends_with('.') || line.ends_with(',') ||
      line.ends_with(';'))
    return false;
  return std::ranges::count_if(line, [](char c) { return c >= 'A' && c <= 'Z'; }) >= 3;
}

bool IsSignature(std::string_view line) {
  static const RE2 kForm(
      R"(([A-Z][A-Z'-]{1,24}( [A-Z][A-Z'.-]{0,24}){0,2}|[A-Z][a-zA-Z'-]{1,24}( [A-Z][a-zA-Z'.-]{0,24}){0,2}) ?#?)");
  return Matches(line, kForm) && !line.ends_with('.');
}

}  // namespace markings::internal
