// What markings check writes as JSON is read again as it was, and nothing else is read.

#include "libmarkings/report/check_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/report/check_json_read.h"
#include "tests/report/check_results.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

void ExpectRoundTrip(const CheckResult& result) {
  const std::string written = CheckJson(result);
  const auto read = ReadCheckJson(written);
  ASSERT_TRUE(read.has_value()) << read.error().message << "\n" << written;
  EXPECT_EQ(CheckJson(*read), written);
  EXPECT_EQ(read->findings.size(), result.findings.size());
  EXPECT_EQ(read->CountSuppressed(), result.CountSuppressed());
}

TEST(CheckJsonTest, ReadsBackWhatIsWritten) {
  ExpectRoundTrip({"state", "", "", 0});
  ExpectRoundTrip(MixedResult());
  ExpectRoundTrip(HostileResult());
  ExpectRoundTrip(LargeResult(30000, 100));
}

TEST(CheckJsonTest, ReadsBackAnything) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(seed);
    ExpectRoundTrip(RandomResult(seed));
  }
}

TEST(CheckJsonTest, KeepsTheOrderOfKeys) {
  const Json json = Json::parse(CheckJson(MixedResult()));
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_THAT(
      keys, ::testing::ElementsAre("schema", "regime", "edition", "policy", "shard", "findings", "summary"));
  keys.clear();
  for (const auto& item : json["findings"][0].items()) keys.push_back(item.key());
  EXPECT_THAT(keys,
              ::testing::ElementsAre("code", "rule", "severity", "file", "line", "column", "span", "message",
                                     "fix", "citation", "element", "fingerprint", "suppressed"));
  EXPECT_EQ(json["findings"][2]["suppressed"].dump(),
            R"({"by":"baseline","justification":"a copy of 1997, kept as it is"})");
  EXPECT_EQ(json["summary"].dump(), R"({"files":5,"errors":3,"warnings":1,"notes":1,"suppressed":2})");
}

// It is laid out as one tree would be.
TEST(CheckJsonTest, IsIndentedAsAWhole) {
  for (const CheckResult& result : {CheckResult{"state", "", "", 0}, MixedResult(), HostileResult()}) {
    const std::string written = CheckJson(result);
    EXPECT_EQ(Json::parse(written).dump(2), written);
  }
}

// Where blanks and the order of keys differ, the result is the same.
TEST(CheckJsonTest, ReadsAnyLayout) {
  const std::string written = CheckJson(MixedResult());
  const auto sorted = nlohmann::json::parse(written).dump(1);
  ASSERT_NE(sorted, written);
  const auto read = ReadCheckJson(sorted);
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(CheckJson(*read), written);
}

struct Refused {
  std::string_view change;  // JSON pointer
  std::string_view value;   // JSON; empty: the member is taken away
  std::string_view message;
};

class RefusedTest : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedTest, SaysWhere) {
  Json json = Json::parse(CheckJson(MixedResult()));
  const Json::json_pointer pointer{std::string(GetParam().change)};
  if (GetParam().value.empty()) {
    json[pointer.parent_pointer()].erase(pointer.back());
  } else {
    json[pointer] = Json::parse(GetParam().value);
  }
  const auto read = ReadCheckJson(json.dump());
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
  EXPECT_EQ(read.error().message, "no result of markings check: " + std::string(GetParam().message));
  EXPECT_FALSE(read.error().fix.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedTest,
    ::testing::Values(
        Refused{"/schema", R"("markings/check/2")", "schema is not markings/check/1"},
        Refused{"/schema", "", "schema is not markings/check/1"},
        Refused{"/more", "1", "the result has a key that is not known here"},
        Refused{"/findings/0/more", "1", "findings[0] has a key that is not known here"},
        Refused{"/summary/more", "1", "summary has a key that is not known here"},
        Refused{"/findings/2/suppressed/more", "1",
                "findings[2].suppressed has a key that is not known here"},
        Refused{"/policy", "", "policy is missing"},
        Refused{"/findings/6/fix", "", "findings[6].fix is missing"},
        Refused{"/edition", R"("")", "edition is empty, where null is written"},
        Refused{"/regime", "null", "regime is no string"}, Refused{"/findings", "{}", "findings is no list"},
        Refused{"/findings/1", "[]", "findings[1] is no object"},
        Refused{"/findings/1/code", R"("MK0999")", "findings[1].code is no code of this version"},
        Refused{"/findings/1/severity", R"("fatal")", "findings[1].severity is none of error, warning, note"},
        Refused{"/findings/1/line", "0", "findings[1].line is no whole number from 1"},
        Refused{"/findings/1/line", "1.5", "findings[1].line is no whole number from 1"},
        Refused{"/findings/1/column", "-1", "findings[1].column is no whole number from 1"},
        Refused{"/findings/1/column", "99999999999999999999", "findings[1].column is no whole number from 1"},
        Refused{"/findings/1/span", "[1]", "findings[1].span is no pair of numbers"},
        Refused{"/findings/1/span", "[2,1]", "findings[1].span ends before it begins"},
        Refused{"/findings/1/citation", "null", "findings[1].citation is null, where this code has one"},
        Refused{"/findings/1/fingerprint", R"("0123")",
                "findings[1].fingerprint is not 32 hexadecimal digits"},
        Refused{"/findings/2/suppressed/by", R"("")",
                "findings[2].suppressed.by is neither baseline nor inline"},
        Refused{"/findings/2/suppressed/justification", "null",
                "findings[2].suppressed.justification is no string"},
        Refused{"/summary/errors", "4", "summary.errors is not how many of them the findings hold"},
        Refused{"/summary/suppressed", "0", "summary.suppressed is not how many of them the findings hold"},
        Refused{"/summary/files", "null", "summary.files is no whole number from 0"}));

TEST(CheckJsonTest, RefusesWhatIsNoJson) {
  const std::string written = CheckJson(MixedResult());
  for (const std::string& text : {std::string(), written.substr(0, written.size() / 2), written + written,
                                  "\xFF" + written, std::string("[]"), std::string(200000, '[')}) {
    const auto read = ReadCheckJson(text);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
    EXPECT_LE(read.error().where.end, text.size());
  }
}

TEST(CheckJsonTest, RefusesAKeyThatStandsTwice) {
  std::string written = CheckJson(MixedResult());
  written.insert(written.find("\"regime\""), "\"regime\": \"uk\", ");
  const auto read = ReadCheckJson(written);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().message, "no result of markings check: an object has one key twice");
}

}  // namespace
}  // namespace markings
