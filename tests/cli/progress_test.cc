// The line that says how far a long work is: a function of a few numbers and the width of the terminal.

#include "cli/progress.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>

namespace markings::cli {
namespace {

ProgressState Files(std::size_t done, std::size_t total, double seconds) {
  return {.what = "checking", .done = done, .total = total, .seconds = seconds};
}

TEST(ProgressLineTest, SaysHowFarItIs) {
  EXPECT_EQ(ProgressLine(Files(14040, 27000, 2), 79),
            "checking [===========>          ] 52 %  14040 of 27000 files  7020/s  0:02 left");
  EXPECT_EQ(ProgressLine(Files(14040, 27000, 2), 200), "checking [" + std::string(20, '=') + ">" +
                                                           std::string(19, ' ') +
                                                           "] 52 %  14040 of 27000 files  7020/s  0:02 left");
  EXPECT_EQ(ProgressLine(Files(27000, 27000, 4), 79),
            "checking [=====================] 100 %  27000 of 27000 files  6750/s  0:00 left");
  EXPECT_EQ(ProgressLine(Files(0, 27000, 1), 79),
            "checking [>                                       ] 0 %  0 of 27000 files");
}

TEST(ProgressLineTest, WithoutATotalItCounts) {
  EXPECT_EQ(ProgressLine(Files(14040, 0, 2), 79), "checking 14040 files  7020/s");
  EXPECT_EQ(ProgressLine(Files(14040, 0, 2), 22), "checking 14040 files");
  EXPECT_EQ(ProgressLine(Files(14040, 0, 2), 12), "14040 files");
  EXPECT_EQ(ProgressLine(Files(14040, 0, 2), 10), "");
}

TEST(ProgressLineTest, BytesAreCountedInMebibytes) {
  const ProgressState state = {.what = "sealing",
                               .done = std::size_t{300} << 20,
                               .total = std::size_t{1200} << 20,
                               .seconds = 60,
                               .unit = ProgressUnit::kBytes};
  EXPECT_TRUE(ProgressLine(state, 100).ends_with("] 25 %  300 of 1200 MiB  5.0 MiB/s  3:00 left"));
}

TEST(ProgressLineTest, TimesOfEveryLength) {
  EXPECT_TRUE(ProgressLine(Files(1, 3601, 1), 100).ends_with("  1:00:00 left"));
  EXPECT_TRUE(ProgressLine(Files(1, 3724, 1), 100).ends_with("  1:02:03 left"));
  EXPECT_TRUE(ProgressLine(Files(1, 60, 1), 100).ends_with("  0:59 left"));
  // (So far off that nobody knows.)
  EXPECT_TRUE(ProgressLine(Files(1, std::numeric_limits<std::size_t>::max(), 1), 100).ends_with("/s"));
}

// What matters least goes first.
TEST(ProgressLineTest, FitsEveryWidth) {
  EXPECT_EQ(ProgressLine(Files(14040, 27000, 2), 64),
            "checking [=======>       ] 52 %  14040 of 27000 files  0:02 left");
  EXPECT_EQ(ProgressLine(Files(14040, 27000, 2), 50), "checking 52 %  14040 of 27000 files  0:02 left");
  EXPECT_EQ(ProgressLine(Files(14040, 27000, 2), 30), "checking 52 %  0:02 left");
  EXPECT_EQ(ProgressLine(Files(14040, 27000, 2), 18), "52 %  0:02 left");
  EXPECT_EQ(ProgressLine(Files(14040, 27000, 2), 4), "52 %");
  EXPECT_EQ(ProgressLine(Files(14040, 27000, 2), 3), "");
  constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max();
  for (std::size_t width = 0; width < 200; ++width) {
    for (const std::size_t total : {std::size_t{0}, std::size_t{1}, std::size_t{27000}, kMost}) {
      for (const std::size_t done : {std::size_t{0}, std::size_t{1}, std::size_t{26999}, kMost}) {
        for (const double seconds : {0.0, 1e-9, 1.0, 1e9}) {
          for (const ProgressUnit unit : {ProgressUnit::kFiles, ProgressUnit::kBytes}) {
            const std::string line = ProgressLine(
                {.what = "checking", .done = done, .total = total, .seconds = seconds, .unit = unit}, width);
            EXPECT_LE(line.size(), width) << line;
            EXPECT_EQ(line.find_first_not_of(" !\"#$%&'()*+,-./0123456789:;<=>?[]abcdefghijklmnopqrstuvwxyzM"
                                             "iB"),
                      std::string::npos)
                << line;
          }
        }
      }
    }
  }
}

// A corpus that grows while it is read: never more than all of it.
TEST(ProgressLineTest, MoreThanWereCountedIsAllOfIt) {
  const std::string line = ProgressLine(Files(30, 20, 1), 100);
  EXPECT_NE(line.find("] 100 %  30 of 30 files"), std::string::npos) << line;
  EXPECT_TRUE(line.ends_with("  0:00 left"));
}

}  // namespace
}  // namespace markings::cli
