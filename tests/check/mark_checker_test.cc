#include "libmarkings/check/mark_checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libmarkings/marking/banner.h"
#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<const Vocabulary> Us() { return *Vocabulary::ForRegime("us"); }

// "LINE CODE" for each finding, authority blocks left out.
std::vector<std::string> Found(std::string_view text, bool notes = false) {
  MarkChecker checker(Us());
  const LineIndex lines(text);
  std::vector<std::string> found;
  for (const Diagnostic& one : checker.Check(text, {})) {
    if (one.code == DiagnosticCode::kAuthority) continue;
    if (!notes && SeverityOf(one) == Severity::kNote) continue;
    found.push_back(std::to_string(lines.At(one.where.begin).line) + " " + std::string(Info(one.code).id));
  }
  return found;
}

std::vector<Diagnostic> All(std::string_view text) {
  MarkChecker checker(Us());
  std::vector<Diagnostic> found;
  for (Diagnostic& one : checker.Check(text, {})) {
    if (one.code != DiagnosticCode::kAuthority) found.push_back(std::move(one));
  }
  return found;
}

constexpr std::string_view kGood =
    "SECRET//NOFORN\n\n(U) The harbour of Kalvor.\n\n1. (S//NF) The pilots met twice.\n\nSECRET//NOFORN\n";

TEST(MarkChecker, GoodTextHasNoFinding) {
  EXPECT_THAT(Found(kGood, true), IsEmpty());
  EXPECT_THAT(Found("UNCLASSIFIED\n\n(U) One.\n(U) Two.\n\nUNCLASSIFIED\n", true), IsEmpty());
}

TEST(MarkChecker, BannerLacksWhatAPortionNeeds) {
  const std::string text = "SECRET//NOFORN\n\n(S//SI//NF) One.\n\n(TS//NF) Two.\n\nSECRET//NOFORN\n";
  const std::vector<Diagnostic> found = All(text);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(found[0].message, HasSubstr("lacks TOP SECRET: the highest level, of the portion on line 5"));
  EXPECT_THAT(found[1].message, HasSubstr("lacks SI"));
  EXPECT_THAT(found[1].message, HasSubstr("line 3"));
  for (const Diagnostic& one : found) {
    EXPECT_EQ(one.code, DiagnosticCode::kBannerLacks);
    EXPECT_EQ(SeverityOf(one), Severity::kError);
    EXPECT_EQ(one.fix, "TOP SECRET//SI//NOFORN");
    EXPECT_FALSE(one.source.empty());
    EXPECT_EQ(Slice(text, one.where), "SECRET//NOFORN");
  }
}

TEST(MarkChecker, TheFixOfABannerIsAGoodBanner) {
  for (const std::string portions :
       {"(S//SI//NF) A.\n(C//REL TO USA, GBR) B.\n", "(U//FOUO) A.\n(S//REL TO USA, FVEY) B.\n",
        "(TS//SI-G ABCD//OC/NF) A.\n(S//TK//NF) B.\n",
        "(//DEU S//REL TO USA, DEU) A.\n(S//REL TO USA, DEU) B.\n"}) {
    const std::string text = "CONFIDENTIAL\n\n" + portions + "\nCONFIDENTIAL\n";
    const std::vector<Diagnostic> found = All(text);
    ASSERT_FALSE(found.empty()) << portions;
    const std::string fixed = found.front().fix + "\n\n" + portions + "\n" + found.front().fix + "\n";
    EXPECT_THAT(Found(fixed), IsEmpty()) << fixed;
  }
}

TEST(MarkChecker, ExcessiveAndCompilation) {
  EXPECT_THAT(Found("SECRET//SI//NOFORN\n\n(S//NF) One.\n\nSECRET//SI//NOFORN\n"), ElementsAre("1 MK0302"));
  // A higher level may be right: the whole can say more than its parts.
  EXPECT_THAT(Found("TOP SECRET//NOFORN\n\n(S//NF) One.\n\nTOP SECRET//NOFORN\n", true),
              ElementsAre("1 MK0303"));
}

TEST(MarkChecker, ByPageAndAsAWhole) {
  // Each page bears the banner of the whole, or its own.
  const std::string own =
      "SECRET//NOFORN\n(S//NF) One.\nSECRET//NOFORN\n\fUNCLASSIFIED\n(U) Two.\nUNCLASSIFIED\n";
  EXPECT_THAT(Found(own, true), IsEmpty());
  const std::string whole =
      "SECRET//NOFORN\n(S//NF) One.\nSECRET//NOFORN\n\fSECRET//NOFORN\n(U) Two.\nSECRET//NOFORN\n";
  EXPECT_THAT(Found(whole, true), IsEmpty());
  // The first page's banner lacks what the second page needs; the second page's its own.
  const std::string lacks = "SECRET\n(S) One.\nSECRET\n\fSECRET\n(TS) Two.\nSECRET\n";
  EXPECT_THAT(Found(lacks), ElementsAre("1 MK0301", "4 MK0301"));
  // Without form feeds two banners in a row part pages.
  EXPECT_THAT(Found("SECRET\n(S) One.\nSECRET\n- 1 -\n\nTOP SECRET\n(TS) Two.\nTOP SECRET\n- 2 -\n"),
              ElementsAre("1 MK0301"));
  // And one banner heads the next page.
  EXPECT_THAT(Found("TOP SECRET\n(TS) One.\nSECRET\n(TS) Two.\nTOP SECRET\n"),
              ElementsAre("3 MK0301", "5 MK0304"));
}

