#include "libmarkings/shingle/winnow.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace markings {
namespace {

using Hashes = std::vector<std::uint64_t>;

std::vector<std::uint64_t> Chosen(const Hashes& hashes, std::size_t window) {
  std::vector<std::uint64_t> chosen;
  for (const Fingerprint& one : Winnow(hashes, window)) chosen.push_back(one.hash);
  return chosen;
}

// Source: the example of Schleimer, Wilkerson and Aiken 2003, figure 2: windows of four.
TEST(Winnow, ExampleOfThePaper) {
  EXPECT_EQ(Chosen({77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98}, 4),
            (Hashes{17, 17, 8, 39, 17}));
}

TEST(Winnow, OfEqualOnesTheChosenOneStays) {
  // Plain winnowing would take every place; the robust form one of each window.
  EXPECT_EQ(Winnow(Hashes(12, 5), 4).size(), 3);
}

TEST(Winnow, FewerThanAWindow) {
  EXPECT_TRUE(Winnow({}, 4).empty());
  EXPECT_EQ(Winnow(Hashes{9, 3, 7}, 4), (std::vector<Fingerprint>{{3, 1}}));
  EXPECT_EQ(Winnow(Hashes{9, 3, 7, 8}, 4), (std::vector<Fingerprint>{{3, 1}}));
}

TEST(Winnow, AWindowOfOneTakesAll) { EXPECT_EQ(Chosen({4, 4, 2, 9}, 1), (Hashes{4, 4, 2, 9})); }

TEST(Winnow, EachWindowHasOneAndThePiecesDoNotMatter) {
  std::mt19937_64 random(20261127);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  for (const std::size_t window : {2U, 3U, 4U, 8U, 31U}) {
    for (int round = 0; round < 50; ++round) {
      Hashes hashes(200);
      for (std::uint64_t& hash : hashes) hash = random() % (round % 2 == 0 ? 5 : 1'000'000);
      const auto chosen = Winnow(hashes, window);
      std::vector<bool> is(hashes.size());
      for (const Fingerprint& one : chosen) {
        ASSERT_EQ(hashes[one.at], one.hash);
        is[one.at] = true;
      }
      ASSERT_TRUE(std::ranges::is_sorted(chosen, {}, &Fingerprint::at));
      for (std::size_t i = 0; i + window <= hashes.size(); ++i)
        ASSERT_TRUE(std::any_of(is.begin() + static_cast<std::ptrdiff_t>(i),
                                is.begin() + static_cast<std::ptrdiff_t>(i + window),
                                [](bool b) { return b; }));
      std::vector<Fingerprint> in_pieces;
      const auto take = [&](const Fingerprint& one) { in_pieces.push_back(one); };
      Winnower winnower(window);
      for (std::size_t at = 0; at < hashes.size(); at += 7)
        winnower.Put(std::span(hashes).subspan(at, std::min<std::size_t>(7, hashes.size() - at)), take);
      winnower.Finish(take);
      ASSERT_EQ(in_pieces, chosen);
    }
  }
}

// What winnowing is for: two texts that share so many letters in a row share a fingerprint of that stretch.
TEST(Winnow, SharedStretchesShareAFingerprint) {
  std::mt19937_64 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  constexpr std::size_t kWindow = 6;
  for (int round = 0; round < 200; ++round) {
    Hashes shared(kWindow), one(40), other(60);
    for (Hashes* all : {&shared, &one, &other})
      for (std::uint64_t& hash : *all) hash = random();
    one.insert(one.begin() + static_cast<std::ptrdiff_t>(random() % 41), shared.begin(), shared.end());
    other.insert(other.begin() + static_cast<std::ptrdiff_t>(random() % 61), shared.begin(), shared.end());
    const auto of_one = Chosen(one, kWindow);
    const auto of_other = Chosen(other, kWindow);
    EXPECT_TRUE(std::ranges::any_of(of_one, [&](std::uint64_t hash) {
      return std::ranges::find(of_other, hash) != of_other.end() &&
             std::ranges::find(shared, hash) != shared.end();
    }));
  }
}

}  // namespace
}  // namespace markings
