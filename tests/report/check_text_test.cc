// Findings as lines for people: plain, coloured, with the source where it was asked for; and the table.

#include "libmarkings/report/check_text.h"

#include <gtest/gtest.h>

#include <string>

#include "libmarkings/text/line_index.h"
#include "tests/report/check_results.h"

namespace markings {
namespace {

TEST(CheckTextTest, WritesALineForEachFindingThatCounts) {
  EXPECT_EQ(
      CheckText(MixedResult()),
      "reports/a.txt:1:3: error: MK0301 US-BAN-01: the banner lacks TOP SECRET: TOP SECRET//SI//NOFORN\n"
      "reports/a.txt:9:3: error: MK0301 US-BAN-01: the banner lacks TOP SECRET: TOP SECRET//SI//NOFORN\n"
      "reports/b.txt:9:3: warning: MK0302: a mark that is out of order\n"
      "reports/b.txt:8:3: note: MK0308 AB-25: the date has passed\n"
      "reports/c.bin:1:1: error: MK0402: the file is no text: name text files\n");
}

TEST(CheckTextTest, ShowsSuppressedOnesWhenAsked) {
  TextOptions options;
  options.show_suppressed = true;
  const std::string text = CheckText(MixedResult(), options);
  EXPECT_NE(
      text.find("reports/a.txt:4:3: error: MK0111: a mark that is out of order (baseline: a copy of 1997, "
                "kept as it is)\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find(" (inline: the annex needs it)\n"), std::string::npos);
}

// Colours are around the words of the plain line, nothing else.
TEST(CheckTextTest, ColorsAreSequencesAround) {
  TextOptions options;
  options.color = true;
  std::string text = CheckText(MixedResult(), options);
  EXPECT_NE(text.find("\x1b[1;31merror:\x1b[0m"), std::string::npos);
  for (std::size_t at = 0; (at = text.find('\x1b', at)) != std::string::npos;)
    text.erase(at, text.find('m', at) - at + 1);
  EXPECT_EQ(text, CheckText(MixedResult()));
}

TEST(CheckTextTest, NoFileNameBeginsACommand) {
  CheckResult result{"us", "", "", 1};
  result.findings = {FindingAt("::error::x", 1, DiagnosticCode::kMarkOrder),
                     FindingAt(" ::stop-commands::x", 1, DiagnosticCode::kMarkOrder)};
  EXPECT_EQ(CheckText(result),
            "./::error::x:1:3: error: MK0111: a mark that is out of order\n"
            "./ ::stop-commands::x:1:3: error: MK0111: a mark that is out of order\n");
}

std::string WithSource(const std::string& text, std::string_view marked) {
  const std::size_t at = text.find(marked);
  CheckResult result{"us", "", "", 1};
  result.findings = {
      {"a.txt", LineIndex(text).At(at), {DiagnosticCode::kMarkOrder, {at, at + marked.size()}, "m", ""}}};
  TextOptions options;
  options.source = [&](const CheckFinding& one) { return SourceLineOf(text, one.diagnostic.where); };
  return CheckText(result, options);
}

TEST(CheckTextTest, ShowsTheSourceWithACaret) {
  EXPECT_EQ(WithSource("7. (S//SI) The pilots met.", "(S//SI)"),
            "a.txt:1:4: error: MK0111: m\n"
            "    1 | 7. (S//SI) The pilots met.\n"
            "      |    ^~~~~~~\n");
  // A character that takes two bytes has one column; a tab and a byte that is none are one each.
  EXPECT_EQ(WithSource("\t\xC3\xA4\xFF(S)", "(S)"),
            "a.txt:1:5: error: MK0111: m\n"
            "    1 |  \xC3\xA4\xEF\xBF\xBD(S)\n"
            "      |    ^~~\n");
  // No sequence of the text reaches the terminal.
  EXPECT_EQ(WithSource("\x1b[2J(S)", "(S)").find('\x1b'), std::string::npos);
}

TEST(CheckTextTest, ShowsLongLinesAroundTheCaret) {
  const std::string text = std::string(5000, 'x') + "(S)" + std::string(5000, 'y');
  const std::string shown = WithSource(text, "(S)");
  EXPECT_EQ(shown, "a.txt:1:5001: error: MK0111: m\n    1 | " + std::string(60, 'x') + "(S)" +
                       std::string(57, 'y') + "\n      | " + std::string(60, ' ') + "^~~\n");
}

TEST(CheckTextTest, APlaceBeyondTheLineIsItsEnd) {
  CheckResult result{"us", "", "", 1};
  result.findings = {FindingAt("a.txt", 1, DiagnosticCode::kMarkOrder)};
  TextOptions options;
  options.source = [](const CheckFinding&) { return SourceLineOf("x", {7, 9}); };
  EXPECT_EQ(CheckText(result, options),
            "a.txt:1:3: error: MK0111: a mark that is out of order\n    1 | x\n      |  ^\n");
  options.source = [](const CheckFinding&) { return std::nullopt; };
  EXPECT_EQ(CheckText(result, options), CheckText(result));
}

TEST(CheckTextTest, TheCaretHasTheColoursOfATerminalToo) {
  CheckResult result{"us", "", "", 1};
  result.findings = {FindingAt("a.txt", 1, DiagnosticCode::kMarkOrder)};
  TextOptions options{.color = true};
  options.source = [](const CheckFinding&) { return SourceLineOf("(S) x", {0, 3}); };
  EXPECT_TRUE(CheckText(result, options).ends_with("(S) x\n      | \x1b[1;32m^~~\x1b[0m\n"));
}

TEST(CheckTextTest, SumsUp) {
  EXPECT_EQ(CheckSummary({"us", "", "", 3}), "3 files checked, 0 with findings\n");
  EXPECT_EQ(CheckSummary(MixedResult()),
            "code    errors warnings   notes suppressed\n"
            "MK0111       0        0       0          1  tokens out of order\n"
            "MK0301       2        0       0          0  " +
                std::string(Info(DiagnosticCode::kBannerLacks).meaning) +
                "\n"
                "MK0302       0        1       0          1  " +
                std::string(Info(DiagnosticCode::kBannerExceeds).meaning) +
                "\n"
                "MK0308       0        0       1          0  a fault of the classification authority block\n"
                "MK0402       1        0       0          0  a file that cannot be checked\n"
                "all          3        1       1          2\n"
                "5 files checked, 3 with findings\n");
}

}  // namespace
}  // namespace markings
