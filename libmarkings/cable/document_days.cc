#include "libmarkings/cable/document_days.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "libmarkings/cable/internal/format.h"
#include "libmarkings/cable/internal/lines.h"
#include "libmarkings/marking/authority.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

namespace chrono = std::chrono;
using chrono::year_month_day;
using re2::RE2;
using re2::StringPiece;
using Range = std::optional<DayRange>;

constexpr std::size_t kMostBytes = 200;  // of a field that says a date
constexpr int kNoAutomatic = 10'000;     // years: more than any

unsigned Number(StringPiece digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// By its name or the first letters of it, three at least; 0: none.
unsigned Month(StringPiece name) {
  static constexpr std::array<std::string_view, 12> kNames = {
      "JANUARY", "FEBRUARY", "MARCH",     "APRIL",   "MAY",      "JUNE",
      "JULY",    "AUGUST",   "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"};
  const std::string letters = Upper({name.data(), name.size()});
  const auto found =
      std::ranges::find_if(kNames, [&](std::string_view month) { return month.starts_with(letters); });
  const bool known = letters.size() >= 3 && found != kNames.end();
  return known ? static_cast<unsigned>(found - kNames.begin()) + 1 : 0;
}

// Telegrams with two digits ran from 1973 to 2009, SMART goes on from there: two digits say the century.
unsigned Year(StringPiece digits) {
  const unsigned number = Number(digits);
  return digits.size() == 4 ? number : number + (number >= 60 ? 1900U : 2000U);
}

Range OneDay(unsigned year, unsigned month, unsigned day) {
  const year_month_day date(chrono::year(static_cast<int>(year)), chrono::month(month), chrono::day(day));
  return date.ok() ? Range(DayRange{date, date}) : std::nullopt;
}

Range Months(unsigned year, unsigned first, unsigned last) {
  const chrono::year y(static_cast<int>(year));
  return DayRange{y / chrono::month(first) / 1, y / chrono::month(last) / chrono::last};
}

Range EitherOf(const Range& a, const Range& b) { return a && b ? Range(Cover(*a, *b)) : a ? a : b; }

// "R 021647Z FEB 00"
Range ReadDtg(const std::string& dtg) {
  static const RE2 kForm(R"((\d{2})\d{4}Z ([A-Z]{3}) (\d{4}|\d{2})\b)");
  StringPiece day;
  StringPiece month;
  StringPiece year;
  if (!RE2::PartialMatch(dtg, kForm, &day, &month, &year)) return std::nullopt;
  return OneDay(Year(year), Month(month), Number(day));
}

// Which number of "03/04/2011" the month is. State Department forms put it first; a mail program's place is
// not known.
enum class Order : std::uint8_t { kMonthFirst, kUnknown };

// A date and nothing else but a weekday and a time. A year of two digits, a date behind other words and two
// dates in one field are not read.
Range ReadDate(std::string_view text, Order order) {
#define MARKINGS_DAY R"((?i)\s*(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*[.,;]?\s*)?)"
#define MARKINGS_TIME                                                                 \
  R"((?i)(?:[\s,;]+(?:AT\s+)?\d{1,2}[:.]?\d{2}(?:[:.]\d{2})?Z?(?:\s*[AP]\.?M\.?)?)?)" \
  R"((?i)(?:\s*[+-]\d{4})?(?:\s*\(?[A-Z]{1,5}\)?|\s+[A-Z]{3,12}(?: [A-Z]{3,12})? TIME)?[\s.]*)"
  static const RE2 kNameAndDay(MARKINGS_DAY
                               R"(([A-Z]{3,9})\.?\s+(\d{1,2})(?:,\s*|\s+)(\d{4}))" MARKINGS_TIME);
  static const RE2 kDayAndName(MARKINGS_DAY
                               R"((\d{1,2})[\s-]*([A-Z]{3,9})\.?(?:,\s*|[\s-]*)(\d{4}))" MARKINGS_TIME);
  static const RE2 kClock(
      MARKINGS_DAY R"(([A-Z]{3,9})\s+(\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+[A-Z]{1,5})?\s+(\d{4})\s*)");
  static const RE2 kYearFirst(MARKINGS_DAY R"((\d{4})[-/.](\d{1,2})[-/.](\d{1,2}))" MARKINGS_TIME);
  static const RE2 kSlashed(MARKINGS_DAY R"((\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))" MARKINGS_TIME);
  static const RE2 kMonth(R"((?i)\s*([A-Z]{3,9})\.?,?\s+(\d{4})\s*)");
  static const RE2 kYear(R"(\s*((?:19|20)\d{2})\s*)");
#undef MARKINGS_DAY
#undef MARKINGS_TIME
  if (text.size() > kMostBytes) return std::nullopt;
  const StringPiece in(text.data(), text.size());
  StringPiece a;
  StringPiece b;
  StringPiece c;
  if (RE2::FullMatch(in, kNameAndDay, &a, &b, &c) || RE2::FullMatch(in, kClock, &a, &b, &c))
    return OneDay(Number(c), Month(a), Number(b));
  if (RE2::FullMatch(in, kDayAndName, &a, &b, &c)) return OneDay(Number(c), Month(b), Number(a));
  if (RE2::FullMatch(in, kYearFirst, &a, &b, &c)) return OneDay(Number(a), Number(b), Number(c));
  if (RE2::FullMatch(in, kSlashed, &a, &b, &c)) {
    const Range month_first = OneDay(Number(c), Number(a), Number(b));
    const Range day_first = OneDay(Number(c), Number(b), Number(a));
    return order == Order::kMonthFirst && month_first ? month_first : EitherOf(month_first, day_first);
  }
  if (RE2::FullMatch(in, kMonth, &a, &b)) {
    const unsigned month = Month(a);
    return month == 0 ? std::nullopt : Months(Number(b), month, month);
  }
  return RE2::FullMatch(in, kYear, &a) ? Months(Number(a), 1, 12) : std::nullopt;
}

// What several places say of one day. One that cannot be read may say anything.
class Statements {
 public:
  void Add(const Range& range) {
    any_ = true;
    known_ = known_ && range.has_value();
    if (range) all_ = all_ ? Cover(*all_, *range) : *range;
  }
  // The year that all of it lies in says no more.
  void AddYear(const DayRange& year) {
    const bool holds = all_ && year.first <= all_->first && all_->last <= year.last;
    if (!holds) Add(year);
  }
  [[nodiscard]] Range result() const { return any_ && known_ ? all_ : std::nullopt; }

 private:
  bool any_ = false, known_ = true;
  Range all_;
};

// "Feb 05, 2014 / 051234Z FEB 14": the DTG counts, and the day beside it where it is one.
void AddDateDtg(const Header::Field& field, Statements& written) {
  const std::size_t slash = std::min(field.value.find(" / "), field.value.size());
  const Range day = ReadDate(std::string_view(field.value).substr(0, slash), Order::kMonthFirst);
  const Range dtg = ReadDtg(field.value);
  written.Add(dtg ? dtg : day);
  if (day) written.Add(day);
}

// "12 KALVOR 123"
Range YearOfMrn(const Header::Field& field) {
  static const RE2 kYear(R"((\d{4}|\d{2}) [A-Z].*)");
  StringPiece year;
  return RE2::FullMatch(field.value, kYear, &year) ? Months(Year(year), 1, 12) : std::nullopt;
}

bool HasDtg(const Document& document, const Element& element) {
  return element.kind == ElementKind::kHeader && !internal::FindDtg(document.Text(element.text_span)).empty();
}

bool IsDateLabel(const std::string& name) { return name == "DATE" || name == "SENT" || name == "DRAFTDATE"; }

Range Written(const Document& document, const std::vector<Range>& messages) {
  Statements written;
  const Header& header = document.header();
  // (A copy that was sent again has several.) Of one that is no day the year may be left.
  bool days = ReadDtg(header.dtg).has_value(), odd = false;
  for (const Element element : document.elements()) {
    if (!HasDtg(document, element)) continue;
    const Range dtg = ReadDtg(std::string(document.Text(element.text_span)));
    (dtg ? days : odd) = true;
    if (dtg) written.Add(dtg);
  }
  if (odd && days) written.Add(std::nullopt);
  Range year;
  if (!days && header.mrn && header.mrn->year) year = Months(*header.mrn->year, 1, 12);
  for (const Header::Field& field : header.fields) {
    if (field.value.empty() || document.MessageOf(field.element) != kNoElement) continue;
    const std::string name = internal::LabelName(field.label);
    if (name == "DATEDTG") AddDateDtg(field, written);
    if (name == "MRN") year = EitherOf(year, YearOfMrn(field));
    if (IsDateLabel(name)) written.Add(ReadDate(field.value, Order::kMonthFirst));
  }
  for (const Range& message : messages) written.Add(message);
  if (year) written.AddYear(*year);
  return written.result();
}

// Until when an instruction exempts from automatic declassification; after 75 years there is no next day.
int AutomaticYears(DeclassifyKind kind) {
  using enum DeclassifyKind;
  constexpr int kNextAfter25 = 50, kNextAfter50 = 75;
  switch (kind) {
    case kExemption25:
    case kHumanSource25:
    case kImagery:
      return kNextAfter25;
    case kExemption50:
    case kHumanSource:
    case kMassDestruction:
      return kNextAfter50;
    case kExemption75:
      return kNoAutomatic;
    default:
      return 0;
  }
}

// What the lines of a unit say of declassification. N/A: there is nothing to declassify.
void AddInstructions(const std::string& text, Statements& until, int& automatic_years) {
  const ParsedAuthority parsed = ParseAuthority(text, DateOrder::kMonthFirst);
  if (parsed.state == AuthorityState::kTooLong) until.Add(std::nullopt);
  for (const Declassify& one : parsed.block.declassify) {
    if (one.kind == DeclassifyKind::kNotApplicable) continue;
    automatic_years = std::max(automatic_years, AutomaticYears(one.kind));
    const auto term = TermOf(one, std::nullopt);
    const bool dated = term && !term->computed && !one.more && !one.trailing;
    until.Add(dated ? Range(DayRange{term->earliest, term->latest}) : std::nullopt);
  }
}

Range DeclassifyOn(const Document& document, const Range& written, int& automatic_years) {
  Statements until;
  const ElementList& elements = document.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Element element = elements[i];
    const bool says = element.kind == ElementKind::kEo || element.kind == ElementKind::kClassifiedBy;
    if (says && element.continues == kNoElement)
      AddInstructions(document.UnitText(i), until, automatic_years);
  }
  for (const ReviewMarking& review : document.review_markings())
    until.Add(ReadDate(review.declassify_on, Order::kMonthFirst));
  Range result = until.result();
  // A reading before the document was written is none: of "DECL: 02/25/19" the one in 1919.
  if (result && written && result->last >= written->first)
    result->first = std::max(result->first, written->first);
  return result;
}

}  // namespace

