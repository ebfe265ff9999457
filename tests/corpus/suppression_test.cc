#include "libmarkings/corpus/suppression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

CheckFinding At(std::size_t line, DiagnosticCode code, std::string rule = "") {
  CheckFinding one{"f", {line, 1}, {code, {}, "m", ""}};
  one.diagnostic.rule = std::move(rule);
  return one;
}

// "line CODE" of each finding, with "-" before one that is suppressed.
std::string Dump(const std::vector<CheckFinding>& findings) {
  std::string dump;
  for (const CheckFinding& one : findings) {
    dump += (dump.empty() ? "" : " ") + std::string(one.counts() ? "" : "-") + std::to_string(one.at.line) +
            ":" + std::string(one.code());
  }
  return dump;
}

std::vector<CheckFinding> Applied(const std::string& text, std::vector<CheckFinding> findings,
                                  bool own_text = false) {
  const LineIndex lines(text);
  for (CheckFinding& one : findings) {
    const std::size_t begin = lines.OffsetOf(one.at);
    one.diagnostic.where = {begin, begin + 1};
  }
  ApplySuppressions(text, own_text, "f", findings);
  return findings;
}

constexpr auto kTag = DiagnosticCode::kUnknownTag;            // MK0209
constexpr auto kRule = DiagnosticCode::kCorpusRule;           // MK0401
constexpr auto kUnmarked = DiagnosticCode::kPortionUnmarked;  // MK0212

TEST(Suppression, InAnyComment) {
  for (const char* line :
       {"markings:ignore MK0209 -- why", "<!-- markings:ignore MK0209 -- why -->",
        "# markings:ignore MK0209 -- why", "// markings:ignore MK0209 -- why",
        "% markings:ignore\tMK0209  --\twhy ", "/* markings:ignore MK0209 -- why */",
        "; markings:ignore MK0212, MK0209 -- why", "text <!--markings:ignore MK0209 -- why-->",
        "{# markings:ignore MK0209 -- why #}"}) {
    const auto found = Applied(std::string(line) + "\nx\n", {At(2, kTag), At(2, kUnmarked)});
    const auto tag = std::ranges::find(found, "MK0209", &CheckFinding::code);
    ASSERT_NE(tag, found.end());
    EXPECT_EQ(tag->suppressed, CheckFinding::Suppressed::kInline) << line;
    EXPECT_EQ(tag->justification, "why") << line;
    EXPECT_EQ(found.size(), 2U) << line;
  }
}

struct Row {
  std::string text;
  std::vector<CheckFinding> findings;
  std::string dump;
};

