// What the header says, field by field, from its elements.

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <unordered_set>

#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

using re2::RE2;
using re2::StringPiece;

StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }
std::string_view View(StringPiece piece) { return {piece.data(), piece.size()}; }

int ToInt(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// YYYY-MM-DD of a date that can be read in one way only; empty otherwise. A year of two digits says no
// century.
std::string ReadDate(std::string_view value) {
  static const RE2 kAmerican(R"((?i:DECL\s*:?\s*)?(\d{1,2})/(\d{1,2})/(\d{4}))");
  static const RE2 kYearFirst(R"((?i:DECL\s*:?\s*)?(\d{4})/(\d{1,2})/(\d{1,2}))");
  static const RE2 kCompact(R"((?i:DECL\s*:?\s*)?(\d{4})(\d{2})(\d{2}))");
  StringPiece year;
  StringPiece month;
  StringPiece day;
  if (!RE2::FullMatch(Piece(value), kAmerican, &month, &day, &year) &&
      !RE2::FullMatch(Piece(value), kYearFirst, &year, &month, &day) &&
      !RE2::FullMatch(Piece(value), kCompact, &year, &month, &day)) {
    return {};
  }
  const std::chrono::year_month_day date(std::chrono::year(ToInt(View(year))),
                                         std::chrono::month(static_cast<unsigned>(ToInt(View(month)))),
                                         std::chrono::day(static_cast<unsigned>(ToInt(View(day)))));
  if (!date.ok()) return {};
  return fmt::format("{}-{:02}-{:02}", View(year), ToInt(View(month)), ToInt(View(day)));
}

constexpr std::size_t kMaxTagBytes = 120;
bool IsGap(char c) { return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

void CableParser::FillHeader() {
  Header& header = document_.header_;
  std::unordered_set<std::size_t> unknown_captions;
  for (const Header::Caption& one : header.captions) {
    if (!one.known) unknown_captions.insert(one.element);
  }
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    const Element element = elements_[i];
    if (element.continues != kNoElement) {
      if (element.kind == ElementKind::kTags) FillTags(element.text_span);
      continue;
    }
    switch (element.kind) {
      case ElementKind::kHeader:
        if (const std::string_view dtg = internal::FindDtg(Slice(text_, element.text_span));
            !dtg.empty() && header.dtg.empty()) {
          header.dtg = std::string(dtg);
        }
        break;
      case ElementKind::kPassing:
        if (!unknown_captions.contains(i)) header.passing.push_back(document_.UnitText(i));
        break;
      case ElementKind::kEo:
        FillEo(i);
        break;
      case ElementKind::kTags:
        FillTags(element.text_span);
        break;
      case ElementKind::kSubject:
        if (header.subject.empty()) header.subject = document_.UnitText(i);
        break;
      case ElementKind::kReference:
        FillReferences(document_.UnitText(i));
        break;
      case ElementKind::kClassifiedBy:
        FillEo(i);  // one with more than a date in it
        if (header.classified_by.empty()) header.classified_by = document_.UnitText(i);
        break;
      case ElementKind::kField:
        FillField(i);
        break;
      case ElementKind::kSignature:
        header.signature = document_.UnitText(i);
        break;
      default:
        break;
    }
  }
  FillAddressees();
  static const RE2 kYear(R"(.* (\d{2}|\d{4})(?: [OPRZ]{1,2})?)");
  StringPiece year;
  if (header.mrn && !header.dtg.empty() && RE2::FullMatch(Piece(header.dtg), kYear, &year)) {
    const auto number = static_cast<std::uint32_t>(ToInt(View(year)));
    // Telegrams of this form ran from 1973 to 2009: two digits say the century.
    header.mrn->year = year.size() == 4 ? number : number + (number >= 60 ? 1900U : 2000U);
  }
}

// The strict form is apparatus; a line with anything else in it, such as a name, is a portion.
void CableParser::DemoteEoLines() {
  // (A month by its name and nothing else: another word may be a person's.)
  static const RE2 kStrict(
      R"((?i:E\.?\s?O\.?)\s*:?\s*\d{4,5}\s*[:.]?\s*(?i:N/?A|(DECL\s*:?\s*)?(\d{1,2}/\d{1,2}/(\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2}|\d{8}|OADR|X[1-8]|1\.6X[1-8]|25X[1-9](-HUMAN)?|)"
      R"((JAN(UARY)?|FEB(RUARY)?|MAR(CH)?|APR(IL)?|MAY|JUNE?|JULY?|AUG(UST)?|SEPT?(EMBER)?|OCT(OBER)?|NOV(EMBER)?|DEC(EMBER)?) \d{4})|)"
      R"(GDS|XGDS-?[1-4]?|ADS|RDS-?[1-4]?)?)");
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (elements_[i].kind == ElementKind::kEo && !RE2::FullMatch(document_.UnitText(i), kStrict))
      elements_.Change(i)->kind = ElementKind::kClassifiedBy;
  }
}

