#include "libmarkings/corpus/shard.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace markings {
namespace {

TEST(Shard, IsReadInOneForm) {
  const auto shard = ParseShard("3/8");
  ASSERT_TRUE(shard);
  EXPECT_EQ(shard->number, 3U);
  EXPECT_EQ(shard->of, 8U);
  EXPECT_TRUE(ParseShard("1/1"));
  EXPECT_TRUE(ParseShard("65536/65536"));
  for (const char* text : {"", "/", "1", "0/2", "3/2", "1/0", "1/65537", "01/2", "1/02", " 1/2", "1/2 ",
                           "1/2/3", "-1/2", "+1/2", "1/18446744073709551617", "a/b"}) {
    EXPECT_FALSE(ParseShard(text)) << text;
  }
}

// SipHash-2-4's published vectors (Aumasson, Bernstein: vectors_sip64): of no bytes 310e0edd47db6f72, of 00
// fd67dc93c539f874, of 00 01 .. 0e e545be4961ca29a1, each little-endian.
TEST(Shard, KnownAnswers) {
  struct Row {
    std::string path;
    std::uint64_t hash;
  };
  std::string fifteen;
  for (char c = 0; c < 15; ++c) fifteen += c;
  const Row rows[] = {
      {"", 0x726fdb47dd0e0e31}, {std::string(1, '\0'), 0x74f839c593dc67fd}, {fifteen, 0xa129ca6149be45e5}};
  for (const Row& row : rows) {
    for (const std::uint32_t of : {1U, 2U, 3U, 7U, 1000U, 65536U}) {
      const auto in = static_cast<std::uint32_t>(row.hash % of) + 1;
      EXPECT_TRUE(InShard(row.path, {in, of}));
      EXPECT_EQ(InShard(row.path, {in % of + 1, of}), of == 1);
    }
  }
}

TEST(Shard, EachFileIsInOneAndTheyAreAlike) {
  std::vector<int> sizes(8);
  for (int i = 0; i < 8000; ++i) {
    const std::string path = "cables/" + std::to_string(i) + "\xFF.txt";
    int in = 0;
    for (std::uint32_t k = 1; k <= 8; ++k) {
      if (!InShard(path, {k, 8})) continue;
      ++in;
      ++sizes[k - 1];
    }
    EXPECT_EQ(in, 1);
  }
  for (const int size : sizes) {
    EXPECT_GT(size, 850);
    EXPECT_LT(size, 1150);
  }
}

}  // namespace
}  // namespace markings
