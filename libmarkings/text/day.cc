#include "libmarkings/text/day.h"

#include <algorithm>
#include <charconv>

namespace markings {

namespace chrono = std::chrono;

std::optional<chrono::year_month_day> ReadDay(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  const auto fits = [](char c, char form) { return form == '-' ? c == '-' : c >= '0' && c <= '9'; };
  if (!std::ranges::equal(text, kForm, fits)) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    unsigned value = 0;
    for (const char c : text.substr(at, size)) value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
  };
  const chrono::year_month_day date{chrono::year(static_cast<int>(number(0, 4))), chrono::month(number(5, 2)),
                                    chrono::day(number(8, 2))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

bool IsUtcDate(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  const auto fits = [](char c, char form) { return form == '0' ? c >= '0' && c <= '9' : c == form; };
  if (!std::ranges::equal(text, kForm, fits) || !ReadDay(text.substr(0, 10))) return false;
  const auto below = [&](std::size_t at, std::string_view bound) { return text.substr(at, 2) < bound; };
  return below(11, "24") && below(14, "60") && below(17, "60");
}

DayRange Cover(const DayRange& a, const DayRange& b) {
  return {std::min(a.first, b.first), std::max(a.last, b.last)};
}

std::optional<Period> ReadPeriod(std::string_view text) {
  constexpr int kMostYears = 1000;
  int number = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, fault] = std::from_chars(begin, end, number);
  if (fault != std::errc() || number < 1 || text.front() == '0') return std::nullopt;
  std::string_view unit(stop, static_cast<std::size_t>(end - stop));
  if (unit.ends_with('s')) unit.remove_suffix(1);
  if (unit == " year" && number <= kMostYears) return Period{number * 12, 0};
  if (unit == " month" && number <= kMostYears * 12) return Period{number, 0};
  if (unit == " day" && number <= kMostYears * 365) return Period{0, number};
  return std::nullopt;
}

chrono::year_month_day After(chrono::year_month_day day, const Period& period) {
  const chrono::year_month_day later = day + chrono::months(period.months);
  if (later.ok()) return chrono::sys_days(later) + chrono::days(period.days);
  return (later.year() / later.month() + chrono::months(1)) / chrono::day(1);
}

bool AtMost(const Period& period, const Period& most) {
  if (period.months == 0 && most.months == 0) return period.days <= most.days;
  if (period.days == 0 && most.days == 0) return period.months <= most.months;
  // A month has 30.436875 days on average, and no run of months is six days off that.
  constexpr double kMonth = 30.436875, kOff = 6;
  return period.days > 0 ? period.days <= most.months * kMonth - kOff
                         : period.months * kMonth + kOff <= most.days;
}

}  // namespace markings
