#include "libmarkings/text/shard.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace markings {
namespace {

std::string Said(const std::vector<Shard>& shards) {
  const auto complete = EachShardOnce(shards);
  return complete ? "complete" : complete.error().message;
}

TEST(EachShardOnce, TakesAllPartsInAnyOrder) {
  EXPECT_EQ(Said({{1, 1}}), "complete");
  EXPECT_EQ(Said({{3, 3}, {1, 3}, {2, 3}}), "complete");
}

TEST(EachShardOnce, NamesWhatIsWrong) {
  EXPECT_EQ(Said({}), "there is no result to merge");
  EXPECT_EQ(Said({{1, 3}, {3, 3}}), "the part 2 of 3 is missing");
  EXPECT_EQ(Said({{1, 2}, {2, 2}, {1, 2}}), "the part 1 of 2 is there twice");
  EXPECT_EQ(Said({{1, 1}, {1, 1}}), "the part 1 of 1 is there twice");
  EXPECT_EQ(Said({{1, 2}, {2, 3}}), "result 2 is part 2 of 3, the first is one of 2");
}

TEST(FormatShard, IsReadAgain) {
  EXPECT_EQ(FormatShard({7, 12}), "7/12");
  EXPECT_EQ(*ParseShard(FormatShard({7, 12})), (Shard{7, 12}));
}

}  // namespace
}  // namespace markings
