#include "libmarkings/leaks/leak_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <random>
#include <string>
#include <string_view>
#include <thread>

#include "tests/leaks/leaks_testing.h"

namespace markings {
namespace {

class LeakSearchTest : public testing::Test {
 protected:
  void Add(std::string_view text, std::string_view label = "") { ASSERT_TRUE(index_.Add(text, label, key_)); }
  std::vector<LeakFinding> Search(std::string_view text) {
    const auto searcher = LeakSearcher::Create(index_, key_);
    auto found = searcher->Search(text);
    return found ? *found : std::vector<LeakFinding>();
  }

  LeakKey key_ = TestKey(7);
  LeakIndex index_;
  std::mt19937 random_{20261127};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same texts every time
};

TEST_F(LeakSearchTest, FindsACopyAndWhereItIs) {
  const std::string passage = Prose(random_, 40);
  Add(passage, "harbour");
  const std::string before = Prose(random_, 200) + ". ", after = " " + Prose(random_, 200);
  const auto found = Search(before + passage + after);
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].passage, index_.passages().begin()->first);
  EXPECT_EQ(found[0].label, "harbour");
  EXPECT_EQ(found[0].share, 1.0);
  // From the first gram that was found to the last: a window at each end may be missing.
  EXPECT_GE(found[0].where.begin, before.size());
  EXPECT_LE(found[0].where.begin, before.size() + 8);
  EXPECT_LE(found[0].where.end, before.size() + passage.size());
  EXPECT_GE(found[0].where.end + 8, before.size() + passage.size());
}

