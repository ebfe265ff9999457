#include "libmarkings/report/leaks_json_read.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

#include "libmarkings/report/internal/strict_json.h"
#include "libmarkings/text/digits.h"

namespace markings {
namespace {

using internal::Json;
using internal::Refuse;
using Object = internal::JsonObject;

constexpr std::size_t kIdDigits = 16, kDigestDigits = 32;

// Hundredths from 0 to 1.
double ShareOf(const Object& object) {
  const Json& json = object.At("share");
  const double share = json.is_number() ? json.get<double>() : -1;
  if (!(share >= 0 && share <= 1) || std::round(share * 100) / 100 != share)
    Refuse(object.Place("share"), "is no share in hundredths");
  return share;
}

LeakReportFinding ReadFinding(const Json& json, std::string place) {
  const Object object(json, std::move(place),
                      {"file", "member", "line", "column", "span", "passage", "label", "share"});
  LeakReportFinding one;
  one.file = object.Text("file");
  one.member = object.TextOrNull("member");
  one.at = {object.Number("line", 1), object.Number("column", 1)};
  one.where = object.SpanOf("span");
  one.passage = object.Text("passage");
  if (!IsLowerHex(one.passage, kIdDigits)) Refuse(object.Place("passage"), "is not 16 hexadecimal digits");
  one.label = object.TextOrNull("label");
  one.share = ShareOf(object);
  return one;
}

UnreadFile ReadUnread(const Json& json, std::string place) {
  const Object object(json, std::move(place), {"file", "message", "fix", "exit"});
  UnreadFile one{object.Text("file"), {}};
  one.error.message = object.Text("message");
  one.error.fix = object.TextOrNull("fix");
  const std::size_t exit = object.Number("exit", 2);
  if (exit > 3) Refuse(object.Place("exit"), "is neither 2 nor 3");
  one.error.code = exit == 3 ? ErrorCode::kIo : ErrorCode::kUnusableInput;
  return one;
}

LeakReport ReadReport(const Json& json) {
  internal::RequireSchema(json, "markings/leaks/1");
  const Object object(json, "", {"schema", "index", "shard", "listing", "findings", "unread", "summary"});
  LeakReport report;
  report.index = object.Text("index");
  if (!IsLowerHex(report.index, kDigestDigits)) Refuse("index", "is not 32 hexadecimal digits");
  report.shard = object.ShardOrWhole("shard");
  report.listing = object.TextOrNull("listing");
  if (report.shard.of == 1 ? !report.listing.empty() : !IsLowerHex(report.listing, kDigestDigits))
    Refuse("listing", "is not 32 hexadecimal digits of a shard");
  for (const Json& one : object.List("findings"))
    report.findings.push_back(ReadFinding(one, fmt::format("findings[{}]", report.findings.size())));
  for (const Json& one : object.List("unread"))
    report.unread.push_back(ReadUnread(one, fmt::format("unread[{}]", report.unread.size())));
  const Object summary(object.At("summary"), "summary", {"files", "passages", "findings", "unread"});
  report.files = summary.Number("files", 0);
  report.passages = summary.Number("passages", 0);
  for (const auto& [key, count] :
       {std::pair("findings", report.findings.size()), std::pair("unread", report.unread.size())}) {
    if (summary.Number(key, 0) != count) Refuse(summary.Place(key), "is not how many of them there are");
  }
  return report;
}

std::unexpected<Error> Bad(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

// No file in two reports. Views live as long as the reports.
Result<void> Apart(const std::vector<LeakReport>& reports) {
  std::unordered_map<std::string_view, std::size_t> owner;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const auto seen = [&](const std::string& file) -> Result<void> {
      const auto at = owner.emplace(file, i).first;
      if (at->second == i) return {};
      return Bad(fmt::format("{} is in result {} and in result {}", file, at->second + 1, i + 1),
                 "give the result of each shard once, all of one --shard K/N and of one state of the files");
    };
    for (const LeakReportFinding& one : reports[i].findings) {
      if (auto apart = seen(one.file); !apart) return apart;
    }
    for (const UnreadFile& one : reports[i].unread) {
      if (auto apart = seen(one.file); !apart) return apart;
    }
  }
  return {};
}

}  // namespace

Result<LeakReport> ReadLeaksJson(std::string_view text) {
  return internal::ReadStrictJson(text, "markings leaks", ReadReport);
}

Result<LeakReport> MergeLeakReports(std::vector<LeakReport> reports) {
  std::vector<Shard> shards;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (reports[i].index != reports[0].index || reports[i].passages != reports[0].passages) {
      return Bad(fmt::format("result {} is of another index than the first", i + 1),
                 "search all shards for the passages of one index");
    }
    if (reports[i].listing != reports[0].listing && reports[i].shard.of == reports[0].shard.of) {
      return Bad(fmt::format("result {} is of other files than the first", i + 1),
                 "search all shards from one folder, with the same files in it");
    }
    shards.push_back(reports[i].shard);
  }
  if (auto complete = EachShardOnce(shards); !complete) return std::unexpected(complete.error());
  if (auto apart = Apart(reports); !apart) return std::unexpected(apart.error());
  LeakReport merged = std::move(reports.front());
  merged.shard = {};
  merged.listing.clear();
  for (std::size_t i = 1; i < reports.size(); ++i) {
    merged.files += reports[i].files;
    std::ranges::move(reports[i].findings, std::back_inserter(merged.findings));
    std::ranges::move(reports[i].unread, std::back_inserter(merged.unread));
  }
  SortByFile(merged);
  return merged;
}

}  // namespace markings
