#include <gtest/gtest.h>

#include <string>

#include "libmarkings/cable/document.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/decision.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::BufferOf;
using testing::PolicyText;
using testing::RuleText;

constexpr char kAll[] = R"toml(schema = "markings/policy/1"
name = "all-keys"
version = "1.2.0"
unmarked = "banner"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U", keep_captions = ["sipdis"], stamp = { full = "OPEN", part = "CUT", none = "SHUT" }, amount = "none", amount_reason = "The amount tells." }
inner = { title = "Inner", clears = "S//NF", stamp = { glomar = "NO ANSWER" }, code_style = "state", placeholder = "redacted-ex", pseudonyms = true }
[exemptions]
"(b)(3)" = { title = "Statute", needs = "statute" }
"(b)(6)" = { title = "Privacy" }
[[rule]]
id = "out"
release = ["public", "inner"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "in"
withhold = "public"
when = { any = [{ tags = ["cvis"], text = 'visa' }, { not = { numbered = true }, has = ["LOU"], lacks = "NODIS" }], kind = ["paragraph", "eo"], section = "Comment", captions = ["exdis"], inherited = false, all = [{ numbered = true }] }
code = ["(b)(3)", "(b)(6)"]
statute = "8 U.S.C. 1202(f)"
reason = "Visa records."
[[rule]]
id = "hide"
mask = ["public"]
pattern = '[0-9]{5}'
as = "number"
reason = "A number."
[residual]
common = ["HARBOUR"]
[[test]]
name = "one"
text = """
UNCLAS KALVOR 000123

1. (U) Open.
"""
expect.public = { 1 = "release", p2 = "withhold (b)(6) (b)(3)", p3 = "withhold ?", subject = "mask 2", eo = "drop", p4 = "mask" }
banner.public = "UNCLAS"
never.public = ["x"]
residual.public = 1
[[test]]
name = "two"
file = "cable.txt"
expect.inner = { 1 = "release" }
)toml";

TEST(PolicyLoad, ReadsEveryKey) {
  const auto policy = testing::LoadPolicy(kAll);
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->name(), "all-keys");
  EXPECT_EQ(policy->version(), "1.2.0");
  EXPECT_EQ(policy->unmarked(), Unmarked::kBanner);
  EXPECT_EQ(policy->no_code(), NoCode::kMark);
  EXPECT_EQ(policy->source_text(), kAll);
  ASSERT_EQ(policy->audiences().size(), 2U);
  EXPECT_EQ(policy->audiences()[0].id, "inner");
  EXPECT_EQ(PortionForm(policy->vocabulary(), policy->audiences()[0].clears), "(S//NF)");
  const Audience& open = policy->audiences()[1];
  EXPECT_EQ(open.keep_captions, std::vector<std::string>{"SIPDIS"});
  EXPECT_EQ(open.stamp_full + open.stamp_part + open.stamp_none, "OPENCUTSHUT");
  EXPECT_EQ(open.amount, Amount::kNone);
  EXPECT_EQ(open.amount_reason, "The amount tells.");
  const Audience& inner = policy->audiences()[0];
  EXPECT_EQ(inner.stamp_glomar, "NO ANSWER");
  EXPECT_EQ(inner.code_style, CodeStyle::kState);
  EXPECT_EQ(inner.placeholder, Placeholder::kRedactedEx);
  EXPECT_TRUE(inner.pseudonyms);
  EXPECT_FALSE(open.pseudonyms);
  ASSERT_EQ(policy->rules().size(), 3U);
  EXPECT_EQ(policy->rules()[1].effect, RuleEffect::kWithhold);
  EXPECT_EQ(policy->rules()[1].statute, "8 U.S.C. 1202(f)");
  EXPECT_EQ(policy->rules()[2].as, "number");
  EXPECT_EQ(policy->common_words(), std::vector<std::string>{"HARBOUR"});
  ASSERT_EQ(policy->tests().size(), 2U);
  EXPECT_EQ(policy->tests()[0].expectations.size(), 6U);
  EXPECT_EQ(policy->tests()[1].file, "cable.txt");
}

