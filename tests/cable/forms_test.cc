// Documents of every form, from tests/testdata/cable/forms: each is dumped element by element and held
// against what was read and found right. (On a difference the dump stands in the test's temporary folder, to
// be compared.)

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

using testing::Codes;
using testing::Dump;
using testing::Parse;

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string Fixture(const std::string& name) {
  return Read(std::string(MARKINGS_TESTDATA_DIR) + "/cable/forms/" + name);
}

std::optional<Document> ParseAs(std::string text, DocumentFormat format) {
  auto document = Document::Parse(*Buffer::FromBytes(std::move(text), "test"),
                                  *Vocabulary::ForRegime("state"), {format, {}});
  if (!document) return std::nullopt;
  testing::ExpectPartition(*document);
  return *std::move(document);
}

class Forms : public ::testing::TestWithParam<const char*> {};

TEST_P(Forms, AsRead) {
  const std::string name = GetParam();
  const auto document = Parse(Fixture(name + ".txt"));
  ASSERT_TRUE(document);
  const std::string dump = "format " + std::string(Name(document->format())) + "\n" + "diagnostics " +
                           Codes(*document) + "\n" + Dump(*document);
  if (dump != Fixture(name + ".dump")) std::ofstream(::testing::TempDir() + name + ".dump") << dump;
  EXPECT_EQ(dump, Fixture(name + ".dump"));
}

INSTANTIATE_TEST_SUITE_P(All, Forms,
                         ::testing::Values("archive", "foia", "frus", "mask", "memo", "smart", "thread"),
                         [](const auto& one) { return std::string(one.param); });

TEST(Release, BannerReviewAndOwnMarkingAreThreeFields) {
  const auto document = Parse(Fixture("foia.txt"));
  ASSERT_TRUE(document);
  const ReleaseBanner& banner = document->release_banner();
  EXPECT_EQ(banner.marking, "UNCLASSIFIED");
  EXPECT_EQ(banner.case_number, "F-2014-00001");
  EXPECT_EQ(banner.document_number, "C00000001");
  EXPECT_EQ(banner.date, "08/31/2015");
  EXPECT_EQ(banner.stamp, "RELEASE IN PART");
  EXPECT_EQ(banner.codes, (std::vector<std::string>{"B1", "1.4(D)", "B6"}));
  ASSERT_EQ(document->review_markings().size(), 1U);
  const ReviewMarking& review = document->review_markings()[0];
  EXPECT_EQ(review.level, "CONFIDENTIAL");
  EXPECT_EQ(review.reasons, (std::vector<std::string>{"1.4(B)", "1.4(D)"}));
  EXPECT_EQ(review.declassify_on, "10/01/2030");
  // The own class line is the one inside the second message; the reviewer raises what unmarked text comes by.
  EXPECT_EQ(BannerForm(document->vocabulary(), document->banner()), "UNCLAS");
  EXPECT_EQ(BannerForm(document->vocabulary(), document->overall()), "CONFIDENTIAL");
}

