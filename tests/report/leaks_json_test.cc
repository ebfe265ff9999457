// What markings leaks writes as JSON is read again as it was, and the reports of shards join to that of one
// run.

#include "libmarkings/report/leaks_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/corpus/shard.h"
#include "libmarkings/report/find_schema.h"
#include "libmarkings/report/leaks_json_read.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

const std::string kIndex(32, 'a');

LeakReportFinding Finding(const std::string& file, std::size_t line, double share) {
  return {file, "", {line, 3}, {line * 10, line * 10 + 5}, "0123456789abcdef", "", share};
}

// Of the files that `take` takes; in the order in which they are walked, which is not that of names.
template <class Take>
LeakReport ReportOf(std::uint64_t seed, Take take) {
  std::mt19937_64 random(seed);
  LeakReport report{.passages = 7, .findings = {}, .unread = {}, .index = kIndex};
  for (int i = 0; i < 40; ++i) {
    const std::string file = "folder/" + std::to_string(random() % 100000) + ".txt";
    const std::uint64_t kind = random() % 4, findings = random() % 5, share = random() % 101;
    if (!take(file)) continue;
    if (kind == 0) {
      report.unread.push_back(
          {file,
           {i % 2 == 0 ? ErrorCode::kIo : ErrorCode::kUnusableInput, {}, "cannot be read", "mend it", {}}});
      continue;
    }
    ++report.files;
    for (std::size_t at = 0; at < findings; ++at) {
      LeakReportFinding one = Finding(file, 90 - at * 10, static_cast<double>(share) / 100);
      if (at == 2) one.label = "harbour";
      if (at > 2) one.member = "a member";
      report.findings.push_back(std::move(one));
    }
  }
  SortByFile(report);
  return report;
}

TEST(LeaksJson, ReadsBackWhatIsWritten) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::string written = LeaksJson(ReportOf(seed, [](const auto&) { return true; }));
    const auto read = ReadLeaksJson(written);
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(LeaksJson(*read), written);
  }
}

// A hundredth that no double is stays itself when it is read and written.
TEST(LeaksJson, SharesStayWhatTheyAre) {
  for (int hundredths = 0; hundredths <= 100; ++hundredths) {
    LeakReport report{.files = 1, .passages = 1, .findings = {}, .unread = {}, .index = kIndex};
    report.findings.push_back(Finding("a", 1, hundredths / 100.0));
    const std::string written = LeaksJson(report);
    EXPECT_EQ(Json::parse(written)["findings"][0]["share"].get<double>(), hundredths / 100.0);
    EXPECT_EQ(LeaksJson(*ReadLeaksJson(written)), written);
  }
  LeakReport report{.files = 1, .passages = 1, .findings = {}, .unread = {}, .index = kIndex};
  report.findings.push_back(Finding("a", 1, 33554431.0 / 33554432.0));
  EXPECT_TRUE(LeaksText(report).contains(": 99 % of"));
}

TEST(MergeLeakReports, IsWhatOneRunSays) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const LeakReport whole = ReportOf(seed, [](const auto&) { return true; });
    for (const std::uint32_t of : {1U, 2U, 5U, 50U}) {
      std::vector<LeakReport> parts;
      for (std::uint32_t k = of; k > 0; --k) {
        LeakReport part = ReportOf(seed, [&](const std::string& file) { return InShard(file, {k, of}); });
        part.shard = {k, of};
        if (of > 1) part.listing = std::string(32, 'c');
        auto read = ReadLeaksJson(LeaksJson(part));
        ASSERT_TRUE(read) << read.error().message;
        parts.push_back(*std::move(read));
      }
      const auto merged = MergeLeakReports(std::move(parts));
      ASSERT_TRUE(merged) << merged.error().message;
      ASSERT_EQ(LeaksJson(*merged), LeaksJson(whole));
      ASSERT_EQ(LeaksText(*merged), LeaksText(whole));
    }
  }
}

