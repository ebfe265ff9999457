#include <utility>

#include "cli/check_reports.h"
#include "cli/io.h"
#include "cli/merge.h"
#include "libmarkings/corpus/merge.h"
#include "libmarkings/report/check_json_read.h"

namespace markings::cli {

ExitCode MergeCheckParts(const MergeSettings& settings, std::vector<MergePart> parts) {
  const auto targets = ReadTargets(settings.formats, settings.output);
  if (!targets) return ReportError(targets.error());
  const auto fail_on = ReadFailOn(settings.fail_on.empty() ? "warning" : settings.fail_on);
  if (!fail_on) return ReportError(fail_on.error());
  if (WantsFiles(*targets)) {
    Note("results name the files with findings alone: JUnit has no cases for the others");
  }
  auto results = ReadParts(std::move(parts), ReadCheckJson);
  if (!results) return results.error();
  const auto result = MergeResults(*std::move(results));
  if (!result) return ReportError(result.error());
  const ExitCode code = Fails(*result, *fail_on) ? ExitCode::kFindings : ExitCode::kDone;
  const ExitCode written =
      WriteReports(*result, *targets, {.exit_code = code, .fail_on = *fail_on, .force = settings.force});
  return written == ExitCode::kDone ? code : written;
}

}  // namespace markings::cli
