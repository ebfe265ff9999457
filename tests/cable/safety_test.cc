// What must never happen: a stretch of text that comes by less than it is marked, or that passes as
// apparatus. Each row is a cable, a word in it, and the kind and mark under which that word must stand.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

using testing::Dump;
using testing::Parse;

// Kind and effective mark of the element that holds a word: "paragraph (S) own", "eo".
std::string StandingOf(const Document& document, std::string_view word) {
  const std::size_t at = document.buffer().text().find(word);
  for (const Element element : document.elements()) {
    if (!element.span.Contains(at)) continue;
    std::string standing(Name(element.kind));
    if (!IsPortion(element.kind)) return standing;
    standing +=
        " " + (element.mark_known ? PortionForm(document.vocabulary(), element.marking()) : std::string("?"));
    return standing + " " + std::string(Name(element.mark_origin));
  }
  return "nowhere";
}

struct Row {
  const char* text;
  const char* word;
  const char* standing;
};

void Expect(const Row& row) {
  const auto document = Parse(row.text);
  ASSERT_TRUE(document) << row.text;
  EXPECT_EQ(StandingOf(*document, row.word), row.standing) << row.text << "\n" << Dump(*document);
}

TEST(Safety, MarksThatAreEasilyMissed) {
  const Row rows[] = {
      // A number alone on its line: the mark stands on the next.
      {"UNCLAS KALVOR 000123\n\n1.\n(S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\na.\n(S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1.\nPAGE 02  KALVOR 00123  071504Z\n(S) Heron.\n", "Heron",
       "paragraph (S) own"},
      // No blank line before a marked paragraph.
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n(S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n(C//NF) Heron.\n", "Heron", "paragraph (C//NF) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\nC) Heron.\n", "Heron", "paragraph ? own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\nPAGE 02  KALVOR 00123  071504Z\n(S) Heron.\n", "Heron",
       "paragraph (S) own"},
      // A list of an earlier paragraph says nothing about a mark in a later one.
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n(A) a\n(B) b\n\n2. (U) Two.\n\n(C) Heron.\n", "Heron",
       "paragraph (C) own"},
      // Numbers in other forms.
      {"UNCLAS KALVOR 000123\n\n\xC2\xB6"
       "1. (S) Heron.\n",
       "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n(S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1) (S) Heron.\n", "Heron", "subparagraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\n1100. (S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1 (S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n2: (S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\n1.a. (S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\nPARA 1. (S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One of\n50 (C) herons.\n", "heron", "paragraph (U) own"},
      // What Markdown and HTML leave behind.
      {"UNCLAS KALVOR 000123\n\n1\\. (S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n**1.** (S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. **(S)** Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1.&nbsp;(S) Heron.\n", "Heron", "paragraph (S) own"},
      // Blanks that are not ASCII: what HTML leaves behind.
      {"UNCLAS KALVOR 000123\n\n1.\xC2\xA0(S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\n\xC2\xA0\xC2\xA0"
       "2. (S) Heron.\n",
       "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\xE2\x80\x8B(S) Heron.\n", "Heron", "paragraph (S) own"},
      // Line ends that are not LF.
      {"UNCLAS KALVOR 000123\r\r1. (U) One.\r2. (S) Heron.\r", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\xE2\x80\xA8"
       "2. (S) Heron.\n",
       "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\xC2\x85"
       "2. (S) Heron.\n",
       "Heron", "paragraph (S) own"},
      // Lines that a web copy joined.
      {"UNCLAS KALVOR 000123\n\n1. (U) One. 2. (S) Heron.\n", "Heron", "paragraph (S) own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One. 2. (S) Two. 13. (C) Heron.\n", "Heron", "paragraph (C) own"},
      // Two marks that differ are a doubt, not the first of them.
      {"UNCLAS KALVOR 000123\n\n1. (U) (S) Heron.\n", "Heron", "paragraph ? own"},
      {"UNCLAS KALVOR 000123\n\n1. (U)(NF) Heron.\n", "Heron", "paragraph ? own"},
      {"UNCLAS KALVOR 000123\n\n1. (U) (U) Heron.\n", "Heron", "paragraph (U) own"},
  };
  for (const Row& row : rows) Expect(row);
}

