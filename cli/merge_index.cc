#include <fmt/format.h>

#include <array>
#include <utility>

#include "cli/io.h"
#include "cli/leak_files.h"
#include "cli/merge.h"
#include "cli/output_set.h"
#include "libmarkings/leaks/leak_index_part.h"

namespace markings::cli {

ExitCode MergeIndexParts(const MergeSettings& settings, std::vector<MergePart> parts) {
  if (settings.output.empty())
    return ReportError(Unusable("--output is missing", "name the index with --output INDEX"));
  const auto key = LoadLeakKey(settings.key);
  if (!key) return key.error();
  auto opened =
      ReadParts(std::move(parts), [&](const std::string& bytes) { return LeakIndexPart::Open(bytes, *key); });
  if (!opened) return opened.error();
  const auto index = JoinIndexParts(*std::move(opened));
  if (!index) return ReportError(index.error());
  if (index->passages().empty() && !settings.allow_empty)
    return ReportError(
        Unusable("no part holds a passage", "check policy and audience, or give --allow-empty"));
  const auto sealed = index->Seal(*key);
  if (!sealed) return ReportError(sealed.error());
  const std::array<PlannedFile, 1> files = {PlannedFile{settings.output, *sealed}};
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  Note(fmt::format("{}: {} passages", Printable(settings.output), index->passages().size()));
  return ExitCode::kDone;
}

}  // namespace markings::cli
