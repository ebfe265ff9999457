#include "libmarkings/review/internal/former.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace markings::internal {
namespace {

// A text of cells of one to three lines, an empty line between two.
std::string TextOf(const std::vector<std::string>& cells, std::vector<DerivativeCell>& made) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::size_t begin = text.size();
    text += cells[i];
    made.push_back({i, {begin, text.size()}, {}});
    text += "\n\n";
  }
  return text;
}

std::vector<FormerCell> Compare(const std::vector<std::string>& former,
                                const std::vector<std::string>& current) {
  std::vector<DerivativeCell> cells, unused;
  const std::string now = TextOf(current, cells);
  return CompareWithFormer(TextOf(former, unused), now, cells);
}

TEST(Former, TheSameIsTheSame) {
  for (const FormerCell& cell : Compare({"STAMP", "1. a\nb", "2. c"}, {"STAMP", "1. a\nb", "2. c"})) {
    EXPECT_TRUE(cell.same);
    EXPECT_EQ(cell.former, "");
  }
}

TEST(Former, WhatTookItsPlace) {
  const auto cells =
      Compare({"STAMP", "1. [withheld]", "2. [withheld]", "3. c"}, {"STAMP", "1. a\nb", "2. B", "3. c"});
  ASSERT_EQ(cells.size(), 5U);
  EXPECT_TRUE(cells[0].same);
  EXPECT_FALSE(cells[1].same);
  EXPECT_EQ(cells[1].former, "1. [withheld]");
  EXPECT_FALSE(cells[2].same);
  EXPECT_EQ(cells[2].former, "2. [withheld]");
  EXPECT_TRUE(cells[3].same);
  EXPECT_TRUE(cells[4].same);
}

TEST(Former, NewOnesAndGoneOnes) {
  const auto added = Compare({"1. a", "3. c"}, {"1. a", "2. b", "3. c"});
  EXPECT_FALSE(added[1].same);
  EXPECT_EQ(added[1].former, "");
  EXPECT_TRUE(added[2].same);
  const auto gone = Compare({"1. a", "2. b", "3. c"}, {"1. a", "3. c"});
  EXPECT_TRUE(gone[0].same);
  EXPECT_FALSE(gone[1].same);
  EXPECT_EQ(gone[1].former, "2. b");
  const auto last = Compare({"1. a", "2. b"}, {"1. a"});
  EXPECT_TRUE(last[0].same);
  EXPECT_EQ(last[1].former, "2. b");
  EXPECT_EQ(Compare({}, {"1. a"})[0].former, "");
  EXPECT_EQ(Compare({"1. a"}, {})[0].former, "1. a");
}

// However the two differ, each line of the former release that is shown stands in it, in its order, once; and
// what is not shown stood still.
TEST(Former, ShowsEachLineOnce) {
  std::mt19937 random(20261127);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> former;
    const std::size_t count = 1 + below(12);
    for (std::size_t i = 0; i < count; ++i)
      former.push_back(std::to_string(i + 1) + ". " +
                       std::string(1 + below(3), static_cast<char>('a' + below(4))));
    std::vector<std::string> current = former;
    for (std::size_t edits = below(5); edits > 0 && !current.empty(); --edits) {
      const std::size_t at = below(current.size());
      if (below(3) == 0) {
        current.erase(current.begin() + static_cast<std::ptrdiff_t>(at));
      } else if (below(2) == 0) {
        current.insert(current.begin() + static_cast<std::ptrdiff_t>(at), "new " + std::to_string(below(3)));
      } else {
        current[at] = current[at].substr(0, 3) + "[withheld]";
      }
    }
    std::vector<std::string> shown;
    std::size_t changed = 0;
    for (const FormerCell& cell : Compare(former, current)) {
      changed += cell.same ? 0 : 1;
      for (std::size_t at = 0; at < cell.former.size();) {
        const std::size_t end = std::min(cell.former.find('\n', at), cell.former.size());
        shown.push_back(cell.former.substr(at, end - at));
        at = end + 1;
      }
    }
    std::size_t next = 0;
    for (const std::string& line : shown) {
      const auto found = std::find(former.begin() + static_cast<std::ptrdiff_t>(next), former.end(), line);
      ASSERT_NE(found, former.end()) << "round " << round;
      next = static_cast<std::size_t>(found - former.begin()) + 1;
    }
    EXPECT_EQ(changed == 0, former == current) << "round " << round;
  }
}

}  // namespace
}  // namespace markings::internal
