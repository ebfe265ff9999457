#include "libmarkings/policy/lint.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::PolicyText;
using testing::RuleText;

const std::string kOut = RuleText("out", "release", "when = { at_most = \"U\" }");
const std::string kTest =
    "[[test]]\nname = \"one\"\ntext = \"UNCLAS KALVOR 000123\\n\\n1. (U) One.\\n\"\nexpect.x = { 1 = "
    "\"release\" }\n";

std::string Linted(const std::string& toml) {
  const auto policy = testing::LoadPolicy(toml);
  if (!policy) return "not loaded";
  std::string shown;
  for (const LintFinding& finding : Lint(*policy)) {
    const Position at = LineIndex(toml).At(finding.where.begin);
    EXPECT_FALSE(finding.message.empty() || finding.fix.empty());
    shown += fmt::format("{}{} {}:{} ", finding.code, finding.error ? "!" : "", at.line, at.column);
  }
  return shown;
}

TEST(Lint, Table) {
  const struct {
    const char* name;
    std::string toml;
    const char* findings;
  } rows[] = {
      {"clean", PolicyText(kOut + kTest), ""},
      {"PL01 above the clearance",
       PolicyText(kOut + RuleText("a", "mask", "when = { has = [\"SBU\"] }\npattern = 'x'\nas = \"name\"") +
                  kTest),
       "PL01! 20:16 "},
      {"PL01 within the clearance",
       PolicyText(RuleText("a", "release", "when = { at_most = \"SBU\" }") +
                      RuleText("b", "mask", "when = { has = [\"SBU\"] }\npattern = 'x'\nas = \"name\"") +
                      kTest,
                  "SBU"),
       ""},
      {"PL01 has against at_most",
       PolicyText(RuleText("a", "release", "when = { at_most = \"SBU\" }") +
                      RuleText("b", "release", "when = { at_most = \"U\", has = [\"SBU\"] }") + kTest,
                  "SBU"),
       "PL01! 17:1 "},
      {"PL01 has against lacks",
       PolicyText(RuleText("a", "release", "when = { at_most = \"SBU\" }") +
                      RuleText("b", "withhold", "when = { has = [\"NODIS\"], lacks = [\"EXDIS\"] }") + kTest,
                  "SBU"),
       "PL01! 17:1 "},
      {"PL02", PolicyText(kOut + RuleText("w", "withhold", "") + kTest), "PL02! 12:1 "},
      {"PL03", PolicyText(RuleText("a", "release", "when = { text = 'x' }") + kTest), "PL03 12:1 "},
      {"PL03 not for apparatus",
       PolicyText(kOut + RuleText("a", "release", "when = { kind = [\"eo\"] }") + kTest), ""},
      {"PL04", PolicyText(RuleText("w", "withhold", "when = { text = 'x' }") + kTest), "PL04 8:1 "},
      {"PL05",
       PolicyText(kOut + RuleText("w", "withhold", "when = { has = [\"SBU\"] }\ncode = [\"(b)(6)\"]") +
                  kTest),
       "PL05 17:1 "},
      {"PL05 not with another condition",
       PolicyText(kOut +
                  RuleText("w", "withhold", "when = { has = [\"SBU\"], text = 'x' }\ncode = [\"(b)(6)\"]") +
                  kTest),
       ""},
      {"PL06",
       PolicyText(
           "\"(b)(1)\" = { title = \"Classified\" }\n\"1.4(d)\" = { title = \"Foreign relations\" }\n" +
           kOut + RuleText("w", "withhold", "when = { has = [\"NOFORN\"] }\ncode = [\"(b)(1)\"]") + kTest),
       "PL06 19:1 "},
      {"PL06 with its letter",
       PolicyText(
           "\"(b)(1)\" = { title = \"Classified\" }\n\"1.4(d)\" = { title = \"Foreign relations\" }\n" +
           kOut +
           RuleText("w", "withhold", "when = { has = [\"NOFORN\"] }\ncode = [\"(b)(1)\", \"1.4(d)\"]") +
           kTest),
       ""},
      {"PL07", PolicyText(kOut + RuleText("w", "withhold", "when = { text = 'x*' }") + kTest), "PL07 20:17 "},
      {"PL08", PolicyText(kOut), "PL08 1:1 "},
      {"PL09", PolicyText(kOut + kTest, "SBU"), "PL09 8:1 "},
      {"PL09 a level between",
       PolicyText(RuleText("a", "release", "when = { at_most = \"C\", lacks = [\"SBU\"] }") + kTest, "C"),
       "PL09 8:1 "},
      {"PL10",
       PolicyText(kOut + "[[test]]\nname = \"one\"\ntext = \"UNCLAS KALVOR 000123\\n\\n1. (U) "
                         "One.\\n\"\nbanner.x = \"UNCLAS\"\n"),
       "PL10 8:1 "},
  };
  for (const auto& row : rows) EXPECT_EQ(Linted(row.toml), row.findings) << row.name;
}

}  // namespace
}  // namespace markings
