#include "libmarkings/shingle/grams.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace markings {
namespace {

using Key = std::array<unsigned char, GramHasher::kKeyBytes>;

std::vector<std::uint64_t> Hashes(Result<GramHasher> hasher, std::string_view letters) {
  auto hashes = hasher->HashAll(letters);
  return hashes ? *hashes : std::vector<std::uint64_t>();
}

// AES-256 of the letters and four zero bytes under 00 01 .. 1f, as `openssl enc -aes-256-ecb -nopad` gives
// it.
TEST(Grams, KnownAnswer) {
  Key key;
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<unsigned char>(i);
  const auto hashes = Hashes(GramHasher::Keyed(key), "theharbourfe");
  ASSERT_EQ(hashes.size(), 1);
  EXPECT_EQ(hashes[0], 0xcb03675c77fd4cf4U);
}

TEST(Grams, OneForEachPlace) {
  EXPECT_TRUE(Hashes(GramHasher::Unkeyed(), "").empty());
  EXPECT_TRUE(Hashes(GramHasher::Unkeyed(), std::string(kGramLetters - 1, 'a')).empty());
  EXPECT_EQ(Hashes(GramHasher::Unkeyed(), std::string(kGramLetters, 'a')).size(), 1);
  EXPECT_EQ(Hashes(GramHasher::Unkeyed(), std::string(5000, 'a')).size(), 5000 - kGramLetters + 1);
}

// The same letters have the same hash wherever they stand and whatever follows: at the end of the text, where
// no whole block can be read, and on the edges of the blocks that are hashed at once.
TEST(Grams, AHashIsThatOfItsLettersAlone) {
  std::string letters;
  for (std::size_t i = 0; i < 2000; ++i) letters += static_cast<char>('a' + i * i * 7 % 26);
  const auto all = Hashes(GramHasher::Unkeyed(), letters);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto alone = Hashes(GramHasher::Unkeyed(), letters.substr(i, kGramLetters));
    ASSERT_EQ(alone.size(), 1);
    ASSERT_EQ(alone[0], all[i]) << i;
  }
  auto hasher = GramHasher::Unkeyed();
  std::vector<std::uint64_t> some(700);
  ASSERT_TRUE(hasher->Hash(letters, 300, some));
  EXPECT_TRUE(std::ranges::equal(some, std::span(all).subspan(300, 700)));
}

TEST(Grams, KeysShareNothing) {
  std::string letters;
  for (std::size_t i = 0; i < 3000; ++i) letters += static_cast<char>('a' + i * i * 7 % 26);
  Key one{}, other{};
  other[31] = 1;
  const auto of_one = Hashes(GramHasher::Keyed(one), letters);
  const auto of_other = Hashes(GramHasher::Keyed(other), letters);
  const auto of_all = Hashes(GramHasher::Unkeyed(), letters);
  const std::set<std::uint64_t> set(of_one.begin(), of_one.end());
  EXPECT_TRUE(std::ranges::none_of(of_other, [&](std::uint64_t hash) { return set.contains(hash); }));
  EXPECT_TRUE(std::ranges::none_of(of_all, [&](std::uint64_t hash) { return set.contains(hash); }));
}

}  // namespace
}  // namespace markings