void CableParser::FillEo(std::size_t index) {
  static const RE2 kLine(R"((?i:E\.?\s?O\.?)\s*:?\s*(\d{4,5})\s*[:.]?\s*(.*))");
  const std::string text = document_.UnitText(index);
  StringPiece order;
  StringPiece value;
  if (document_.header_.eo || !RE2::FullMatch(text, kLine, &order, &value)) return;
  Header::Eo eo{std::string(View(order)), std::string(View(value)), ReadDate(View(value))};
  if (eo.declassify_on.empty() && RE2::PartialMatch(value, R"(\d/\d)")) {
    Report(DiagnosticCode::kDateOrder, elements_[index].text_span, {},
           "write month, day and a year of four digits");
  }
  document_.header_.eo = std::move(eo);
}

// A labelled line: what it says goes to the field of the header that it is of, and to the list of all.
void CableParser::FillField(std::size_t index) {
  Header& header = document_.header_;
  const Element element = elements_[index];
  std::string_view label = internal::Trimmed(Slice(text_, element.label_span));
  while (label.ends_with(':') || label.ends_with(' ')) label.remove_suffix(1);
  if (label.empty()) return;
  std::string value = document_.UnitText(index);
  const std::string name = internal::LabelName(label);
  // "From:" of the e-mail that forwards a message is none of the message's.
  smart_header_ = smart_header_ || (traits_.smart && (name == "MRN" || name == "DATEDTG"));
  if (traits_.smart && name == "MRN" && !header.mrn) {
    static const RE2 kMrn(R"((?:(\d{2}|\d{4}) )?([A-Z][A-Z .'-]{1,30}?) (\d{1,8}))");
    StringPiece year;
    StringPiece origin;
    StringPiece serial;
    if (RE2::FullMatch(value, kMrn, &year, &origin, &serial)) {
      header.mrn = Header::Mrn{std::string(View(origin)), std::string(View(serial)), {}};
      // SMART began in 2009: its two digits are of this century.
      if (!year.empty())
        header.mrn->year = static_cast<std::uint32_t>(ToInt(View(year)) + (year.size() == 2 ? 2000 : 0));
    }
  } else if (traits_.smart && name == "DATEDTG" && header.dtg.empty()) {
    static const RE2 kDtg(R"((\d{6}Z [A-Z]{3} \d{2}))");
    StringPiece dtg;
    if (RE2::PartialMatch(value, kDtg, &dtg)) header.dtg = std::string(View(dtg));
  } else if (smart_header_ && name == "FROM" && header.from.empty()) {
    header.from = value;
  } else if (smart_header_ && (name == "ACTION" || name == "INFO") && !value.empty()) {
    header.addressees.push_back({value, {}, name == "INFO"});
  }
  header.fields.push_back({std::string(label), std::move(value), index});
}

// The end of an item of several words that the list knows as one, where its first word is none: HUMAN RIGHTS.
std::size_t CableParser::LongerTag(std::size_t begin, std::size_t end, std::size_t limit) const {
  constexpr int kMostWords = 3;
  if (vocabulary_.IsTag(Upper(text_.substr(begin, std::min(end - begin, kMaxTagBytes))))) return end;
  std::size_t at = end;
  for (int words = 1; words < kMostWords && at < limit && text_[at] == ' '; ++words) {
    while (at < limit && text_[at] == ' ') ++at;
    while (at < limit && at - begin < kMaxTagBytes && !IsGap(text_[at])) ++at;
    if (at - begin >= kMaxTagBytes) break;
    if (vocabulary_.IsTag(Upper(text_.substr(begin, at - begin)))) return at;
  }
  return end;
}