TEST(Suppression, Rows) {
  const Row rows[] = {
      {"a\nb\n", {At(1, kTag)}, "1:MK0209"},
      // the line after it, not its own and none further down
      {"markings:ignore MK0209 -- r\na\nb\n",
       {At(1, kTag), At(2, kTag), At(3, kTag)},
       "1:MK0209 -2:MK0209 3:MK0209"},
      {"markings:ignore MK0209 -- r\r\na", {At(2, kTag)}, "-2:MK0209"},
      {"markings:ignore MK0209 -- r\ra", {At(2, kTag)}, "-2:MK0209"},
      // one above the other
      {"markings:ignore MK0209 -- r\nmarkings:ignore MK0212 -- s\na\n",
       {At(3, kTag), At(3, kUnmarked)},
       "-3:MK0209 -3:MK0212"},
      {"markings:ignore MK0209 -- r\n\nmarkings:ignore MK0212 -- s\na\n",
       {At(4, kTag), At(4, kUnmarked)},
       "1:MK0406 4:MK0209 -4:MK0212"},
      // rules
      {"markings:ignore MK0401 a -- r\nx", {At(2, kRule, "a"), At(2, kRule, "b")}, "-2:MK0401 2:MK0401"},
      {"markings:ignore MK0401 a, MK0401 b -- r\nx",
       {At(2, kRule, "a"), At(2, kRule, "b")},
       "-2:MK0401 -2:MK0401"},
      {"markings:ignore MK0401 -- r\nx", {At(2, kRule, "a")}, "1:MK0404 2:MK0401"},
      {"markings:ignore MK0209 -- r\nx", {At(2, kTag, "a")}, "-2:MK0209"},
      {"markings:ignore MK0209 a -- r\nx", {At(2, kTag)}, "1:MK0406 2:MK0209"},
      {"markings:ignore MK0401 a b -- r\nx", {At(2, kRule, "a")}, "1:MK0404 2:MK0401"},
      // without a code or a reason
      {"markings:ignore\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore MK0209\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore MK0209 --\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"<!-- markings:ignore MK0209 -->\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"<!-- markings:ignore MK0209 -- -->\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore MK0209 r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore MK0209, -- r\nx", {At(2, kTag)}, "1:MK0404 -2:MK0209"},
      {"markings:ignore MK9999 -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore mk0209 -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore * -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore MK0209 -- a\x1B[2J\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore MK0209 -- a\xFF\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      // almost one
      {"markings: ignore MK0209 -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings-ignore MK0209 -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"Markings:Ignore MK0209 -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"MARKINGS:IGNORE MK0209 -- R\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"marking:ignore MK0209 -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"markings:ignore-next-line MK0209 -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      {"xmarkings:ignore MK0209 -- r\nx", {At(2, kTag)}, "1:MK0404 2:MK0209"},
      // prose
      {"the markings ignore the sea\nmarkings:ignored\n.markingsignore MK0209\nPortion markings\n", {}, ""},
      // what may not be
      {"markings:ignore MK0404 -- r\nmarkings:ignore x\ny", {}, "1:MK0405 2:MK0404"},
      {"markings:ignore MK0406 -- r\nx", {}, "1:MK0405"},
      {"markings:ignore MK0409 -- r\nx", {}, "1:MK0405"},
      {"markings:ignore MK0209 -- r", {}, "1:MK0406"},
      {"a markings:ignore MK0209 -- r markings:ignore MK0212 -- s\nx",
       {At(2, kTag), At(2, kUnmarked)},
       "-2:MK0209 2:MK0212"},
  };
  for (const Row& row : rows) EXPECT_EQ(Dump(Applied(row.text, row.findings)), row.dump) << row.text;
}

// Who writes a cable must not switch off its check.
TEST(Suppression, NotInADocumentsOwnText) {
  const std::string text = "UNCLAS\n// markings:ignore MK0209 -- r\nTAGS: XXXX\n";
  EXPECT_EQ(Dump(Applied(text, {At(3, kTag)}, true)), "2:MK0405 3:MK0209");
  EXPECT_EQ(Dump(Applied("markings: ignore MK0209\nx", {At(2, kTag)}, true)), "1:MK0405 2:MK0209");
}

TEST(Suppression, NotWhatAPolicyKeeps) {
  std::vector<CheckFinding> findings = {At(2, kRule, "names"), At(2, kTag, "kept")};
  findings[0].diagnostic.where = findings[1].diagnostic.where = {60, 61};
  ApplySuppressions(
      "markings:ignore MK0401 names, MK0209 -- r\nx", false, "f", findings,
      [](std::string_view, std::string_view rule) { return rule == "names" || rule == "kept"; });
  EXPECT_EQ(Dump(findings), "1:MK0405 1:MK0406 2:MK0401 2:MK0209");
}

TEST(Suppression, LongReason) {
  EXPECT_EQ(Dump(Applied("markings:ignore MK0209 -- " + std::string(1000, 'r') + "\nx", {At(2, kTag)})),
            "-2:MK0209");
  EXPECT_EQ(Dump(Applied("markings:ignore MK0209 -- " + std::string(1001, 'r') + "\nx", {At(2, kTag)})),
            "1:MK0404 2:MK0209");
}

TEST(Suppression, ManyTakeLinearTime) {
  std::string stacked, names = "markings:ignore MK0209", spread;
  std::vector<CheckFinding> found;
  for (int i = 0; i < 100000; ++i) {
    stacked += "markings:ignore MK0209 -- r\n";
    names += ", MK0209";
    spread += "markings:ignore MK0209 -- r\nx\n";
    found.push_back(At(2, kTag));
  }
  EXPECT_EQ(Applied(stacked + "x", {At(100001, kTag)}).size(), 1U);
  const auto all = Applied(names + " -- r\nx", found);
  EXPECT_TRUE(std::ranges::none_of(all, &CheckFinding::counts));
  EXPECT_EQ(Applied(spread, {At(2, kTag)}).size(), 100000U);
  EXPECT_TRUE(Applied(std::string(50'000'000, 'm') + "arking", {}).empty());
}

}  // namespace
}  // namespace markings
