#include "libmarkings/text/line_index.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace markings {
namespace {

TEST(LineIndex, CountsLines) {
  EXPECT_EQ(LineIndex("").line_count(), 1U);
  EXPECT_EQ(LineIndex("a").line_count(), 1U);
  EXPECT_EQ(LineIndex("a\n").line_count(), 1U);
  EXPECT_EQ(LineIndex("a\nb").line_count(), 2U);
  EXPECT_EQ(LineIndex("\n\n\n").line_count(), 3U);
  EXPECT_EQ(LineIndex("a\r\nb\r\n").line_count(), 2U);
  EXPECT_EQ(LineIndex("a\rb\r").line_count(), 2U);
  EXPECT_EQ(LineIndex("a\r\rb").line_count(), 3U);
  EXPECT_EQ(LineIndex("a\n\rb").line_count(), 3U);
  EXPECT_EQ(LineIndex("a\r\r\nb").line_count(), 3U);
  EXPECT_EQ(LineIndex("\r\n").line_count(), 1U);
}

TEST(LineIndex, At) {
  const LineIndex index("ab\r\n\ncd");
  const auto at = [&](std::size_t offset) {
    const Position position = index.At(offset);
    return std::to_string(position.line) + ":" + std::to_string(position.column);
  };
  EXPECT_EQ(at(0), "1:1");
  EXPECT_EQ(at(2), "1:3");
  EXPECT_EQ(at(3), "1:4");
  EXPECT_EQ(at(4), "2:1");
  EXPECT_EQ(at(5), "3:1");
  EXPECT_EQ(at(7), "3:3");
  EXPECT_EQ(at(99), "3:3");
}

TEST(LineIndex, OffsetOf) {
  const LineIndex index("ab\n\ncd");
  EXPECT_EQ(index.OffsetOf({1, 1}), 0U);
  EXPECT_EQ(index.OffsetOf({1, 2}), 1U);
  EXPECT_EQ(index.OffsetOf({1, 99}), 2U);  // the line's end
  EXPECT_EQ(index.OffsetOf({2, 1}), 3U);
  EXPECT_EQ(index.OffsetOf({3, 2}), 5U);
  EXPECT_EQ(index.OffsetOf({3, 99}), 6U);
  EXPECT_EQ(index.OffsetOf({9, 1}), 6U);
  EXPECT_EQ(index.OffsetOf({0, 0}), 0U);
}

// At against counting by hand, and back.
TEST(LineIndex, AgreesWithCounting) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (auto i = random() % 60; i > 0; --i) text += "xxxx\n\r"[random() % 6];
    const LineIndex index(text);
    LineCounter counter(text);
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const Position position = index.At(i);
      ASSERT_EQ(position.line, line);
      const Position counted = counter.At(i);
      ASSERT_EQ(counted.line, line);
      ASSERT_EQ(counted.column, column);
      ASSERT_EQ(position.column, column);
      ASSERT_EQ(index.OffsetOf(position), i);
      ++column;
      if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) {
        ++line;
        column = 1;
      }
    }
  }
}

}  // namespace
}  // namespace markings
