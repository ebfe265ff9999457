#include "libmarkings/redact/internal/dates.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace markings::internal {
namespace {

// "5-3-2009@May 3, 2009" of each, ", " between.
std::string Dates(std::string_view text) {
  const TokenStream stream(text);
  std::string found;
  for (const WrittenDate& date : WrittenDates(stream)) {
    if (!found.empty()) found += " / ";
    found += std::to_string(date.month) + "-" + std::to_string(date.day);
    if (date.year != 0) found += "-" + std::to_string(date.year);
    const std::size_t begin = stream.tokens()[date.first_token].begin;
    found += "@" + std::string(text.substr(begin, stream.tokens()[date.last_token].end - begin));
  }
  return found;
}

TEST(Dates, AreReadInAllForms) {
  EXPECT_EQ(Dates("on May 3 there"), "5-3@May 3");
  EXPECT_EQ(Dates("on May 3rd, 2009, there"), "5-3-2009@May 3rd, 2009");
  EXPECT_EQ(Dates("on 3 May 2009."), "5-3-2009@3 May 2009");
  EXPECT_EQ(Dates("on the 3rd of May"), "5-3@3rd of May");
  EXPECT_EQ(Dates("on 3 of May"), "5-3@3 of May");
  EXPECT_EQ(Dates("03MAY09"), "5-3-2009@03MAY09");
  EXPECT_EQ(Dates("3-May-79"), "5-3-1979@3-May-79");
  EXPECT_EQ(Dates("R 030915Z MAY 09"), "5-3-2009@030915Z MAY 09");
  EXPECT_EQ(Dates("SEPT 30"), "9-30@SEPT 30");
  EXPECT_EQ(Dates("05/13/2009"), "5-13-2009@05/13/2009");
  EXPECT_EQ(Dates("05/03/2009"), "5-3-2009@05/03/2009 / 3-5-2009@05/03/2009");
  EXPECT_EQ(Dates("13.5.09"), "5-13-2009@13.5.09");
  EXPECT_EQ(Dates("2009-05-03"), "5-3-2009@2009-05-03");
  EXPECT_EQ(Dates("from May 3 to June 4, 2010"), "5-3@May 3 / 6-4-2010@June 4, 2010");
}

TEST(Dates, WhatIsNone) {
  for (const char* text : {"", "May", "May 2009", "May 32", "0 May", "05/2009", "1.2.3.4", "99/99/2009",
                           "040-910-535", "the third of May", "May. 3 came", "2009-05-03-07"})
    EXPECT_EQ(Dates(text), "") << text;
}

TEST(Dates, TwoFiguresBehindACommaAreNoYear) {
  EXPECT_EQ(Dates("On 3 May, 12 ships came."), "5-3@3 May");
  EXPECT_EQ(Dates("On May 3, 12 ships came."), "5-3@May 3");
}

}  // namespace
}  // namespace markings::internal
