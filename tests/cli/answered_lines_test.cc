#include "cli/answered_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace markings::cli {
namespace {

TEST(AnsweredLinesTest, KeepsWhatIsMetTwice) {
  AnsweredLines lines;
  EXPECT_EQ(lines.Find("SECRET"), nullptr);
  lines.Met("SECRET", "one");
  EXPECT_EQ(lines.Find("SECRET"), nullptr);
  lines.Met("SECRET", "one");
  ASSERT_NE(lines.Find("SECRET"), nullptr);
  EXPECT_EQ(*lines.Find("SECRET"), "one");
  EXPECT_EQ(lines.Find("SECRE"), nullptr);
  EXPECT_EQ(lines.Find(""), nullptr);
  lines.Met("", "nothing");
  lines.Met("", "nothing");
  ASSERT_NE(lines.Find(""), nullptr);
  EXPECT_EQ(*lines.Find(""), "nothing");
}

TEST(AnsweredLinesTest, LongLinesAreNotKept) {
  AnsweredLines lines;
  const std::string longest(256, 'A');
  const std::string longer(257, 'A');
  for (int i = 0; i < 2; ++i) {
    lines.Met(longest, "kept");
    lines.Met(longer, "not kept");
  }
  EXPECT_NE(lines.Find(longest), nullptr);
  EXPECT_EQ(lines.Find(longer), nullptr);
}

// Many more lines than there are places: whatever is found is the answer to that very line.
TEST(AnsweredLinesTest, NoLineGetsTheAnswerOfAnother) {
  AnsweredLines lines;
  std::size_t found = 0;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 60000; ++i) {
      const std::string line = "LINE " + std::to_string(i);
      if (const std::string* answer = lines.Find(line)) {
        ASSERT_EQ(*answer, "answer to " + line);
        ++found;
        continue;
      }
      lines.Met(line, "answer to " + line);
      if (i % 3 == 0) lines.Met(line, "answer to " + line);
    }
  }
  EXPECT_GT(found, 1000U);
}

}  // namespace
}  // namespace markings::cli