// A policy chooses vocabulary and edition; what was read with another one is not decided on.
TEST(PolicyLoad, ChoosesTheEdition) {
  std::string text = PolicyText(RuleText("out", "release", "when = { at_most = \"U\" }"), "U", "");
  const std::string state = "extends = \"state\"";
  text.replace(text.find(state), state.size(), "extends = \"us\"\nedition = \"pre-2012\"");
  const auto policy = testing::LoadPolicy(text);
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->edition(), "pre-2012");
  EXPECT_EQ(policy->vocabulary().edition(), "pre-2012");
  const auto state_vocabulary = *Vocabulary::ForRegime("state");
  const auto document = Document::Parse(*Buffer::FromBytes("UNCLAS KALVOR 000123\n\n1. (U) Open.\n", "c.txt"),
                                        state_vocabulary);
  ASSERT_TRUE(document);
  const auto decisions = Decide(*policy, policy->audiences().front().id, *document, nullptr);
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.error().code, ErrorCode::kBadPolicy);
  // A vocabulary that is given instead is read in the edition that the policy chooses, or refused.
  const auto other = Policy::Load(BufferOf(text), *Vocabulary::ForRegime("us", "capco-2016"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().message, "the vocabulary is read in another edition");
  EXPECT_TRUE(Policy::Load(BufferOf(text), *Vocabulary::ForRegime("us", "pre-2012")));
}

TEST(PolicyLoad, DefaultsAreTheStrictOnes) {
  const auto policy =
      testing::LoadPolicy(PolicyText(RuleText("out", "release", "when = { at_most = \"U\" }"), "U", ""));
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->unmarked(), Unmarked::kWithhold);
  EXPECT_EQ(policy->no_code(), NoCode::kStop);
  EXPECT_EQ(policy->audiences()[0].amount, Amount::kUnit);
}

struct Refused {
  const char* text;  // what replaces `from` in kAll
  const char* with;
  const char* error;  // "line:column message: fix"
};

