#include "libmarkings/text/day.h"

#include <gtest/gtest.h>

#include <string>

namespace markings {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;

TEST(Day, ReadsDaysThatExist) {
  EXPECT_EQ(ReadDay("2026-11-26"), year_month_day(2026y / 11 / 26));
  EXPECT_EQ(ReadDay("2024-02-29"), year_month_day(2024y / 2 / 29));
  for (const char* text :
       {"2025-02-29", "2026-13-01", "2026-1-1", "26-11-26", "2026-11-26 ", "2026/11/26", ""})
    EXPECT_FALSE(ReadDay(text)) << text;
}

TEST(Day, ReadsPeriods) {
  EXPECT_EQ(ReadPeriod("25 years"), (Period{300, 0}));
  EXPECT_EQ(ReadPeriod("1 year"), (Period{12, 0}));
  EXPECT_EQ(ReadPeriod("6 months"), (Period{6, 0}));
  EXPECT_EQ(ReadPeriod("90 days"), (Period{0, 90}));
  EXPECT_EQ(ReadPeriod("1000 years"), (Period{12000, 0}));
  for (const char* text :
       {"25", "25years", "25  years", "0 years", "-1 years", "+1 years", "1001 years", "07 days", "2.5 years",
        "25 yearss", "years", "25 weeks", "99999999999 days", "25 years ", ""})
    EXPECT_FALSE(ReadPeriod(text)) << text;
}

TEST(Day, AnniversariesAreByTheCalendar) {
  EXPECT_EQ(After(2001y / 11 / 26, {300, 0}), year_month_day(2026y / 11 / 26));
  EXPECT_EQ(After(2000y / 2 / 29, {300, 0}), year_month_day(2025y / 3 / 1));
  EXPECT_EQ(After(2000y / 2 / 29, {48, 0}), year_month_day(2004y / 2 / 29));
  EXPECT_EQ(After(2026y / 1 / 31, {1, 0}), year_month_day(2026y / 3 / 1));
  EXPECT_EQ(After(2026y / 12 / 31, {2, 0}), year_month_day(2027y / 3 / 1));
  EXPECT_EQ(After(2026y / 12 / 31, {0, 1}), year_month_day(2027y / 1 / 1));
}

// A later day never has an earlier anniversary: forecasts and ranges of days rest on that.
TEST(Day, AnniversariesKeepTheOrder) {
  for (const Period& period : {Period{1, 0}, Period{12, 0}, Period{300, 0}, Period{0, 9131}}) {
    year_month_day last = After(1899y / 1 / 1, period);
    for (std::chrono::sys_days day = 1899y / 1 / 2; day < std::chrono::sys_days(1908y / 4 / 1);
         day += std::chrono::days(1)) {
      const year_month_day next = After(day, period);
      ASSERT_TRUE(next.ok());
      ASSERT_LE(last, next);
      last = next;
    }
  }
}

TEST(Day, AtMostHoldsForEveryDay) {
  EXPECT_TRUE(AtMost({300, 0}, {300, 0}));
  EXPECT_FALSE(AtMost({301, 0}, {300, 0}));
  EXPECT_TRUE(AtMost({0, 9000}, {300, 0}));
  EXPECT_FALSE(AtMost({0, 9132}, {300, 0}));
  EXPECT_TRUE(AtMost({299, 0}, {0, 9131}));
  EXPECT_FALSE(AtMost({300, 0}, {0, 9131}));
  for (int months = 1; months < 1300; months += 7) {
    int least = 1'000'000, most = 0;
    for (std::chrono::sys_days day = 1890y / 1 / 1; day < std::chrono::sys_days(1905y / 1 / 1);
         day += std::chrono::days(1)) {
      const int size = static_cast<int>((std::chrono::sys_days(After(day, {months, 0})) - day).count());
      least = std::min(least, size);
      most = std::max(most, size);
    }
    EXPECT_FALSE(AtMost({0, least + 1}, {months, 0})) << months;
    EXPECT_FALSE(AtMost({months, 0}, {0, most - 1})) << months;
  }
}

TEST(Day, CoverHoldsBoth) {
  const DayRange a{2001y / 1 / 1, 2001y / 2 / 1}, b{2000y / 1 / 1, 2001y / 1 / 15};
  EXPECT_EQ(Cover(a, b), (DayRange{2000y / 1 / 1, 2001y / 2 / 1}));
  EXPECT_EQ(Cover(b, a), Cover(a, b));
}

TEST(Day, UtcDates) {
  for (const char* date : {"2026-11-23T10:15:00Z", "2024-02-29T23:59:59Z", "1970-01-01T00:00:00Z"}) {
    EXPECT_TRUE(IsUtcDate(date)) << date;
  }
  for (const char* date :
       {"", "2026-11-23", "2026-11-23T10:15:00", "2026-11-23T10:15:00+", "2026-13-23T10:15:00Z",
        "2026-02-29T10:15:00Z", "2026-11-31T10:15:00Z", "2026-11-23T24:15:00Z", "2026-11-23T10:60:00Z",
        "2026-11-23T10:15:60Z", "2026-11-23 10:15:00Z", "2026-11-23T10:15:0xZ", "2026-00-10T10:15:00Z"}) {
    EXPECT_FALSE(IsUtcDate(date)) << date;
  }
}

}  // namespace
}  // namespace markings