// Past the name that follows a code, in parentheses or to the next comma: "OVIP (ROE, JANE B.)", "OVIP ROE
// JANE". At the code's end where there is none.
std::size_t CableParser::TagName(std::size_t begin, std::size_t end, std::size_t limit) const {
  const std::string code = Upper(Slice(text_, {begin, end}));
  const bool takes_name = vocabulary_.IsTag(code + " (");
  limit = std::min(limit, begin + kMaxTagBytes);
  std::size_t next = end;
  const std::string_view gap = takes_name ? " \t\r\n" : " ";
  while (next < limit && gap.contains(text_[next])) ++next;
  if (next < limit && text_[next] == '(') {
    const std::size_t close = text_.substr(next, limit - next).find(')');
    return close == std::string_view::npos ? end : next + close + 1;
  }
  if (!takes_name || Slice(text_, {end, next}).find_first_of("\r\n") != std::string_view::npos) return end;
  // Words that are no codes; where commas stand between the items, also one that has the form of a code.
  const std::string_view rest = text_.substr(next, limit - next);
  const bool commas = rest.substr(0, rest.find_first_of("\r\n")).contains(',');
  std::size_t name_end = end;
  while (next < limit && !IsGap(text_[next])) {
    std::size_t word_end = next;
    while (word_end < limit && !IsGap(text_[word_end])) ++word_end;
    const std::string word = Upper(Slice(text_, {next, word_end}));
    if (vocabulary_.IsSubjectTag(word) || (vocabulary_.IsTag(word) && (!commas || name_end == end))) break;
    name_end = next = word_end;
    while (next < limit && text_[next] == ' ') ++next;
  }
  return name_end;
}

// Codes that ran together: each a subject, with a place before, between or behind them. Empty: it is none.
std::vector<Span> CableParser::CutTags(Span item) const {
  constexpr std::size_t kSubject = 4;
  constexpr std::size_t kPlace = 2;
  const std::string letters = Upper(Slice(text_, item));
  const std::string_view all = letters;
  const auto subject = [&](std::size_t at) { return vocabulary_.IsSubjectTag(all.substr(at, kSubject)); };
  std::vector<Span> codes;
  bool place = false;  // the last one was: two of them are letters of a word more likely
  for (std::size_t at = 0; at < all.size();) {
    const bool is_subject = subject(at);
    const std::size_t size = is_subject ? kSubject : kPlace;
    const std::size_t next = at + size;
    const bool is_place = !place && vocabulary_.IsTag(all.substr(at, kPlace)) &&
                          (next == all.size() || (next < all.size() && subject(next)));
    if (!is_subject && !is_place) return {};
    codes.push_back({item.begin + at, item.begin + next});
    place = !is_subject;
    at = next;
  }
  return codes;
}

void CableParser::AddTag(std::string code, Span span) {
  const bool known = vocabulary_.IsTag(code.substr(0, code.find(" (")));
  document_.header_.tags.push_back({std::move(code), known, span});
  if (!known) {
    Report(DiagnosticCode::kUnknownTag, span,
           fmt::format("TAGS item {} is no TAGS code", document_.header_.tags.size()), {});
  }
}

