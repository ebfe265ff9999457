#include "libmarkings/corpus/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "libmarkings/corpus/internal/finding_order.h"

namespace markings {
namespace {

std::unexpected<Error> Bad(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

// No file in two results. Views live as long as the results.
Result<void> Apart(const std::vector<CheckResult>& results) {
  std::unordered_map<std::string_view, std::size_t> owner;
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (const CheckFinding& one : results[i].findings) {
      if (internal::IsOfBaseline(one.diagnostic.code)) continue;
      if (const auto at = owner.emplace(one.file, i).first; at->second != i) {
        return Bad(
            fmt::format("findings of {} stand in result {} and in result {}", one.file, at->second + 1,
                        i + 1),
            "give the result of each shard once, all of one --shard K/N and of one state of the files");
      }
    }
  }
  return {};
}

// Of shards all, each once. (Results that are no shards say of their files with findings alone which they
// are.)
Result<void> Complete(const std::vector<CheckResult>& results) {
  std::vector<Shard> shards;
  shards.reserve(results.size());
  for (const CheckResult& one : results) shards.push_back(one.shard);
  if (std::ranges::all_of(shards, [](Shard one) { return one.of == 1; })) return {};
  return EachShardOnce(shards);
}

// What all shards say of the baseline, once. (The others stay as they are.)
void DropRepeats(std::vector<CheckFinding>& findings) {
  using Entry = std::tuple<std::string, std::size_t, DiagnosticCode, std::string>;
  std::set<Entry> seen;
  std::erase_if(findings, [&](const CheckFinding& one) {
    return internal::IsOfBaseline(one.diagnostic.code) &&
           !seen.emplace(one.file, one.at.line, one.diagnostic.code, one.diagnostic.message).second;
  });
}

}  // namespace

Result<CheckResult> MergeResults(std::vector<CheckResult> results) {
  if (results.empty()) return Bad("there is no result to merge", "name the JSON of each shard");
  for (std::size_t i = 1; i < results.size(); ++i) {
    const auto same = [&](std::string CheckResult::* member, const char* what) -> Result<void> {
      if (results[i].*member == results[0].*member) return {};
      return Bad(fmt::format("result {} has another {} than the first", i + 1, what),
                 "check all shards with the same arguments");
    };
    if (auto held = same(&CheckResult::regime, "regime"); !held) return std::unexpected(held.error());
    if (auto held = same(&CheckResult::edition, "edition"); !held) return std::unexpected(held.error());
    if (auto held = same(&CheckResult::policy, "policy"); !held) return std::unexpected(held.error());
  }
  if (auto complete = Complete(results); !complete) return std::unexpected(complete.error());
  if (auto apart = Apart(results); !apart) return std::unexpected(apart.error());
  CheckResult merged = std::move(results.front());
  merged.shard = {};
  for (CheckResult& one : std::span(results).subspan(1)) {
    merged.files += one.files;
    std::ranges::move(one.findings, std::back_inserter(merged.findings));
  }
  DropRepeats(merged.findings);
  internal::SortFindings(merged.findings);
  return merged;
}

}  // namespace markings
