#include "libmarkings/policy/forecast.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "libmarkings/marking/authority.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using namespace std::chrono_literals;

constexpr char kPolicy[] = R"toml(schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
x = { title = "X", clears = "U" }
y = { title = "Y", clears = "C" }
[exemptions]
"(b)(1)" = { title = "Classified" }
"1.4(d)" = { title = "Foreign relations" }
"25X6" = { title = "Foreign relations, beyond 25 years" }
"(b)(5)" = { title = "Deliberative" }
"(b)(6)" = { title = "Privacy" }
"(b)(9)" = { title = "Wells", lapses = "30 years" }
[[rule]]
id = "out"
release = ["x", "y"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "declassified"
release = ["y"]
when = { at_most = "C", declassified = true }
reason = "Its date has passed."
[[rule]]
id = "comment"
withhold = ["x", "y"]
when = { section = ["COMMENT"], newer_than = "25 years" }
code = ["(b)(5)"]
reason = "The post's own view."
[[rule]]
id = "draft"
withhold = ["x"]
when = { text = 'draft' }
code = ["(b)(5)"]
reason = "A draft."
[[rule]]
id = "wells"
withhold = ["x"]
when = { text = 'well' }
code = ["(b)(9)"]
reason = "A well."
[[rule]]
id = "ministers"
withhold = ["x"]
when = { text = 'minister' }
code = ["(b)(1)", "1.4(d)"]
reason = "Foreign relations."
[[rule]]
id = "treaty"
withhold = ["x"]
when = { text = 'treaty' }
code = ["25X6"]
reason = "Foreign relations."
[[rule]]
id = "numbers"
mask = ["x"]
pattern = '[0-9]{4}'
as = "number"
code = ["(b)(6)"]
when = { newer_than = "20 years" }
reason = "A number."
)toml";

std::string Cable(const std::string& dtg, const std::string& eo) {
  return dtg + (dtg.empty() ? "" : "\n") +
         "FM AMEMBASSY KALVOR\nTO SECSTATE WASHDC\n\nC O N F I D E N T I A L KALVOR 000123\n\n" + eo +
         "SUBJECT: (U) HARBOUR DUES\n\n1. (C) Dues rose.\n\n2. (U) Call 1234 or 5678.\n\n"
         "3. (U) COMMENT: The ministry is stalling. END COMMENT.\n\n4. (U) A draft.\n\n5. (U) A well.\n\n"
         "6. (C) The minister left.\n\n7. (C) The treaty holds.\n";
}

std::string Forecast(const std::string& cable, const std::string& audience, ForecastOptions options) {
  const auto policy = testing::LoadPolicy(kPolicy);
  const auto document = testing::ParseCable(cable);
  if (!policy || !document) return "not loaded";
  const auto forecast = ForecastDecisions(*policy, audience, *document, options);
  if (!forecast) return forecast.error().message;
  std::string text = fmt::format("{} held\n", forecast->held);
  for (const ForecastChange& one : forecast->changes) {
    text += fmt::format("{} {}: {} -> {}: {} give way to {}\n", Name(one.day), one.change.id,
                        OutcomeText(one.change.first), OutcomeText(one.change.second),
                        fmt::join(one.gave_way, ", "), fmt::join(one.change.second.rules, ", "));
  }
  for (const ForecastReview& one : forecast->reviews) {
    text += fmt::format("{} {} {} {} {}: {}\n", Name(one.day), one.id, one.mark, Name(one.reason),
                        one.code.empty() ? "-" : one.code, OutcomeText(one.side));
  }
  return text;
}

const ForecastOptions kNow = {.as_of = 2010y / 1 / 1};

TEST(Forecast, WhatChangesAndWhatIsToBeReviewed) {
  EXPECT_EQ(Forecast(Cable("R 071200Z MAR 05", "E.O. 12958: DECL: 02/28/2015\n\n"), "x", kNow),
            "7 held\n"
            "2025-03-07 p2: mask 2 -> release: numbers give way to out\n"
            "2030-03-07 p3: withhold (b)(5) -> release: comment give way to out\n"
            "2015-02-28 p1 (C) declassification_date -: withhold ?\n"
            "2015-02-28 p6 (C) declassification_date (b)(1): withhold (b)(1) 1.4(d)\n"
            "2015-02-28 p6 (C) declassification_date 1.4(d): withhold (b)(1) 1.4(d)\n"
            "2015-02-28 p7 (C) declassification_date 25X6: withhold 25X6\n"
            "2030-03-07 p4 (U) exemption_lapses (b)(5): withhold (b)(5)\n"
            "2035-03-07 p5 (U) exemption_lapses (b)(9): withhold (b)(9)\n");
}

// 31 December of the year in which it ends by itself, where no date is named.
TEST(Forecast, AutomaticDeclassification) {
  const std::string text = Forecast(Cable("R 071200Z MAR 05", "E.O. 12958: DECL: OADR\n\n"), "x", kNow);
  for (const char* line : {"\n2030-12-31 p1 (C) automatic_declassification -: withhold ?\n",
                           "\n2030-12-31 p6 (C) automatic_declassification (b)(1): ",
                           "\n2055-12-31 p7 (C) automatic_declassification 25X6: "}) {
    EXPECT_TRUE(text.contains(line)) << line << "in\n" << text;
  }
  const std::string exempt = Forecast(Cable("R 071200Z MAR 05", "E.O. 13526: DECL: 25X1\n\n"), "x", kNow);
  EXPECT_TRUE(exempt.contains("\n2055-12-31 p1 (C) automatic_declassification -: ")) << exempt;
  EXPECT_TRUE(exempt.contains("\n2055-12-31 p6 (C) automatic_declassification (b)(1): ")) << exempt;
}

