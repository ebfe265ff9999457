// The examples of docs/formats/policy.md and docs/formats/decisions.md are run: the policy loads, its own
// tests hold, the decisions fit the document and give what the page says.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libmarkings/policy/lint.h"
#include "libmarkings/redact/policy_tests.h"
#include "tests/policy/policy_testing.h"

namespace markings {
namespace {

// The fenced blocks of a page with this word after the fence.
std::vector<std::string> Blocks(const std::string& page, const std::string& word) {
  const std::string text = testing::ReadFile(std::string(MARKINGS_SOURCE_DIR) + "/docs/formats/" + page);
  std::vector<std::string> blocks;
  const std::string open = "\n```" + word + "\n";
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    const std::size_t begin = at + open.size();
    const std::size_t end = text.find("\n```", begin);
    if (end == std::string::npos) break;
    blocks.push_back(text.substr(begin, end + 1 - begin));
    at = end + 1;
  }
  return blocks;
}

Result<std::string> NoFile(const std::string&) { return Fail(ErrorCode::kIo, {}, "no file", "give one"); }

TEST(PolicyDocs, TheExamplePolicyHoldsByItsOwnTests) {
  const auto blocks = Blocks("policy.md", "toml");
  ASSERT_FALSE(blocks.empty());
  for (const std::string& block : blocks) {
    if (!block.starts_with("schema")) continue;  // a fragment
    const auto policy = testing::LoadPolicy(block);
    ASSERT_TRUE(policy);
    for (const LintFinding& finding : Lint(*policy)) ADD_FAILURE() << finding.code << " " << finding.message;
    const auto report = RunPolicyTests(*policy, NoFile);
    ASSERT_TRUE(report) << report.error().message;
    for (const PolicyTestFailure& failure : report->failures)
      ADD_FAILURE() << failure.expected << " | " << failure.actual;
    EXPECT_GE(report->expectations, 8U);
  }
}

TEST(PolicyDocs, TheExampleDecisionsGiveWhatThePageSays) {
  const auto policy_blocks = Blocks("policy.md", "toml");
  const auto decisions_blocks = Blocks("decisions.md", "toml");
  const auto cables = Blocks("decisions.md", "cable");
  const auto results = Blocks("decisions.md", "result");
  ASSERT_FALSE(policy_blocks.empty());
  ASSERT_EQ(decisions_blocks.size(), 1U);
  ASSERT_EQ(cables.size(), 1U);
  ASSERT_EQ(results.size(), 1U);
  const auto policy = testing::LoadPolicy(policy_blocks.front());
  ASSERT_TRUE(policy);
  const auto overrides = Overrides::Load(testing::BufferOf(decisions_blocks[0], "decisions.toml"), *policy);
  ASSERT_TRUE(overrides) << overrides.error().message;
  const auto document = testing::ParseCable(cables[0]);
  ASSERT_TRUE(document);
  EXPECT_EQ(testing::DumpFor(*policy, "public", *document, &*overrides), results[0]);
}

// The page names every key, every lint code and every built-in rule.
TEST(PolicyDocs, NothingIsLeftOut) {
  const std::string page = testing::ReadFile(std::string(MARKINGS_SOURCE_DIR) + "/docs/formats/policy.md");
  for (const char* word : {"schema",
                           "name",
                           "version",
                           "unmarked",
                           "no_code",
                           "extends",
                           "title",
                           "clears",
                           "keep_captions",
                           "stamp",
                           "amount",
                           "amount_reason",
                           "needs",
                           "id",
                           "release",
                           "withhold",
                           "mask",
                           "when",
                           "code",
                           "statute",
                           "reason",
                           "pattern",
                           "as",
                           "at_most",
                           "has",
                           "lacks",
                           "kind",
                           "section",
                           "captions",
                           "tags",
                           "text",
                           "inherited",
                           "numbered",
                           "any",
                           "all",
                           "not",
                           "common",
                           "file",
                           "expect",
                           "banner",
                           "never",
                           "residual",
                           "PL01",
                           "PL02",
                           "PL03",
                           "PL04",
                           "PL05",
                           "PL06",
                           "PL07",
                           "PL08",
                           "PL09",
                           "PL10",
                           "PL11",
                           "PL12",
                           "PL13",
                           "PL14",
                           "PL15",
                           "PL16",
                           "PL17",
                           "newer_than",
                           "older_than",
                           "declassified",
                           "as_of",
                           "lapses",
                           "apparatus",
                           "clearance",
                           "default-deny",
                           "override",
                           "parent",
                           "unknown-caption",
                           "unknown-mark",
                           "two_person",
                           "bound",
                           "countries",
                           "within",
                           "code_style",
                           "placeholder",
                           "pseudonyms"}) {
    EXPECT_TRUE(page.contains("`" + std::string(word) + "`") ||
                page.contains("`" + std::string(word) + " = "))
        << word;
  }
}

}  // namespace
}  // namespace markings
