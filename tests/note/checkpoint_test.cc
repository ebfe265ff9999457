#include "libmarkings/note/checkpoint.h"

#include <gtest/gtest.h>

#include <string>

namespace markings {
namespace {

// The example of C2SP tlog-checkpoint.
constexpr char kText[] =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

TEST(CheckpointTest, ReadsAndWritesTheOneForm) {
  const auto checkpoint = Checkpoint::Parse(kText);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->size, 20852163U);
  EXPECT_EQ(checkpoint->root[0], 0x0a);
  EXPECT_EQ(checkpoint->Format(), kText);
  EXPECT_EQ(Checkpoint{}.Format(), "\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
}

TEST(CheckpointTest, RefusesEveryOtherForm) {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const std::string refused[] = {
      "",
      "a",
      "a\n",
      "a\n1\n",
      "a\n1\n" + root.substr(0, root.size() - 1),  // no LF at the end
      "\n1\n" + root,
      "a\n01\n" + root,
      "a\n+1\n" + root,
      "a\n-1\n" + root,
      "a\n 1\n" + root,
      "a\n1.0\n" + root,
      "a\n\n" + root,
      "a\n9223372036854775808\n" + root,  // 2^63
      "a\n18446744073709551616\n" + root,
      "a\n1\n" + root + "\n",
      "a\n1\n" + root + "extension\n",
      "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",  // left-over bits
      "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
      "a\n1\nAAAA\n",
      "a\r\n1\r\n" + root,
  };
  for (const std::string& text : refused) {
    const auto checkpoint = Checkpoint::Parse(text);
    ASSERT_FALSE(checkpoint) << text;
    EXPECT_EQ(checkpoint.error().code, ErrorCode::kBadRegister);
    EXPECT_LE(checkpoint.error().where.end, text.size());
  }
  EXPECT_EQ(Checkpoint::Parse("a\n9223372036854775807\n" + root)->size, (std::uint64_t{1} << 63) - 1);
}

}  // namespace
}  // namespace markings
