#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "libmarkings/marking/portion.h"
#include "tests/marking/mark_dump.h"

namespace markings {
namespace {

struct Row {
  std::string_view input;
  std::string_view dump;
};

// clang-format off
constexpr Row kAccepted[] = {
    {"(SBU) Text", "valid (SBU) 0..5"},
    {"(C) text", "valid (C) 0..3"},
    {"CONFIDENTIAL - ENTIRE TEXT.", "valid (C - ENTIRE TEXT) MK0110 0..26"},
    {"(C - ENTIRE TEXT). more", "valid (C - ENTIRE TEXT) 0..17"},
    {"   (SBU) x", "valid (SBU) 3..8"},
    {"(Secret) text", "valid (S) MK0110 0..8"},
    {"(C) \xD0\xA2\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82", "valid (C) 0..3"},
    {"(SBU) text \xE2\x80\x93 dash", "valid (SBU) 0..5"},
    {"(SBU)", "valid (SBU) 0..5"},
    {"(SBU/NF) Text", "valid (SBU//NF) MK0109 0..8"},
    {"(C//NF) Text (S) more", "valid (C//NF) 0..7"},
    {"(U) SBU", "valid (U) 0..3"},
    {"(SENSITIVE BUT UNCLASSIFIED) Text", "valid (SBU) MK0110 0..28"},
    {"(UNCLASSIFIED) Text", "valid (U) MK0110 0..14"},
    {"(S-ENTIRE TEXT) Text", "valid (S - ENTIRE TEXT) MK0110 0..15"},
    {"SECRET - ENTIRE TEXT", "valid (S - ENTIRE TEXT) MK0110 0..20"},
    {"(S)", "valid (S) 0..3"},
    {"(sbu) text", "valid (SBU) MK0110 0..5"},
    {"(sbu/nf) text", "valid (SBU//NF) MK0109 0..8"},
    {"(secret) text", "valid (S) MK0110 0..8"},
    {"(c/nf) text", "valid (C//NF) MK0109 0..6"},
};

constexpr Row kRefused[] = {
    {"(see para 3) x", "none"},
    {"(Note: y) x", "none"},
    {"(SBU Version) x", "none"},
    {"D(S) x", "none"},
    {"(CMS) text", "unknown MK0103 0..5"},
    {"(SB", "malformed MK0102 0..3"},
    {"(SBU text without close", "malformed MK0102 0..4"},
    {"(SBU The delegation met the minister at length) and", "malformed MK0102 0..4"},
    {"(SBU The delegation met (the minister) and", "malformed MK0102 0..4"},
    {"C) text", "malformed MK0102 0..2"},
    {"SBU) text", "malformed MK0102 0..4"},
    {"SBU/N) text", "malformed MK0102 0..6"},
    {"a) text", "none"},
    {"A) text", "none"},
    {"(a) text", "none"},
    {"(c) text", "none"},
    {"(A) text", "none"},
    {"(1973) text", "none"},
    {"(SEE PARA 3 FOR DETAILS OF IT) TEXT", "none"},
    {"(The meeting was", "none"},
    {"(U.S. officials said", "none"},
    {"(C. Smith said", "none"},
    {"1. Confidential - Entire text.", "none"},
    {"[SBU] text", "malformed MK0102 0..5"},
    {"(SBU] text", "malformed MK0102 0..4"},
    {"(\xEF\xBC\xB3\xEF\xBC\xA2\xEF\xBC\xB5) text", "malformed MK0104 0..11"},
    {"\xE2\x80\x8B(SBU) text", "malformed MK0104 0..8"},
    {"(\xD0\xA1\xD0\x9C\xD0\x98) \xD1\x82\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82", "malformed MK0104 0..8"},
    {"(\xD1\x81\xD0\xBC\xD0\xB8) \xD1\x82\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82", "none"},
    {"(and/or) x", "none"},
    {"(S/he) said", "unknown MK0103 0..6"},
    {"(SBU/xz) x", "unknown MK0103 0..8"},
    {"() text", "malformed MK0101 0..2"},
    {"(", "malformed MK0102 0..1"},
    {"(secret talks) text", "none"},
    {"(SECRET TALKS) text", "unknown MK0103 0..14"},
    {"(SBU/NF text", "malformed MK0102 0..7"},
    {"Confidential sources - entire text was", "none"},
    {"SECRET ENTIRE TEXT", "none"},
    {"Section (C) applies", "none"},
    {"Deputy Secretary D(S)", "none"},
    {"(D) text", "none"},
    {"(i) text", "none"},
    {"(ii) text", "none"},
    {"(II) text", "unknown MK0103 0..4"},
    {"(10) text", "none"},
    {"(A/S) text", "unknown MK0103 0..5"},
    {"(N/A) text", "unknown MK0103 0..5"},
    {"(U.S.) text", "unknown MK0103 0..6"},
    {"(EU) text", "unknown MK0103 0..4"},
    {"(SBU; NF) text", "unknown MK0103 0..9"},
    {"(SBU, NF) text", "unknown MK0103 0..9"},
    {"(SBUNF) text", "unknown MK0103 0..7"},
    {"(S/NF", "malformed MK0102 0..5"},
    {"(UNCLASS", "malformed MK0102 0..8"},
    {"(CONFID", "malformed MK0102 0..7"},
    {"(SE", "malformed MK0102 0..3"},
    {"(SEE", "none"},
    {"(We agreed that", "none"},
    {"S) text", "malformed MK0102 0..2"},
    {"U) text", "malformed MK0102 0..2"},
    {"b) text", "none"},
    {"1) text", "none"},
    {"SBU/NF) text", "malformed MK0102 0..7"},
    {"SBU-NF) text", "malformed MK0102 0..7"},
    {"XYZ) text", "none"},
    {"CONFIDENTIAL) text", "malformed MK0102 0..13"},
    {"{SBU} text", "malformed MK0102 0..5"},
    {"[C] text", "malformed MK0102 0..3"},
    {"[1] text", "none"},
    {"[Name] text", "none"},
    {"<SBU> text", "malformed MK0102 0..5"},
    {"(SBU} text", "malformed MK0102 0..4"},
    {"(\xEF\xBC\xA3) text", "malformed MK0104 0..5"},
    {"\xEF\xBC\x88SBU\xEF\xBC\x89 text", "malformed MK0104 0..9"},
    {"(S\xCE\x92U) text", "malformed MK0104 0..6"},
    {"(\xD0\xAD\xD1\x82\xD0\xBE \xD1\x82\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82) \xD0\xB8 \xD0\xB4\xD0\xB0\xD0\xBB\xD1\x8C\xD1\x88\xD0\xB5", "none"},
    {"(\xCE\xB1\xCE\xB2\xCE\xB3) text", "none"},
    {"-", "none"},
    {"Text", "none"},
};
// clang-format on

TEST(FindPortion, Found) {
  for (const Row& row : kAccepted) {
    const ParsedMarking mark = FindPortion(StateVocabulary(), row.input);
    const std::string dump = Dump(StateVocabulary(), mark) + " " + std::to_string(mark.span.begin) + ".." +
                             std::to_string(mark.span.end);
    EXPECT_EQ(dump, row.dump) << row.input;
    ExpectSound(row.input, mark);
  }
}

TEST(FindPortion, RefusedAndProse) {
  for (const Row& row : kRefused) {
    const ParsedMarking mark = FindPortion(StateVocabulary(), row.input);
    std::string dump = Dump(StateVocabulary(), mark);
    if (mark.status != MarkingStatus::kNone) {
      dump += " " + std::to_string(mark.span.begin) + ".." + std::to_string(mark.span.end);
    }
    EXPECT_EQ(dump, row.dump) << row.input;
    ExpectSound(row.input, mark);
  }
}

// What stands on the next line cannot close, open or change a mark.
TEST(FindPortion, ReadsNoFurtherThanTheLine) {
  const Vocabulary& state = StateVocabulary();
  EXPECT_EQ(FindPortion(state, "(SBU\n) Text").status, MarkingStatus::kMalformed);
  EXPECT_EQ(FindPortion(state, "(SBU)\n(XYZ)").status, MarkingStatus::kValid);
  EXPECT_EQ(FindPortion(state, "Text\n(SBU)").status, MarkingStatus::kNone);
  EXPECT_EQ(FindPortion(state, "(SBU)\r\nText").status, MarkingStatus::kValid);
  EXPECT_EQ(FindPortion(state, "").status, MarkingStatus::kNone);
}

// A mark that is found is the mark that ParsePortion reads.
TEST(FindPortion, AgreesWithParsePortion) {
  for (const Row& row : kAccepted) {
    const ParsedMarking found = FindPortion(StateVocabulary(), row.input);
    const ParsedMarking parsed = ParsePortion(StateVocabulary(), Slice(row.input, found.span));
    EXPECT_EQ(found.value, parsed.value) << row.input;
    EXPECT_EQ(found.entire_text, parsed.entire_text) << row.input;
  }
}

// Cutting a marked paragraph short anywhere inside its mark never leaves prose or a lower mark.
TEST(FindPortion, CutOffMarksAreNeverProse) {
  const Vocabulary& state = StateVocabulary();
  for (const std::string mark :
       {"(SBU)", "(SBU//NF)", "(C//NF)", "(CONFIDENTIAL)", "(TS)", "(SECRET//NOFORN)"}) {
    for (std::size_t size = 1; size < mark.size(); ++size) {
      EXPECT_EQ(FindPortion(state, mark.substr(0, size)).status, MarkingStatus::kMalformed)
          << mark << " at " << size;
    }
    EXPECT_EQ(FindPortion(state, mark.substr(1) + " Text").status, MarkingStatus::kMalformed) << mark;
  }
}

TEST(FindPortion, LongLinesAreQuick) {
  const Vocabulary& state = StateVocabulary();
  const std::size_t size = std::size_t{1} << 20;
  EXPECT_EQ(FindPortion(state, "(" + std::string(size, 'a')).status, MarkingStatus::kNone);
  EXPECT_EQ(FindPortion(state, "(SBU " + std::string(size, 'A')).status, MarkingStatus::kMalformed);
  std::string bidi;
  for (int i = 0; i < 100000; ++i) bidi += "\xE2\x80\xAE";
  EXPECT_EQ(FindPortion(state, bidi + "(SBU)").status, MarkingStatus::kNone);  // beyond what a mark may hold
}

}  // namespace
}  // namespace markings
