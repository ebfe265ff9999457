#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/recognise/recognise_testing.h"

namespace markings::testing {
namespace {

struct Row {
  std::string_view text;
  std::string_view persons;  // separated by a bar
};

void Check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    std::string found;
    for (const Recognition& one : Recognisers().Find(row.text, {EntityKind::kPerson}))
      found += (found.empty() ? "" : "|") + std::string(Slice(row.text, one.span));
    EXPECT_EQ(found, row.persons) << row.text;
  }
}

TEST(Persons, MixedCase) {
  Check({
      {"A union clerk, Tamas Relk (strictly protect), said", "Tamas Relk"},
      {"met Ambassador Krellin at the port", "Krellin"},
      {"told DFM Krellin that", "Krellin"},
      {"the Deputy Foreign Minister Orla Venn replied", "Orla Venn"},
      {"Contact Dana Quill, quilld@post.example", "Dana Quill"},
      {"Poloff met J. Venn and Dana Q. Quill.", "J. Venn|Dana Q. Quill"},
      {"with Ilse van der Brelk and Omar al-Tasmeri", "Ilse van der Brelk|Omar al-Tasmeri"},
      {"Anne-Marie O'Brelk wrote", "Anne-Marie O'Brelk"},
      {"the wife of Tamas Relk's brother", "Tamas Relk"},
      {"Tamas RELK was freed", "Tamas RELK"},
      {"Kim Jong-brel spoke", "Kim Jong-brel"},
  });
}

TEST(Persons, Capitals) {
  Check({
      {"A UNION CLERK, TAMAS RELK (STRICTLY PROTECT), CONFIRMED THE VOTE.", "TAMAS RELK"},
      {"AMBASSADOR KRELLIN MET WITH DFM OSTREK ON MONDAY.", "KRELLIN|OSTREK"},
      {"POLOFF MET J. VENN AND DANA Q. QUILL.", "J. VENN|DANA Q. QUILL"},
      {"WITH ILSE VAN DER BRELK AND OMAR AL-TASMERI IN THE PORT", "ILSE VAN DER BRELK|OMAR AL-TASMERI"},
      {"STATE FOR EUR/NBX (J. VENN), DRL/PHX (A. OSTREK, M. VAN DER-\nHALE)",
       "J. VENN|A. OSTREK|M. VAN DER-\nHALE"},
      {"STATE FOR EUR/NBX (KRELLIN)", "KRELLIN"},
      {"TAGS: PREL, OVIP (BRELK, ORLA B.), PGOV", "BRELK, ORLA B."},
  });
}

// Addressees and TAGS are passed over, and nothing after them.
TEST(Persons, AfterTheHeader) {
  Check({
      {"TAGS: PREL, PGOV SUBJECT: DOCK CLERK TAMAS RELK ASKS FOR ASYLUM", "TAMAS RELK"},
      {"TAGS: PREL, PGOV 1. (U) POLOFF MET TAMAS RELK.", "TAMAS RELK"},
      {"TAGS: PREL\r\n\r\nPOLOFF MET TAMAS RELK.", "TAMAS RELK"},
      {"FM AMEMBASSY BRELKOV\nTO SECSTATE WASHDC\nINFO AMEMBASSY TASMERE\n\nPOLOFF MET TAMAS RELK.",
       "TAMAS RELK"},
      {"FM AMEMBASSY BRELKOV\rTO SECSTATE WASHDC\r\rPOLOFF MET TAMAS RELK.", "TAMAS RELK"},
      {"FM KRELLIN MET TAMAS RELK ON MONDAY.", "KRELLIN|TAMAS RELK"},
  });
}

TEST(Persons, OverTheEndOfALine) {
  Check({
      {"According to the harbour master, Tamas\nRelk asked for asylum.", "Tamas\nRelk"},
      {"ACCORDING TO THE HARBOUR MASTER, TAMAS BREL-\nKOSTER ASKED FOR ASYLUM.", "TAMAS BREL-\nKOSTER"},
      {"THE MEN SPOKE OF THE RISING PRICES IN THE HAR-\nBOUR.", ""},
      {"THE INSTRUC- TIONS ARE REAFFIRMED", ""},
  });
}

TEST(Persons, ASurnameAloneOnceTheNameWasSeen) {
  Check({
      {"Tamas Relk spoke. The votes, Relk added, were bought.", "Tamas Relk|Relk"},
      {"THE VOTES WERE BOUGHT BY RELK. TAMAS RELK SPOKE.", "RELK|TAMAS RELK"},
      {"Dana Stone spoke. The stone was heavy, and to Stone it fell.", "Dana Stone|Stone"},
  });
}

TEST(Persons, NearMisses) {
  Check({
      {"UNCLAS KALVOR 000123", ""},
      {"TAGS: PREL, PGOV, PHUM, KDEM", ""},
      {"REF: A. PARIS 7682 B. 05 KALVOR 12", ""},
      {"HARBOUR FEES RISE", ""},
      {"The MV Brelkov called at Almaty in March.", ""},
      {"The road from Paris to the Tasmere River is closed.", ""},
      {"the Ministry of Fisheries and Harbours", ""},
      {"THE GOK AND THE OSCE AGREED IN APRIL.", ""},
      {"a pro-Kalvor faction and a Kalvor-based firm", ""},
      {"write to dana.quill@post.example", ""},
      {"Lake Brelkov and San Pedro", ""},
      {"A scintilla of hope", ""},
  });
}

TEST(Persons, EvidenceAndConfidence) {
  const auto titled = Recognisers().Find("Ambassador Orla Venn spoke", {EntityKind::kPerson});
  ASSERT_EQ(titled.size(), 1U);
  EXPECT_TRUE(titled[0].evidence.Has(Evidence::kTitle));
  EXPECT_GE(titled[0].confidence, 85);
  const auto guess = Recognisers().Find("the refusal of Brelkonen surprised us", {EntityKind::kPerson});
  ASSERT_EQ(guess.size(), 1U);
  EXPECT_TRUE(guess[0].evidence.Has(Evidence::kUnknown));
  EXPECT_LT(guess[0].confidence, 60);
}

// Work that grows with the square of the text would take hours here.
TEST(Persons, LongTextsOfOneKind) {
  for (const std::string_view unit :
       {"a@", "A. ", "Brelk ", "J. (", "passport ", "1-", "al-", "REF A\n", "'"}) {
    std::string text;
    while (text.size() < 500'000) text += unit;
    for (const Recognition& one : Recognisers().Find(text, AllEntityKinds()))
      EXPECT_LE(one.span.end, text.size());
  }
}

TEST(Persons, DoNotOverlap) {
  const std::string_view text =
      "Ambassador Orla Venn, Venn, J. Venn and VENN, ORLA (VENN, ORLA B.) met Orla Venn Relk";
  std::size_t end = 0;
  for (const Recognition& one : Recognisers().Find(text, AllEntityKinds())) {
    EXPECT_GE(one.span.begin, end);
    EXPECT_LT(one.span.begin, one.span.end);
    EXPECT_GE(one.confidence, Recognisers::kLeast);
    end = one.span.end;
  }
  EXPECT_LE(end, text.size());
}

}  // namespace
}  // namespace markings::testing
