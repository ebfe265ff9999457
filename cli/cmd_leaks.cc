#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/check_sources.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/leak_files.h"
#include "cli/output_set.h"
#include "cli/parallel.h"
#include "cli/progress.h"
#include "libmarkings/leaks/leak_search.h"
#include "libmarkings/leaks/sealed_file.h"
#include "libmarkings/report/leaks_json.h"
#include "libmarkings/text/hex.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings leaks [options] --index INDEX --key KEY PATH...

Looks for withheld passages in texts: INDEX is what markings index wrote, KEY the key that it was made with. A passage is found
whole or in part, in another case, wrapped or hyphenated anew, and with a few letters in a hundred read wrong by a scanner.
A folder is walked, every file in it; links in it are not followed, and what .markingsignore names is passed over. - reads
standard input.

Findings go to standard output, one a line, in the order of paths: FILE:LINE:COLUMN: SHARE of passage ID. No text is printed.
With --shard each of several machines searches a part of the files; markings merge joins what they wrote as JSON.

The exit code is 0, 1 with a finding, or 2 or 3 when a file could not be read: the others are searched all the same.

examples:
  markings leaks --index leaks.index --key leaks.key releases/
  markings leaks --index leaks.index --key leaks.key --format json releases/ | jq '.findings[].file'
)";

struct Settings {
  std::vector<std::string> paths;
  std::string index, key, format, output, shard;
  std::int64_t jobs = 0;
  bool allow_empty = false, force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options("options");
  options.add_options()("index", po::value(&settings.index)->value_name("INDEX"),
                        "the leak index (required)")("key", po::value(&settings.key)->value_name("KEY"),
                                                     "its key (required)")(
      "format", OneOf(&settings.format, {"text", "json"})->default_value("text")->value_name("NAME"),
      "text or json")(
      "jobs", po::value(&settings.jobs)->default_value(0)->value_name("N"),
      "how many files are searched at once, up to 256; 0, the default: one for each processor")(
      "allow-empty", po::bool_switch(&settings.allow_empty),
      "no file to search, or no passage in the index, is no error")(
      "shard", po::value(&settings.shard)->value_name("K/N"), "search the K-th of N parts of the files")(
      "output", po::value(&settings.output)->value_name("OUT"), "write there instead of to standard output")(
      "force", po::bool_switch(&settings.force), "overwrite OUT")("path", po::value(&settings.paths), "");
  return options;
}

std::optional<Error> Check(const Settings& settings) {
  if (settings.index.empty())
    return Unusable("no index is given", "name one with --index INDEX; markings index makes it");
  if (settings.key.empty()) return Unusable("no key is given", "name the key of the index with --key KEY");
  if (const auto jobs = JobsOf(settings.jobs); !jobs) return jobs.error();
  if (settings.paths.empty())
    return Unusable("no path is given", "name files or folders, or - for standard input");
  if (!settings.shard.empty() && std::ranges::find(settings.paths, "-") != settings.paths.end())
    return Unusable("standard input is in no shard", "leave out --shard, or name files");
  return std::nullopt;
}

// What one file came to.
struct Searched {
  std::vector<LeakReportFinding> findings;
  std::optional<Error> error;
};

Result<std::vector<LeakReportFinding>> SearchFile(const LeakSearcher& searcher, const std::string& file) {
  const auto texts = ReadTexts(file);
  if (!texts) return std::unexpected(texts.error());
  std::vector<LeakReportFinding> found;
  for (const MemberText& one : *texts) {
    const auto findings = searcher.Search(one.text.text());
    if (!findings) return std::unexpected(findings.error());
    LineCounter lines(one.text.text());
    for (const LeakFinding& finding : *findings) {
      const auto at_input = [&](std::size_t at) { return one.extracted ? at : one.text.InputOffset(at); };
      found.push_back({Printable(file),
                       Printable(one.member),
                       lines.At(finding.where.begin),
                       {at_input(finding.where.begin), at_input(finding.where.end)},
                       FormatPassageId(finding.passage),
                       std::string(finding.label),
                       finding.share});
    }
  }
  return found;
}

// Searches all files, some at once; the results are in the order of the files.
std::vector<Searched> SearchAll(const LeakSearcher& searcher, const std::vector<std::string>& files,
                                std::size_t jobs) {
  std::vector<Searched> all(files.size());
  Progress progress("searching", files.size());
  InParallel(files.size(), jobs, [&](std::size_t i) {
    auto found = SearchFile(searcher, files[i]);
    progress.Add();
    if (found) {
      all[i].findings = *std::move(found);
    } else {
      all[i].error = std::move(found).error();
    }
  });
  return all;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  const po::options_description options = Options(settings);
  po::positional_options_description positional;
  positional.add("path", -1);
  const ParsedArguments parsed = ParseArguments("leaks", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  const auto key = LoadLeakKey(settings.key);
  if (!key) return key.error();
  std::string index_id;
  const auto index = LoadLeakIndex(settings.index, *key, &index_id);
  if (!index) return index.error();
  if (index->passages().empty() && !settings.allow_empty)
    return ReportError(Unusable("the leak index holds no passage", "make it anew, or give --allow-empty"),
                       settings.index);
  const auto shard = ReadShard(settings.shard);
  if (!shard) return ReportError(shard.error());
  const auto list = ListFiles(settings.paths, *shard);
  if (!list) return ReportError(list.error());
  const std::vector<std::string>& files = list->files;
  if (files.empty() && !settings.allow_empty)
    return ReportError(Unusable("there is no file in what was given",
                                "name a file, or a folder that holds one, or give --allow-empty"));
  const auto searcher = LeakSearcher::Create(*index, *key);
  if (!searcher) return ReportError(searcher.error());
  LeakReport report{.files = 0,
                    .passages = index->passages().size(),
                    .findings = {},
                    .unread = {},
                    .index = index_id,
                    .listing = *shard ? ToHex(KeyedDigest(*key, list->keys)) : std::string(),
                    .shard = shard->value_or(Shard{})};
  ExitCode worst = ExitCode::kDone;
  std::size_t at = 0;
  for (Searched& one : SearchAll(*searcher, files, *JobsOf(settings.jobs))) {
    const std::string& file = files[at++];
    if (one.error) {
      worst = std::max(worst, ReportError(*one.error, file));
      report.unread.push_back({Printable(file), *std::move(one.error)});
      continue;
    }
    ++report.files;
    std::ranges::move(one.findings, std::back_inserter(report.findings));
  }
  SortByFile(report);
  const std::string text = settings.format == "json" ? LeaksJson(report) + "\n" : LeaksText(report);
  const ExitCode written = WriteResult(text, settings.output, settings.force);
  if (written != ExitCode::kDone) return written;
  if (isatty(STDERR_FILENO) != 0) {
    Note(fmt::format("{} of {} files searched for {} passages: {} findings", report.files, files.size(),
                     report.passages, report.findings.size()));
  }
  if (worst != ExitCode::kDone) return worst;
  return report.findings.empty() ? ExitCode::kDone : ExitCode::kFindings;
}

}  // namespace

const Command kLeaksCommand = {"leaks", "withheld passages of a leak index in other texts", Run};

}  // namespace markings::cli