TEST(Forecast, ADateOfDeclassificationChangesWhatThePolicySaysItDoes) {
  EXPECT_EQ(Forecast(Cable("R 071200Z MAR 05", "E.O. 12958: DECL: 02/28/2015\n\n"), "y", kNow),
            "4 held\n"
            "2015-02-28 p1: withhold ? -> release: default-deny give way to declassified\n"
            "2015-02-28 p6: withhold ? -> release: default-deny give way to declassified\n"
            "2015-02-28 p7: withhold ? -> release: default-deny give way to declassified\n"
            "2030-03-07 p3: withhold (b)(5) -> release: comment give way to declassified, out\n");
}

TEST(Forecast, UntilADay) {
  const std::string cable = Cable("R 071200Z MAR 05", "E.O. 12958: DECL: 02/28/2015\n\n");
  const std::string text = Forecast(cable, "x", {.as_of = 2010y / 1 / 1, .until = 2025y / 3 / 7});
  EXPECT_TRUE(text.contains("2025-03-07 p2")) << text;
  EXPECT_FALSE(text.contains("2030")) << text;
  EXPECT_FALSE(Forecast(cable, "x", {.as_of = 2010y / 1 / 1, .until = 2025y / 3 / 6}).contains("2025"));
  // What has passed is decided on so already; a date for review stays one.
  const std::string late = Forecast(cable, "x", {.as_of = 2030y / 3 / 7});
  EXPECT_FALSE(late.contains("->")) << late;
  EXPECT_TRUE(late.contains("2015-02-28 p1")) << late;
}

TEST(Forecast, OfNoDateNothingIsKnown) { EXPECT_EQ(Forecast(Cable("", ""), "x", kNow), "7 held\n"); }

// Both ends of a year: neither is the day, so what changes is decided on by the later.
TEST(Forecast, OfAYearTheLastDayCounts) {
  const std::string text = Forecast(Cable("R 310001Z FEB 06", ""), "x", kNow);
  EXPECT_TRUE(text.contains("2031-12-31 p3: withhold (b)(5) -> release")) << text;
  EXPECT_TRUE(text.contains("2031-12-31 p1 (C) automatic_declassification -")) << text;
}

// On each day the decisions are those that are forecast, and between such days they are the same.
TEST(Forecast, IsWhatIsDecidedOnEachDay) {
  const auto policy = testing::LoadPolicy(kPolicy);
  const auto document = testing::ParseCable(Cable("R 071200Z MAR 05", "E.O. 12958: DECL: 02/28/2015\n\n"));
  ASSERT_TRUE(policy && document);
  for (const char* audience : {"x", "y"}) {
    const auto forecast = ForecastDecisions(*policy, audience, *document, kNow);
    ASSERT_TRUE(forecast);
    auto before = Decide(*policy, audience, *document, nullptr, kNow.as_of);
    ASSERT_TRUE(before);
    std::size_t changes = 0;
    for (std::chrono::sys_days day = 2010y / 1 / 2; day < std::chrono::sys_days(2040y / 1 / 1);
         day += std::chrono::days(1)) {
      auto after = Decide(*policy, audience, *document, nullptr, std::chrono::year_month_day(day));
      ASSERT_TRUE(after);
      for (const ElementChange& change : DiffDecisions(*document, *before, *after).changes) {
        ++changes;
        EXPECT_TRUE(std::ranges::any_of(forecast->changes, [&](const ForecastChange& one) {
          return one.day == std::chrono::year_month_day(day) && one.change.id == change.id &&
                 OutcomeText(one.change.second) == OutcomeText(change.second);
        })) << change.id;
      }
      before = std::move(after);
    }
    EXPECT_EQ(changes, forecast->changes.size());
  }
}

TEST(Forecast, TooManyDaysAreCutOff) {
  const auto policy = testing::LoadPolicy(kPolicy);
  std::string thread = "UNCLASSIFIED\n\n";
  for (int i = 0; i < 210; ++i) {
    thread +=
        fmt::format("From: Wren\nSent: {}/{}/{}\nTo: Maskin\nSubject: (U) Harbour\n\n(U) Dues rose.\n\n",
                    2005 + i / 336, 1 + i / 28 % 12, 1 + i % 28);
  }
  const auto document = testing::ParseCable(thread);
  ASSERT_TRUE(policy && document);
  const auto forecast = ForecastDecisions(*policy, "x", *document, kNow);
  ASSERT_TRUE(forecast);
  ASSERT_EQ(forecast->days.messages.size(), 210U);
  EXPECT_TRUE(forecast->cut_off);
  const auto short_one =
      ForecastDecisions(*policy, "x", *document, {.as_of = 2010y / 1 / 1, .until = 2025y / 3 / 7});
  ASSERT_TRUE(short_one);
  EXPECT_FALSE(short_one->cut_off);
}

}  // namespace
}  // namespace markings