// Each row breaks one thing of a policy that is right.
TEST(PolicyLoad, RefusesWithPlaceAndWayOut) {
  const Refused rows[] = {
      {"schema = ", "schema = = ", "1:10 this is no TOML:"},
      {"\"markings/policy/1\"", "\"markings/policy/2\"",
       "1:10 the schema is not markings/policy/1: write schema = \"markings/policy/1\""},
      {"schema = \"markings/policy/1\"\n", "", "1:1 the key 'schema' is missing: add schema = \"...\""},
      {"unmarked =", "unmarkd =", "4:1 unknown key 'unmarkd': did you mean 'unmarked'?"},
      {"unmarked =", "zebra =", "4:1 unknown key 'zebra': use one of: schema, name,"},
      {"\"banner\"", "\"release\"", "4:12 'unmarked' cannot be 'release': write \"withhold\" or \"banner\""},
      {"no_code = \"mark\"", "no_code = \"stop\"",
       "26:1 a mask without an exemption code would go out unexplained: add code"},
      {"name = \"all-keys\"", "name = \"\"", "2:8 'name' must be a string that is not empty:"},
      {"name = \"all-keys\"", "name = \"two words\"", "2:8 'name' is no short name:"},
      {"version = \"1.2.0\"", "version = 1.2", "3:11 'version' must be a string"},
      {"extends = \"state\"", "extends = \"stat\"", "7:11 there is no such vocabulary: "},
      {"extends = \"state\"", "extends = \"state\"\nedition = \"2012\"",
       "8:11 the vocabulary has no such edition: leave the edition out"},
      {"extends = \"state\"", "extends = \"state\"\nedition = \"1.0.0\"",
       "8:11 the vocabulary has no editions: take 'edition' out"},
      {"extends = \"state\"", "extends = \"us\"\nedition = \"1789\"",
       "8:11 the vocabulary has no such edition: use one of: capco-2016, "},
      {"extends = \"state\"", "extend = \"state\"", "7:1 unknown key 'extend': did you mean 'extends'?"},
      {"clears = \"U\", ", "", "9:10 the key 'clears' is missing: say up to which mark"},
      {"clears = \"U\"", "clears = \"Q\"",
       "9:39 'clears' is no mark of the vocabulary: write a portion mark such as \"U\""},
      {"clears = \"U\"", "clears = \"C - ENTIRE TEXT\"", "9:39 'clears' is no mark of the vocabulary"},
      {"\"sipdis\"", "\"sipdix\"", "9:61 there is no caption 'sipdix': name a caption"},
      {"\"sipdis\"", "\"SENSITIVE\"", "9:61 'SENSITIVE' is computed from what is released:"},
      {"full = ", "ful = ", "9:82 unknown key 'ful': did you mean 'full'?"},
      {", amount_reason = \"The amount tells.\"", "", "9:10 the key 'amount_reason' is missing"},
      {"amount = \"none\"", "amount = \"unit\"", "9:161 'amount_reason' goes with amount = \"none\" only:"},
      {"amount = \"none\"", "pseudonyms = true, amount = \"none\"",
       "pseudonyms tell how many there are, and amount = \"none\" forbids that: take one of the two out"},
      {"amount = \"none\"", "pseudonyms = 1, amount = \"none\"", "'pseudonyms' is true or false:"},
      {"amount = \"none\"", "code_style = \"cia\", amount = \"none\"",
       "'code_style' cannot be 'cia': write \"policy\" or \"foia\" or \"state\""},
      {"amount = \"none\"", "placeholder = \"bar\", amount = \"none\"",
       "'placeholder' cannot be 'bar': write \"words\" or \"redacted-ex\""},
      {"as = \"number\"", "as = { person = \"number\" }", "'as' must be a string"},
      {"public = {", "\"the public\" = {", "9:1 'audience' is no short name:"},
      {"\"(b)(6)\" = {", "\"(b) (6)\" = {", "13:1 this is no exemption code:"},
      {"needs = \"statute\"", "needs = \"nothing\"", "12:41 an exemption can only need a statute:"},
      {"id = \"out\"", "id = \"override\"",
       "15:6 'override' is the name of a built-in rule: give the rule another name"},
      {"id = \"in\"", "id = \"out\"", "20:6 two rules are called 'out': give each rule a name of its own"},
      {"release = [\"public\", \"inner\"]", "release = [\"public\", \"iner\"]",
       "16:22 there is no audience 'iner': did you mean 'inner'?"},
      {"release = [\"public\", \"inner\"]", "release = [\"public\"]",
       "10:1 no rule speaks of the audience 'inner': add a rule"},
      {"release = [\"public\", \"inner\"]", "release = []", "16:11 'release' must be a list of strings:"},
      {"release = [\"public\", \"inner\"]", "mask = [\"public\", \"inner\"]",
       "14:1 a mask rule has either a pattern or what it finds:"},
      {"release = [\"public\", \"inner\"]\n", "",
       "14:1 a rule has exactly one of release, withhold and mask:"},
      {"reason = \"Unclassified.\"\n", "", "14:1 the key 'reason' is missing: add reason"},
      {"reason = \"Unclassified.\"", "reason = \"a\\nb\"",
       "18:10 'reason' holds a line break or another control character:"},
      {"reason = \"Unclassified.\"", "reason = \"x\"\ncode = [\"(b)(6)\"]",
       "19:8 a release rule has no exemption code:"},
      {"reason = \"Unclassified.\"", "reason = \"x\"\npattern = 'x'", "19:11 'pattern' goes with mask only:"},
      {"when = { at_most = \"U\" }", "when = { at_mst = \"U\" }",
       "17:10 unknown key 'at_mst': did you mean 'at_most'?"},
      {"when = { at_most = \"U\" }", "when = { at_most = \"X\" }",
       "17:20 'at_most' is no mark of the vocabulary:"},
      {"when = { at_most = \"U\" }", "when = {}", "17:8 a condition must be a table that is not empty:"},
      {"'visa'", "'(visa'", "22:44 'text' is no pattern: missing ):"},
      {"'visa'", "'vi[z-a]sa'", "22:47 'text' is no pattern: invalid character class range: z-a:"},
      {"'visa'", "'(?=visa)'", "22:44 'text' is no pattern: invalid perl operator: (?=:"},
      {"'visa'", "'((a{100}){100}){100}'", "22:47 'text' is no pattern: invalid repetition size: {100}"},
      {"tags = [\"cvis\"]", "tags = []", "22:26 'tags' must be a list of strings:"},
      {"has = [\"LOU\"]", "has = [\"NOFORM\"]", "there is no control 'NOFORM': did you mean 'NOFORN'?"},
      {"captions = [\"exdis\"]", "captions = [\"exdiss\"]",
       "there is no caption 'EXDISS': did you mean 'EXDIS'?"},
      {"\"paragraph\", \"eo\"", "\"paragraph\", \"heading1\"",
       "there is no element kind 'heading1': did you mean 'heading'?"},
      {"\"paragraph\", \"eo\"", "\"paragraph\", \"banner\"", "no rule decides on a banner: take it out"},
      {"inherited = false", "inherited = \"no\"", "'inherited' must be true or false"},
      {"all = [{ numbered = true }]", "all = { numbered = true }",
       "'all' must be a list of conditions: write all = [{ ... }, { ... }]"},
      {"code = [\"(b)(3)\", \"(b)(6)\"]", "code = [\"(b)(3)\", \"(b)(7)\"]",
       "23:19 there is no exemption '(b)(7)': did you mean '(b)("},
      {"statute = \"8 U.S.C. 1202(f)\"\n", "", "23:8 this code needs a statute: add statute"},
      {"code = [\"(b)(3)\", \"(b)(6)\"]\n", "", "23:11 a statute goes with an exemption code:"},
      {"'[0-9]{5}'", "'[0-9]*'",
       "29:11 'pattern' matches the empty string: make it match at least one character"},
      {"as = \"number\"", "as = \"a]\\u007f\"", "30:6 'as' holds a line break"},
      {"as = \"number\"", "as = \"NAME]\"", "30:6 'as' is no unit word:"},
      {"as = \"number\"\n", "", "26:1 the key 'as' is missing"},
      {"common = [", "comon = [", "33:1 unknown key 'comon': did you mean 'common'?"},
      {"1 = \"release\", p2", "1 = \"releases\", p2", "41:23 this is no outcome: write release,"},
      {"1 = \"release\", p2", "1 = \"release (b)(6)\", p2", "41:23 this is no outcome"},
      {"\"mask 2\"", "\"mask two\"", "this is no outcome"},
      {"\"mask 2\"", "\"mask 0\"", "this is no outcome"},
      {"\"withhold ?\"", "\"withhold (b)(9)\"", "there is no exemption '(b)(9)'"},
      {"expect.public", "expect.publik", "41:8 there is no audience 'publik': did you mean 'public'?"},
      {"never.public = [\"x\"]", "never.public = 3", "43:16 'never' must be a list of strings"},
      {"residual.public = 1", "residual.public = -1", "44:19 'residual' must be a number of findings"},
      {"name = \"two\"", "name = \"one\"", "46:8 two tests have this name"},
      {"file = \"cable.txt\"\n", "", "45:1 a test has either text or file"},
      {"expect.inner = { 1 = \"release\" }\n", "", "45:1 this test expects nothing"},
  };
  for (const Refused& row : rows) {
    std::string toml = kAll;
    const std::size_t at = toml.find(row.text);
    ASSERT_NE(at, std::string::npos) << row.text;
    toml.replace(at, std::string_view(row.text).size(), row.with);
    const auto policy = Policy::Load(BufferOf(toml));
    ASSERT_FALSE(policy) << row.with;
    EXPECT_EQ(policy.error().code, ErrorCode::kBadPolicy) << row.with;
    const std::string shown = testing::ShowError(policy.error(), toml);
    EXPECT_TRUE(shown.contains(row.error)) << "replaced: " << row.text << "\n with: " << row.with
                                           << "\n  got: " << shown << "\n want: " << row.error;
    EXPECT_FALSE(policy.error().message.contains('\n'));
    EXPECT_FALSE(policy.error().fix.empty());
  }
}