void CableParser::FillTags(Span all) {
  std::size_t at = all.begin;
  while (at < all.end) {
    if (IsGap(text_[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    Span code;
    // No further than an item can be long: what is looked at twice must not grow with the text.
    const std::string_view near = text_.substr(begin, std::min(kMaxTagBytes, all.end - begin));
    const std::size_t link = near.front() == '[' ? near.find("](") : std::string_view::npos;
    const std::size_t close = link == std::string_view::npos ? link : near.find(')', link);
    if (close != std::string_view::npos && near.substr(0, close).find('\n') == std::string_view::npos) {
      code = {begin + 1, begin + link};  // [PGOV](#): residue of a web page
      at = begin + close + 1;
    } else {
      while (at < all.end && !IsGap(text_[at]) && (at == begin || text_[at] != '(')) ++at;
      const std::size_t code_end = at;
      const std::size_t longer = LongerTag(begin, at, all.end);
      at = longer > at ? longer : TagName(begin, at, all.end);
      code = {begin, at};
      if (longer == code_end && at > code_end) {
        // However it is written, a code with a name is "OVIP (NAME)": rules look for the code before it.
        std::size_t from = code_end;
        while (IsGap(text_[from])) ++from;
        const std::string_view name = Slice(text_, {from, at});
        const std::string_view bare = Slice(text_, {begin, code_end});
        std::string one = Upper(bare) + (name.starts_with('(') ? " " : " (") + Upper(name) +
                          (name.starts_with('(') ? "" : ")");
        std::ranges::replace_if(one, [](char c) { return c == '\n' || c == '\r'; }, ' ');
        AddTag(std::move(one), code);
        continue;
      }
    }
    std::string name = Upper(Slice(text_, code));
    std::ranges::replace_if(name, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    const std::vector<Span> cut = vocabulary_.IsTag(name) ? std::vector<Span>() : CutTags(code);
    for (const Span& one : cut) AddTag(Upper(Slice(text_, one)), one);
    if (cut.empty()) AddTag(std::move(name), {begin, at});
  }
}

// "A. 05 PARIS 5459 B. STATE 135205": items by their letters, in order; without letters it is one item.
void CableParser::FillReferences(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> labels;  // where a label begins, where its text begins
  // Items may stand apart: those of a second element go on with the letters of the first.
  const std::vector<Header::Reference>& before = document_.header_.references;
  char expected =
      before.empty() || before.back().label.empty() ? 'A' : static_cast<char>(before.back().label[0] + 1);
  const char first = expected;
  static const RE2 kLabel(R"((?:^|[\s;,])(\(?([A-Z])[.)]\s*))");
  StringPiece rest(text);
  StringPiece label;
  StringPiece letter;
  while (RE2::FindAndConsume(&rest, kLabel, &label, &letter)) {
    if (letter[0] != expected) continue;
    const auto begin = static_cast<std::size_t>(label.data() - text.data());
    labels.emplace_back(begin, begin + label.size());
    ++expected;
  }
  const auto trimmed = [](std::string_view item, char twice = 0) {
    // "A. (A) KALVOR 1": the label stands there twice.
    const std::size_t again = item.starts_with('(') ? 1 : 0;
    if (twice != 0 && item.size() > again + 2 && item[again] == twice &&
        (item[again + 1] == ')' || (item[again + 1] == '.' && item[again + 2] == ' ')))
      item = internal::Trimmed(item.substr(again + 2));
    while (!item.empty() && (item.back() == ' ' || item.back() == ',' || item.back() == ';'))
      item.remove_suffix(1);
    return std::string(item);
  };
  if (labels.empty() || labels.front().first != 0) {
    document_.header_.references.push_back({{}, trimmed(text)});
    return;
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t end = i + 1 < labels.size() ? labels[i + 1].first : text.size();
    document_.header_.references.push_back(
        {std::string(1, static_cast<char>(first + static_cast<char>(i))),
         trimmed(std::string_view(text).substr(labels[i].second, end - labels[i].second),
                 static_cast<char>(first + static_cast<char>(i)))});
  }
}

void CableParser::FillAddressees() {
  static const RE2 kAddressee(
      R"((?:RU[A-Z]{2,7}\s?/\s?)?(.*?)(?: ((?:NIACT )?IMMEDIATE|FLASH|PRIORITY|PIORITY|ROUTINE))?(?: \d{4,6})?)");
  bool info = false;
  bool in_block = false;
  for (const Element element : elements_) {
    if (element.kind != ElementKind::kHeader) {
      if (element.kind != ElementKind::kContinuation) in_block = false;
      continue;
    }
    const std::string_view label = Slice(text_, element.label_span);
    if (!label.empty()) {
      in_block = label == "TO" || label == "INFO";
      info = label == "INFO";
    }
    if (!in_block || (label.empty() && internal::IsTransmission(Slice(text_, element.text_span)))) continue;
    StringPiece name;
    StringPiece precedence;
    // "POSTS COLLECTIVE XMT AMEMBASSY X": whom the message is not for.
    std::string_view line = Slice(text_, element.text_span);
    for (const std::string_view except : {" XMT ", "/XMT/", " XMT/", "/XMT "}) {
      line = internal::Trimmed(line.substr(0, line.find(except)));
    }
    if (RE2::FullMatch(Piece(line), kAddressee, &name, &precedence)) {
      document_.header_.addressees.push_back({std::string(View(name)), std::string(View(precedence)), info});
    }
  }
}

}  // namespace markings
