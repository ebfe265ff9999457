// Policies that build on another.

#include "libmarkings/policy/extends.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

using testing::BufferOf;
using testing::ParseCable;
using testing::ShowError;

constexpr char kBase[] = R"toml(
schema = "markings/policy/1"
name = "base"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
x = { title = "X", clears = "U" }
[exemptions]
"(b)(6)" = { title = "Privacy" }
[lists]
officials = ["Orla Venn"]
[officers]
bound = true
[residual]
common = ["HARBOUR"]
[[rule]]
id = "u"
release = ["x"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "visas"
withhold = ["x"]
when = { text = 'visa' }
code = ["(b)(6)"]
reason = "Visas."
[[rule]]
id = "numbers"
mask = ["x"]
pattern = '[0-9]{5}'
as = "number"
reason = "Numbers."
[[test]]
name = "of the base"
text = "UNCLAS KALVOR 000123\n\n1. (U) Open.\n"
expect.x = { 1 = "release" }
)toml";

constexpr char kHead[] = "schema = \"markings/policy/1\"\nname = \"own\"\nversion = \"2.0.0\"\n";
constexpr char kRule[] =
    "[[rule]]\nid = \"ports\"\nwithhold = [\"x\"]\nwhen = { text = 'port' }\ncode = [\"(b)(6)\"]\nreason = "
    "\"Ports.\"\n";

PolicyReader Files(std::map<std::string, std::string> files) {
  return [files = std::move(files)](std::string_view name) -> Result<Buffer> {
    const auto found = files.find(std::string(name));
    if (found == files.end())
      return Fail(ErrorCode::kUnusableInput, {}, "the file does not exist", "check the name");
    return Buffer::FromBytes(found->second, std::string(name));
  };
}

std::string Extending(std::string_view rest, std::string_view more = {}) {
  return std::string(kHead) + "extends = \"base.toml\"\n" + std::string(more) + std::string(rest);
}

Result<Policy> Load(const std::string& text,
                    std::map<std::string, std::string> files = {{"base.toml", kBase}}) {
  return LoadPolicy(BufferOf(text), Files(std::move(files)));
}

std::string Decided(const Policy& policy, const std::string& paragraphs) {
  const auto document = ParseCable("UNCLAS KALVOR 000123\n\n" + paragraphs);
  if (!document) return "no cable";
  const auto decisions = Decide(policy, "x", *document, nullptr);
  if (!decisions) return decisions.error().message;
  std::string dump;
  for (const Decision& decision : decisions->elements) {
    const Element element = document->elements()[decision.element];
    if (element.kind != ElementKind::kParagraph) continue;
    dump += (dump.empty() ? "" : "; ") + element.id() + " " + std::string(Name(decision.outcome)) + " by " +
            decision.rules.front();
  }
  return dump;
}

TEST(Extends, AddsToItsBase) {
  const std::string text = Extending(kRule);
  const auto policy = Load(text);
  ASSERT_TRUE(policy) << ShowError(policy.error(), text);
  EXPECT_EQ(policy->name(), "own");
  EXPECT_EQ(policy->version(), "2.0.0");
  EXPECT_EQ(policy->no_code(), NoCode::kMark);
  EXPECT_TRUE(policy->officers().bound);
  EXPECT_EQ(policy->rules().size(), 4U);
  EXPECT_EQ(policy->tests().size(), 0U);
  EXPECT_EQ(policy->lists().size(), 1U);
  EXPECT_EQ(policy->common_words().size(), 1U);
  EXPECT_EQ(Decided(*policy, "1. (U) Open 12345.\n\n2. (U) A visa.\n\n3. (U) The port.\n"),
            "p1 mask by u; p2 withhold by visas; p3 withhold by ports");
  // Its digest is that of both files, one after the other; places are those of this file.
  EXPECT_EQ(policy->source_text(), text + kBase);
  for (const Rule& rule : policy->rules()) {
    if (rule.id != "ports") {
      EXPECT_EQ(Slice(text, rule.where), "\"base.toml\"");
    }
  }
  const auto source = PolicySource(BufferOf(text), Files({{"base.toml", kBase}}));
  ASSERT_TRUE(source);
  EXPECT_EQ(*source, policy->source_text());
}

TEST(Extends, ReplacesARuleOfTheSameEffect) {
  const std::string visas =
      "[[rule]]\nid = \"visas\"\nwithhold = [\"x\"]\nwhen = { text = '(?i)visa' }\nreason = \"Visas.\"\n";
  const auto policy = Load(Extending(visas, "replace = [\"visas\"]\n"));
  ASSERT_TRUE(policy) << policy.error().message;
  EXPECT_EQ(policy->rules().size(), 3U);
  EXPECT_EQ(Decided(*policy, "1. (U) A VISA.\n"), "p1 withhold by visas");
}

TEST(Extends, OverSeveralFiles) {
  const std::string middle = Extending(kRule, "no_code = \"mark\"\n");
  const auto policy = Load(std::string(kHead) + "extends = \"middle.toml\"\n",
                           {{"middle.toml", middle}, {"base.toml", kBase}});
  ASSERT_TRUE(policy) << policy.error().message;
  EXPECT_EQ(policy->rules().size(), 4U);
  EXPECT_EQ(policy->source_text(), std::string(kHead) + "extends = \"middle.toml\"\n" + middle + kBase);
}