TEST(MarkChecker, BannersOfAPageAgree) {
  EXPECT_THAT(Found("SECRET//NOFORN\n(S//NF) One.\nSECRET\n"), ElementsAre("3 MK0304"));
}

TEST(MarkChecker, Missing) {
  EXPECT_THAT(Found("(S) One.\n\n(U) Two.\n"), ElementsAre("1 MK0305"));
  EXPECT_THAT(Found("SECRET\n(S) One.\nSECRET\n\f(S) Two.\n"), ElementsAre("4 MK0306"));
  EXPECT_THAT(Found("A letter about the weather.\n", true), ElementsAre("1 MK0307"));
  EXPECT_THAT(Found("SECRET\n\n(S) The pilots met twice in the harbour of Kalvor.\n\n"
                    "Nobody has marked this paragraph, which goes on for a while.\n\nSECRET\n",
                    true),
              ElementsAre("5 MK0309"));
}

TEST(MarkChecker, BrokenMarksAreFoundAndMended) {
  const auto first = [](std::string_view text) { return All(text).at(0); };
  Diagnostic one = first("SECERT//NOFORN\n\n(S//NF) One.\n\nSECRET//NOFORN\n");
  EXPECT_EQ(SeverityOf(one), Severity::kError);
  EXPECT_THAT(one.fix, HasSubstr("SECRET//NOFORN"));
  one = first("SECRET//NOFORN\n\n(S//NOFRON) One.\n\nSECRET//NOFORN\n");
  EXPECT_THAT(one.fix, HasSubstr("(S//NF)"));
  // Out of order: the fix is the mark in order.
  one = first("SECRET//NOFORN//SI\n\n(S//SI//NF) One.\n\nSECRET//SI//NOFORN\n");
  EXPECT_EQ(one.code, DiagnosticCode::kMarkOrder);
  EXPECT_EQ(one.fix, "SECRET//SI//NOFORN");
  // Small letters, a look-alike, a parenthesis that is lost.
  EXPECT_FALSE(Found("Secret//Noforn\n\n(S//NF) One.\n\nSECRET//NOFORN\n").empty());
  EXPECT_THAT(Found("S\xD0\x95"
                    "CRET//NOFORN\n\n(S//NF) One.\n\nSECRET//NOFORN\n"),
              ElementsAre("1 MK0104"));
  EXPECT_THAT(Found("SECRET//NOFORN\n\nS//NF) One.\n\nSECRET//NOFORN\n"), ElementsAre("3 MK0102"));
}

// A mark longer than those that are remembered stays what it is, whatever stands after it.
TEST(MarkChecker, LongMarksStayWhatTheyAre) {
  const std::string list =
      "USA, AUS, AUT, BEL, CAN, CZE, DNK, ESP, EST, FIN, FRA, GBR, GRC, HUN, ITA, JPN, KOR, LTU, LUX, LVA, "
      "NLD, NOR, NZL, POL, PRT, SWE";
  const std::string text = "SECRET//REL TO " + list + "\n\n(TS//REL TO " + list +
                           ") One.\n\n(U) Two.\n\n(S//REL TO USA, GBR//) Three.\n\nSECRET//REL TO " + list +
                           "\n";
  EXPECT_THAT(Found(text), ElementsAre("1 MK0301", "7 MK0116"));
}

