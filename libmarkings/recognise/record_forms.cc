// Numbers and dates that a word before them makes personal: passports, visas, births, cases.

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "libmarkings/recognise/internal/forms.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

// A paragraph's end parts a word from what comes after it.
std::string_view InParagraph(std::string_view ahead) { return ahead.substr(0, ahead.find("\n\n")); }

const RE2& Label() {
  static const RE2 pattern(
      R"((?i)\b(?:no|nos|nr|num|number|numbers|numbered|foil|control|case|application|record|id|bearer|holder|with|on|bearing)\b|[#:])");
  return pattern;
}

// The number is another document's.
const RE2& Other() {
  static const RE2 pattern(R"((?i)\b(?:passport|visa|ssn|account|card|telephone|phone|case no)\b)");
  return pattern;
}

struct CodeShape {
  const RE2& pattern;  // group 1: the code; group 2: its letters
  std::size_t reach;   // bytes after the word in which it must begin
};

// "NUMBER IS 844021679": how much of a code is a word before it.
std::size_t WordBefore(re2::StringPiece code) {
  static constexpr std::array<std::string_view, 13> kWords = {"AN", "AS", "AT", "BY", "IN", "IS", "NO",
                                                              "NR", "OF", "ON", "OR", "PP", "TO"};
  const bool word = code.size() > 3 && code[2] == ' ' &&
                    std::ranges::find(kWords, std::string_view(code.data(), 2)) != kWords.end();
  return word ? 3 : 0;
}

// The codes after a word, one after another with nothing but "and" between; a number without letters must be
// announced as one.
void FindCodes(FormText& text, std::size_t at, EntityKind kind, const CodeShape& shape) {
  const std::string_view ahead = InParagraph(text.Ahead(at));
  std::array<re2::StringPiece, 3> groups;
  std::size_t from = 0, reach = shape.reach;
  bool labelled = false;
  while (from < ahead.size() && shape.pattern.Match({ahead.data(), ahead.size()}, from, ahead.size(),
                                                    RE2::UNANCHORED, groups.data(), 3)) {
    auto begin = static_cast<std::size_t>(groups[1].data() - ahead.data());
    const std::size_t end = begin + groups[1].size();
    begin += WordBefore(groups[1]);
    if (begin - from > reach || !text.Begins(at + begin) || !text.Ends(at + end)) return;
    const std::string_view between = ahead.substr(from, begin - from);
    labelled = labelled || RE2::PartialMatch({between.data(), between.size()}, Label());
    if (RE2::PartialMatch({between.data(), between.size()}, Other()) && from == 0) return;
    const bool directly = from == 0 && between.find_first_not_of(" \n") == std::string_view::npos;
    if (!labelled && !directly && !IsUpper(ahead[begin])) return;
    text.Add(kind, {at + begin, at + end}, labelled ? 92 : 82, {Evidence::kContext, Evidence::kForm});
    labelled = true;  // what follows in the same list is as good
    from = end;
    reach = 8;  // ", ", " and "
  }
}

}  // namespace

void FindPassportAfter(FormText& text, std::size_t token) {
  if (!text.Wants(EntityKind::kPassport)) return;
  // Source: ICAO Doc 9303-4: at most nine letters and digits.
  static const RE2 pattern(
      R"(\b(([A-Z]{1,2}) \d{6,7}|([A-Z]{1,3})-?\d{6,9}[A-Z]?|\d{2} \d{6,7}|\d{6,9}[A-Z]?)\b)");
  FindCodes(text, text.tokens()[token].end, EntityKind::kPassport, {pattern, 64});
}

void FindVisaAfter(FormText& text, std::size_t token) {
  if (!text.Wants(EntityKind::kVisa)) return;
  // Foil numbers of eight, control numbers of 14, immigrant cases of three letters and nine or ten digits.
  static const RE2 pattern(R"(\b(([A-Z]{0,3})\d{7,14})\b)");
  FindCodes(text, text.tokens()[token].end, EntityKind::kVisa, {pattern, 48});
}

