#include <memory>
#include <utility>

#include "cli/check_reports.h"
#include "cli/consistency_report.h"
#include "cli/io.h"
#include "cli/leak_files.h"
#include "cli/merge.h"
#include "cli/parallel.h"
#include "libmarkings/consistency/consistency.h"
#include "libmarkings/consistency/print_part.h"

namespace markings::cli {
namespace {

// The one that the parts were made with. What they say of it is enough for one that comes with the program.
Loaded<std::shared_ptr<const Vocabulary>> VocabularyOf(const MergeSettings& settings, const PrintPart& part,
                                                       const LeakKey& key) {
  if (settings.policy.empty() && settings.vocabulary.empty() && settings.regime.empty()) {
    auto own = Vocabulary::ForRegime(part.regime, part.edition);
    if (own && VocabularyDigest(**own, key) == part.made_by) return *std::move(own);
  } else {
    auto named = LoadComparedBy(settings.policy, settings.vocabulary, settings.regime);
    if (!named || VocabularyDigest(**named, key) == part.made_by) return named;
  }
  return std::unexpected(
      ReportError(Unusable("the parts were made with another vocabulary",
                           "give the --policy or --vocabulary with which markings consistency made them")));
}

}  // namespace

ExitCode MergeConsistencyParts(const MergeSettings& settings, std::vector<MergePart> parts) {
  const auto targets = ReadTextOrJson(settings.formats, settings.output);
  if (!targets) return ReportError(targets.error());
  const auto fail_on = SeverityNamed(settings.fail_on.empty() ? "note" : settings.fail_on);
  if (!fail_on)
    return ReportError(Unusable("there is no severity " + settings.fail_on, "use error, warning or note"));
  const double threshold = settings.threshold.value_or(ConsistencyOptions{}.threshold);
  if (const auto error = CheckThreshold(threshold)) return ReportError(*error);
  const auto jobs = JobsOf(settings.jobs);
  if (!jobs) return ReportError(jobs.error());
  const auto key = LoadLeakKey(settings.key);
  if (!key) return key.error();
  auto opened =
      ReadParts(std::move(parts), [&](const std::string& bytes) { return PrintPart::Open(bytes, *key); });
  if (!opened) return opened.error();
  const PrintPart& any = opened->front();
  const PrintPart first{any.shard, any.regime, any.edition, any.made_by, {}, {}};
  auto printed = JoinPrintParts(*std::move(opened));
  if (!printed) return ReportError(printed.error());
  const auto vocabulary = VocabularyOf(settings, first, *key);
  if (!vocabulary) return vocabulary.error();
  if (const auto known = HasMarksOf(*printed, **vocabulary); !known) return ReportError(known.error());
  if (printed->empty() && !settings.allow_empty)
    return ReportError(Unusable("no part has read a file", "read what holds one, or give --allow-empty"));
  std::vector<std::string> files;
  for (const PrintedFile& one : *printed) files.push_back(one.name);
  const auto compared = Compare(PrintsOf(*std::move(printed)), files, *vocabulary, threshold, *jobs);
  if (!compared) return compared.error();
  const auto write = [&](const ReportTarget& target, const TextSink& sink) {
    sink(target.format == "json" ? ConsistencyJson(compared->report) + "\n"
                                 : ConsistencyText(compared->report));
  };
  const ExitCode written = WriteTargets(*targets, write, settings.force);
  if (written != ExitCode::kDone) return written;
  if (compared->worst != ExitCode::kDone) return compared->worst;
  return Fails(compared->report, *fail_on) ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace markings::cli