TEST(Safety, WhatIsInheritedIsNeverLower) {
  const Row rows[] = {
      // What follows a heading, the signature or NNNN does not belong to the paragraph above them.
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\n\nCOMMENT\n\n- Heron.\n", "Heron",
       "subparagraph (S) document"},
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\n\nNNNN\n\na. Heron.\n", "Heron",
       "subparagraph (S) document"},
      // A list below an unnumbered text belongs to that text.
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\n\nPlain text.\n- Heron.\n", "Heron",
       "subparagraph (S) parent"},
      // A deeper list takes the mark of the item above it, and never less than the paragraph's.
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\n a. (S) Two.\n  (1) Heron.\n", "Heron",
       "subparagraph (S) parent"},
      {"S E C R E T KALVOR 000123\n\n1. (S) One.\n a. (U) Two.\n  -- Heron.\n", "Heron",
       "subparagraph (S) parent"},
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\n a. (S) Two.\n  (1) x\n b. Heron.\n", "Heron",
       "subparagraph (U) parent"},
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\n a. (XYZ) Two.\n  (1) Heron.\n", "Heron",
       "subparagraph ? parent"},
      // A mark inside a quoted text is of a part of it.
      {"S E C R E T KALVOR 000123\n\nE.O. 12958: N/A\n\nBEGIN TEXT:\n(U) a\n\nHeron.\nEND TEXT\n", "Heron",
       "quoted (S) own"},
      // The later of two whole-text marks does not leave the earlier one standing alone.
      {"S E C R E T KALVOR 000123\n\n1. (U - ENTIRE TEXT)\n\n2. (C - ENTIRE TEXT)\n\n3. Heron.\n", "Heron",
       "paragraph (C) whole-text"},
      {"S E C R E T KALVOR 000123\n\n1. (S) One.\n a. (U - ENTIRE TEXT)\n\n2. Heron.\n", "Heron",
       "paragraph (S) document"},
      // Text after a page line goes on where it would have gone on without it.
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\nPAGE 02  KALVOR 00123  071504Z\nHeron.\n", "Heron",
       "paragraph (U) own"},
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\n\nPAGE 02  KALVOR 00123  071504Z\n\nHeron.\n", "Heron",
       "paragraph (S) document"},
      {"S E C R E T KALVOR 000123\n\n1. (C) One and\n\nSIPDIS\n\nHeron.\n", "Heron", "paragraph (C) own"},
      // Class lines inside a quoted text count.
      {"UNCLAS SECTION 01 OF 02 KALVOR 000123\n\n1. (U) One.\n\nBEGIN TEXT:\na\nS E C R E T SECTION 02 OF 02 "
       "KALVOR 000123\nb\nEND TEXT\n\nHeron.\n",
       "Heron", "paragraph ? document"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\nSecret Section 02 of 02 Kalvor 000123\n\n2. Heron.\n", "Heron",
       "paragraph ? document"},
      // The numbers and the end of one quoted text are not those of another.
      {"S E C R E T KALVOR 000123\n\n1. (U) One.\n\nBEGIN TEXT:\n\nQUOTE\na\nUNQUOTE\n\n2. Heron.\n\nEND "
       "TEXT\n",
       "Heron", "quoted (U) parent"},
      {"S E C R E T KALVOR 000123\n\n1. (U) The text. BEGIN TEXT:\n1. Heron.\n2. b END TEXT.\n\n2. (C) "
       "Two.\n",
       "Heron", "quoted (U) parent"},
  };
  for (const Row& row : rows) Expect(row);
}

