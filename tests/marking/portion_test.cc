#include <gtest/gtest.h>

#include <span>
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
    {"(SBU)", "valid (SBU)"},
    {"SBU", "valid (SBU)"},
    {"(SBU//NF)", "valid (SBU//NF)"},
    {"(SBU/NF)", "valid (SBU//NF) MK0109"},
    {"(SBU-NF)", "valid (SBU//NF) MK0109"},
    {"(SBU/N)", "valid (SBU//NF) MK0109"},
    {"(SBU/NOFORN)", "valid (SBU//NF) MK0109"},
    {"(C//NF)", "valid (C//NF)"},
    {"(C/NF)", "valid (C//NF) MK0109"},
    {"(U//FOUO)", "valid (U//FOUO)"},
    {"(U//SBU)", "valid (SBU) MK0110"},
    {"(U//NF//SBU)", "valid (SBU//NF) MK0110"},
    {"(LOU)", "valid (SBU) MK0115"},
    {"(C//SBU)", "valid (C) MK0110"},
    {"(C//LOU)", "valid (C) MK0110 MK0115"},
    {"(UNCLASSIFIED)", "valid (U) MK0110"},
    {"(SENSITIVE BUT UNCLASSIFIED)", "valid (SBU) MK0110"},
    {"(LIMITED OFFICIAL USE)", "valid (SBU) MK0115"},
    {"(C - ENTIRE TEXT)", "valid (C - ENTIRE TEXT)"},
    {"(S-ENTIRE TEXT)", "valid (S - ENTIRE TEXT) MK0110"},
    {"(LOU - ENTIRE TEXT)", "valid (SBU - ENTIRE TEXT) MK0115"},
    {"(C \xE2\x80\x93 ENTIRE TEXT)", "valid (C - ENTIRE TEXT) MK0110"},
    {"(sbu)", "valid (SBU) MK0110"},
    {"( SBU )", "valid (SBU) MK0110"},
    {"(SBU // NF)", "valid (SBU//NF) MK0110"},
    {"(SBU//SBU)", "valid (SBU) MK0108"},
    {"(UNCLASSIFIED//SENSITIVE BUT UNCLASSIFIED//NOT RELEASABLE TO FOREIGN NATIONALS)", "valid (SBU//NF) MK0110"},
    {"(TS//NF//ND)", "valid (TS//NF//ND)"},
    {"(U)", "valid (U)"},
    {"U", "valid (U)"},
    {"(C)", "valid (C)"},
    {"(S)", "valid (S)"},
    {"(TS)", "valid (TS)"},
    {"(c)", "valid (C) MK0110"},
    {"(u)", "valid (U) MK0110"},
    {"TS//NF", "valid (TS//NF)"},
    {"(SBU NF)", "valid (SBU//NF) MK0109"},
    {"(SBU NOFORN)", "valid (SBU//NF) MK0109"},
    {"(U//NF)", "valid (U//NF)"},
    {"(S//NF)", "valid (S//NF)"},
    {"(S/NF)", "valid (S//NF) MK0109"},
    {"(S-NF)", "valid (S//NF) MK0109"},
    {"(S/NOFORN)", "valid (S//NF) MK0109"},
    {"(TS//NF)", "valid (TS//NF)"},
    {"(C//LIMDIS)", "valid (C//LIMDIS)"},
    {"(C//XD)", "valid (C//XD)"},
    {"(S//ND)", "valid (S//ND)"},
    {"(S//NF//XD)", "valid (S//NF//XD)"},
    {"(S//NF//LIMDIS//XD)", "valid (S//NF//LIMDIS//XD)"},
    {"(SBU//XD)", "valid (SBU//XD)"},
    {"(SBU//FOUO)", "valid (SBU) MK0110"},
    {"(U//FOUO//SBU)", "valid (SBU) MK0110"},
    {"(U//SBU//FOUO)", "valid (SBU) MK0110"},
    {"(LOU/NF)", "valid (SBU//NF) MK0109 MK0115"},
    {"(C//FOUO)", "valid (C) MK0110"},
    {"(TOP SECRET)", "valid (TS) MK0110"},
    {"(Top Secret)", "valid (TS) MK0110"},
    {"(TOP SECRET//NOFORN)", "valid (TS//NF) MK0110"},
    {"(CONFIDENTIAL)", "valid (C) MK0110"},
    {"(CONFIDENTIAL//NOT RELEASABLE TO FOREIGN NATIONALS)", "valid (C//NF) MK0110"},
    {"(SECRET//EXCLUSIVE DISTRIBUTION)", "valid (S//XD) MK0110"},
    {"(UNCLAS)", "valid (U) MK0110"},
    {"(U//FOR OFFICIAL USE ONLY)", "valid (U//FOUO) MK0110"},
    {"(SENSITIVE)", "valid (SBU) MK0110"},
    {"(SBU - ENTIRE TEXT)", "valid (SBU - ENTIRE TEXT)"},
    {"(SBU/NF - ENTIRE TEXT)", "valid (SBU//NF - ENTIRE TEXT) MK0109"},
    {"(CONFIDENTIAL - ENTIRE TEXT)", "valid (C - ENTIRE TEXT) MK0110"},
    {"(C ENTIRE TEXT)", "valid (C - ENTIRE TEXT) MK0110"},
    {"(c - entire text)", "valid (C - ENTIRE TEXT) MK0110"},
    {"(C \xE2\x80\x94 ENTIRE TEXT)", "valid (C - ENTIRE TEXT) MK0110"},
    {"(U//U)", "valid (U) MK0108"},
    {"(SBU//NF//NF)", "valid (SBU//NF) MK0108"},
    {"(C NF)", "valid (C//NF) MK0109"},
};

