// The summary of a job: its tables, and that nothing from outside is markup in it.

#include "libmarkings/report/check_markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "tests/report/check_results.h"

namespace markings {
namespace {

using ::testing::HasSubstr;

TEST(CheckMarkdownTest, SumsUp) {
  const std::string text = CheckMarkdown(MixedResult());
  EXPECT_THAT(text,
              HasSubstr("**3 errors, 1 warnings, 1 notes** in 3 of 5 files; 2 suppressed. Regime us, edition "
                        "capco&#45;2016, policy reports 1&#46;0&#46;0.\n"));
  EXPECT_THAT(text, HasSubstr("| MK0302 | "));
  EXPECT_THAT(text, HasSubstr(" | 0 | 1 | 0 | 1 |\n"));
  EXPECT_THAT(
      text, HasSubstr("| error | MK0301 US&#45;BAN&#45;01 | <code>reports/a&#46;txt</code> | 1 | the banner "
                      "lacks TOP SECRET | TOP SECRET//SI//NOFORN |\n"));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("1997")));  // suppressed ones are counted, not listed
  EXPECT_THAT(CheckMarkdown({"us", "", "", 3}),
              HasSubstr("**0 errors, 0 warnings, 0 notes** in 0 of 3 files"));
}

// Whatever a file is called, a row has its cells, and none of the characters that make markup.
TEST(CheckMarkdownTest, NoNameIsMarkup) {
  std::istringstream lines(CheckMarkdown(HostileResult()));
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| error |")) continue;
    ++rows;
    EXPECT_EQ(std::ranges::count(line, '|'), 7) << line;
    const std::size_t code = line.find("<code>"), end = line.find("</code>");
    ASSERT_NE(end, std::string::npos);
    const std::string outside =
        line.substr(0, code) + line.substr(code + 6, end - code - 6) + line.substr(end + 7);
    EXPECT_EQ(outside.find_first_of("<>`*_[]!@:.\\\"'~{}$^"), std::string::npos) << line;
    for (const char c : line) EXPECT_GE(static_cast<unsigned char>(c), 0x20U);
  }
  EXPECT_EQ(rows, HostileNames().size());
}

TEST(CheckMarkdownTest, SaysHowManyAreOverTheLimit) {
  const std::string text = CheckMarkdown(LargeResult(30000, 100));
  EXPECT_LT(text.size(), 1U << 20U);
  EXPECT_THAT(text, HasSubstr("\n25514 findings are left out: "));
}

// However long the names are, GitHub takes the summary.
TEST(CheckMarkdownTest, HoldsItsLimitOfBytes) {
  CheckResult result{"us", "", "", 200};
  for (std::size_t i = 0; i < 200; ++i)
    result.findings.push_back(FindingAt(std::string(4000, '.'), 1, DiagnosticCode::kMarkOrder));
  const std::string text = CheckMarkdown(result);
  EXPECT_LT(text.size(), 1U << 20U);
  EXPECT_GT(text.size(), 900'000U);
  EXPECT_THAT(text, HasSubstr(" findings are left out: "));
}

}  // namespace
}  // namespace markings
