#include "libmarkings/cable/document_days.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "libmarkings/marking/authority.h"

namespace markings {
namespace {

std::optional<Document> Parse(const std::string& text, std::optional<DocumentFormat> format = std::nullopt) {
  auto buffer = Buffer::FromBytes(text, "cable.txt");
  if (!buffer) return std::nullopt;
  auto document = Document::Parse(*std::move(buffer), *Vocabulary::ForRegime("state"), {.format = format});
  if (!document) return std::nullopt;
  return *std::move(document);
}

std::string Shown(const std::optional<DayRange>& range) {
  if (!range) return "not known";
  return Name(range->first) + (range->first == range->last ? "" : ".." + Name(range->last));
}

// "written; declassify", with what the messages say behind a bar.
std::string Days(const std::string& text, std::optional<DocumentFormat> format = std::nullopt) {
  const auto document = Parse(text, format);
  if (!document) return "not parsed";
  const DocumentDays days = DaysOf(*document);
  std::string shown = Shown(days.written) + "; " + Shown(days.declassify);
  for (const auto& message : days.messages) shown += " | " + Shown(message);
  return shown;
}

std::string Telegram(const std::string& dtg, const std::string& eo = {}) {
  return dtg + "\nFM AMEMBASSY KALVOR\nTO SECSTATE WASHDC\n\nC O N F I D E N T I A L KALVOR 000123\n\n" + eo +
         "\n\nSUBJECT: (U) HARBOUR DUES\n\n1. (C) Dues rose.\n";
}

TEST(DocumentDays, OfTelegrams) {
  const struct {
    const char* name;
    std::string text;
    const char* days;
  } rows[] = {
      {"the DTG", Telegram("R 071200Z MAR 05"), "2005-03-07; not known"},
      {"of the last century", Telegram("O R 071432Z MAR 77"), "1977-03-07; not known"},
      {"with four digits", Telegram("P 290001Z FEB 2000"), "2000-02-29; not known"},
      {"a DTG that is no day: the year is left", Telegram("R 310001Z FEB 06"),
       "2006-01-01..2006-12-31; not known"},
      {"two: from the first to the last", Telegram("R 071200Z MAR 05\nP 091200Z MAR 05"),
       "2005-03-07..2005-03-09; not known"},
      {"two, of which one is no day", Telegram("R 071200Z MAR 05\nP 311200Z FEB 05"), "not known; not known"},
      {"none", Telegram("R"), "not known; not known"},
      {"a date of declassification", Telegram("R 071200Z MAR 05", "E.O. 12958: DECL: 02/28/2015"),
       "2005-03-07; 2015-02-28"},
      {"two digits: what is before the document is no reading",
       Telegram("R 071200Z MAR 05", "E.O. 12958: DECL: 02/28/15"), "2005-03-07; 2005-03-07..2015-02-28"},
      {"without a day the century stays open", Telegram("R", "E.O. 12958: DECL: 02/28/15"),
       "not known; 1915-02-28..2015-02-28"},
      {"nothing to declassify", Telegram("R 071200Z MAR 05", "E.O. 12958: N/A"), "2005-03-07; not known"},
      {"an office decides", Telegram("R 071200Z MAR 90", "E.O. 12356: DECL: OADR"), "1990-03-07; not known"},
      {"an exemption", Telegram("R 071200Z MAR 05", "E.O. 12958: DECL: 25X1"), "2005-03-07; not known"},
      {"an event", Telegram("R 071200Z MAR 05", "E.O. 12958: DECL: UPON CLOSURE OF THE HARBOUR"),
       "2005-03-07; not known"},
      {"two lines: from the first to the last",
       Telegram("R 071200Z MAR 05",
                "E.O. 12958: DECL: 02/28/2015\nCLASSIFIED BY: DCM SAM ALDREN. REASON: 1.4 (B).\n"
                "DECLASSIFY ON: 20250301"),
       "2005-03-07; 2015-02-28..2025-03-01"},
  };
  for (const auto& row : rows) EXPECT_EQ(Days(row.text), row.days) << row.name;
}

TEST(DocumentDays, OfSmartMessages) {
  const auto smart = [](const std::string& mrn, const std::string& date) {
    return "UNCLASSIFIED\n\nMRN:            " + mrn + "\nDate/DTG:       " + date +
           "\nFrom:           AMEMBASSY KALVOR\nAction:         WASHDC, SECSTATE ROUTINE\nE.O.:           "
           "13526\n"
           "TAGS:           PREL\nSubject:        HARBOUR DUES\n\n1. (U) Dues rose.\n";
  };
  EXPECT_EQ(Days(smart("12 KALVOR 123", "Jun 17, 2012 / 172335Z JUN 12")), "2012-06-17; not known");
  // They say different days.
  EXPECT_EQ(Days(smart("12 KALVOR 123", "Jun 17, 2012 / 180001Z JUN 12")),
            "2012-06-17..2012-06-18; not known")
      << "the day of the place beside that of the DTG: both are covered";
  EXPECT_EQ(Days(smart("10 KALVOR 123", "Jun 17, 2012 / 172335Z JUN 12")),
            "2010-01-01..2012-06-17; not known");
  // The year of the MRN is the one that holds the day: it says no more.
  EXPECT_EQ(Days(smart("12 KALVOR 123", "")), "2012-01-01..2012-12-31; not known");
}

TEST(DocumentDays, OfThreads) {
  const auto mail = [](const std::string& later, const std::string& earlier) {
    return "From: Wren\nSent: " + later +
           "\nTo: Maskin\nSubject: Harbour\n\nDues rose.\n\nFrom: Maskin\nSent: " + earlier +
           "\nTo: Wren\nSubject: Harbour\n\nWhat of the dues?\n";
  };
  const struct {
    const char* later;
    const char* earlier;
    const char* days;
  } rows[] = {
      {"Friday, March 11, 2011 1:36 PM", "Thursday, March 03, 2011 09:45 PM",
       "2011-03-03..2011-03-11; not known | 2011-03-11 | 2011-03-03"},
      {"Tue Mar 15 08:54:21 2011", "Mon, Jun 4, 2012 at 5:08 PM",
       "2011-03-15..2012-06-04; not known | 2011-03-15 | 2012-06-04"},
      {"Wed, 18 Nov 2009 20:07:11 -0500", "January 23, 2013, 10:16:10 AM EST",
       "2009-11-18..2013-01-23; not known | 2009-11-18 | 2013-01-23"},
      {"Wednesday; September 21, 2011 3:40:21 PM", "Sunday, November 11, 2012 08:53 AM Eastern Standard Time",
       "2011-09-21..2012-11-11; not known | 2011-09-21 | 2012-11-11"},
      {"03/15/2011 3:52 PM", "03/04/2011",
       "2011-03-04..2011-04-03; not known | 2011-03-15 | 2011-03-04..2011-04-03"},
      {"2011-03-15T15:52Z", "2011-03-15 15:52", "not known; not known | not known | 2011-03-15"},
      {"May 2011", "2011",
       "2011-01-01..2011-12-31; not known | 2011-05-01..2011-05-31 | 2011-01-01..2011-12-31"},
      {"Friday, June 10, 20111:22 PM", "Monday", "not known; not known | not known | not known"},
      {"03/15/11", "February 30, 2011", "not known; not known | not known | not known"},
      {"May 3, 1999 (revised June 1, 2004)", "in the year 1955",
       "not known; not known | not known | not known"},
      {"Market 3, 1999", "Ma 3, 1999", "not known; not known | not known | not known"},
  };
  for (const auto& row : rows) EXPECT_EQ(Days(mail(row.later, row.earlier)), row.days) << row.later;
}

// An element of a thread has the day of its message; of another document, that of the document.
TEST(DocumentDays, OfAnElement) {
  const auto thread = Parse(
      "From: Wren\nSent: Friday, March 11, 2011 1:36 PM\nTo: Maskin\nSubject: Harbour\n\nDues rose.\n\n"
      "From: Maskin\nSent: Monday\nTo: Wren\nSubject: Harbour\n\nWhat of the dues?\n");
  ASSERT_TRUE(thread);
  ASSERT_EQ(thread->messages().size(), 2U);
  const DocumentDays days = DaysOf(*thread);
  EXPECT_EQ(Shown(days.WrittenOf(*thread, thread->messages()[0].first)), "2011-03-11");
  EXPECT_EQ(Shown(days.WrittenOf(*thread, thread->messages()[1].first)), "not known");
  const auto cable = Parse(Telegram("R 071200Z MAR 05"));
  ASSERT_TRUE(cable);
  EXPECT_EQ(Shown(DaysOf(*cable).WrittenOf(*cable, cable->Find("p1"))), "2005-03-07");
}

// A reviewer's marking ends when it says, and not before the document's own.
TEST(DocumentDays, OfReviewers) {
  const auto with = [](const std::string& until, const std::string& eo) {
    return Parse(
        "     UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. C00000001 Date: "
        "08/31/2015\n\n"
        "                                                  RELEASE IN PART\n"
        "                                                  B1,1.4(D)\n\n" +
        eo +
        "From:          Wren\nSent:          Friday, October 1, 2010 8:12 PM\nTo:            Hatherley\n"
        "Subject:       Harbour fees\n\nThe minister spoke of it.                       1.4(D)\n"
        "               Classified by DAS, A/GIS, DoS on 08/31/2015 \xE2\x80\x94 Class: CONFIDENTIAL "
        "\xE2\x80\x94\n"
        "               Reason: 1.4(B), 1.4(D) \xE2\x80\x94 Declassify on: " +
        until + "\nHe was calm.\n");
  };
  const auto alone = with("10/01/2030", "");
  ASSERT_TRUE(alone);
  ASSERT_EQ(alone->review_markings().size(), 1U);
  EXPECT_EQ(Shown(DaysOf(*alone).declassify), "2030-10-01");
  const auto both = with("10/01/2030", "E.O. 12958: DECL: 02/28/2015\n\n");
  ASSERT_TRUE(both);
  ASSERT_EQ(both->review_markings().size(), 1U);
  EXPECT_EQ(Shown(DaysOf(*both).declassify), "2015-02-28..2030-10-01");
  const auto unread = with("later", "E.O. 12958: DECL: 02/28/2015\n\n");
  ASSERT_TRUE(unread);
  ASSERT_EQ(unread->review_markings().size(), 1U);
  EXPECT_EQ(Shown(DaysOf(*unread).declassify), "not known");
}

TEST(DocumentDays, WhatEndsByItself) {
  const auto years = [](const std::string& eo) {
    const auto document = Parse(Telegram("R 071200Z MAR 05", eo));
    return document ? DaysOf(*document).automatic_years : -1;
  };
  EXPECT_EQ(years(""), 25);
  EXPECT_EQ(years("E.O. 12958: DECL: 02/28/2015"), 25);
  EXPECT_EQ(years("E.O. 13526: DECL: 25X1"), 50);
  EXPECT_EQ(years("E.O. 13526: DECL: 50X1-HUM"), 75);
  EXPECT_EQ(years("E.O. 13526: DECL: 75X1"), 0);
}

}  // namespace
}  // namespace markings