TEST(MergeLeakReports, RefusesWhatDoesNotGoTogether) {
  const auto part = [](std::uint32_t number, std::uint32_t of) {
    return LeakReport{.files = 1,
                      .passages = 7,
                      .findings = {},
                      .unread = {},
                      .index = kIndex,
                      .listing = of > 1 ? std::string(32, 'c') : "",
                      .shard = {number, of}};
  };
  const auto refused = [](std::vector<LeakReport> parts) {
    const auto merged = MergeLeakReports(std::move(parts));
    return merged ? std::string("merged") : merged.error().message;
  };
  EXPECT_EQ(refused({part(2, 2), part(1, 2)}), "merged");
  EXPECT_EQ(refused({}), "there is no result to merge");
  EXPECT_EQ(refused({part(2, 2)}), "the part 1 of 2 is missing");
  EXPECT_EQ(refused({part(1, 2), part(1, 2)}), "the part 1 of 2 is there twice");
  EXPECT_EQ(refused({part(1, 1), part(1, 1)}), "the part 1 of 1 is there twice");
  EXPECT_EQ(refused({part(1, 2), part(2, 3)}), "result 2 is part 2 of 3, the first is one of 2");
  LeakReport other = part(2, 2);
  other.index.back() = 'b';
  EXPECT_EQ(refused({part(1, 2), other}), "result 2 is of another index than the first");
  LeakReport elsewhere = part(2, 2);
  elsewhere.listing.back() = 'd';
  EXPECT_EQ(refused({part(1, 2), elsewhere}), "result 2 is of other files than the first");
  LeakReport one = part(1, 2), again = part(2, 2);
  one.findings.push_back(Finding("x.txt", 1, 1));
  again.unread.push_back({"x.txt", {ErrorCode::kIo, {}, "cannot be read", "", {}}});
  EXPECT_EQ(refused({one, again}), "x.txt is in result 1 and in result 2");
}

struct Refused {
  std::string_view change;  // JSON pointer
  std::string value;        // JSON; empty: the member is taken away
  std::string_view message;
};

TEST(ReadLeaksJson, SaysWhere) {
  LeakReport report{.files = 1, .passages = 1, .findings = {}, .unread = {}, .index = kIndex};
  report.findings.push_back(Finding("a", 1, 0.5));
  report.unread.push_back({"b", {ErrorCode::kIo, {}, "cannot be read", "", {}}});
  const std::string written = LeaksJson(report);
  for (const Refused& row : {
           Refused{"/schema", R"("markings/check/1")", "schema is not markings/leaks/1"},
           Refused{"/more", "1", "the result has a key that is not known here"},
           Refused{"/index", "", "index is missing"},
           Refused{"/index", R"("ABC")", "index is not 32 hexadecimal digits"},
           Refused{"/shard", R"("1/1")", "shard is neither null nor K/N"},
           Refused{"/shard", R"("1/2")", "listing is not 32 hexadecimal digits of a shard"},
           Refused{"/listing", "\"" + kIndex + "\"", "listing is not 32 hexadecimal digits of a shard"},
           Refused{"/findings", "{}", "findings is no list"},
           Refused{"/findings/0/label", R"("")", "findings[0].label is empty, where null is written"},
           Refused{"/findings/0/line", "0", "findings[0].line is no whole number from 1"},
           Refused{"/findings/0/span", "[2,1]", "findings[0].span ends before it begins"},
           Refused{"/findings/0/passage", R"("x")", "findings[0].passage is not 16 hexadecimal digits"},
           Refused{"/findings/0/share", "1.5", "findings[0].share is no share in hundredths"},
           Refused{"/findings/0/share", "0.123", "findings[0].share is no share in hundredths"},
           Refused{"/findings/0/share", R"("1")", "findings[0].share is no share in hundredths"},
           Refused{"/unread/0/exit", "0", "unread[0].exit is no whole number from 2"},
           Refused{"/unread/0/exit", "4", "unread[0].exit is neither 2 nor 3"},
           Refused{"/unread/0/fix", "", "unread[0].fix is missing"},
           Refused{"/summary/findings", "2", "summary.findings is not how many of them there are"},
           Refused{"/summary/unread", "0", "summary.unread is not how many of them there are"},
       }) {
    Json json = Json::parse(written);
    const Json::json_pointer pointer{std::string(row.change)};
    if (row.value.empty()) {
      json[pointer.parent_pointer()].erase(pointer.back());
    } else {
      json[pointer] = Json::parse(row.value);
    }
    const auto read = ReadLeaksJson(json.dump());
    ASSERT_FALSE(read) << row.change;
    EXPECT_EQ(read.error().code, ErrorCode::kUnusableInput);
    EXPECT_EQ(read.error().message, "no result of markings leaks: " + std::string(row.message));
  }
  EXPECT_FALSE(ReadLeaksJson(""));
  EXPECT_FALSE(ReadLeaksJson(written.substr(0, written.size() - 1)));
  EXPECT_FALSE(ReadLeaksJson(R"({"schema":"markings/leaks/1","schema":"markings/leaks/1"})"));
}

TEST(FindSchema, WhereverItStands) {
  EXPECT_EQ(FindSchema(R"({"schema": "markings/leaks/1", "more": )"), "markings/leaks/1");
  EXPECT_EQ(FindSchema(R"({"a": [{"schema": "no"}], "schema": "markings/check/1"})"), "markings/check/1");
  for (const std::string_view none :
       {"", "{}", "[]", "no JSON", R"({"schema": 1})", R"(["schema", "x"])", R"({"a": {"schema": "x"}})",
        R"({"schema": {"schema": "x"}})", R"("schema")"})
    EXPECT_EQ(FindSchema(none), "") << none;
}

}  // namespace
}  // namespace markings
