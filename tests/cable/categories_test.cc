// Documents read with vocabularies of banner categories: banners, portions, what they come by, and doubts.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "libmarkings/marking/forms.h"
#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

std::optional<Document> ParseWith(std::string_view regime, const std::string& text) {
  auto buffer = Buffer::FromBytes(text, "report.txt");
  EXPECT_TRUE(buffer);
  auto document = Document::Parse(*std::move(buffer), *Vocabulary::ForRegime(regime));
  if (!document) {
    ADD_FAILURE() << document.error().message;
    return std::nullopt;
  }
  testing::ExpectPartition(*document);
  return *std::move(document);
}

// "banner1; p1 (S//NF) own; text1 (S//NF) document"; blank lines left out.
std::string Show(const Document& document) {
  std::string shown;
  for (const Element element : document.elements()) {
    if (element.kind == ElementKind::kBlank) continue;
    shown += (shown.empty() ? "" : "; ") + element.id();
    if (!IsPortion(element.kind)) continue;
    shown += " " + (element.mark_known ? PortionForm(document.vocabulary(), element.marking()) : "?") + " " +
             std::string(Name(element.mark_origin));
  }
  return shown;
}

bool InDoubt(const Document& document) {
  return std::ranges::any_of(document.diagnostics(),
                             [](const Diagnostic& one) { return Info(one.code).in_doubt; });
}

struct Row {
  const char* name;
  const char* regime;
  const char* text;
  const char* shown;
};

class Read : public ::testing::TestWithParam<Row> {};

TEST_P(Read, AsItIsMarked) {
  const auto document = ParseWith(GetParam().regime, GetParam().text);
  ASSERT_TRUE(document);
  EXPECT_EQ(Show(*document), GetParam().shown);
  EXPECT_FALSE(InDoubt(*document));
}

constexpr Row kRead[] = {
    {"Numbered", "us", "SECRET//NOFORN\n\n1. (U) Open.\n\n2. (S//NF) Closed.\n\n3. Bare.\n\nSECRET//NOFORN\n",
     "banner1; p1 (U) own; p2 (S//NF) own; p3 (S//NF) document; banner2"},
    {"Unnumbered", "us",
     "SECRET//REL TO USA, GBR\n\n(U) Open.\n\n(S//REL TO USA, GBR) Shared.\n\nSECRET//REL TO USA, GBR\n",
     "banner1; text1 (U) own; text2 (S//REL TO USA, GBR) own; banner2"},
    {"PageInside", "us",
     "SECRET//NOFORN\n\n(S//NF) The sentence goes\n\nSECRET//NOFORN   12\n\fSECRET//NOFORN\n\non here.\n\n"
     "SECRET//NOFORN\n",
     "banner1; text1 (S//NF) own; banner2; banner3; text1+2 (S//NF) own; banner4"},
    {"PagesDiffer", "us",
     "UNCLASSIFIED\n\n1. One.\n\nUNCLASSIFIED\n\nCONFIDENTIAL\n\n2. Two.\n\nCONFIDENTIAL\n",
     "banner1; p1 (C) document; banner2; banner3; p2 (C) document; banner4"},
    {"ListOfBanners", "us", "SECRET//REL TO USA, GBR\n\n1. (S//REL) One.\n\nSECRET//REL TO USA, GBR\n",
     "banner1; p1 (S//REL TO USA, GBR) own; banner2"},
    {"ListsDiffer", "us",
     "SECRET//REL TO USA, GBR\n\n1. (S//REL) One.\n\nSECRET//REL TO USA, AUS, GBR\n\n2. (U) Two.\n",
     "banner1; p1 (S//REL) own; banner2; p2 (U) own"},
    {"Memo", "us",
     "UNCLASSIFIED\n\nMEMORANDUM FOR THE BOARD\n\nFROM: Ada Roe\nSUBJECT: (U) Dues\n\n(U) Dues rise.\n\n"
     "Classified By: Ada Roe\nDerived From: Guide 1\nDeclassify On: 20450101\n\nUNCLASSIFIED\n",
     "banner1; field1 (U) document; field2 (U) document; subject (U) own; text1 (U) own; classified1 "
     "(U) "
     "document; classified2 (U) document; classified3 (U) document; banner2"},
    {"Mail", "us",
     "From: Ada Roe\nTo: Tamas Relk\nSubject: Dues\n\nClassification: CONFIDENTIAL//NOFORN\n\nDues rise.\n\n"
     "-----Original Message-----\nFrom: Tamas Relk\nTo: Ada Roe\nSubject: Dues\n\nUNCLASSIFIED\n\nDo they?\n",
     "field1 (C//NF) message; field2 (C//NF) message; subject (C//NF) message; banner1; text1 (C//NF) "
     "message; field3 (C//NF) message; field4 (U) message; field5 (U) message; subject~2 (U) message; "
     "banner2; "
     "text2 (U) message"},
    {"Telegram", "us",
     "R 021647Z FEB 10\nFM AMEMBASSY KALVOR\nTO SECSTATE WASHDC\n\nCONFIDENTIAL//NOFORN\n\nSUBJECT: (U) "
     "DUES\n\n"
     "1. (C//NF) Dues rise.\n\nNNNN\n",
     "header1; header2; header3; banner1; subject (U) own; p1 (C//NF) own; end"},
    {"BannerBelowAField", "us",
     "MEMORANDUM FOR THE BOARD\n\nFROM: Ada Roe\nSUBJECT: (U) Dues\nSECRET//NOFORN\n\nBare.\n",
     "field1 (S//NF) document; field2 (S//NF) document; subject (U) own; banner1; text1 (S//NF) document"},
    {"SpacedLetters", "us", "S E C R E T\n\nM E M O R A N D U M\n\nDues rise.\n\nS E C R E T\n",
     "banner1; heading1 (S) document; text1 (S) document; banner2"},
    {"InnerMarks", "us",
     "SECRET//NOFORN\n\n1. (U) Open. (C//REL TO USA, GBR) Shared.\n\n2. (U) Open at first. (S//NF)\n\n3. (U) "
     "See (C) and "
     "(a).\n",
     "banner1; p1 (C//REL TO USA, GBR) own; p2 (S//NF) own; p3 (U) own"},
    {"InnerMarksRaiseTheWhole", "us", "UNCLASSIFIED\n\n1. Open. (S//NF) Shut.\n\n2. Bare.\n",
     "banner1; p1 (S//NF) document; p2 (S//NF) document"},
    {"Controlled", "cui",
     "CUI//SP-PRVCY//FED ONLY\n\n1. (U) Open.\n\n2. (CUI//SP-PRVCY//FED ONLY) Held.\n\n3. "
     "Bare.\n\nCUI//SP-PRVCY//FED "
     "ONLY\n",
     "banner1; p1 (U) own; p2 (CUI//SP-PRVCY//FED ONLY) own; p3 (CUI//SP-PRVCY//FED ONLY) document; banner2"},
    {"Lights", "tlp", "TLP:AMBER\n\n(TLP:CLEAR) Open.\n\n- (TLP:AMBER+STRICT) Held.\n\nBare.\n\nTLP:AMBER\n",
     "banner1; text1 (TLP:CLEAR) own; text1.1 (TLP:AMBER+STRICT) own; text2 (TLP:AMBER+STRICT) "
     "document; "
     "banner2"},
};
INSTANTIATE_TEST_SUITE_P(Forms, Read, ::testing::ValuesIn(kRead),
                         [](const auto& row) { return std::string(row.param.name); });

