// Dates as authority blocks write them. A date that can be read in more than one way keeps its first and its
// last reading; which of them holds is for the reader to settle.

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "libmarkings/marking/internal/authority_text.h"

namespace markings::internal {
namespace {

using re2::RE2;
using re2::StringPiece;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

#define MARKINGS_MONTHS                                                                            \
  "(JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|" \
  "OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)"

unsigned ToNumber(StringPiece digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

unsigned MonthOf(StringPiece name) {
  static constexpr std::string_view kFirstLetters = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
  const std::string upper = Upper(View(name).substr(0, 3));
  return static_cast<unsigned>(kFirstLetters.find(upper) / 3 + 1);
}

// A year of two digits has two readings.
std::vector<unsigned> YearsOf(StringPiece digits) {
  const unsigned number = ToNumber(digits);
  if (digits.size() == 4) return {number};
  return {1900 + number, 2000 + number};
}

year_month_day Make(unsigned y, unsigned m, unsigned d) {
  return {year(static_cast<int>(y)), month(m), day(d)};
}

void SetReadings(AuthorityDate& date, const std::vector<year_month_day>& readings, DateDoubt doubt) {
  std::vector<year_month_day> days;
  for (const year_month_day& one : readings) {
    if (one.ok()) days.push_back(one);
  }
  if (days.empty()) {
    date.doubt = DateDoubt::kNoSuchDay;
    return;
  }
  const auto [least, most] = std::ranges::minmax(days);
  date.earliest = least;
  date.latest = most;
  date.doubt = least == most ? DateDoubt::kNone : doubt;
}

void SetNumeric(AuthorityDate& date, StringPiece one, StringPiece two, StringPiece y, DateOrder order) {
  const unsigned a = ToNumber(one);
  const unsigned b = ToNumber(two);
  std::vector<year_month_day> month_first;
  std::vector<year_month_day> day_first;
  for (const unsigned number : YearsOf(y)) {
    month_first.push_back(Make(number, a, b));
    day_first.push_back(Make(number, b, a));
  }
  const auto readable = [](const std::vector<year_month_day>& days) {
    return std::ranges::any_of(days, [](const year_month_day& one_day) { return one_day.ok(); });
  };
  // The order that the caller vouches for counts as far as there is a day in it.
  const bool only_month_first = order == DateOrder::kMonthFirst && readable(month_first);
  const bool only_day_first = order == DateOrder::kDayFirst && readable(day_first);
  std::vector<year_month_day> readings;
  if (!only_day_first) readings.insert(readings.end(), month_first.begin(), month_first.end());
  if (!only_month_first) readings.insert(readings.end(), day_first.begin(), day_first.end());
  const bool both =
      !only_day_first && !only_month_first && readable(month_first) && readable(day_first) && a != b;
  SetReadings(date, readings, both ? DateDoubt::kDayOrMonth : DateDoubt::kCentury);
}

// The first and the last day of a month or a year.
void SetRange(AuthorityDate& date, unsigned y, unsigned first_month, unsigned last_month) {
  date.doubt = DateDoubt::kNoDay;
  date.earliest = Make(y, first_month, 1);
  date.latest = year_month_day(year(static_cast<int>(y)) / month(last_month) / std::chrono::last);
}

}  // namespace

std::optional<AuthorityDate> TakeDate(AuthorityCursor& cursor, DateOrder order) {
  static const RE2 kCompact(R"((\d{4})(\d{2})(\d{2})\b)", AuthorityPatterns());
  static const RE2 kYearFirst(R"((\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b)", AuthorityPatterns());
  static const RE2 kSlashed(R"((\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b)", AuthorityPatterns());
  static const RE2 kDayAndName(R"((\d{1,2})[ \t]?-?)" MARKINGS_MONTHS R"(\.?,?[ \t]?-?(\d{4}|\d{2})\b)",
                               AuthorityPatterns());
  static const RE2 kNameAndDay(MARKINGS_MONTHS R"(\.?[ \t]+(\d{1,2}),?[ \t]+(\d{4})\b)", AuthorityPatterns());
  static const RE2 kMonth(MARKINGS_MONTHS R"(\.?,?[ \t]+(\d{4})\b)", AuthorityPatterns());
  static const RE2 kYear(R"(((?:19|20)\d{2})\b)", AuthorityPatterns());

  AuthorityDate date;
  date.where.begin = cursor.at();
  StringPiece a;
  StringPiece b;
  StringPiece c;
  if (cursor.Take(kCompact, &a, &b, &c)) {
    date.form = DateForm::kCompact;
    SetReadings(date, {Make(ToNumber(a), ToNumber(b), ToNumber(c))}, DateDoubt::kNone);
  } else if (cursor.Take(kYearFirst, &a, &b, &c)) {
    date.form = DateForm::kYearFirst;
    SetReadings(date, {Make(ToNumber(a), ToNumber(b), ToNumber(c))}, DateDoubt::kNone);
  } else if (cursor.Take(kSlashed, &a, &b, &c)) {
    date.form = DateForm::kSlashed;
    SetNumeric(date, a, b, c, order);
  } else if (cursor.Take(kDayAndName, &a, &b, &c)) {
    date.form = DateForm::kDayAndName;
    std::vector<year_month_day> readings;
    for (const unsigned number : YearsOf(c)) readings.push_back(Make(number, MonthOf(b), ToNumber(a)));
    SetReadings(date, readings, DateDoubt::kCentury);
  } else if (cursor.Take(kNameAndDay, &a, &b, &c)) {
    date.form = DateForm::kNameAndDay;
    SetReadings(date, {Make(ToNumber(c), MonthOf(a), ToNumber(b))}, DateDoubt::kNone);
  } else if (cursor.Take(kMonth, &a, &b)) {
    date.form = DateForm::kMonth;
    SetRange(date, ToNumber(b), MonthOf(a), MonthOf(a));
  } else if (cursor.Take(kYear, &a)) {
    date.form = DateForm::kYear;
    SetRange(date, ToNumber(a), 1, 12);
  } else {
    return std::nullopt;
  }
  date.where.end = cursor.at();
  return date;
}

}  // namespace markings::internal
