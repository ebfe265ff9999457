#include "cli/answered_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace markings::cli {
namespace {

const std::string* Find(const AnsweredLines& lines, std::string_view line) {
  return lines.Find(line, AnsweredLines::Hash(line));
}
void Met(AnsweredLines& lines, std::string_view line, std::string_view answer) {
  lines.Met(line, AnsweredLines::Hash(line), answer);
}

TEST(AnsweredLinesTest, KeepsWhatIsMetTwice) {
  AnsweredLines lines;
  EXPECT_EQ(Find(lines, "SECRET"), nullptr);
  Met(lines, "SECRET", "one");
  EXPECT_EQ(Find(lines, "SECRET"), nullptr);
  Met(lines, "SECRET", "one");
  ASSERT_NE(Find(lines, "SECRET"), nullptr);
  EXPECT_EQ(*Find(lines, "SECRET"), "one");
  EXPECT_EQ(Find(lines, "SECRE"), nullptr);
  EXPECT_EQ(Find(lines, ""), nullptr);
  Met(lines, "", "nothing");
  Met(lines, "", "nothing");
  ASSERT_NE(Find(lines, ""), nullptr);
  EXPECT_EQ(*Find(lines, ""), "nothing");
}

TEST(AnsweredLinesTest, LongLinesAreNotKept) {
  AnsweredLines lines;
  const std::string longest(256, 'A');
  const std::string longer(257, 'A');
  for (int i = 0; i < 2; ++i) {
    Met(lines, longest, "kept");
    Met(lines, longer, "not kept");
  }
  EXPECT_NE(Find(lines, longest), nullptr);
  EXPECT_EQ(Find(lines, longer), nullptr);
}

// Many more lines than there are places: whatever is found is the answer to that very line.
TEST(AnsweredLinesTest, NoLineGetsTheAnswerOfAnother) {
  AnsweredLines lines;
  std::size_t found = 0;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 60000; ++i) {
      const std::string line = "LINE " + std::to_string(i);
      if (const std::string* answer = Find(lines, line)) {
        ASSERT_EQ(*answer, "answer to " + line);
        ++found;
        continue;
      }
      Met(lines, line, "answer to " + line);
      if (i % 3 == 0) Met(lines, line, "answer to " + line);
    }
  }
  EXPECT_GT(found, 1000U);
}

}  // namespace
}  // namespace markings::cli