// What a mark that cannot be read needs nobody knows: nothing is called too much beside it.
TEST(MarkChecker, ListsThatAreTheBanners) {
  const auto page = [](std::string_view banner, std::string_view portion) {
    return std::string(banner) + "\n\n1. " + std::string(portion) + " One.\n\n" + std::string(banner) + "\n";
  };
  EXPECT_THAT(Found(page("SECRET//REL TO USA, AUS, GBR", "(S//REL)")), IsEmpty());
  EXPECT_THAT(Found(page("//JOINT SECRET GBR USA//REL TO USA, GBR", "(//JOINT S//REL)")), IsEmpty());
  // Beside a portion that goes to others the list counts as the banner has it.
  const std::vector<Diagnostic> found = All(
      "SECRET//REL TO USA, GBR\n\n(S//REL) One.\n\n(S//REL TO USA, AUS) Two.\n\nSECRET//REL TO USA, GBR\n");
  ASSERT_FALSE(found.empty());
  EXPECT_THAT(found[0].message, HasSubstr("lacks NOFORN: the portion on line 5 has no common country"));
  // A banner without a list leaves the portion with a warning, and released to nobody.
  EXPECT_THAT(Found(page("SECRET//NOFORN", "(S//REL)")), ElementsAre("3 MK0119"));
  EXPECT_THAT(Found(page("SECRET", "(S//REL)")), ElementsAre("1 MK0301", "3 MK0119"));
  // A banner that is wrong gives no list.
  EXPECT_THAT(Found(page("//JOINT SECRET CAN GBR//REL TO USA, CAN, GBR", "(//JOINT S//REL)")),
              ElementsAre("1 MK0119", "3 MK0119", "3 MK0119", "5 MK0119"));
  // The page's own banner counts, not the first of the text.
  EXPECT_THAT(Found("SECRET//REL TO USA, AUS\n\n(S//REL) One.\n\nSECRET//REL TO USA, AUS\n\f"
                    "SECRET//REL TO USA, GBR\n\n(S//REL) Two.\n\nSECRET//REL TO USA, GBR\n"),
              ElementsAre("1 MK0301", "1 MK0302"));
}

TEST(MarkChecker, NothingIsTooMuchBesideABrokenMark) {
  EXPECT_THAT(Found("SECRET//SI//NOFORN\n\n(S//NF) One.\n\n(S//QQ ZZ//NF//) Two.\n\nSECRET//SI//NOFORN\n"),
              ElementsAre("5 MK0103", "5 MK0116"));
}

TEST(MarkChecker, ProseIsNoMark) {
  const std::string text =
      "SECRET\n\n(S) The office (OPS) wrote to the port,\n(FBI) and others having asked,\n(see below) and "
      "again.\n\n"
      "(a) (S) An item.\n\nTHE SECRET GARDEN OF KALVOR\n\nNOFORN\n\nC\n\nSECRET\n";
  EXPECT_THAT(Found(text), IsEmpty());
}

TEST(MarkChecker, WhereMarksStand) {
  // After numbers, letters, bullets and labels.
  for (const std::string prefix :
       {"1. ", "1.a. ", "(2) ", "a) ", "- ", "\xE2\x80\xA2 ", "SUBJECT: ", "1. a. (i) "}) {
    EXPECT_THAT(Found("SECRET\n\n(S) One.\n\n" + prefix + "(TS) Two.\n\nSECRET\n"), ElementsAre("1 MK0301"))
        << prefix;
  }
}

// Line after line of marks, without blank lines between.
TEST(MarkChecker, BrokenMarksAmongLinesOfMarks) {
  EXPECT_THAT(
      Found("SECRET//NOFORN\n(S//NF) One.\n(S//NFF) Two.\n(S/NFF) Three.\n(SNF) Four.\n(S//NF) Five\n(TS//\n"
            "SECRET//NOFORN\n"),
      ElementsAre("1 MK0301", "3 MK0114", "3 MK0103", "4 MK0103", "5 MK0103", "7 MK0102"));
}

TEST(MarkChecker, AuthorityBlock) {
  MarkChecker checker(Us());
  const std::string text =
      std::string(kGood) + "\nClassified By: A. Roe, Director\nReason: 1.4(c)\nDeclassify On: 20101231\n";
  const auto codes = [&](CheckFacts facts) {
    std::vector<std::string> rules;
    facts.edition_chosen = true;
    for (const Diagnostic& one : checker.Check(text, facts)) {
      EXPECT_EQ(one.code, DiagnosticCode::kAuthority);
      EXPECT_FALSE(one.source.empty());
      rules.push_back(one.rule);
    }
    return rules;
  };
  EXPECT_THAT(codes({}), IsEmpty());
  // The date is past: a note.
  EXPECT_THAT(codes({std::chrono::year_month_day{std::chrono::year{2026}, std::chrono::month{1},
                                                 std::chrono::day{2}}}),
              ElementsAre("AB-25"));
}

