#include "libmarkings/marking/rollup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "libmarkings/marking/portion.h"
#include "tests/marking/mark_dump.h"
#include "tests/marking/small_regime.h"

namespace markings {
namespace {

TEST(RollUp, Table) {
  struct Row {
    std::vector<std::string_view> portions;
    std::string_view banner;
  };
  const Row rows[] = {
      {{}, "UNCLAS"},
      {{"(U)"}, "UNCLAS"},
      {{"(U)", "(SBU)"}, "UNCLAS SENSITIVE"},
      {{"(SBU)", "(SBU/NF)"}, "UNCLAS SENSITIVE NOFORN"},
      {{"(SBU)", "(C)"}, "CONFIDENTIAL"},
      {{"(SBU/NF)", "(C)"}, "CONFIDENTIAL NOFORN"},
      {{"(LOU)", "(U)"}, "UNCLAS SENSITIVE"},
      {{"(U//FOUO)", "(U)"}, "UNCLAS FOUO"},
      {{"(U//FOUO)", "(SBU)"}, "UNCLAS SENSITIVE"},
      {{"(U//FOUO)", "(S)"}, "SECRET"},
      {{"(S)", "(C//XD)", "(U//ND)"}, "SECRET NODIS"},
      {{"(TS)", "(U)", "(S//NF)"}, "TOP SECRET NOFORN"},
  };
  for (const Row& row : rows) {
    std::vector<Marking> portions;
    for (const std::string_view text : row.portions) {
      const ParsedMarking mark = ParsePortion(StateVocabulary(), text);
      ASSERT_EQ(mark.status, MarkingStatus::kValid) << text;
      portions.push_back(mark.value);
    }
    EXPECT_EQ(BannerForm(StateVocabulary(), RollUp(StateVocabulary(), portions)), row.banner);
  }
}

// The roll-up by the lattice against the least of all markings that dominate every portion, found by trying
// them all.
TEST(RollUp, AgreesWithBruteForce) {
  const Vocabulary& small = SmallRegime();
  const std::vector<Marking> all = AllMarkings(small);
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::vector<Marking> portions;
    for (auto n = random() % 5; n > 0; --n) portions.push_back(all[random() % all.size()]);
    std::vector<Marking> bounds;
    for (const Marking& candidate : all) {
      if (std::ranges::all_of(portions, [&](const Marking& p) { return Dominates(small, candidate, p); })) {
        bounds.push_back(candidate);
      }
    }
    std::vector<Marking> least;
    for (const Marking& candidate : bounds) {
      if (std::ranges::all_of(bounds, [&](const Marking& b) { return Dominates(small, b, candidate); })) {
        least.push_back(candidate);
      }
    }
    ASSERT_EQ(least.size(), 1U);
    ASSERT_EQ(RollUp(small, portions), least.front());
    std::ranges::shuffle(portions, random);
    ASSERT_EQ(RollUp(small, portions), least.front());
  }
}

// What the report says of NOFORN is what made it.
TEST(ExplainRollUp, WhyNobodyIsLeft) {
  const auto us = *Vocabulary::ForRegime("us");
  struct Row {
    std::vector<std::string_view> portions;
    std::string_view why;
  };
  const Row rows[] = {
      {{"(S//NF)", "(S)"}, "portion 1 has it"},
      {{"(S)", "(S//REL TO USA, GBR)"}, "portion 1 says nothing of release, beside portion 2"},
      {{"(//NU)", "(S//REL TO USA, GBR)"}, "portion 1 says nothing of release, beside portion 2"},
      // FISA goes with RELIDO, not with REL TO.
      {{"(U//FISA)", "(S//RELIDO)", "(S//REL TO USA, GBR)"},
       "portion 1 says nothing of release, beside portion 3"},
      {{"(S//REL)"}, "portion 1 names no country"},
      {{"(S//RELIDO)", "(S//DISPLAY ONLY AFG)"},
       "portion 1 leaves it to an officer, other portions name countries"},
      {{"(S//REL TO USA, GBR)", "(S//REL TO USA, JPN)"}, "portion 2 has no common country with portion 1"},
  };
  for (const Row& row : rows) {
    std::vector<Marking> portions;
    for (const std::string_view text : row.portions) portions.push_back(ParsePortion(*us, text).value);
    const RollUpReport report = ExplainRollUp(*us, portions);
    const auto noforn = std::ranges::find(report.tokens, "NOFORN", &RollUpToken::token);
    ASSERT_NE(noforn, report.tokens.end()) << row.why;
    EXPECT_TRUE(noforn->present);
    EXPECT_EQ(noforn->why, row.why);
  }
}

TEST(CheckBanner, EqualAboveBelow) {
  const Vocabulary& state = StateVocabulary();
  const auto check = [&](std::string_view banner, std::string_view portion) {
    return CheckBanner(state, ParseBanner(state, banner).mark.value, ParsePortion(state, portion).value);
  };
  EXPECT_EQ(check("UNCLAS SENSITIVE", "(SBU)"), BannerCheck::kEqual);
  EXPECT_EQ(check("UNCLAS", "(SBU)"), BannerCheck::kBelow);
  EXPECT_EQ(check("UNCLAS SENSITIVE", "(U)"), BannerCheck::kAbove);
  EXPECT_EQ(check("CONFIDENTIAL", "(SBU)"), BannerCheck::kAbove);
  EXPECT_EQ(check("CONFIDENTIAL", "(SBU/NF)"), BannerCheck::kBelow);  // cannot be compared
  EXPECT_EQ(check("SECRET", "(C//NF)"), BannerCheck::kBelow);
}

}  // namespace
}  // namespace markings