TEST(Safety, NamesAreNeverApparatus) {
  const Row rows[] = {
      {"UNCLAS KALVOR 000123\n\nE.O. 12065:\nPAGE 02  KALVOR 00123  071504Z\nGDS (ROE, JANE)\n\n1. (U) "
       "One.\n",
       "ROE", "classified_by (U) document"},
      {"UNCLAS KALVOR 000123\n\nE.O. 12958: N/A JANE ROE\n\n1. (U) One.\n", "ROE",
       "classified_by (U) document"},
      {"UNCLAS KALVOR 000123\n\n(U) Classified by Ambassador Jane Roe, 1.4 (b).\n\n1. (U) One.\n", "Roe",
       "classified_by (U) own"},
      {"UNCLAS KALVOR 000123\n\nSUBJECT: X\n\n(U) Classified by: Jane Roe, 1.4 (b).\n\n1. (U) One.\n", "Roe",
       "classified_by (U) own"},
      {"UNCLAS KALVOR 000123\n\nSUBJECT: X\n\nSUMMARY\n\nClassified By: Jane Roe\n\n1. (U) One.\n", "Roe",
       "classified_by (U) document"},
      {"UNCLAS KALVOR 000123\n\n1. (U) CLASSIFIED BY DCM JANE ROE, 1.5 (D).\n\n2. (U) Two.\n", "ROE",
       "classified_by (U) own"},
      {"TO THE DESK. JANE ROE WROTE\n\nUNCLAS KALVOR 000123\n\n1. (U) One.\n", "ROE", "note (U) document"},
      {"UNCLAS KALVOR 000123\n\nTO JANE ROE\n\n1. (U) One.\n", "ROE", "passing (U) document"},
      {"UNCLAS KALVOR 000123\n\nSUBJECT: X\n\nTO JANE ROE\n\n1. (U) One.\n", "ROE", "heading (U) document"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\nJane Roe\n\nNNNN\n", "Roe", "signature (U) document"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\nROE\nDOE\n\nNNNN\n", "ROE", "signature (U) document"},
      {"UNCLAS KALVOR 000123\n\n1. (U) One.\n\nROE\n\nNNNN\n\nprinted by the reader\n", "ROE",
       "signature (U) document"},
  };
  for (const Row& row : rows) Expect(row);
}

TEST(Safety, CaptionsInWhateverForm) {
  struct CaptionRow {
    const char* lines;
    const char* banner;
    bool unknown;
  };
  const CaptionRow rows[] = {
      {"SENSITIVE", "UNCLAS SENSITIVE", false},
      {"Noforn", "UNCLAS NOFORN", false},
      {"sensitive", "UNCLAS SENSITIVE", false},
      {"SENSITIVE NOFORN", "UNCLAS SENSITIVE NOFORN", false},
      {"SIPDIS, SENSITIVE//NOFORN", "UNCLAS SENSITIVE NOFORN", false},
      {"NODIS.", "UNCLAS NODIS", false},
      {"- NODIS -", "UNCLAS NODIS", false},
      {"CAPTION: NODIS", "UNCLAS NODIS", true},
      {"NODIS FOR THE SECRETARY", "UNCLAS NODIS", false},
      {"STATE FOR EUR/NBX (J. ROE), EXDIS", "UNCLAS EXDIS", false},
      {"STATE FOR EUR/NBX (J. EXDIS)", "UNCLAS", false},
      {"EYES ONLY FOR AMBASSADOR ROE", "UNCLAS", true},
      {"STATE FOR EUR/NBX (J. ROE)\nQUXDIS", "UNCLAS", true},
      {"STATE FOR EUR/NBX (J. ROE,\nM. DOE)", "UNCLAS", false},
      {"STATE FOR EUR/NBX AND\nWHA ROE", "UNCLAS", false},
      {"QUXDIS.", "UNCLAS", true},
      {"Quxdis", "UNCLAS", true},
      {"Please pass to the desk.", "UNCLAS", false},
  };
  for (const CaptionRow& row : rows) {
    const auto document =
        Parse(std::string("UNCLAS KALVOR 000123\n\n") + row.lines + "\n\nSUBJECT: X\n\n1. (U) One.\n");
    ASSERT_TRUE(document) << row.lines;
    EXPECT_EQ(BannerForm(document->vocabulary(), document->banner()), row.banner) << row.lines << "\n"
                                                                                  << Dump(*document);
    EXPECT_EQ(document->has_unknown_caption(), row.unknown) << row.lines << "\n" << Dump(*document);
  }
}

}  // namespace
}  // namespace markings
