#include "cli/consistency_report.h"

#include <algorithm>
#include <utility>

#include "cli/consistency_places.h"
#include "cli/io.h"
#include "libmarkings/consistency/consistency.h"

namespace markings::cli {

Loaded<std::shared_ptr<const Vocabulary>> LoadComparedBy(const std::string& policy,
                                                         const std::string& vocabulary,
                                                         const std::string& regime) {
  if (policy.empty()) return LoadVocabulary(vocabulary, regime);
  const auto loaded = LoadPolicy(policy, vocabulary);
  if (!loaded) return std::unexpected(loaded.error());
  auto of_policy = loaded->policy.shared_vocabulary();
  if (!regime.empty() && regime != of_policy->regime())
    return std::unexpected(ReportError(Unusable("--regime is not the one of the policy",
                                                "leave it out, or write --regime " + of_policy->regime())));
  return of_policy;
}

std::optional<Error> CheckThreshold(double threshold) {
  if (threshold > 0 && threshold <= 1) return std::nullopt;
  return Unusable("--threshold is no share of a passage", "write --threshold 0.6");
}

Loaded<Compared> Compare(Prints prints, const std::vector<std::string>& files,
                         const std::shared_ptr<const Vocabulary>& vocabulary, double threshold,
                         std::size_t jobs) {
  const auto found =
      FindInconsistencies(std::exchange(prints.prints, {}), *vocabulary, {.threshold = threshold});
  if (!found) return std::unexpected(ReportError(found.error()));
  auto report = PlaceFindings(*found, prints, files, vocabulary, jobs);
  if (!report) return std::unexpected(ReportError(report.error()));
  Compared compared{*std::move(report)};
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!prints.errors[i]) {
      ++compared.report.files;
      continue;
    }
    compared.worst = std::max(compared.worst, ReportError(*prints.errors[i], files[i]));
    compared.report.unread.push_back({Printable(files[i]), *std::move(prints.errors[i])});
  }
  return compared;
}

bool Fails(const ConsistencyReport& report, Severity fail_on) {
  if (!report.redacted_printed.empty() || !report.releases_disclose.empty()) return true;
  return std::ranges::any_of(report.marks_differ, [&](const auto& one) { return one.severity >= fail_on; });
}

}  // namespace markings::cli
