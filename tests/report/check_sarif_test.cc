// What SARIF says of findings. That it is SARIF by the standard's schema is tested by validate_reports.py.

#include "libmarkings/report/check_sarif.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/report/check_results.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json RunOf(const CheckResult& result, const SarifOptions& options = {}) {
  const Json sarif = Json::parse(CheckSarif(result, options));
  EXPECT_EQ(sarif["version"], "2.1.0");
  EXPECT_EQ(sarif["runs"].size(), 1U);
  return sarif["runs"][0];
}

TEST(CheckSarifTest, SaysEachRuleOnce) {
  const Json run = RunOf(MixedResult());
  std::map<std::string, std::size_t> rules;
  for (const Json& rule : run["tool"]["driver"]["rules"]) {
    EXPECT_TRUE(rules.emplace(rule["id"], rules.size()).second) << rule["id"];
    EXPECT_FALSE(rule["help"]["text"].get<std::string>().empty());
    const std::string page = rule["properties"]["documentation"];
    EXPECT_NE(rule["help"]["text"].get<std::string>().find(page), std::string::npos);
  }
  EXPECT_EQ(rules.size(), 5U);
  EXPECT_TRUE(rules.contains("MK0301/US-BAN-01"));
  for (const Json& one : run["results"])
    EXPECT_EQ(rules.at(one["ruleId"]), one["ruleIndex"].get<std::size_t>());
}

TEST(CheckSarifTest, NamesPagesThatExplainTheCodes) {
  CheckResult all{"us", "", "", 1};
  for (const DiagnosticInfo& info : AllDiagnostics())
    all.findings.push_back(FindingAt("a.txt", 1, info.code));
  std::set<std::string> pages;
  const Json run = RunOf(all);
  for (const Json& rule : run["tool"]["driver"]["rules"]) pages.insert(rule["properties"]["documentation"]);
  EXPECT_EQ(pages.size(), 3U);
  for (const std::string& page : pages)
    EXPECT_TRUE(std::filesystem::exists(std::string(MARKINGS_SOURCE_DIR) + "/" + page)) << page;
}

TEST(CheckSarifTest, SaysWhatAFindingIs) {
  const Json results = RunOf(MixedResult())["results"];
  ASSERT_EQ(results.size(), 7U);
  EXPECT_EQ(results[0]["level"], "error");
  EXPECT_EQ(results[0]["message"]["text"], "the banner lacks TOP SECRET: TOP SECRET//SI//NOFORN");
  EXPECT_EQ(results[0]["partialFingerprints"].dump(),
            R"({"markings/v1":"0123456789abcdef0123456789abcdef"})");
  EXPECT_EQ(results[0]["properties"].dump(), R"({"byteColumn":3,"bytes":[10,14],"element":"b1"})");
  EXPECT_FALSE(results[0].contains("suppressions"));
  EXPECT_EQ(results[2]["suppressions"].dump(),
            R"([{"kind":"external","status":"accepted","justification":"a copy of 1997, kept as it is"}])");
  EXPECT_EQ(results[3]["suppressions"][0]["kind"], "inSource");
  EXPECT_EQ(results[4]["level"], "warning");
  EXPECT_FALSE(results[4].contains("partialFingerprints"));
  EXPECT_EQ(results[5]["level"], "note");  // of the finding, not of the code
}

// Bytes are no columns: without the text, the region is the line.
TEST(CheckSarifTest, GivesColumnsInUtf16UnitsOrNone) {
  CheckResult result{"us", "", "", 1};
  const std::string text = "one\n\xC3\xA4\xF0\x9F\x93\x8E\xFF(S) x\n";
  const std::size_t mark = text.find("(S)");
  const LineIndex lines(text);
  result.findings = {{"a.txt", lines.At(mark), {DiagnosticCode::kMarkOrder, {mark, mark + 3}, "m", ""}}};
  const auto region = [](const Json& run) {
    EXPECT_EQ(run["columnKind"], "utf16CodeUnits");
    return run["results"][0]["locations"][0]["physicalLocation"]["region"].dump();
  };
  EXPECT_EQ(region(RunOf(result)), R"({"startLine":2})");
  SarifOptions options;
  options.region = [&](const CheckFinding& one) { return RegionOf(text, lines, one.diagnostic.where); };
  // ae: 1 unit, U+1F4CE: 2, the byte that is none: 1
  EXPECT_EQ(region(RunOf(result, options)),
            R"({"startLine":2,"startColumn":5,"endLine":2,"endColumn":8,"byteOffset":11,"byteLength":3})");
}