const std::optional<DayRange>& DocumentDays::WrittenOf(const Document& document, std::size_t element) const {
  const std::size_t message = document.MessageOf(element);
  return message == kNoElement ? written : messages[message];
}

std::vector<std::size_t> ElementsWithDays(const Document& document) {
  std::vector<std::size_t> with_days;
  const ElementList& elements = document.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Element element = elements[i];
    if (HasDtg(document, element) || element.kind == ElementKind::kEo ||
        element.kind == ElementKind::kClassifiedBy || element.kind == ElementKind::kReviewMarking)
      with_days.push_back(i);
  }
  for (const Header::Field& field : document.header().fields) {
    const std::string name = internal::LabelName(field.label);
    if (name == "DATEDTG" || name == "MRN" || IsDateLabel(name)) with_days.push_back(field.element);
  }
  std::ranges::sort(with_days);
  return with_days;
}

DocumentDays DaysOf(const Document& document) {
  DocumentDays days;
  for (const Message& message : document.messages())
    days.messages.push_back(ReadDate(message.sent, Order::kUnknown));
  days.written = Written(document, days.messages);
  days.declassify = DeclassifyOn(document, days.written, days.automatic_years);
  if (days.automatic_years == kNoAutomatic) days.automatic_years = 0;
  return days;
}

}  // namespace markings