// A block whose dates are of a time before the edition, when nobody chose one.
TEST(MarkChecker, OlderEdition) {
  const auto notes = [](const std::string& block, std::string_view edition = {}, bool chosen = false) {
    const std::string text =
        std::string(kGood) + "\nClassified By: A. Roe, Director\nReason: 1.4(c)\n" + block + "\n";
    std::vector<std::string> found;
    for (const Diagnostic& one :
         MarkChecker(*Vocabulary::ForRegime("us", edition)).Check(text, {{}, chosen})) {
      if (one.code == DiagnosticCode::kOlderEdition) found.push_back(one.message + ": " + one.fix);
    }
    return found;
  };
  EXPECT_THAT(notes("Declassify On: 20120223"),
              ElementsAre("the text is from before 2012-02-23, when edition pre-2012 was in force: it is "
                          "checked by capco-2016: check it with --edition pre-2012"));
  EXPECT_THAT(notes("Declassify On: 20120224"), IsEmpty());
  EXPECT_THAT(notes("Declassify On: 20120223", "capco-2016", true), IsEmpty());
  EXPECT_THAT(notes("Declassify On: 20120223", "pre-2012"), IsEmpty());
  EXPECT_THAT(notes("Declassify On: 20120223", "dodm-2012"), ElementsAre(::testing::HasSubstr("dodm-2012")));
  EXPECT_THAT(notes("Declassify On: Source marked OADR, date of source 19940317"), ::testing::SizeIs(1));
  EXPECT_THAT(notes("Downgrade To: CONFIDENTIAL on 20101231\nDeclassify On: 20201231"), ::testing::SizeIs(1));
  // The day of a source that is cited says nothing: a new document may have an old source.
  EXPECT_THAT(notes("Derived From: Memorandum, dated 20071215\nDeclassify On: 20321215"), IsEmpty());
  // A date that may mean a later day does not date the text.
  EXPECT_THAT(notes("Declassify On: 2012"), IsEmpty());
}

// Of a document that is known to be older than the edition's end, and no more, what some order allowed is
// right.
TEST(MarkChecker, AuthorityBlocksOfAnOlderEdition) {
  const auto severities = [](const std::string& block, std::string_view edition) {
    const std::string text = std::string(kGood) + "\n" + block + "\n";
    std::vector<std::string> found;
    for (const Diagnostic& one : MarkChecker(*Vocabulary::ForRegime("us", edition)).Check(text, {{}, true}))
      found.push_back(one.rule + " " + std::string(Name(SeverityOf(one))));
    return found;
  };
  const std::string old = "Classified By: A. Roe, Director\nReason: 1.5(c)\nDeclassify On: OADR\n";
  EXPECT_THAT(severities(old, "pre-2012"), IsEmpty());
  EXPECT_THAT(severities(old, "capco-2016"), ElementsAre("AB-08 warning", "AB-01 warning"));
  // A rule of 2003 may not have been there yet.
  const std::string bare = "Classified By: A. Roe, Director\nReason: 1.4(c)\nDeclassify On: 25X1\n";
  EXPECT_THAT(severities(bare, "pre-2012"), ElementsAre("AB-03 note"));
  EXPECT_THAT(severities(bare, "capco-2016"), ElementsAre("AB-03 error"));
  // What no order ever allowed stays an error.
  const std::string never = "Classified By: A. Roe, Director\nReason: 1.4(c)\nDeclassify On: 20250230\n";
  EXPECT_THAT(severities(never, "pre-2012"), ElementsAre("AB-16 error"));
}

// Restricted Data and NATO information never bear a date: the block says so, and names them as the portions
// do.
TEST(MarkChecker, UndatedPortions) {
  const auto rules = [](const std::string& portions, const std::string& declassify) {
    MarkChecker checker(Us());
    const std::string text =
        "SECRET//RD//NOFORN\n\nClassified By: A. Roe, Director\nDerived From: Guide, 20250114\n"
        "Declassify On: " +
        declassify + "\n\n" + portions + "\nSECRET//RD//NOFORN\n";
    std::vector<std::string> found;
    for (const Diagnostic& one : checker.Check(text, {})) {
      if (one.code == DiagnosticCode::kAuthority) found.push_back(one.rule);
    }
    return found;
  };
  const std::string both = "(S//RD//NF) One.\n\n(S//NF) Two.\n";
  EXPECT_THAT(rules(both, "N/A to RD portions. See source list for NSI portions."), IsEmpty());
  EXPECT_THAT(rules(both, "20500114"), ElementsAre("AB-17"));
  EXPECT_THAT(rules(both, "N/A to NATO portions. See source list for NSI portions."),
              ElementsAre("AB-18", "AB-19"));
  EXPECT_THAT(rules("(S//NF) Two.\n", "20500114"), IsEmpty());
  EXPECT_THAT(rules("(//NS) One.\n\n(S//NF) Two.\n", "20500114"), ElementsAre("AB-17"));
}

TEST(MarkChecker, NeverQuotesTheText) {
  const std::string text =
      "SECRET\n\n(S//NF) Jane Q Invented met them.\n\nJane Q Invented said more, at some length, to all of "
      "us there.\n\n"
      "(S//XX YY) Jane.\n\nTOP SECRET\n";
  for (const Diagnostic& one : All(text)) {
    EXPECT_THAT(one.message, ::testing::Not(HasSubstr("Jane")));
    EXPECT_THAT(one.fix, ::testing::Not(HasSubstr("Jane")));
  }
}

}  // namespace
}  // namespace markings