TEST(CheckSarifTest, WritesPathsAsRelativeReferences) {
  const std::map<std::string, std::string> uris = {
      {"a b/c.txt", "a%20b/c.txt"},
      {"./a/../b", "a/../b"},
      {"//host/share", "host/share"},
      {"http://host/x", "http%3A/host/x"},
      {"/tmp/x", "tmp/x"},
      {"git:x", "git%3Ax"},
      {"latin\xE9.txt", "latin%E9.txt"},
      {"umlaut\xC3\xBC", "umlaut%C3%BC"},
      {"a%20b?q#f", "a%2520b%3Fq%23f"},
      {"line\nbreak", "line%0Abreak"},
      {"back\\slash", "back%5Cslash"},
  };
  for (const auto& [path, uri] : uris) {
    CheckResult result{"us", "", "", 1};
    result.findings = {FindingAt(path, 1, DiagnosticCode::kMarkOrder)};
    const Json run = RunOf(result);
    const Json artifact = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    EXPECT_EQ(artifact["uri"], uri);
    EXPECT_EQ(artifact["uriBaseId"], path.starts_with('/') ? "FILESYSTEM" : "%SRCROOT%");
    EXPECT_TRUE(run["originalUriBaseIds"].contains(artifact["uriBaseId"]));
    EXPECT_EQ(run["originalUriBaseIds"].size(), path.starts_with('/') ? 2U : 1U);
  }
}

TEST(CheckSarifTest, SaysOfUnreadableFilesThatTheRunFailed) {
  const Json bad = RunOf(MixedResult())["invocations"][0];
  EXPECT_FALSE(bad["executionSuccessful"].get<bool>());
  EXPECT_FALSE(bad.contains("exitCode"));
  ASSERT_EQ(bad["toolExecutionNotifications"].size(), 1U);
  EXPECT_EQ(bad["toolExecutionNotifications"][0]["level"], "error");
  EXPECT_EQ(
      bad["toolExecutionNotifications"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
      "reports/c.bin");
  SarifOptions options;
  options.exit_code = 1;
  const Json good = RunOf({"us", "", "", 1}, options)["invocations"][0];
  EXPECT_TRUE(good["executionSuccessful"].get<bool>());
  EXPECT_EQ(good["exitCode"], 1);
  EXPECT_TRUE(good["toolExecutionNotifications"].empty());
}

std::vector<std::string> Notices(const Json& run) {
  std::vector<std::string> texts;
  for (const Json& one : run["invocations"][0]["toolExecutionNotifications"]) {
    EXPECT_EQ(one["level"], "warning");
    texts.push_back(one["message"]["text"]);
  }
  return texts;
}

TEST(CheckSarifTest, SaysHowManyAreOverALimit) {
  const Json run = RunOf(LargeResult(30000, 1000));
  EXPECT_EQ(run["results"].size(), 25000U);
  EXPECT_THAT(Notices(run), ::testing::ElementsAre("5000 findings are left out: more than 25000 in all"));
  const Json one_file = RunOf(LargeResult(30000, 30000));
  EXPECT_EQ(one_file["results"].size(), 1000U);
  EXPECT_THAT(Notices(one_file),
              ::testing::ElementsAre("29000 findings are left out: more than 1000 in one file"));
  EXPECT_THAT(Notices(RunOf(LargeResult(25000, 1000))), ::testing::IsEmpty());
}

// What is left out is the least severe, and what is suppressed before what counts; the order stays.
TEST(CheckSarifTest, KeepsTheMostSevere) {
  CheckResult result{"us", "", "", 2};
  using enum DiagnosticCode;
  result.findings = {FindingAt("a.txt", 1, kNothingMarked), FindingAt("a.txt", 2, kBannerExceeds),
                     FindingAt("a.txt", 3, kBannerLacks), FindingAt("b.txt", 4, kBannerLacks),
                     FindingAt("b.txt", 5, kBannerExceeds)};
  result.findings[2].suppressed = CheckFinding::Suppressed::kInline;
  SarifOptions options;
  options.max_results = 3;
  std::vector<int> kept;
  const auto lines = [&] {
    kept.clear();
    const Json run = RunOf(result, options);
    for (const Json& one : run["results"])
      kept.push_back(one["locations"][0]["physicalLocation"]["region"]["startLine"]);
    return kept;
  };
  EXPECT_THAT(lines(), ::testing::ElementsAre(2, 4, 5));
  options.max_results = 4;
  EXPECT_THAT(lines(), ::testing::ElementsAre(1, 2, 4, 5));
  options.max_per_file = 1;
  EXPECT_THAT(lines(), ::testing::ElementsAre(2, 4));
}

}  // namespace
}  // namespace markings
