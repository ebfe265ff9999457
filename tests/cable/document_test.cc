// Whole cables, dumped element by element.

#include "libmarkings/cable/document.h"

#include <gtest/gtest.h>

#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

using testing::Codes;
using testing::Dump;
using testing::Parse;

TEST(Document, WebCopy) {
  const auto document = Parse(R"(
This record is invented.

UNCLAS KALVOR 002503

SIPDIS

STATE FOR EUR/NBX (T. LINDQVIST), DRL/PHX (A. OKONJO, M. VAN-
HALE)
VELMORA FOR REFCOORD JUNE HATHERLEY

SENSITIVE

E.O. 12958: N/A

TAGS: [PGOV](#) [XX](#) [POLITICAL](#)

SUBJECT: HARBOUR FEES

1. (SBU) SUMMARY: Fees rose. END SUMMARY.

#### BACKGROUND

12. (SBU) They rose again.

COMMENT

-----

13. (U) Minimize considered.

WREN

NNNN)");
  ASSERT_TRUE(document);
  EXPECT_EQ(Dump(*document), R"(note1 note (SBU) document | This record is invented.
banner1 banner | UNCLAS KALVOR 002503
caption1 caption | SIPDIS
passing1 passing (SBU) document | STATE FOR EUR/NBX (T. LINDQVIST), DRL/PHX (A. OKONJO, M. VAN-
HALE)
passing2 passing (SBU) document | VELMORA FOR REFCOORD JUNE HATHERLEY
caption2 caption | SENSITIVE
eo eo | E.O. 12958: N/A
tags tags (SBU) document | [PGOV](#) [XX](#) [POLITICAL](#)
subject subject (SBU) document | HARBOUR FEES
p1 paragraph #1 (SBU) own | SUMMARY: Fees rose. END SUMMARY.
heading1 heading (SBU) document | BACKGROUND
p2 paragraph #2 (SBU) own | They rose again.
heading2 heading (SBU) document | COMMENT
underline1 underline in heading2 | -----
p3 paragraph #3 (U) own | Minimize considered.
signature signature (SBU) document | WREN
end end | NNNN
)");
  EXPECT_EQ(Codes(*document), "MK0209 MK0207 MK0207");
  EXPECT_EQ(document->format(), DocumentFormat::kWeb);
  const Header& header = document->header();
  EXPECT_EQ(FormatMrn(header), "KALVOR 002503");
  ASSERT_EQ(header.passing.size(), 2U);
  EXPECT_EQ(header.passing[0], "STATE FOR EUR/NBX (T. LINDQVIST), DRL/PHX (A. OKONJO, M. VAN-HALE)");
  ASSERT_EQ(header.tags.size(), 3U);
  EXPECT_EQ(header.tags[2].code, "POLITICAL");
  EXPECT_FALSE(header.tags[2].known);
  EXPECT_EQ(header.signature, "WREN");
}

TEST(Document, Telegram) {
  const auto document = Parse(R"(VZCZCXYZ0001
PP RUEHAA
DE RUEHKV #0123/01 0661200Z
ZNY CCCCC ZZH
P R 071200Z MAR 05
FM AMEMBASSY KALVOR
TO RUEHC/SECSTATE WASHDC PRIORITY 0872
INFO RUEHXX/AMEMBASSY VELMORA
AMCONSUL OSTRAND
C O N F I D E N T I A L SECTION 01 OF 02 KALVOR 000123
SIPDIS
NOFORN
E.O. 12958: DECL: 02/05/2015
TAGS: PREL, PGOV
SUBJECT: (C) HARBOUR DUES
REF: A. 04 KALVOR 5459 B. STATE 135205

Classified By: DCM SAM ALDREN FOR REASONS 1.4 (B) AND (D).

1. (C) The minister said that the dues would
KALVOR 00000123  002 OF 002
rise again.

2. (C/NF) He gave three reasons:
 a. (U) The tariff is old.
 b. The port is new.
-- and the sea is wide.

BEGIN TEXT:

1. The text has numbers of its own.

(S) And a mark.

END TEXT.

3. (U) Nothing else.
WREN
BT
NNNN
)");
  ASSERT_TRUE(document);
  EXPECT_EQ(Dump(*document), R"(header1 header | VZCZCXYZ0001
header2 header | PP RUEHAA
header3 header | DE RUEHKV #0123/01 0661200Z
header4 header | ZNY CCCCC ZZH
header5 header | P R 071200Z MAR 05
header6 header | AMEMBASSY KALVOR
header7 header | RUEHC/SECSTATE WASHDC PRIORITY 0872
header8 header | RUEHXX/AMEMBASSY VELMORA
header9 header | AMCONSUL OSTRAND
banner1 banner | C O N F I D E N T I A L SECTION 01 OF 02 KALVOR 000123
caption1 caption | SIPDIS
caption2 caption | NOFORN
eo eo | E.O. 12958: DECL: 02/05/2015
tags tags (S//NF) document | PREL, PGOV
subject subject (C) own | HARBOUR DUES
reference reference (S//NF) document | A. 04 KALVOR 5459 B. STATE 135205
classified1 classified_by (S//NF) document | Classified By: DCM SAM ALDREN FOR REASONS 1.4 (B) AND (D).
p1 paragraph #1 (C) own | The minister said that the dues would
continuation1 continuation | KALVOR 00000123  002 OF 002
p1+2 paragraph #1 (C) own of p1 | rise again.
p2 paragraph #2 (C//NF) own | He gave three reasons:
p2.1 subparagraph (U) own in p2 | The tariff is old.
p2.2 subparagraph (C//NF) parent in p2 | The port is new.
p2.2.1 subparagraph (C//NF) parent in p2.2 | and the sea is wide.
p2.q1 quoted (S//NF) own in p2 | BEGIN TEXT:

1. The text has numbers of its own.

(S) And a mark.

END TEXT.
p3 paragraph #3 (U) own | Nothing else.
signature signature (S//NF) document | WREN
header10 header | BT
end end | NNNN
)");
  const Header& header = document->header();
  EXPECT_EQ(header.dtg, "P R 071200Z MAR 05");
  EXPECT_EQ(header.from, "AMEMBASSY KALVOR");
  ASSERT_EQ(header.addressees.size(), 3U);
  EXPECT_EQ(header.addressees[0].name, "SECSTATE WASHDC");
  EXPECT_EQ(header.addressees[0].precedence, "PRIORITY");
  EXPECT_TRUE(header.addressees[2].info);
  EXPECT_EQ(header.mrn->year, 2005U);
  EXPECT_EQ(header.eo->declassify_on, "2015-02-05");
  ASSERT_EQ(header.references.size(), 2U);
  EXPECT_EQ(header.references[1].text, "STATE 135205");
  EXPECT_EQ(document->UnitText(document->Find("p1")), "The minister said that the dues would rise again.");
  // The banner lacks what the quoted text bears.
  EXPECT_TRUE(Codes(*document).contains("MK0204")) << Codes(*document);
}

TEST(Document, WhatIsNoCable) {
  EXPECT_FALSE(Parse("Dear reader, this is a letter.\n"));
  EXPECT_FALSE(Parse("word\n"));
  EXPECT_TRUE(Parse("UNCLAS KALVOR 000123\n"));
  EXPECT_TRUE(Parse("1. (U) A paragraph.\n"));
  EXPECT_TRUE(Parse("SUBJECT: HARBOUR\n"));
}

TEST(Document, LineEndsAndMarksOfFiles) {
  const std::string plain = "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (SBU) One.\n\n2. (U) Two.\n";
  const auto expected = Dump(*Parse(plain));
  std::string crlf;
  for (const char c : plain) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(Dump(*Parse(crlf)), expected);
  EXPECT_EQ(Dump(*Parse("\xEF\xBB\xBF" + plain)), expected) << "a byte order mark";
  std::string trailing;
  for (const char c : plain) trailing += c == '\n' ? std::string("  \n") : std::string(1, c);
  EXPECT_EQ(Dump(*Parse(trailing)), expected);
  EXPECT_EQ(Dump(*Parse("UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (SBU) One.\n\f2. (U) Two.\n")), expected)
      << "a form feed";
}

}  // namespace
}  // namespace markings
