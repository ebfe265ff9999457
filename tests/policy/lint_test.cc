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
      {"PL01 nested conditions that exclude each other",
       PolicyText(
           kOut +
           RuleText("w", "withhold", "when = { all = [{ kind = \"subject\" }, { kind = \"note\" }] }") +
           kTest),
       "PL01! 17:1 "},
      {"PL02 conditions that cover the rule",
       PolicyText(kOut +
                  RuleText("w", "withhold", "when = { any = [{ text = 'x' }, { not = { text = 'x' } }] }") +
                  kTest),
       "PL02! 12:1 "},
      {"PL05 nested",
       PolicyText(kOut +
                  RuleText("w", "withhold",
                           "when = { not = { any = [{ at_most = \"U\" }] } }\ncode = [\"(b)(6)\"]") +
                  kTest),
       "PL05 17:1 "},
      {"PL09 nested",
       PolicyText(RuleText("a", "release", "when = { at_most = \"SBU\", not = { has = [\"SBU\"] } }") + kTest,
                  "SBU"),
       "PL09 8:1 "},
      {"PL11 in a rule",
       PolicyText("\"B3\" = { title = \"Statute\" }\n" + kOut +
                  RuleText("w", "withhold", "when = { text = 'x' }\ncode = [\"B3\"]") + kTest),
       "PL11 18:1 "},
      {"PL11 in an exemption", PolicyText("\"(b)(3)(A)\" = { title = \"Statute\" }\n" + kOut + kTest),
       "PL11 1:1 "},
      {"PL12",
       PolicyText("\"(b)(5)\" = { title = \"Deliberative\" }\n" + kOut +
                  RuleText("w", "withhold", "when = { text = 'x' }\ncode = [\"(b)(5)\"]") + kTest),
       "PL12 18:1 "},
      {"PL13",
       PolicyText("\"(b)(2)\" = { title = \"Internal rules\" }\n" + kOut +
                  RuleText("w", "withhold", "when = { text = 'x' }\ncode = [\"(b)(2)\"]") + kTest),
       "PL13 18:1 "},
      {"PL13 not for personnel rules",
       PolicyText("\"(b)(2)\" = { title = \"Personnel rules and practices\" }\n" + kOut +
                  RuleText("w", "withhold", "when = { text = 'x' }\ncode = [\"(b)(2)\"]") + kTest),
       ""},
      {"PL14 no such letter",
       PolicyText("\"1.5(h)\" = { title = \"Reason\" }\n" + kOut +
                  RuleText("w", "withhold", "when = { text = 'x' }\ncode = [\"1.5(h)\"]") + kTest),
       "PL14 18:1 "},
      {"PL14 an order without a list of letters",
       PolicyText("\"1.4(d)\" = { title = \"E.O. 12356\" }\n" + kOut +
                  RuleText("w", "withhold", "when = { text = 'x' }\ncode = [\"1.4(d)\"]") + kTest),
       "PL14 18:1 "},
      {"PL14 both orders are accepted",
       PolicyText("\"1.4(h)\" = { title = \"E.O. 13526\" }\n\"1.5(D)\" = { title = \"E.O. 12958\" }\n" +
                  kOut + RuleText("w", "withhold", "when = { text = 'x' }\ncode = [\"1.4(h)\", \"1.5(D)\"]") +
                  kTest),
       ""},
      {"PL14 a 25-year exemption",
       PolicyText("\"25X10\" = { title = \"X\" }\n\"25X1\" = { title = \"X\" }\n" + kOut +
                  RuleText("w", "withhold", "when = { text = 'x' }\ncode = [\"25X10\", \"25X1\"]") + kTest),
       "PL14 19:1 "},
      {"PL15 a release rule that another holds for",
       PolicyText(kOut + RuleText("a", "release", "when = { at_most = \"U\", text = 'x' }") + kTest),
       "PL15 17:1 "},
      {"PL15 a withhold rule that another repeats",
       PolicyText(kOut + RuleText("v", "withhold", "when = { text = 'x' }\ncode = [\"(b)(6)\"]") +
                  RuleText("w", "withhold", "when = { text = 'x', kind = \"subject\" }") + kTest),
       "PL15 23:1 "},
      {"PL15 not for one that guards",
       PolicyText(kOut + RuleText("w", "withhold", "when = { has = [\"NOFORN\"] }") + kTest), ""},
      {"PL16 a condition", PolicyText(kOut + RuleText("w", "withhold", "when = { text = '.' }") + kTest),
       "PL16 20:17 "},
      {"PL16 a mask", PolicyText(kOut + RuleText("m", "mask", "pattern = '\\S+'\nas = \"word\"") + kTest),
       "PL16 17:1 "},
  };
  for (const auto& row : rows) EXPECT_EQ(Linted(row.toml), row.findings) << row.name;
}

}  // namespace
}  // namespace markings
