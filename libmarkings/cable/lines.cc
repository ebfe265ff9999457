// The forms of single lines, as patterns of RE2: linear in the line whatever it holds.

#include "libmarkings/cable/internal/lines.h"

#include <re2/re2.h>

#include <algorithm>

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

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

}  // namespace

std::vector<Line> CutLines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find_first_of("\n\f", begin);
    end = end == std::string_view::npos ? text.size() : end + 1;
    Span trimmed{begin, end};
    if (begin == 0 && text.starts_with("\xEF\xBB\xBF")) trimmed.begin = 3;  // a byte order mark is no text
    while (trimmed.end > trimmed.begin && (text[trimmed.end - 1] == '\n' || IsBlank(text[trimmed.end - 1])))
      --trimmed.end;
    while (trimmed.begin < trimmed.end && IsBlank(text[trimmed.begin])) ++trimmed.begin;
    lines.push_back({{begin, end}, trimmed});
    begin = end;
  }
  return lines;
}

std::size_t TagsLabel(std::string_view line) {
  static const RE2 kLabel(R"((?i:TAGSS?|TAGES|TAG|TAS|TABS|TGS|AGS)\s*:\s*|TAGS\s+)");
  return Prefix(line, kLabel);
}

std::size_t SubjectLabel(std::string_view line) {
  static const RE2 kLabel(R"((?i:SUBJECT|SUBJ|UBJECT)\s*:\s*|SUBJECT\s+)");
  return Prefix(line, kLabel);
}

std::size_t ReferenceLabel(std::string_view line) {
  static const RE2 kLabel(R"((?i:(PROGRAM )?REF(\(S\)|S|TELS?)?)\s*:\s*|REF(S|TELS?)?\s+)");
  return Prefix(line, kLabel);
}

bool IsClassifiedBy(std::string_view line) {
  static const RE2 kLabel(R"(\(?(?i:CLASSIFIED BY|DERIVED FROM|DECLASSIFY ON|REASONS?)\b\s*(:|\d|[A-Z]))");
  return Prefix(line, kLabel) > 0;
}

bool IsEoLine(std::string_view line) {
  static const RE2 kLabel(R"((?i:E\.?\s?O\.?)\s*\d{4,5}\b)");
  return Prefix(line, kLabel) > 0;
}

bool IsTransmission(std::string_view line) {
  static const RE2 kForms(R"(VZCZC[A-Z0-9]{0,8}|)"
                          R"((OO|PP|RR|ZZ)( RU[A-Z]{2,6})+|)"
                          R"(DE RU[A-Z]{2,6} ?#\s?\d{3,6}(/\d\d)? \d{7}Z|)"
                          R"(ZN[RY] [A-Z]{5}( [A-Z]{3})?|)"
                          R"(([OPRZ]{1,2} ){1,3}\d{6}Z [A-Z]{3} \d{2}(\d{2})?( [OPRZ]{1,2})?|)"
                          R"(BT)");
  return Matches(line, kForms);
}

std::string_view FindDtg(std::string_view line) {
  static const RE2 kDtg(R"(((?:[OPRZ]{1,2} ){1,3}\d{6}Z [A-Z]{3} \d{2}(?:\d{2})?)(?: [OPRZ]{1,2})?)");
  StringPiece dtg;
  if (line.size() > kMaxFormBytes || !RE2::FullMatch(Piece(line), kDtg, &dtg)) return {};
  return {dtg.data(), dtg.size()};
}

std::size_t AddressLabel(std::string_view line) {
  static const RE2 kLabel(R"((FM|TO|INFO|XMT)\s+)");
  return Prefix(line, kLabel);
}

bool IsAddress(std::string_view line) {
  static const RE2 kAddress(R"((RU[A-Z]{2,7}\s?/\s?)?[A-Z][A-Z0-9 '&/.-]{1,68})");
  return Matches(line, kAddress);
}

bool IsPageLine(std::string_view line) {
  static const RE2 kForms(
      R"(PAGE \d{2,3}(\s+[A-Z][A-Z .'-]{1,30}\s+\d{4,8})?(\s+\d{2} OF \d{2})?(\s+\d{6}Z)?|)"
      R"([A-Z][A-Z .'-]{1,30} \d{5,8}\s+\d{3}(\.\d)? OF \d{2,3})");
  return Matches(line, kForms);
}

bool IsPageLineHead(std::string_view line) {
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
  static const RE2 kForm(R"([A-Z][A-Z0-9/.'-]*(,? (AND )?[A-Z][A-Z0-9/.'-]*){0,5},? (ALSO )?(FOR|PASS)\b.*)");
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

std::optional<NumberLabel> FindNumber(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && digits < 4 && line[digits] >= '0' && line[digits] <= '9') ++digits;
  if (digits == 0 || digits > 3 || digits >= line.size() || line[digits] != '.') return std::nullopt;
  // "1.2 OF 3" and "3.5 percent" are no paragraph numbers.
  if (digits + 1 < line.size() && line[digits + 1] >= '0' && line[digits + 1] <= '9') return std::nullopt;
  NumberLabel label{0, digits, digits + 1};
  for (const char digit : line.substr(0, digits))
    label.number = label.number * 10 + static_cast<std::uint32_t>(digit - '0');
  return label;
}

std::size_t ListLabel(std::string_view line) {
  static const RE2 kLabel(R"(\([a-zA-Z]\)|\([ivx]{1,4}\)|\(\d{1,2}\)|[a-zA-Z][.)]|[ivx]{1,4}[.)]|--?|\*|•)");
  const std::size_t label = Prefix(line, kLabel);
  // A blank or a mark follows: "A. TEXT", "-- (U) TEXT", not "U.S." or "-5".
  if (label == 0 || label >= line.size() || (line[label] != ' ' && line[label] != '\t' && line[label] != '('))
    return 0;
  return label;
}

bool BeginsQuoted(std::string_view line) {
  static const RE2 kForm(
      R"((?i:BEGIN (TEXT|QUOTE|ELEMENTS|UNOFFICIAL TRANSLATION|TRANSLATION|TALKING POINTS|POINTS|NON-?PAPER|LETTER|STATEMENT)( OF .{1,80})?[:.]?|QUOTE[:.]?|QTE[:.]?))");
  return Matches(line, kForm);
}

bool EndsQuoted(std::string_view line) {
  static const RE2 kForm(
      R"((?i:END (OF )?(TEXT|QUOTE|ELEMENTS|UNOFFICIAL TRANSLATION|TRANSLATION|TALKING POINTS|POINTS|NON-?PAPER|LETTER|STATEMENT)[:.]?|UNQUOTE[:.]?|UNQTE[:.]?))");
  return Matches(line, kForm);
}

std::size_t HeadingLabel(std::string_view line) {
  static const RE2 kLabel(R"(#{1,6}\s+)");
  return Prefix(line, kLabel);
}

bool IsCapitalHeading(std::string_view line) {
  if (line.size() > 100 || !IsCapitals(line) || line.ends_with('.') || line.ends_with(',') ||
      line.ends_with(';'))
    return false;
  return std::ranges::count_if(line, [](char c) { return c >= 'A' && c <= 'Z'; }) >= 3;
}

bool IsSignature(std::string_view line) {
  static const RE2 kForm(R"([A-Z][A-Z'-]{1,24}( [A-Z][A-Z'.-]{0,24}){0,2} ?#?)");
  return Matches(line, kForm);
}

}  // namespace markings::internal
