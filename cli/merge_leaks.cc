#include <algorithm>
#include <utility>

#include "cli/check_reports.h"
#include "cli/io.h"
#include "cli/merge.h"
#include "libmarkings/report/leaks_json_read.h"

namespace markings::cli {

ExitCode MergeLeaksParts(const MergeSettings& settings, std::vector<MergePart> parts) {
  const auto targets = ReadTextOrJson(settings.formats, settings.output);
  if (!targets) return ReportError(targets.error());
  auto reports = ReadParts(std::move(parts), ReadLeaksJson);
  if (!reports) return reports.error();
  const auto report = MergeLeakReports(*std::move(reports));
  if (!report) return ReportError(report.error());
  if (report->files + report->unread.size() == 0 && !settings.allow_empty)
    return ReportError(
        Unusable("no part has searched a file", "search what holds one, or give --allow-empty"));
  // (Said again: who reads the merged result alone would take these files for searched.)
  ExitCode worst = ExitCode::kDone;
  for (const UnreadFile& one : report->unread) worst = std::max(worst, ReportError(one.error, one.file));
  const auto write = [&](const ReportTarget& target, const TextSink& sink) {
    sink(target.format == "json" ? LeaksJson(*report) + "\n" : LeaksText(*report));
  };
  const ExitCode written = WriteTargets(*targets, write, settings.force);
  if (written != ExitCode::kDone) return written;
  if (worst != ExitCode::kDone) return worst;
  return report->findings.empty() ? ExitCode::kDone : ExitCode::kFindings;
}

}  // namespace markings::cli