TEST_F(LeakSearchTest, FindsNothingWhereNothingIs) {
  for (int i = 0; i < 200; ++i) Add(Prose(random_, 60));
  EXPECT_TRUE(Search(Prose(random_, 20'000)).empty());
  EXPECT_TRUE(Search("").empty());
  EXPECT_TRUE(Search("a").empty());
  EXPECT_TRUE(Search(std::string(100'000, ' ')).empty());
}

TEST_F(LeakSearchTest, CaseWrappingHyphensAndScannersDoNotHideIt) {
  const std::string passage =
      "The clerk of pier four told us that the modern harbour fees had been paid twice, 15 in all, to the "
      "ministry.";
  Add(passage);
  std::string upper = passage;
  std::ranges::transform(upper, upper.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  for (const std::string& copy :
       {upper,
        std::string(
            "The clerk of pier\r\n   four told us that the mod-\r\n   ern harbour\r\n   fees had been "
            "paid twice, 15\r\n   in all, to the minis-\r\n   try."),
        std::string(
            "the c1erk 0f pier f0ur t0ld us that the rnodem harb0ur fees had been paid twice, lS in a11, "
            "t0 the m1nistry"),
        std::string(
            "The dlerk of pier four told us that the mcdern harbour fees had been paid twlce, 15 in all, to "
            "tbe ministry."),
        std::string(
            "The clerk of pier four told us that the modern harbour\n\nUNCLASSIFIED\nPAGE 02 KALVOR 00123\n\n"
            "fees had been paid twice, 15 in all, to the ministry.")}) {
    const auto found = Search("Before it stood something else. " + copy + " After it stands something else.");
    ASSERT_EQ(found.size(), 1) << copy;
    EXPECT_GT(found[0].share, 0.5);
  }
}

TEST_F(LeakSearchTest, APartOfALongPassageIsFound) {
  const std::string passage = Prose(random_, 400);
  Add(passage);
  const std::string part = passage.substr(passage.size() / 2, 120);
  const auto found = Search(Prose(random_, 100) + " " + part + " " + Prose(random_, 100));
  ASSERT_EQ(found.size(), 1);
  EXPECT_LT(found[0].share, 0.15);
}

// A phrase that stands in both is no leak: 23 letters and fewer.
TEST_F(LeakSearchTest, APhraseIsNoLeak) {
  Add("The clerk said that the ministry of public works and ports would not pay for any of the new cranes.");
  EXPECT_TRUE(
      Search("She saw the ministry of public worms, and left for the island with her two brothers.").empty());
}

TEST_F(LeakSearchTest, EveryPlaceAndEveryPassage) {
  const std::string one = Prose(random_, 40), other = Prose(random_, 40);
  Add(one);
  Add(other);
  const auto found = Search(one + "\n\n" + Prose(random_, 300) + "\n\n" + other + "\n\n" +
                            Prose(random_, 300) + "\n\n" + one);
  ASSERT_EQ(found.size(), 3);
  EXPECT_EQ(found[0].passage, found[2].passage);
  EXPECT_NE(found[0].passage, found[1].passage);
  EXPECT_LT(found[0].where.end, found[1].where.begin);
  EXPECT_LT(found[1].where.end, found[2].where.begin);
}

// A copy is found wherever it lies: on every edge of the blocks in which a text is hashed.
TEST_F(LeakSearchTest, FoundAtEveryOffset) {
  const std::string passage = Prose(random_, 12);
  Add(passage);
  const std::string letters = "abcdefghijklmnopqstuwxyz";
  std::string before;
  for (int i = 0; i < 1100; ++i) {
    before += letters[random_() % letters.size()];
    const auto found = Search(before + passage);
    ASSERT_EQ(found.size(), 1) << i;
    ASSERT_GE(found[0].where.end + 8, before.size() + passage.size());
  }
}

// What is public of a passage is forgotten; the rest is still found.
TEST_F(LeakSearchTest, WhatIsPublicIsNoLeak) {
  const std::string letterhead = Prose(random_, 30), secret = Prose(random_, 30);
  Add(letterhead + " " + secret);
  Add(letterhead);
  const PassageId whole = [&] {
    LeakIndex one;
    return one.Add(letterhead + " " + secret, "", key_)->id;
  }();
  std::vector<PassageStretch> stretches;
  for (const LeakFinding& one : Search("A release. " + letterhead + " and so on"))
    stretches.push_back({one.passage, one.of_passage});
  ASSERT_EQ(stretches.size(), 2);
  EXPECT_EQ(index_.Forget(stretches).size(), 1);
  ASSERT_EQ(index_.passages().size(), 1);
  EXPECT_EQ(index_.passages().begin()->first, whole);
  const auto& left = index_.passages().begin()->second;
  EXPECT_LT(OwnLetters(left), left.letters);
  EXPECT_TRUE(Search("Another. " + letterhead + " and so on").empty());
  const auto found = Search("Another. " + letterhead + " " + secret);
  ASSERT_EQ(found.size(), 1);
  EXPECT_GT(found[0].share, 0.9);
  // It seals and opens as any other, and to forget again changes nothing.
  const auto file = index_.Seal(key_);
  const auto opened = LeakIndex::Open(*file, key_);
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened->Seal(key_), *file);
  EXPECT_TRUE(index_.Forget(stretches).empty());
  EXPECT_EQ(*index_.Seal(key_), *file);
  EXPECT_TRUE(index_.Forget({}).empty());
}

// Of many passages that are nearly the same some are named, and time does not grow with their number squared.
TEST_F(LeakSearchTest, ManyCopiesOfOnePassage) {
  const std::string passage = Prose(random_, 40);
  for (int i = 0; i < 300; ++i) Add(passage + " " + Prose(random_, 3));
  const auto found = Search(Prose(random_, 50) + " " + passage + " " + Prose(random_, 50));
  EXPECT_GE(found.size(), 1);
  EXPECT_LE(found.size(), 32);
}

// A passage that says one thing over and over is found by it, and a text that does is read in linear time.
TEST_F(LeakSearchTest, Repetition) {
  const std::string line = Prose(random_, 30) + "\n";
  std::string passage, text;
  for (int i = 0; i < 100; ++i) passage += line;
  for (int i = 0; i < 3000; ++i) text += line;
  Add(passage);
  Add(std::string(20'000, 'a'));
  EXPECT_FALSE(Search(line).empty());
  EXPECT_FALSE(Search(text).empty());
  EXPECT_TRUE(Search(std::string(500'000, 'b')).empty());
  EXPECT_LE(Search(std::string(500'000, 'a')).size(), 500'000 / kShortestPassage);
}

TEST_F(LeakSearchTest, ThreadsShareASearcher) {
  const std::string passage = Prose(random_, 40);
  Add(passage);
  const std::string text = Prose(random_, 3000) + " " + passage;
  const auto searcher = LeakSearcher::Create(index_, key_);
  std::array<std::size_t, 4> found{};
  {
    std::vector<std::jthread> threads;
    threads.reserve(found.size());
    for (std::size_t& one : found)
      threads.emplace_back([&] {
        for (int i = 0; i < 5; ++i) one += searcher->Search(text)->size();
      });
  }
  for (const std::size_t one : found) EXPECT_EQ(one, 5);
}

}  // namespace
}  // namespace markings