TEST(Extends, RefusesWithPlaceAndWayOut) {
  struct Row {
    std::string text, error;
  };
  const std::string release = "[[rule]]\nid = \"visas\"\nrelease = [\"x\"]\nreason = \"Visas.\"\n";
  const std::string wider =
      "[audiences]\ny = { title = \"Y\", clears = \"U\" }\n[[rule]]\nid = \"u\"\nrelease = "
      "[\"x\", \"y\"]\nwhen = { at_most = \"U\" }\nreason = \"r\"\n";
  const Row rows[] = {
      {Extending("[[rule]]\nid = \"u\"\nwithhold = [\"x\"]\nreason = \"r\"\n"),
       "6:6 the policy that it extends has a rule 'u' already: give it another name, or add replace = "
       "[\"u\"]"},
      {Extending("[audiences]\nx = { title = \"X\", clears = \"S\" }\n"),
       "6:1 the policy that it extends has an audience 'x' already"},
      {Extending("[exemptions]\n\"(b)(6)\" = { title = \"Other\" }\n"),
       "6:1 the policy that it extends has an exemption '(b)(6)' already"},
      {Extending("[lists]\nofficials = [\"A\"]\n"),
       "6:1 the policy that it extends has a list 'officials' already"},
      {Extending("[vocabulary]\nextends = \"us\"\n"),
       "is of another vocabulary or edition: take [vocabulary] out"},
      {Extending("", "unmarked = \"banner\"\n"),
       "5:12 'unmarked' is weaker than that of the policy that it extends"},
      {Extending("", "no_code = \"stop\"\n"),
       "5:11 mask rule 'numbers' of the policy that it extends has no "
       "exemption code"},
      {Extending(kRule, "replace = [\"visa\"]\n"), "5:12 the policy that it extends has no rule 'visa'"},
      {Extending(kRule, "replace = [\"visas\"]\n"),
       "'replace' names rule 'visas', and this file has none such"},
      {Extending(release, "replace = [\"visas\"]\n"),
       "rule 'visas' would be weaker than the one that it replaces: "
       "keep its effect"},
      {Extending(wider, "replace = [\"u\"]\n"),
       "rule 'u' would be weaker than the one that it replaces: release to "
       "no other audiences"},
      {std::string(kHead) + "extends = \"other.toml\"\n",
       "4:11 the policy that it extends: the file does not exist: check the name"},
      {std::string(kHead) + "extends = \"../base.toml\"\n", "4:11 'extends' names no file beside this one"},
      {std::string(kHead) + "extends = \"/base.toml\"\n", "4:11 'extends' names no file beside this one"},
      {std::string(kHead) + "extends = \".hidden.toml\"\n", "4:11 'extends' names no file beside this one"},
      {std::string(kHead) + "extends = \"base\"\n", "4:11 'extends' names no file beside this one"},
      {std::string(kHead) + "extends = \"broken.toml\"\n",
       "4:11 the policy that it extends, broken.toml:1:10: the schema is not markings/policy/1"},
      {std::string(kHead) + "extends = \"loop.toml\"\n", "policies extend each other"},
      {std::string(kHead) + "replace = [\"u\"]\n[audiences]\nx = { title = \"X\", clears = \"U\" }\n" + kRule,
       "'replace' goes with extends only"},
  };
  for (const Row& row : rows) {
    const auto policy = Load(row.text, {{"base.toml", kBase},
                                        {"broken.toml", "schema = \"markings/policy/9\"\n"},
                                        {"loop.toml", std::string(kHead) + "extends = \"loop.toml\"\n"}});
    ASSERT_FALSE(policy) << row.error;
    const std::string shown = ShowError(policy.error(), row.text);
    EXPECT_TRUE(shown.contains(row.error)) << "got " << shown << "\nwant " << row.error;
  }
  const auto alone = Policy::Load(BufferOf(Extending(kRule)));
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().message, "the policy that this one extends cannot be read from here");
  EXPECT_FALSE(PolicySource(BufferOf(std::string(kHead) + "extends = \"loop.toml\"\n"),
                            Files({{"loop.toml", "extends = \"loop.toml\"\n"}})));
}

// A base that stops what has no code is not loosened.
TEST(Extends, StopsWhatItsBaseStops) {
  std::string base = kBase;
  base.replace(base.find("no_code = \"mark\""), 16, "no_code = \"stop\"");
  base.replace(base.find("as = \"number\""), 13, "as = \"number\"\ncode = [\"(b)(6)\"]");
  const auto inherits = Load(Extending(kRule), {{"base.toml", base}});
  ASSERT_TRUE(inherits) << inherits.error().message;
  EXPECT_EQ(inherits->no_code(), NoCode::kStop);
  const auto weaker = Load(Extending(kRule, "no_code = \"mark\"\n"), {{"base.toml", base}});
  ASSERT_FALSE(weaker);
  EXPECT_EQ(weaker.error().message, "'no_code' is weaker than that of the policy that it extends");
}

}  // namespace
}  // namespace markings
