#include "libmarkings/leaks/internal/leak_chains.h"

#include <gtest/gtest.h>

#include "libmarkings/shingle/grams.h"

namespace markings::internal {
namespace {

constexpr std::uint32_t kGram = kGramLetters;

// Grams end to end: 96 letters of 96.
TEST(LeakChains, GramsInARowAreOneMatch) {
  LeakChains chains;
  for (std::uint32_t i = 0; i < 8; ++i) chains.Add(3, 96, 1000 + std::size_t{i} * kGram, i * kGram);
  const auto found = chains.Finish();
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].passage, 3);
  EXPECT_EQ(found[0].begin, 1000);
  EXPECT_EQ(found[0].end, 1096);
  EXPECT_EQ(found[0].grams, 8);
  EXPECT_EQ(found[0].from, 0);
  EXPECT_EQ(found[0].to, 96);
  EXPECT_EQ(found[0].score, 960);
  EXPECT_TRUE(chains.Finish().empty());
}

TEST(LeakChains, GramsInAnotherOrderAreNone) {
  LeakChains chains;
  for (std::uint32_t i = 0; i < 8; ++i) chains.Add(0, 96, std::size_t{i} * kGram, (7 - i) * kGram);
  EXPECT_TRUE(chains.Finish().empty());
}

TEST(LeakChains, GramsFarApartAreNone) {
  LeakChains chains;
  for (std::uint32_t i = 0; i < 20; ++i) chains.Add(0, 2000, std::size_t{i} * 70, i * 70);
  EXPECT_TRUE(chains.Finish().empty());
}

TEST(LeakChains, HalfOfAShortPassageIsNeeded) {
  for (const std::uint32_t grams : {3U, 4U}) {
    LeakChains chains;
    for (std::uint32_t i = 0; i < grams; ++i) chains.Add(0, 96, std::size_t{i} * kGram, i * kGram);
    EXPECT_EQ(chains.Finish().size(), grams == 4 ? 1 : 0);
  }
}

TEST(LeakChains, OfALongOneSixtyLettersAreEnough) {
  for (const std::uint32_t grams : {4U, 5U}) {
    LeakChains chains;
    for (std::uint32_t i = 0; i < grams; ++i)
      chains.Add(0, 100'000, std::size_t{i} * kGram, 5000 + i * kGram);
    EXPECT_EQ(chains.Finish().size(), grams == 5 ? 1 : 0);
  }
}

// Grams of two copies in the text, and a gram that the passage has twice, do not mix.
TEST(LeakChains, CopiesAreApart) {
  LeakChains chains;
  for (const std::size_t copy : {0U, 5000U}) {
    for (std::uint32_t i = 0; i < 6; ++i) {
      chains.Add(0, 72, copy + std::size_t{i} * kGram, i * kGram);
      if (i == 1) chains.Add(0, 72, copy + kGram, 4 * kGram);
    }
  }
  const auto found = chains.Finish();
  ASSERT_EQ(found.size(), 2);
  EXPECT_EQ(found[0].grams, 6);
  EXPECT_EQ(found[1].begin, 5000);
}

}  // namespace
}  // namespace markings::internal