void FindBirthDateAfter(FormText& text, std::size_t token) {
  if (!text.Wants(EntityKind::kBirthDate)) return;
  static const RE2 date(
      R"((?i)(\b\d{1,2}(?:st|nd|rd|th)?[ \-/.\n]?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?[ \-/.\n]?(?:\d{4}|\d{2})\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[ \n]\d{1,2}(?:st|nd|rd|th)?,?[ \n]\d{4}\b|\b\d{4}[\-/.]\d{1,2}[\-/.]\d{1,2}\b|\b\d{1,2}[\-/.]\d{1,2}[\-/.](?:\d{4}|\d{2})\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?[ \n]\d{4}\b|\b(?:18|19|20)\d{2}\b))");
  static const RE2 dotted(R"((?i)d\.? ?o\.? ?b\b\.?)");
  static const RE2 sentence(R"([.!?;][ \n]+[A-Z][a-z]|[.!?;][ \n]{2,}\S)");
  const Token& word = text.tokens()[token];
  std::size_t at = word.end;
  if (word.letters == 1) {  // D.O.B.
    const std::size_t size = MatchAt(dotted, text.Ahead(word.begin));
    if (size == 0) return;
    at = word.begin + size;
  }
  const std::string_view ahead = InParagraph(text.Ahead(at));
  re2::StringPiece found;
  if (!date.Match({ahead.data(), ahead.size()}, 0, ahead.size(), RE2::UNANCHORED, &found, 1)) return;
  const auto begin = static_cast<std::size_t>(found.data() - ahead.data());
  const std::size_t end = begin + found.size();
  const std::string_view between = ahead.substr(0, begin);
  if (begin > 48 || std::ranges::any_of(between, IsDigit) || !text.Ends(at + end)) return;
  if (RE2::PartialMatch({between.data(), between.size()}, sentence)) return;
  const bool year_alone = found.size() == 4;
  const bool said = between.ends_with("year ") || between.ends_with("YEAR ");
  if (year_alone && begin > (said ? 24U : 12U))
    return;  // "born in 1961", not "born under the accord of 1961"
  text.Add(EntityKind::kBirthDate, {at + begin, at + end},
           static_cast<std::uint8_t>(year_alone ? 65 : (begin > 24 ? 75 : 92)),
           {Evidence::kContext, Evidence::kForm});
}

void FindCaseNumber(FormText& text, std::size_t token) {
  // Requests under the Freedom of Information Act, cases of the federal courts, receipts of the immigration
  // service, files of aliens.
  static const RE2 pattern(
      R"([FMPS][LP]?-20\d{2}-\d{4,6}|\d:\d{2}-(?i:cv|cr|mj|mc|bk)-\d{3,6}(?:-[A-Z]{2,4}){0,2}|(?:EAC|WAC|LIN|SRC|MSC|NBC|IOE|YSC)-?\d{2}-?\d{3}-?\d{5}|A[\- ]?\d{2,3}[\- ]\d{3}[\- ]\d{3})");
  const Token& first = text.tokens()[token];
  const std::size_t begin = first.begin;
  const std::string_view after = text.text().substr(first.end, 2);
  // Most words are told apart without the pattern.
  const bool may_be =
      after.size() == 2 &&
      (first.number ? after[0] == ':' : IsDigit(after[0]) || after[0] == '-' || IsDigit(after[1]));
  if (!may_be) return;
  const std::size_t size = MatchAt(pattern, text.Ahead(begin));
  if (size == 0 || !text.Begins(begin) || !text.Ends(begin + size)) return;
  text.Add(EntityKind::kCaseNumber, {begin, begin + size}, 88, {Evidence::kForm});
}

void FindCaseNumberAfter(FormText& text, std::size_t token) {
  if (!text.Wants(EntityKind::kCaseNumber)) return;
  static const RE2 label(
      R"((?i)[ \n]{0,2}(?:registration |file |report |tracking )?(?:(?:numbers?|nos?|nr|num|id|reference|ref)\b)?\.?[ \n:#]{0,3})");
  static const RE2 named(
      R"((?i)[ \n]{0,2}(?:registration |file |report |tracking )?(?:(?:numbers?|nos?|nr|num|id|reference|ref)\b|[:#]))");
  static const RE2 of_what(
      R"((?i)(?:(?:of|for|in)[ \n](?:(?:the|this|his|her|that)[ \n])?[a-z]{3,12}[ \n])?(?:(?:is|was|reads|given as)[ \n:]{1,2})?)");
  static const RE2 code(R"([A-Z0-9]{1,8}(?:[\-/:.][A-Z0-9]{1,10}){0,4}(?: \d{3} \d{3})?)");
  const std::size_t after = text.tokens()[token].end;
  const bool is_named = MatchAt(named, text.Ahead(after)) > 0;
  std::size_t begin = after + MatchAt(label, text.Ahead(after));
  if (is_named) begin += MatchAt(of_what, text.Ahead(begin));
  const std::size_t size = MatchAt(code, text.Ahead(begin));
  const std::string_view found = text.Ahead(begin).substr(0, size);
  const bool mixed =
      std::ranges::any_of(found, IsLetter) || found.find_first_of("-/:") != std::string_view::npos;
  if (CountDigits(found) < 3 || !text.Ends(begin + size) || !(is_named || mixed)) return;
  if (!is_named && CountDigits(found) < 5) return;  // "case 2005", "file 27A"
  text.Add(EntityKind::kCaseNumber, {begin, begin + size}, is_named ? 87 : 70, {Evidence::kContext});
}

}  // namespace markings::internal