constexpr Row kRefused[] = {
    {"(FOUO)", "malformed MK0106"},
    {"(NF//SBU)", "malformed MK0111"},
    {"(SBU/ /NF)", "malformed MK0116"},
    {"(SBU///NF)", "malformed MK0116"},
    {"(SBU//)", "malformed MK0116"},
    {"(//SBU)", "malformed MK0116"},
    {"()", "malformed MK0101"},
    {"(NF)", "malformed MK0106"},
    {"(C//S)", "malformed MK0107"},
    {"(XYZ)", "unknown MK0103"},
    {"(C//XYZ)", "unknown MK0103"},
    {"(S//ND//XD)", "malformed MK0111 MK0113"},
    {"(S//XD//NF)", "malformed MK0111"},
    {"(SBU", "malformed MK0102"},
    {"SBU)", "malformed MK0102"},
    {"(SBU) x", "malformed MK0117"},
    {"", "malformed MK0101"},
    {"(\xEF\xBC\xB3\xEF\xBC\xA2\xEF\xBC\xB5)", "malformed MK0104"},
    {"(\xD0\xA1" "BU)", "malformed MK0104"},
    {"(S\xE2\x80\x8B" "BU)", "malformed MK0104"},
    {"(SBU//C)", "malformed MK0107"},
    {"(FOR OFFICIAL USE ONLY)", "malformed MK0106"},
    {"(ENTIRE TEXT)", "unknown MK0103 MK0103"},
    {"(U//C)", "malformed MK0107"},
    {"(TS//S)", "malformed MK0107"},
    {"(C//U)", "malformed MK0107"},
    {"(NOFORN)", "malformed MK0106"},
    {"(NF//C)", "malformed MK0111"},
    {"(XD//SBU)", "malformed MK0111"},
    {"(SBU//XD//NF)", "malformed MK0111"},
    {"(SBUMF)", "unknown MK0103"},
    {"(SBU/MF)", "unknown MK0103"},
    {"(X)", "unknown MK0103"},
    {"(D)", "unknown MK0103"},
    {"(R)", "unknown MK0103"},
    {"(A//B)", "unknown MK0103 MK0103"},
    {"(C/)", "malformed MK0116"},
    {"(/C)", "malformed MK0116"},
    {"(C-)", "malformed MK0116"},
    {"(C//-NF)", "malformed MK0116"},
    {"(C//NF/)", "malformed MK0116"},
    {"(C NF", "malformed MK0102"},
    {"C//NF)", "malformed MK0102"},
    {"((C))", "malformed MK0117"},
    {"(C)(S)", "malformed MK0117"},
    {"(C//NF) (S)", "malformed MK0117"},
    {"(C) text", "malformed MK0117"},
    {"(\xEF\xBC\xA3)", "malformed MK0104"},
    {"(C\xE2\x88\x95NF)", "malformed MK0104"},
    {"(\xCF\xB9)", "malformed MK0104"},
    {"(C\xE2\x80\xAE)", "malformed MK0104"},
    {"(C\xE9)", "malformed MK0104"},
    {"(\x01" "C)", "malformed MK0104"},
    {"(C\x7F)", "malformed MK0104"},
};
// clang-format on

