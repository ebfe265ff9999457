// What stands at a place of deletion: styles of codes, the form of data sets, unit words, pseudonyms.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/redact/internal/code_style.h"
#include "libmarkings/redact/prove.h"
#include "libmarkings/redact/redaction.h"
#include "tests/redact/redact_testing.h"

namespace markings {
namespace {

using internal::WrittenCodes;
using testing::LoadPolicy;
using testing::ParseCable;

std::string Joined(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : "|") + word;
  return joined;
}

TEST(CodeStyle, WritesEachStyle) {
  struct Row {
    std::vector<std::string> codes;
    std::string_view policy, foia, state;
  };
  const std::vector<Row> rows = {
      {{"(b)(6)"}, "(b)(6)", "(b)(6)", "B6"},
      {{"B6"}, "B6", "(b)(6)", "B6"},
      {{"(b)(6)", "B6"}, "(b)(6)|B6", "(b)(6)", "B6"},
      {{"(b)(7)(C)"}, "(b)(7)(C)", "(b)(7)(C)", "B7(C)"},
      {{"B7(C)", "b5"}, "B7(C)|b5", "(b)(5)|(b)(7)(C)", "B5|B7(C)"},
      {{"(b)(1)", "1.4(d)"}, "(b)(1)|1.4(d)", "(b)(1) 1.4(d)", "B1 1.4(D)"},
      {{"1.4(B)", "1.4(d)", "B1", "B6"},
       "1.4(B)|1.4(d)|B1|B6",
       "(b)(1) 1.4(b) 1.4(d)|(b)(6)",
       "B1 1.4(B) 1.4(D)|B6"},
      {{"1.4(c)"}, "1.4(c)", "1.4(c)", "1.4(C)"},
      {{"(b)(3)-INA"}, "(b)(3)-INA", "(b)(3)-INA", "B3-INA"},
      // No exemption of the statute: somebody's own.
      {{"B61", "BETA", "X1"}, "B61|BETA|X1", "B61|BETA|X1", "B61|BETA|X1"},
      {{"(b)(6"}, "(b)(6", "(b)(6", "(b)(6"},
      {{}, "", "", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Joined(WrittenCodes(row.codes, CodeStyle::kPolicy)), row.policy);
    EXPECT_EQ(Joined(WrittenCodes(row.codes, CodeStyle::kFoia)), row.foia);
    EXPECT_EQ(Joined(WrittenCodes(row.codes, CodeStyle::kState)), row.state);
  }
}

constexpr char kCable[] =
    "UNCLAS KALVOR 000123\n\nSENSITIVE\n\nSUBJECT: (U) HARBOUR DUES\n\n"
    "1. (U) Mr. Tamas Relk met Ms. Orla Venn; Relk wrote to press@post.example.\n\n"
    "2. (SBU) The dues rose.\n\n"
    "3. (U) Venn left. Mr. Ivo\nRelk and Mr. IVO RELK stayed; Orla Venn wrote to PRESS@post.example.\n";

std::string PolicyFor(std::string_view audience, std::string_view mask = {}) {
  return R"toml(
schema = "markings/policy/1"
name = "for-tests"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
x = { title = "X", clears = "U", )toml" +
         std::string(audience) + R"toml( }
[exemptions]
"(b)(1)" = { title = "Classified" }
"1.4(d)" = { title = "Foreign relations" }
"(b)(3)" = { title = "Statute", needs = "statute" }
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "u"
release = ["x"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "sbu"
withhold = ["x"]
when = { has = ["SBU"], kind = ["paragraph"] }
code = ["(b)(1)", "1.4(d)", "(b)(3)"]
statute = "INA 222(f)"
reason = "For the test."
[[rule]]
id = "people"
mask = ["x"]
find = ["person", "email"]
code = ["(b)(6)"]
reason = "Private persons."
)toml" + std::string(mask);
}

std::string Redacted(const std::string& policy_text, const std::string& cable = kCable) {
  const auto policy = LoadPolicy(policy_text);
  const auto document = ParseCable(cable);
  if (!policy || !document) return "unusable";
  const auto redaction = Redact(*document, *policy, "x", {});
  return redaction ? redaction->derivative.text : redaction.error().message;
}

TEST(Placeholders, StateStyle) {
  const std::string text = Redacted(PolicyFor("code_style = \"state\""));
  EXPECT_TRUE(text.starts_with("RELEASE IN PART B1 1.4(D), B3, B6\n")) << text;
  EXPECT_TRUE(text.contains("2. (SBU) [1 paragraph withheld: B1 1.4(D), B3; INA 222(f)]\n")) << text;
  EXPECT_TRUE(text.contains("Ms. [name withheld: B6]; [name withheld: B6] wrote to [e-mail withheld: B6].\n"))
      << text;
}

TEST(Placeholders, FormOfDataSets) {
  const std::string text = Redacted(PolicyFor("placeholder = \"redacted-ex\""));
  EXPECT_TRUE(text.starts_with("RELEASE IN PART (b)(1), (b)(3), (b)(6), 1.4(d)\n")) << text;
  EXPECT_TRUE(
      text.contains("2. (SBU) 1 paragraph, INA 222(f) [[REDACTED-EX B1 1.4(D)]] [[REDACTED-EX B3]]\n"))
      << text;
  EXPECT_TRUE(text.contains("wrote to e-mail [[REDACTED-EX B6]].\n")) << text;
  const std::string none =
      Redacted(PolicyFor("placeholder = \"redacted-ex\", amount = \"none\", amount_reason = \"It tells.\""));
  EXPECT_TRUE(none.contains("wrote to [[REDACTED-EX B6]].\n")) << none;
  const std::string pending = Redacted(PolicyFor("placeholder = \"redacted-ex\""),
                                       "UNCLAS KALVOR 000123\n\nSUBJECT: (SBU) DUES\n\n1. (U) They rose.\n");
  EXPECT_TRUE(pending.contains("SUBJECT: subject [[REDACTED]]\n")) << pending;
}

TEST(Placeholders, WordsForKinds) {
  std::string policy = PolicyFor("code_style = \"foia\"");
  const std::string find = "find = [\"person\", \"email\"]\n";
  policy.insert(policy.find(find), "as = { person = \"contact\" }\n");
  const std::string text = Redacted(policy);
  EXPECT_TRUE(text.contains("[contact withheld: (b)(6)] wrote to [e-mail withheld: (b)(6)].\n")) << text;
}

// The same person has the same number, also by a part of the name that only one has; "Relk" may be either.
TEST(Placeholders, PseudonymsTellWhichAreTheSame) {
  const std::string text = Redacted(PolicyFor("pseudonyms = true"));
  EXPECT_TRUE(
      text.contains("1. (U) Mr. [PERSON 1: (b)(6)] met Ms. [PERSON 2: (b)(6)]; [PERSON: (b)(6)] wrote to "
                    "[E-MAIL 1: (b)(6)].\n"))
      << text;
  EXPECT_TRUE(
      text.contains("3. (U) [PERSON 2: (b)(6)] left. Mr. [PERSON 3: (b)(6)] and Mr. [PERSON 3: (b)(6)] "
                    "stayed; [PERSON 2: (b)(6)] wrote to [E-MAIL 1: (b)(6)].\n"))
      << text;
  EXPECT_FALSE(Redacted(PolicyFor("pseudonyms = false")).contains("PERSON"));
  EXPECT_TRUE(Redacted(PolicyFor("pseudonyms = true, placeholder = \"redacted-ex\""))
                  .contains("Ms. PERSON 2 [[REDACTED-EX B6]]; PERSON [[REDACTED-EX B6]] wrote"));
}

TEST(Placeholders, PseudonymsOverAPageLine) {
  const std::string cable =
      "UNCLAS KALVOR 000123\n\nSENSITIVE\n\n1. (U) The clerk Mr. Tamas\n\nKALVOR 00000123  002 OF "
      "002\n\nRelk left.\n\n"
      "2. (U) Mr. Tamas Relk wrote.\n";
  const std::string text = Redacted(PolicyFor("pseudonyms = true"), cable);
  EXPECT_TRUE(text.contains("1. (U) The clerk Mr. [PERSON 1: (b)(6)] left.")) << text;
  EXPECT_TRUE(text.contains("2. (U) Mr. [PERSON 1: (b)(6)] wrote.")) << text;
}

// Drawn anew, what is the same stays the same and what differs differs; so nothing changes. A derivative
// whose numbers counted letters would be caught: see tests/property.
TEST(Placeholders, PseudonymsAreProved) {
  const auto policy = LoadPolicy(PolicyFor("pseudonyms = true"));
  const auto document = ParseCable(kCable);
  ASSERT_TRUE(policy && document);
  const auto proof = ProveRedaction(*document, *policy, "x", {.redraws = 60, .seed = 3});
  ASSERT_TRUE(proof) << proof.error().message;
  EXPECT_FALSE(proof->difference) << proof->difference->place;
  EXPECT_EQ(proof->undrawn, 0U);
  EXPECT_GT(proof->compared, 50U);
}

// A derivative that is read again: what this program put in is somebody's redaction and no text.
TEST(Placeholders, AreReadBackAsRedactions) {
  for (const std::string_view audience :
       {"pseudonyms = true", "placeholder = \"redacted-ex\"", "code_style = \"state\""}) {
    const auto again = ParseCable(Redacted(PolicyFor(audience)));
    ASSERT_TRUE(again);
    // Nine masks; a hole with a statute in words of its own is text, but for brackets that hold codes alone.
    EXPECT_EQ(again->foreign_redactions().size(), audience.starts_with("place") ? 11U : 9U) << audience;
  }
}

}  // namespace
}  // namespace markings