TEST(PolicyLoad, ColumnsCountBytesAfterOtherLetters) {
  const std::string toml = PolicyText(RuleText("out", "release", "when = { text = 'Ærø', zebra = true }"));
  const auto policy = Policy::Load(BufferOf(toml));
  ASSERT_FALSE(policy);
  EXPECT_EQ(Slice(toml, policy.error().where), "zebra");
}

TEST(PolicyLoad, TheFirstFaultInTheFileIsNamed) {
  const std::string toml = "zz = 1\naa = 2\n";
  const auto policy = Policy::Load(BufferOf(toml));
  ASSERT_FALSE(policy);
  EXPECT_EQ(Slice(toml, policy.error().where), "zz");
}

TEST(PolicyLoad, APolicyWithoutRulesIsRefused) {
  const auto policy = Policy::Load(BufferOf(PolicyText("")));
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().code, ErrorCode::kBadPolicy);
  EXPECT_TRUE(policy.error().message.contains("no rule"));
}

TEST(PolicyLoad, NestingEndsAtEight) {
  std::string inner = "{ numbered = true }";
  for (int depth = 2; depth <= 8; ++depth) inner = "{ not = " + inner + " }";
  EXPECT_TRUE(Policy::Load(BufferOf(PolicyText(RuleText("a", "release", "when = " + inner)))));
  const auto deeper =
      Policy::Load(BufferOf(PolicyText(RuleText("a", "release", "when = { not = " + inner + " }"))));
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().message, "conditions are nested deeper than 8");
}

