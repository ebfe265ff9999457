#include "libmarkings/corpus/merge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "libmarkings/corpus/shard.h"
#include "libmarkings/report/check_json.h"

namespace markings {
namespace {

CheckFinding Finding(std::string file, std::size_t begin, DiagnosticCode code, std::string message) {
  return {std::move(file), {begin + 1, 1}, {code, {begin, begin + 1}, std::move(message), ""}};
}

// The result of a single run, in its order, over the files that `takes` takes.
template <class Takes>
CheckResult ResultOf(unsigned seed, Takes takes) {
  std::mt19937 random(seed);
  CheckResult result{"state", "", "p 1", 0, {}};
  std::vector<std::string> files;
  for (int i = 0; i < 40; ++i)
    files.push_back("f" + std::to_string(random() % 1000) + "/" + std::to_string(i) + "\xC3");
  std::ranges::sort(files);
  for (const std::string& file : files) {
    std::vector<CheckFinding> found;
    for (std::size_t at = 0, count = random() % 4; count > 0; --count) {
      at += random() % 2;  // two may stand at one place
      found.push_back(Finding(file, at,
                              random() % 2 == 0 ? DiagnosticCode::kNoBanner : DiagnosticCode::kUnknownTag,
                              "message " + std::to_string(random() % 100)));
      if (random() % 3 == 0) found.back().suppressed = CheckFinding::Suppressed::kInline;
    }
    if (!takes(file)) continue;
    ++result.files;
    result.findings.insert(result.findings.end(), found.begin(), found.end());
  }
  return result;
}

TEST(Merge, IsTheSingleRun) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    const CheckResult whole = ResultOf(seed, [](const std::string&) { return true; });
    const std::uint32_t of = 1 + seed % 9;
    std::vector<CheckResult> parts;
    for (std::uint32_t k = 1; k <= of; ++k) {
      parts.push_back(ResultOf(seed, [&](const std::string& file) { return InShard(file, {k, of}); }));
    }
    std::ranges::shuffle(parts, std::mt19937(seed));
    const auto merged = MergeResults(parts);
    ASSERT_TRUE(merged) << merged.error().message;
    EXPECT_EQ(CheckJson(*merged), CheckJson(whole));
    EXPECT_EQ(CheckText(*merged), CheckText(whole));
    EXPECT_EQ(merged->CountSuppressed(), whole.CountSuppressed());
  }
}

TEST(Merge, RefusesWhatDoesNotGoTogether) {
  const CheckResult one{"us", "capco-2016", "p 1", 1, {Finding("a", 0, DiagnosticCode::kNoBanner, "m")}};
  EXPECT_FALSE(MergeResults({}));
  EXPECT_TRUE(MergeResults({one}));
  EXPECT_FALSE(MergeResults({one, one}));
  CheckResult other{"us", "capco-2016", "p 1", 1, {Finding("b", 0, DiagnosticCode::kNoBanner, "m")}};
  EXPECT_TRUE(MergeResults({one, other}));
  for (std::string CheckResult::* member :
       {&CheckResult::regime, &CheckResult::edition, &CheckResult::policy}) {
    CheckResult changed = other;
    changed.*member = "x";
    const auto merged = MergeResults({one, changed});
    ASSERT_FALSE(merged);
    EXPECT_EQ(merged.error().code, ErrorCode::kUnusableInput);
  }
}

// Each shard says what it says of the baseline; once is enough.
TEST(Merge, EveryShardMustBeThereOnce) {
  const auto part = [](std::uint32_t number, std::uint32_t of) {
    CheckResult one{"us", "", "", 1};
    one.shard = {number, of};
    return one;
  };
  const auto whole = MergeResults({part(2, 3), part(3, 3), part(1, 3)});
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_EQ(whole->shard.of, 1U);
  EXPECT_EQ(whole->files, 3U);
  const auto refused = [](std::vector<CheckResult> parts) {
    const auto merged = MergeResults(std::move(parts));
    return merged ? std::string("merged") : merged.error().message;
  };
  EXPECT_EQ(refused({part(1, 3), part(3, 3)}), "the part 2 of 3 is missing");
  EXPECT_EQ(refused({part(1, 3), part(2, 3)}), "the part 3 of 3 is missing");
  EXPECT_EQ(refused({part(2, 2)}), "the part 1 of 2 is missing");
  EXPECT_EQ(refused({part(1, 2), part(1, 2), part(2, 2)}), "the part 1 of 2 is there twice");
  EXPECT_EQ(refused({part(1, 2), part(2, 3)}), "result 2 is part 2 of 3, the first is one of 2");
  EXPECT_EQ(refused({part(1, 2), part(1, 1)}), "result 2 is part 1 of 1, the first is one of 2");
}

TEST(Merge, TheBaselineIsNoFileOfAShard) {
  const auto refused = [](std::size_t line) {
    return Finding("base", line, DiagnosticCode::kBaselineRefused, "refused");
  };
  const CheckResult a{
      "us", "", "", 1, {refused(1), refused(2), Finding("x", 0, DiagnosticCode::kNoBanner, "m")}};
  const CheckResult b{"us", "", "", 1, {refused(2), refused(0)}};
  const auto merged = MergeResults({a, b});
  ASSERT_TRUE(merged);
  ASSERT_EQ(merged->findings.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(merged->findings[i].diagnostic.where.begin, i);
}

}  // namespace
}  // namespace markings
