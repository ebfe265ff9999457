// Holds the figures of docs/residual.md: what is to be found, and how little else may be.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/residue_scores.h"

namespace markings::testing {
namespace {

const std::vector<PlantedCase>& Planted() {
  static const auto cases = ReadPlanted(std::string(MARKINGS_TESTDATA_DIR) + "/residual/planted.txt");
  static const std::vector<PlantedCase> none;
  return cases ? *cases : none;
}

struct Sums {
  ResidueScore exact, variants, all;
};

Sums Of(const std::string& set) {
  Sums sums;
  for (const bool capitals : {false, true}) {
    for (const auto& [kind, score] : Measure(Planted(), set, capitals)) {
      sums.all.Add(score);
      if (kind != "clean") (IsExact(kind) ? sums.exact : sums.variants).Add(score);
    }
  }
  return sums;
}

TEST(ResidueScores, TheSetIsLargeAndFair) {
  ResidueScore all;
  for (const char* set : {"dev", "heldout"}) all.Add(Of(set).all);
  EXPECT_GE(all.planted, 1000U);
  EXPECT_GE(all.clean, 500U);
  EXPECT_EQ(all.unfair, 0U);  // what is planted goes out
}

TEST(ResidueScores, WhatIsPlantedIsFound) {
  for (const char* set : {"dev", "heldout"}) {
    const Sums sums = Of(set);
    EXPECT_GE(sums.exact.recall(), 0.98) << set;
    EXPECT_GE(sums.variants.recall(), 0.90) << set;
  }
}

// One finding in a hundred cables that is none of what was planted.
TEST(ResidueScores, HardlyAnythingElseIs) {
  for (const char* set : {"dev", "heldout"}) {
    const ResidueScore all = Of(set).all;
    EXPECT_LE(all.astray * 100, all.planted + all.clean) << set;
  }
}

}  // namespace
}  // namespace markings::testing