// What would end the stack of a parser that recurses.
TEST(PolicyLoad, DeepFilesAreRefused) {
  std::string dots = "a";
  for (int i = 0; i < 100000; ++i) dots += ".a";
  for (const std::string& toml :
       {dots + " = 1\n", "[" + dots + "]\n", "a = " + std::string(100000, '[') + "\n"}) {
    const auto policy = Policy::Load(BufferOf(toml));
    ASSERT_FALSE(policy);
    EXPECT_EQ(policy.error().code, ErrorCode::kBadPolicy);
  }
}

// Dots in strings and comments are no keys.
TEST(PolicyLoad, DotsInTextAreNoKeys) {
  const std::string dots(100, '.');
  const std::string toml =
      "# " + dots + " \"\n" +
      PolicyText(RuleText("a", "release", "when = { at_most = \"U\", text = '" + dots + "' }")) +
      "[[test]]\nname = \"" + dots + "\"\ntext = \"\"\"\nUNCLAS KALVOR 000123\n\n1. (U) \"Open\"" + dots +
      "\n\"\"\"\nexpect.x = { 1 = \"release\" }\n";
  EXPECT_TRUE(testing::LoadPolicy(toml));
}

TEST(PolicyLoad, LargeFilesAndPatternsAreRefused) {
  std::string comments;
  for (int i = 0; i < 5; ++i) comments += "#" + std::string((std::size_t{1} << 20U) - 2, ' ') + "\n";
  const auto large =
      Policy::Load(BufferOf(PolicyText(comments + RuleText("a", "release", "when = { at_most = \"U\" }"))));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().message, "the file is larger than 4 MiB");
  const auto pattern = Policy::Load(
      BufferOf(PolicyText(RuleText("a", "release", "when = { text = '" + std::string(4097, 'a') + "' }"))));
  ASSERT_FALSE(pattern);
  EXPECT_EQ(pattern.error().message, "'text' is longer than 4096 bytes");
}

TEST(PolicyLoad, AVocabularyGivenReplacesTheOneNamed) {
  auto vocabulary = *Vocabulary::ForRegime("state");
  const auto policy =
      Policy::Load(BufferOf(PolicyText(RuleText("a", "release", "when = { at_most = \"U\" }"))), vocabulary);
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->shared_vocabulary(), vocabulary);
}

TEST(PolicyLoad, AnUnknownAudienceNamesThoseThereAre) {
  const auto policy = testing::LoadPolicy(kAll);
  ASSERT_TRUE(policy);
  EXPECT_TRUE(policy->FindAudience("public"));
  const auto none = policy->FindAudience("pubic");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kUnknownAudience);
  EXPECT_EQ(none.error().fix, "did you mean 'public'?");
  EXPECT_EQ(policy->FindAudience("zebra").error().fix, "use one of: inner, public");
}

}  // namespace
}  // namespace markings