TEST(ParsePortion, Accepted) {
  for (const Row& row : kAccepted) {
    const ParsedMarking mark = ParsePortion(StateVocabulary(), row.input);
    EXPECT_EQ(Dump(StateVocabulary(), mark), row.dump) << row.input;
    ExpectSound(row.input, mark);
  }
}

TEST(ParsePortion, Refused) {
  for (const Row& row : kRefused) {
    const ParsedMarking mark = ParsePortion(StateVocabulary(), row.input);
    EXPECT_EQ(Dump(StateVocabulary(), mark), row.dump) << row.input;
    EXPECT_NE(mark.status, MarkingStatus::kNone) << row.input;
    ExpectSound(row.input, mark);
  }
}

TEST(ParsePortion, CanonicalFormIsStable) {
  for (const Row& row : kAccepted) {
    const ParsedMarking mark = ParsePortion(StateVocabulary(), row.input);
    const std::string canonical = CanonicalForm(StateVocabulary(), mark);
    const ParsedMarking again = ParsePortion(StateVocabulary(), canonical);
    EXPECT_EQ(Dump(StateVocabulary(), again), "valid " + canonical) << row.input;
    EXPECT_EQ(again.value, mark.value) << row.input;
    EXPECT_EQ(again.entire_text, mark.entire_text) << row.input;
  }
}

// A fix that is a marking is one that parses, whatever was wrong.
TEST(ParsePortion, FixesAreValid) {
  for (const auto& rows : {std::span<const Row>(kAccepted), std::span<const Row>(kRefused)}) {
    for (const Row& row : rows) {
      for (const Diagnostic& diagnostic : ParsePortion(StateVocabulary(), row.input).diagnostics) {
        if (!diagnostic.fix.starts_with('(')) continue;
        EXPECT_EQ(ParsePortion(StateVocabulary(), diagnostic.fix).status, MarkingStatus::kValid) << row.input;
      }
    }
  }
}

TEST(ParsePortion, NamesTheDeceptiveCharacter) {
  const ParsedMarking mark = ParsePortion(StateVocabulary(), "(SB\xD0\xA1)");
  ASSERT_EQ(mark.diagnostics.size(), 1U);
  EXPECT_TRUE(mark.diagnostics[0].message.starts_with("U+0421 ")) << mark.diagnostics[0].message;
  EXPECT_EQ(mark.diagnostics[0].where, (Span{3, 5}));
}

// Whoever forgets to look at the status must not be handed a low marking.
TEST(ParsePortion, ValueOfARefusedMarkIsTheHighest) {
  for (const Row& row : kRefused) {
    EXPECT_EQ(ParsePortion(StateVocabulary(), row.input).value.level, StateVocabulary().levels().size() - 1);
  }
}

TEST(ParsePortion, Limits) {
  const Vocabulary& state = StateVocabulary();
  EXPECT_EQ(Dump(state, ParsePortion(state, "(" + std::string(5000, 'C') + ")")), "malformed MK0105");
  std::string many = "(C";
  for (int i = 0; i < 300; ++i) many += "//NF";
  EXPECT_EQ(Dump(state, ParsePortion(state, many + ")")), "malformed MK0105");
  EXPECT_EQ(Dump(state, ParsePortion(state, std::string(std::size_t{1} << 20, '('))), "malformed MK0105");
}

TEST(ParsePortion, WhiteSpaceAround) {
  const ParsedMarking mark = ParsePortion(StateVocabulary(), "  (SBU/NF)\t\r\n");
  EXPECT_EQ(mark.status, MarkingStatus::kValid);
  EXPECT_EQ(mark.span, (Span{2, 10}));
}

}  // namespace
}  // namespace markings
