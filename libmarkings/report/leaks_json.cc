#include "libmarkings/report/leaks_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

// Rounded down, so that only the whole of a passage is all of it. (No share is nearer below a hundredth than
// one in kMostFingerprints: what is nearer is that hundredth, as it was read again.)
double Hundredths(double share) { return std::floor(share * 100 + 1e-9) / 100; }

std::size_t ExitOf(const Error& error) {
  return error.code == ErrorCode::kIo || error.code == ErrorCode::kInternal ? 3 : 2;
}

}  // namespace

void SortByFile(LeakReport& report) {
  std::ranges::stable_sort(report.findings, {}, &LeakReportFinding::file);
  std::ranges::stable_sort(report.unread, {}, &UnreadFile::file);
}

std::string LeaksJson(const LeakReport& report) {
  Json json;
  json["schema"] = "markings/leaks/1";
  json["index"] = report.index;
  json["shard"] = report.shard.of == 1 ? Json(nullptr) : Json(FormatShard(report.shard));
  json["listing"] = report.shard.of == 1 ? Json(nullptr) : Json(report.listing);
  json["findings"] = Json::array();
  for (const LeakReportFinding& one : report.findings) {
    json["findings"].push_back({{"file", one.file},
                                {"member", OrNull(one.member)},
                                {"line", one.at.line},
                                {"column", one.at.column},
                                {"span", {one.where.begin, one.where.end}},
                                {"passage", one.passage},
                                {"label", OrNull(one.label)},
                                {"share", Hundredths(one.share)}});
  }
  json["unread"] = Json::array();
  for (const UnreadFile& one : report.unread) {
    json["unread"].push_back({{"file", one.file},
                              {"message", one.error.message},
                              {"fix", OrNull(one.error.fix)},
                              {"exit", ExitOf(one.error)}});
  }
  json["summary"] = {{"files", report.files},
                     {"passages", report.passages},
                     {"findings", report.findings.size()},
                     {"unread", report.unread.size()}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string LeaksText(const LeakReport& report) {
  std::string text;
  for (const LeakReportFinding& one : report.findings) {
    const std::string file = one.member.empty() ? one.file : fmt::format("{}({})", one.file, one.member);
    text += fmt::format("{}:{}:{}: {:.0f} % of passage {}", file, one.at.line, one.at.column,
                        Hundredths(one.share) * 100, one.passage);
    if (!one.label.empty()) text += fmt::format(" ({})", one.label);
    text += '\n';
  }
  return text;
}

}  // namespace markings
