// Whole synthetic cables from tests/testdata/cable, asserted element by element and field by field.

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

std::string Read(const std::string& name) {
  std::ifstream file(std::string(MARKINGS_TESTDATA_DIR) + "/cable/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Fixture, WebCopy) {
  const auto document = Parse(Read("web_copy.txt"));
  ASSERT_TRUE(document);
  EXPECT_EQ(
      Dump(*document),
      R"dump(note1 note (SBU) document | This record is part of an invented cable. The rest of it was never written.
banner1 banner | UNCLAS OSTRAND 004118
caption1 caption | SIPDIS
passing1 passing (SBU) document | STATE FOR EUR/NBX (T. LINDQVIST), DRL/PHX (A. OKONJO, M. VAN DER-  
HALE), AND PRM/EUX (S. ABERNATHY, P. ROE)
passing2 passing (SBU) document | VELMORA FOR REFCOORD JUNE HATHERLEY
caption2 caption | SENSITIVE
eo eo | E.O. 12958: N/A
tags tags (SBU) document | [PGOV](#) [PREL](#) [KDEM](#) [PHUM](#) [XX](#) [YZ](#) [HARBOURS](#)
subject subject (SBU) document | FERRY PILOT ASKS FOR SHELTER
p1 paragraph #1 (SBU) own | SUMMARY: A ferry pilot who had written about the harbour board asked the Consulate for shelter on March 3. The board's deputy, Ansel Brandvold, would not see Poloff. END SUMMARY.
heading1 heading (SBU) document | WHO HE IS
p2 paragraph #2 (SBU) own | The pilot, Tamas Relk, has steered the night ferry since 1988. He wrote that pier fees were paid twice.
p3 paragraph #3 (SBU) own | On March 4 the harbour police kept his family for an hour.
heading2 heading (SBU) document | WHAT THE BOARD SAYS
p4 paragraph #4 (SBU) own | Brandvold's office said that he was away, then that he was ill.
p5 paragraph #5 (SBU) own | A second official, who came to the Consulate, said that "nobody reads the letters of a pilot." He smiled (and left).
p6 paragraph #6 (SBU) own | The board has not sent anybody back so far.
p7 paragraph #7 (SBU) own | Relk expects an answer within two days.
heading3 heading (SBU) document | NEXT STEPS
underline1 underline in heading3 | -----
p8 paragraph #8 (SBU) own | Consul will ask for a meeting on March 9.
p9 paragraph #9 (SBU) own | The Embassy in Velmora has been told.
heading4 heading (SBU) document | COMMENT
underline2 underline in heading4 | -----
p10 paragraph #10 (SBU) own | The board may think that the matter will pass with the spring fair.
p11 paragraph #11 (U) own | Minimize for Velmora considered.
signature signature (SBU) document | WREN
end end | NNNN
)dump");
  EXPECT_EQ(Codes(*document), "MK0209 MK0207 MK0207 MK0207 MK0207 MK0207");
  const Header& header = document->header();
  EXPECT_EQ(FormatMrn(header), "OSTRAND 004118");
  EXPECT_FALSE(header.mrn->year) << "no DTG";
  EXPECT_EQ(header.eo->value, "N/A");
  std::string tags;
  for (const Header::Tag& tag : header.tags) tags += tag.code + (tag.known ? "|" : "?|");
  EXPECT_EQ(tags, "PGOV|PREL|KDEM|PHUM|XX|YZ|HARBOURS?|");
  EXPECT_EQ(header.subject, "FERRY PILOT ASKS FOR SHELTER");
  ASSERT_EQ(header.passing.size(), 2U);
  EXPECT_EQ(header.passing[0],
            "STATE FOR EUR/NBX (T. LINDQVIST), DRL/PHX (A. OKONJO, M. VAN DER-HALE), AND PRM/EUX (S. "
            "ABERNATHY, P. ROE)");
  EXPECT_EQ(document->banner(), document->roll_up());
  EXPECT_EQ(BannerForm(document->vocabulary(), document->overall()), "UNCLAS SENSITIVE");
  const Element repaired = document->elements()[document->Find("p7")];
  EXPECT_EQ(document->Text(repaired.label_span), "17.");
  EXPECT_TRUE(repaired.number_repaired);
  EXPECT_EQ(document->elements()[repaired.section].id(), "heading2");
}

TEST(Fixture, Telegram) {
  const auto document = Parse(Read("telegram.txt"));
  ASSERT_TRUE(document);
  EXPECT_EQ(Dump(*document), R"dump(header1 header | VZCZCXKV0042
header2 header | OO RUEHAA RUEHXX
header3 header | DE RUEHKV #0123/01 0661200Z
header4 header | ZNY CCCCC ZZH
header5 header | O R 071200Z MAR 05
header6 header | AMEMBASSY KALVOR
header7 header | RUEHC/SECSTATE WASHDC IMMEDIATE 0872
header8 header | RUEHXX/AMEMBASSY VELMORA PRIORITY
header9 header | RUEHYY/AMCONSUL ST. OSTRAND 0031
header10 header | NORTHERN POSTS COLLECTIVE
banner1 banner | C O N F I D E N T I A L SECTION 01 OF 02 KALVOR 000123
caption1 caption | NOFORN
caption2 caption | SIPDIS
passing1 passing (S//NF) document | STATE FOR EUR/NBX, INR AND
PM (P. ROE)
eo eo | E.O. 12958: DECL: 03/07/2015
tags tags (S//NF) document | PREL, PGOV, OVIP (ROE, JANE B.),
ETRD, HUMAN RIGHTS, XX
subject subject (C) own | HARBOUR DUES: THE MINISTER
EXPLAINS
reference reference (S//NF) document | A. 04 KALVOR 5459
continuation1 continuation | PAGE 02        KALVOR  00123  01 OF 02  071200Z
reference+2 reference (S//NF) document of reference | B. STATE 135205
reference~2 reference (S//NF) document | C. VELMORA 77
classified1 classified_by (S//NF) document | Classified By: DCM SAM ALDREN FOR REASONS 1.4 (B)
AND (D).
p1 paragraph #1 (C//NF) own | SUMMARY. The minister said that the dues would
continuation2 continuation | KALVOR 00000123  002 OF 002
p1+2 paragraph #1 (C//NF) own of p1 | rise again, and that nobody had asked
continuation3 continuation | PAGE 03        KALVOR  00123  01 OF 02  071200Z
p1+3 paragraph #1 (C//NF) own of p1 | him why. END SUMMARY.
heading1 heading (S//NF) document | WHAT HE SAID
underline1 underline in heading1 | - - - - - - -
p2 paragraph #2 (C) own | He gave three reasons:
p2.1 subparagraph (U) own in p2 | The tariff is old.
p2.2 subparagraph (C) parent in p2 | The port is new:
p2.2.1 subparagraph (C) parent in p2.2 | its cranes are paid for;
p2.2.2 subparagraph (S) own in p2.2 | its cameras are not.
p2.3 subparagraph (C) own in p2 | The sea is wide.
banner2 banner | C O N F I D E N T I A L SECTION 02 OF 02 KALVOR 000123
caption3 caption | SIPDIS
p3 paragraph #3 (SBU) own | Following is the text of his letter.
p3.q1 quoted (SBU) parent in p3 | BEGIN TEXT:

1. The board thanks the Embassy.
continuation4 continuation | KALVOR 00000123  002.2 OF 002
p3.q1+2 quoted (SBU) parent in p3 of p3.q1 | 2. It will write again.

QUOTE
In the spring.
UNQUOTE

END TEXT.
heading2 heading (S//NF) document | COMMENT
underline2 underline in heading2 | -------
p4 paragraph #4 (S//NF) document | The minister likes to be asked. He said that there
were:
p4.1 subparagraph (S//NF) parent in p4 | fees
p4.2 subparagraph (S//NF) parent in p4 | dues
and no other charges.
p5 paragraph #5 (U) own | Minimize considered.
signature signature (S//NF) document | ALDREN
header11 header | BT
header12 header | #0123
end end | NNNN
)dump");
  // The portions bear (S), the class line does not; (C/NF) has one slash; paragraph 4 bears no mark.
  EXPECT_EQ(Codes(*document), "MK0204 MK0109 MK0212");
  const Header& header = document->header();
  EXPECT_EQ(document->format(), DocumentFormat::kTelegram);
  EXPECT_EQ(FormatMrn(header), "KALVOR 000123");
  EXPECT_EQ(header.mrn->year, 2005U);
  EXPECT_EQ(header.dtg, "O R 071200Z MAR 05");
  EXPECT_EQ(header.from, "AMEMBASSY KALVOR");
  std::string addressees;
  for (const Header::Addressee& one : header.addressees)
    addressees += one.name + "/" + one.precedence + (one.info ? "/info|" : "|");
  EXPECT_EQ(addressees,
            "SECSTATE WASHDC/IMMEDIATE|AMEMBASSY VELMORA/PRIORITY/info|AMCONSUL ST. OSTRAND//info|"
            "NORTHERN POSTS COLLECTIVE//info|");
  EXPECT_EQ(header.passing, std::vector<std::string>{"STATE FOR EUR/NBX, INR AND PM (P. ROE)"});
  EXPECT_EQ(header.eo->declassify_on, "2015-03-07");
  std::string tags;
  for (const Header::Tag& tag : header.tags) tags += tag.code + (tag.known ? "|" : "?|");
  EXPECT_EQ(tags, "PREL|PGOV|OVIP (ROE, JANE B.)|ETRD|HUMAN RIGHTS|XX|");
  EXPECT_EQ(header.subject, "HARBOUR DUES: THE MINISTER EXPLAINS");
  std::string references;
  for (const Header::Reference& one : header.references) references += one.label + "=" + one.text + "|";
  EXPECT_EQ(references, "A=04 KALVOR 5459|B=STATE 135205|C=VELMORA 77|");
  EXPECT_EQ(header.classified_by, "Classified By: DCM SAM ALDREN FOR REASONS 1.4 (B) AND (D).");
  EXPECT_EQ(header.signature, "ALDREN");
  EXPECT_EQ(
      document->UnitText(document->Find("p1")),
      "SUMMARY. The minister said that the dues would rise again, and that nobody had asked him why. END "
      "SUMMARY.");
  EXPECT_EQ(document->UnitText(document->Find("p3.q1+2")), document->UnitText(document->Find("p3.q1")));
}

}  // namespace
}  // namespace markings
