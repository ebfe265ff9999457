#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "libmarkings/report/internal/kept.h"

namespace markings::internal {
namespace {

// What is kept first is lowest.
int Rank(const CheckFinding& one) {
  constexpr int kSeverities = 3;
  return (one.counts() ? 0 : kSeverities) + std::to_underlying(Severity::kError) -
         std::to_underlying(SeverityOf(one.diagnostic));
}

}  // namespace

Kept Keep(const CheckResult& result, std::size_t max_per_file, std::size_t max_all, Which which) {
  std::vector<const CheckFinding*> all;
  all.reserve(result.findings.size());
  for (const CheckFinding& one : result.findings) {
    if (which == Which::kAll || one.counts()) all.push_back(&one);
  }
  std::ranges::stable_sort(all, {}, [](const CheckFinding* one) { return Rank(*one); });
  Kept kept;
  std::unordered_map<std::string_view, std::size_t> of_file;
  for (const CheckFinding* one : all) {
    if (++of_file[one->file] > max_per_file) {
      ++kept.over_file;
    } else if (kept.findings.size() >= max_all) {
      ++kept.over_all;
    } else {
      kept.findings.push_back(one);
    }
  }
  std::ranges::sort(kept.findings);  // they stand in one array, so by address is by their order
  return kept;
}

}  // namespace markings::internal