// A page header without anything else would have made every document unclassified.
TEST(Release, BannerAloneMarksNothing) {
  const auto document = Parse(
      "UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. C00000001 Date: 08/31/2015\n"
      "\nThe ship left.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->banner_status(), MarkingStatus::kNone);
  EXPECT_EQ(document->format(), DocumentFormat::kFoia);
  for (const Element element : document->elements()) EXPECT_FALSE(element.mark_known) << element.id();
}

TEST(Release, BannerInFiveLines) {
  const auto document = Parse(
      "UNCLASSIFIED                 STATE DEPT. - PRODUCED TO HOUSE SELECT INVENTED COMM.\n"
      "U.S. Department of State\nCase No. F-2015-00001\nDoc No. C00000002\nDate: 05/13/2015      RELEASE IN\n"
      "                                PART B6\n\nSECRET\n\nThe ship left.\nDate: 05/13/2015\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->release_banner().document_number, "C00000002");
  EXPECT_EQ(document->release_banner().stamp, "RELEASE IN PART");
  EXPECT_EQ(document->release_banner().codes, (std::vector<std::string>{"B6"}));
  EXPECT_EQ(BannerForm(document->vocabulary(), document->banner()), "SECRET");
  // A date in the text is text.
  EXPECT_EQ(document->UnitText(document->Find("text1")), "The ship left. Date: 05/13/2015");
}

TEST(Release, StampOverTwoLines) {
  const auto document = Parse(
      "UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. C00000001 Date: 08/31/2015\n"
      "                                                       RELEASE\n"
      "                                                       IN PART B6\n\n(U) Text of the\nRELEASE\nof "
      "it.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->release_banner().stamp, "RELEASE IN PART");
  EXPECT_EQ(document->release_banner().codes, (std::vector<std::string>{"B6"}));
  EXPECT_EQ(document->UnitText(document->Find("text1")), "Text of the RELEASE of it.");
}

// The forms are exact: what stands beside them is text, and a code in running text is no code.
TEST(Release, ProseIsNoFurniture) {
  const auto document = Parse(
      "UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. C00000001 Date: 08/31/2015\n\n"
      "(SBU) Vitamin B6 and B1 were sent.\nSee RELEASE IN PART of the file B6\nCASE NO. 5\n\n"
      "(SBU) Classified by nobody on 08/31/2015.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(
      Dump(*document),
      "release_banner1 release_banner | UNCLASSIFIED U.S. Department of State Case No. F-2014-00001 Doc No. "
      "C00000001 Date: 08/31/2015\n"
      "text1 paragraph (SBU) own | Vitamin B6 and B1 were sent.\nSee RELEASE IN PART of the file B6\nCASE "
      "NO. 5\n"
      "text2 paragraph (SBU) own | Classified by nobody on 08/31/2015.\n");
}

TEST(Redactions, AmountsAndStyles) {
  const auto document = Parse(Fixture("frus.txt"));
  ASSERT_TRUE(document);
  const auto& all = document->foreign_redactions();
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].unit, "line");
  EXPECT_EQ(all[1].amount, 4U);
  EXPECT_EQ(all[1].unit, "paragraph");
  EXPECT_EQ(all[2].unit, "name");
  for (const ForeignRedaction& one : all) EXPECT_EQ(one.style, RedactionStyle::kBracket);
  // Four paragraphs are missing between 1 and 6, as the omission says. With three the gap is reported.
  EXPECT_EQ(Codes(*document), "");
  std::string text = Fixture("frus.txt");
  text.replace(text.find("[4 paragraphs"), 2, "[3");
  EXPECT_EQ(Codes(*Parse(text)), "MK0208");
}

// Words that are none of the notation make it text: a name could stand in it.
TEST(Redactions, BracketsHoldTheNotationOnly) {
  for (const std::string_view inner :
       {"name of Torvel not declassified", "not declassified: Torvel", "1 line withheld: Torvel",
        "Torvel withheld", "PERSON 1: Torvel", "PERSON Torvel", "[REDACTED-EX Torvel]", "withheld",
        "REDACTED by Wren", "not declassified"}) {
    const auto document = Parse("UNCLAS KALVOR 000001\n\n1. (U) A [" + std::string(inner) + "] b.\n");
    ASSERT_TRUE(document);
    const bool notation = inner == "withheld" || inner == "not declassified";
    EXPECT_EQ(document->foreign_redactions().size(), notation ? 1U : 0U) << inner;
    if (!notation) {
      EXPECT_EQ(document->UnitText(document->Find("p1")), "A [" + std::string(inner) + "] b.");
    }
  }
}

TEST(Redactions, NoMarkStandsBehindOne) {
  const auto document = Parse("SECRET KALVOR 000001\n\n1. XXXXXXXX (U) staff.\n2. XXXXXXXX\n(U) Staff.\n");
  ASSERT_TRUE(document);
  for (const std::string_view id : {"p1", "p2"}) {
    const Element element = document->elements()[document->Find(id)];
    EXPECT_EQ(element.mark_origin, MarkOrigin::kDocument) << id;
    EXPECT_EQ(PortionForm(document->vocabulary(), element.marking()), "(S)") << id;
  }
}

// Where no mark can stand one raises all the same: it may belong to a text that lost its place. It never
// lowers.
TEST(Redactions, AMarkBehindOneRaises) {
  const auto document = Parse("UNCLAS KALVOR 000001\n\n1. XXXXXXXX (S) staff.\n2. XXXXXXXX\n(C) Staff.\n");
  ASSERT_TRUE(document);
  for (const auto& [id, mark] : {std::pair("p1", "(S)"), std::pair("p1+3", "(S)"), std::pair("p2", "(S)")}) {
    const Element element = document->elements()[document->Find(id)];
    EXPECT_EQ(PortionForm(document->vocabulary(), element.marking()), mark) << id;
    EXPECT_TRUE(element.marking_span.empty()) << id;
  }
  EXPECT_EQ(BannerForm(document->vocabulary(), document->roll_up()), "SECRET");
}

TEST(Messages, AMarkInAListOfPeopleRaises) {
  const auto document =
      Parse("From: Wren\nTo: Maskin;\n(S) The ship left.\nSubject: Ships\n\nUNCLASSIFIED\n\nOpen.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(PortionForm(document->vocabulary(), document->elements()[document->Find("field2")].marking()),
            "(S)");
  EXPECT_EQ(BannerForm(document->vocabulary(), document->messages()[0].overall), "SECRET");
  EXPECT_NE(Codes(*document).find("MK0204"), std::string::npos) << "the class line is below it";
  const auto broken = Parse("From: Wren\nTo: Maskin;\n(S//) The ship left.\nSubject: Ships\n\nOpen.\n");
  ASSERT_TRUE(broken);
  EXPECT_FALSE(broken->overall_known());
}

TEST(Messages, EachIsADocumentOfItsOwn) {
  const auto document = Parse(Fixture("thread.txt"));
  ASSERT_TRUE(document);
  ASSERT_EQ(document->messages().size(), 3U);
  const Vocabulary& vocabulary = document->vocabulary();
  const Message& first = document->messages()[0];
  EXPECT_EQ(first.from, "Wren, Tobias");
  EXPECT_EQ(first.to, "Hatherley, June; Okonjo, Ada; Maskin, Torvel; (U) Lindqvist, Tora");
  EXPECT_EQ(first.subject, "Re: Harbour fees");
  EXPECT_EQ(BannerForm(vocabulary, first.overall), "UNCLAS");
  EXPECT_EQ(BannerForm(vocabulary, document->messages()[1].overall), "SECRET");
  EXPECT_FALSE(document->messages()[2].overall_known);
  // Numbers begin anew, and a message that says nothing comes by what the whole document is.
  EXPECT_EQ(Codes(*document).find("MK0208"), std::string::npos);
  const Element last = document->elements().back();
  EXPECT_EQ(last.mark_origin, MarkOrigin::kDocument);
  EXPECT_EQ(PortionForm(vocabulary, last.marking()), "(S)");
}

// A whole-text mark governs its own message alone.
TEST(Messages, WholeTextMarksDoNotReachTheNext) {
  const auto document = Parse(
      "From: Wren\nTo: Maskin\nSubject: A\n\n1. (U - ENTIRE TEXT).\n\n2. Open.\n\nFrom: Maskin\nTo: Wren\n"
      "Subject: B\n\nSECRET\n\n1. Closed.\n");
  ASSERT_TRUE(document);
  const Element closed = document->elements()[document->Find("p1~2")];
  EXPECT_EQ(PortionForm(document->vocabulary(), closed.marking()), "(S)");
}

// The class line at the very end may be that of all of them.
TEST(Messages, LastLineRaisesAll) {
  const auto document = Parse(
      "From: Wren\nTo: Maskin\nSubject: A\n\nUNCLASSIFIED\n\nOpen.\n\nFrom: Maskin\nTo: Wren\nSubject: B\n\n"
      "Text.\n\nSECRET\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(BannerForm(document->vocabulary(), document->messages()[0].overall), "SECRET");
}

TEST(Messages, DisagreeingClassLinesOfOneAreInDoubt) {
  const auto document =
      Parse("From: Wren\nTo: Maskin\nSubject: A\n\nUNCLASSIFIED\n\nOpen.\n\nSECRET\n\nClosed.\n");
  ASSERT_TRUE(document);
  EXPECT_NE(Codes(*document).find("MK0203"), std::string::npos);
  EXPECT_FALSE(document->overall_known());
}

TEST(Format, IsForced) {
  // A margin code is a code in a release alone.
  const std::string text = "UNCLAS KALVOR 000001\n\n1. (U) Text of the line.                    B6\n";
  EXPECT_TRUE(Parse(text)->foreign_redactions().empty());
  const auto foia = ParseAs(text, DocumentFormat::kFoia);
  ASSERT_TRUE(foia);
  EXPECT_TRUE(foia->format_forced());
  EXPECT_EQ(foia->foreign_redactions().size(), 1U);
  // Any text is a document of plain form, and everything in it is without a mark.
  EXPECT_FALSE(Parse("Nothing of a form.\n"));
  const auto plain = ParseAs("Nothing of a form.\n", DocumentFormat::kPlain);
  ASSERT_TRUE(plain);
  EXPECT_FALSE(plain->elements()[0].mark_known);
  for (const DocumentFormat format :
       {DocumentFormat::kTelegram, DocumentFormat::kSmart, DocumentFormat::kArchive, DocumentFormat::kFoia,
        DocumentFormat::kFrus, DocumentFormat::kWeb, DocumentFormat::kEmail, DocumentFormat::kMemo,
        DocumentFormat::kPlain}) {
    EXPECT_EQ(FindDocumentFormat(Name(format)), format);
    for (const char* name : {"archive", "foia", "frus", "mask", "memo", "smart", "thread"}) {
      const auto document = ParseAs(Fixture(std::string(name) + ".txt"), format);
      ASSERT_TRUE(document) << name;
      EXPECT_EQ(document->format(), format);
    }
  }
}

// What speaks for no form at all is parsed whole where the caller asks for it, as a member of an archive is.
TEST(Format, AnyFormIsParsedWhole) {
  const std::string text = "A letter of no form.\n\nIt goes on.\n";
  EXPECT_FALSE(Document::Parse(*Buffer::FromBytes(text, "letter"), *Vocabulary::ForRegime("state")));
  const auto document = Document::Parse(*Buffer::FromBytes(text, "letter"), *Vocabulary::ForRegime("state"),
                                        {.format = {}, .regions = {}, .any_form = true});
  ASSERT_TRUE(document);
  EXPECT_EQ(document->format(), DocumentFormat::kPlain);
  ASSERT_EQ(document->elements().size(), 3U);
  EXPECT_EQ(document->elements()[2].id(), "note2");
  EXPECT_EQ(document->Find("blank1"), 1U);
  EXPECT_NE(Codes(*document).find("MK0201"), std::string::npos) << "it is said to have no class line";
}

TEST(Regions, AreElementsOfTheirOwn) {
  const std::string text =
      "UNCLAS KALVOR 000001\n\n1. (U) Text\nHidden word\nand more\n\xEF\xBF\xBC\ngoes on.\n";
  const std::size_t hidden = text.find("Hidden");
  const std::size_t object = text.find("\xEF\xBF\xBC");
  auto parse = [&](std::vector<SourceRegion> regions) {
    return Document::Parse(*Buffer::FromBytes(text, "test"), *Vocabulary::ForRegime("state"),
                           {std::nullopt, std::move(regions)});
  };
  const auto document = parse({{{hidden, object}, false, "comment"}, {{object, object + 4}, true, "image"}});
  ASSERT_TRUE(document);
  testing::ExpectPartition(*document);
  EXPECT_EQ(document->Text(document->elements()[document->Find("hidden1")].text_span),
            "Hidden word\nand more");
  EXPECT_EQ(document->RegionKind(document->Find("hidden1")), "comment");
  EXPECT_EQ(document->RegionKind(document->Find("unread1")), "image");
  EXPECT_EQ(document->RegionKind(document->Find("p1")), "");
  // Without a region an object character stands for something that nobody read all the same.
  EXPECT_NE(parse({})->Find("unread1"), kNoElement);
  EXPECT_FALSE(parse({{{hidden, object}, false, "a"}, {{hidden, object}, false, "b"}}));
  EXPECT_FALSE(parse({{{hidden, text.size() + 1}, false, "a"}}));
}

}  // namespace
}  // namespace markings