class Doubt : public ::testing::TestWithParam<Row> {};

// What is not understood is said, and what hangs on it bears no mark that counts.
TEST_P(Doubt, IsKept) {
  const auto document = ParseWith(GetParam().regime, GetParam().text);
  ASSERT_TRUE(document);
  EXPECT_TRUE(InDoubt(*document));
  EXPECT_EQ(Show(*document), GetParam().shown);
}

constexpr Row kDoubt[] = {
    {"MistypedBanner", "us", "SECERT//NOFORN\n\n1. Bare.\n", "banner1; p1 ? document"},
    {"MistypedAtTheFoot", "us", "UNCLASSIFIED\n\n1. Bare.\n\nSECERT//NOFORN\n",
     "banner1; p1 ? document; banner2"},
    {"WordsBesideTheBanner", "us", "SECRET//NOFORN   ADA ROE\n\n1. Bare.\n", "banner1; p1 ? document"},
    {"BrokenSpacedBanner", "us", "S E C R E T X\n\n1. Bare.\n", "banner1; p1 ? document"},
    {"UnknownToken", "us", "SECRET\n\n1. (X//NF) One.\n\n2. Bare.\n", "banner1; p1 ? own; p2 ? document"},
    {"BrokenRule", "us", "SECRET\n\n1. (S//NF/REL TO USA, GBR) One.\n\n2. (U) Two.\n",
     "banner1; p1 ? own; p2 (U) own"},
    {"BrokenInnerMark", "us", "SECRET\n\n1. (U) Open. (S//NF/REL TO USA, GBR) Shut.\n", "banner1; p1 ? own"},
    {"SmallLetters", "us", "Secret//Noforn\n\nDues rise.\n", "banner1; text1 ? document"},
    {"SmallLettersAlone", "us", "UNCLASSIFIED\n\nDues rise.\n\nConfidential\n\nThey fall.\n",
     "banner1; text1 ? document; banner2; text2 ? document"},
    {"UnknownLabel", "tlp", "TLP:CLEAR\n\n1. (TLP:BLUE) One.\n", "banner1; p1 ? own"},
    {"UnknownControl", "cui", "CUI\n\n1. (CUI//NODOG//XX) One.\n", "banner1; p1 ? own"},
};
INSTANTIATE_TEST_SUITE_P(Forms, Doubt, ::testing::ValuesIn(kDoubt),
                         [](const auto& row) { return std::string(row.param.name); });

// The roll-up is of all marks at once: two lists without a common country leave nobody.
TEST(Categories, TheOverallMarkIsARollUp) {
  const auto document = ParseWith("us",
                                  "SECRET//REL TO USA, GBR\n\n1. (S//REL TO USA, GBR) One.\n\n2. (C//REL TO "
                                  "USA, AUS) Two.\n\n3. Bare.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(BannerForm(document->vocabulary(), document->roll_up()), "SECRET//NOFORN");
  EXPECT_EQ(PortionForm(document->vocabulary(), document->elements()[document->Find("p3")].marking()),
            "(S//NF)");
  const bool said = std::ranges::any_of(document->diagnostics(), [](const Diagnostic& one) {
    return one.code == DiagnosticCode::kBannerBelowRollup;
  });
  EXPECT_TRUE(said);
}

}  // namespace
}  // namespace markings
