// Header fields, form by form.

#include <gtest/gtest.h>

#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

using testing::Dump;
using testing::Parse;

Document Cable(const std::string& header) {
  auto document = Parse("UNCLAS KALVOR 000123\n\n" + header + "\n\n1. (U) One.\n");
  EXPECT_TRUE(document) << header;
  return *std::move(document);
}

std::string Tags(const Document& document) {
  std::string tags;
  for (const Header::Tag& tag : document.header().tags)
    tags += (tags.empty() ? "" : "|") + tag.code + (tag.known ? "" : "?");
  return tags;
}

TEST(Header, Tags) {
  const std::pair<const char*, const char*> rows[] = {
      {"TAGS: PREL, PGOV", "PREL|PGOV"},
      {"TAGS: PREL PGOV,KDEM", "PREL|PGOV|KDEM"},
      {"TAGS PREL, PGOV", "PREL|PGOV"},
      {"TAGES: PREL", "PREL"},
      {"tags: prel, xx", "PREL|XX"},
      {"TAGS: [PGOV](#) [XX](#)", "PGOV|XX"},
      {"TAGS: PREL,\nPGOV", "PREL|PGOV"},
      {"TAGS: HUMAN RIGHTS, PREL", "HUMAN RIGHTS|PREL"},
      {"TAGS: OVIP (ROE, JANE B.), PREL", "OVIP (ROE, JANE B.)|PREL"},
      {"TAGS: POLITICAL, PREL", "POLITICAL?|PREL"},
      {"TAGS: PREL SUBJECT: JOINED", "PREL"},
  };
  for (const auto& [line, expected] : rows) EXPECT_EQ(Tags(Cable(line)), expected) << line;
  EXPECT_EQ(Cable("TAGS: PREL SUBJECT: JOINED").header().subject, "JOINED");
}

TEST(Header, SubjectAndItsMark) {
  struct Row {
    const char* line;
    const char* subject;
    const char* mark;
  };
  const Row rows[] = {
      {"SUBJECT: HARBOUR", "HARBOUR", "(U)"},
      {"SUBJ: HARBOUR", "HARBOUR", "(U)"},
      {"Subject: Harbour", "Harbour", "(U)"},
      {"SUBJECT: HARBOUR\nAND SEA", "HARBOUR AND SEA", "(U)"},
      {"SUBJECT: (C) HARBOUR", "HARBOUR", "(C)"},
      {"SUBJECT: HARBOUR (C)", "HARBOUR", "(C)"},
      {"SUBJECT: HARBOUR (part two)", "HARBOUR (part two)", "(U)"},
  };
  for (const Row& row : rows) {
    const Document document = Cable(row.line);
    EXPECT_EQ(document.header().subject, row.subject) << row.line;
    const Element element = document.elements()[document.Find("subject")];
    EXPECT_EQ(PortionForm(document.vocabulary(), element.marking()), row.mark) << row.line;
  }
}

// Only the exact form is apparatus, which a rule may release by its kind: a name makes it a portion.
TEST(Header, ExecutiveOrderLine) {
  struct Row {
    const char* line;
    bool apparatus;
    const char* date;
  };
  const Row rows[] = {
      {"E.O. 12958: N/A", true, ""},
      {"EO 12958 DECL: 2020/02/23", true, "2020-02-23"},
      {"E.O. 13526: DECL: 02/05/2039", true, "2039-02-05"},
      {"E.O. 12958: DECL: 13/40/2039", true, ""},
      {"E.O. 12356: DECL:OADR", true, ""},
      {"E.O. 11652: GDS", true, ""},
      {"E.O. 12065: GDS 12/31/84 (ROE, JANE) OR-M", false, ""},
      {"E.O. 12958: DECL: AFTER THE FAIR", false, ""},
  };
  for (const Row& row : rows) {
    const Document document = Cable(row.line);
    EXPECT_EQ(document.Find("eo") != kNoElement, row.apparatus) << row.line;
    EXPECT_EQ(document.Find("classified1") != kNoElement, !row.apparatus) << row.line;
    ASSERT_TRUE(document.header().eo) << row.line;
    EXPECT_EQ(document.header().eo->declassify_on, row.date) << row.line;
  }
}

TEST(Header, References) {
  const std::pair<const char*, const char*> rows[] = {
      {"REF: KALVOR 5459", "=KALVOR 5459"},
      {"REFS: A. 05 KALVOR 5459 B. STATE 135205", "A=05 KALVOR 5459|B=STATE 135205"},
      {"REF: A) 05 KALVOR 5459; B) STATE 135205", "A=05 KALVOR 5459|B=STATE 135205"},
      {"REF(S): A. 05 KALVOR 5459\n     B. STATE 135205", "A=05 KALVOR 5459|B=STATE 135205"},
      {"REFTEL: STATE 135205", "=STATE 135205"},
  };
  for (const auto& [line, expected] : rows) {
    std::string references;
    const Document document = Cable(line);
    for (const Header::Reference& one : document.header().references) {
      references += (references.empty() ? "" : "|") + one.label + "=" + one.text;
    }
    EXPECT_EQ(references, expected) << line;
  }
}

TEST(Header, CaptionsNeedNotStandTogether) {
  const Document document = Cable("SIPDIS\n\nSTATE FOR EUR/NBX (J. ROE)\n\nSENSITIVE\n\nE.O. 12958: N/A");
  ASSERT_EQ(document.header().captions.size(), 2U);
  EXPECT_EQ(document.header().captions[0].name, "SIPDIS");
  EXPECT_EQ(document.header().captions[1].name, "SENSITIVE");
  EXPECT_EQ(document.header().passing, std::vector<std::string>{"STATE FOR EUR/NBX (J. ROE)"});
  EXPECT_FALSE(document.has_unknown_caption());
}

// It may as well be a name: it is a portion, and it is said.
TEST(Header, AnUnknownCaptionIsAPortion) {
  const Document document = Cable("JANE ROE\n\nE.O. 12958: N/A");
  EXPECT_TRUE(document.has_unknown_caption());
  EXPECT_EQ(document.elements()[document.Find("passing1")].kind, ElementKind::kPassing);
}

TEST(Header, NamesAreNeverApparatus) {
  for (const char* line : {"FM THE DESK OF (JANE ROE)", "TO: Jane Roe", "Drafted by Jane Roe",
                           "NNNN Jane Roe", "PAGE Jane Roe", "VZCZC Jane Roe", "SIPDIS JANE ROE",
                           "DE JANE ROE", "BT JANE ROE", "--- Jane Roe ---", "Attention Jane Roe."}) {
    const auto document =
        Parse(std::string("UNCLAS KALVOR 000123\n\n") + line + "\n\n1. (U) One.\n\n" + line + "\n");
    ASSERT_TRUE(document) << line;
    for (const Element element : document->elements()) {
      const std::string_view text = document->Text(element.span);
      if (!text.contains("Roe") && !text.contains("ROE")) continue;
      EXPECT_TRUE(IsPortion(element.kind)) << line << "\n" << Dump(*document);
    }
  }
}

TEST(Header, PageLinesInsideAField) {
  const auto document = Parse(
      "UNCLAS KALVOR 000123\n\nREF: A. 05 KALVOR 5459\nPAGE 02 KALVOR 00123 01 OF 02 082030Z\nB. STATE "
      "135205\n\nSUBJECT: HARBOUR\n\n1. (U) One.\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->UnitText(document->Find("reference")), "A. 05 KALVOR 5459 B. STATE 135205")
      << Dump(*document);
  EXPECT_EQ(document->header().subject, "HARBOUR");
}

}  // namespace
}  // namespace markings
