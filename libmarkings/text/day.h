#ifndef LIBMARKINGS_TEXT_DAY_H_
#define LIBMARKINGS_TEXT_DAY_H_

// Days, stretches of days, and periods such as "25 years". Days are of the Gregorian calendar, without a
// zone.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// The day that is decided by. None: it is not known, and neither is anybody's age.
using AsOf = std::optional<std::chrono::year_month_day>;

// A day written YYYY-MM-DD. Nothing when it is written otherwise or does not exist.
[[nodiscard]] MARKINGS_API std::optional<std::chrono::year_month_day> ReadDay(std::string_view text);

// A date and time that exists, to the second, in UTC: "2026-11-23T10:15:00Z".
[[nodiscard]] MARKINGS_API bool IsUtcDate(std::string_view text);

// A day that is only known to lie between two, both included; mostly they are the same.
struct MARKINGS_API DayRange {
  std::chrono::year_month_day first, last;
  bool operator==(const DayRange&) const = default;
};
// The smallest that holds both.
[[nodiscard]] MARKINGS_API DayRange Cover(const DayRange& a, const DayRange& b);

// A length of time by the calendar: months (a year has twelve) or days, never both.
struct MARKINGS_API Period {
  int months = 0, days = 0;
  bool operator==(const Period&) const = default;
};
// "25 years", "6 months", "90 days", also of one: "1 year". Nothing for any other form and over 1000 years.
[[nodiscard]] MARKINGS_API std::optional<Period> ReadPeriod(std::string_view text);
// The anniversary. Where the month has no such day, the first of the next: a year after 29 February is 1
// March.
[[nodiscard]] MARKINGS_API std::chrono::year_month_day After(std::chrono::year_month_day day,
                                                             const Period& period);
// Whether `period` ends no later than `most`, whatever the day that both begin on.
[[nodiscard]] MARKINGS_API bool AtMost(const Period& period, const Period& most);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_DAY_H_
