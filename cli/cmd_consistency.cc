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
#include "cli/consistency_corpus.h"
#include "cli/consistency_report.h"
#include "cli/io.h"
#include "cli/leak_files.h"
#include "cli/output_set.h"
#include "cli/parallel.h"
#include "libmarkings/consistency/consistency.h"
#include "libmarkings/consistency/print_part.h"
#include "libmarkings/report/consistency_json.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings consistency [options] PATH...

Compares the documents of a corpus with each other: the same passage with different marks; a passage that is redacted in one place
and printed in another; releases of one original that disclose more together than each alone. A passage is the same in another
case, wrapped or hyphenated anew, and with a few letters in a hundred read wrong by a scanner. --policy takes regime and
vocabulary from a policy. A folder is walked, every file in it; links in it are not followed.

Findings go to standard output: FILE:LINE:COLUMN: SEVERITY: WHAT, and the other places of a finding below it, indented.
What is redacted and printed is an error; marks that differ are a warning, or a note when one of them is written nowhere but
comes from the document. No text is printed.

With --shard K/N --key KEY --output PART each of several machines reads a part of the files; markings merge compares what all of
them wrote. KEY is that of a leak index, made by markings keygen.

The exit code is 0, 1 when a finding is as severe as --fail-on or more, or 2 or 3 when a file could not be read: the others are
compared all the same.

examples:
  markings consistency releases/
  markings consistency --policy policies/state-foia.toml --fail-on error releases/2014 releases/2015
  markings consistency --format json releases/ | jq '.findings[] | select(.kind == "releases-disclose") | .releases'
  markings consistency --shard 1/8 --key leaks.key --output part-1 releases/
)";

struct Settings {
  std::vector<std::string> paths;
  std::string regime, vocabulary, policy, format, fail_on, output, shard, key;
  double threshold = 0;
  std::int64_t jobs = 0;
  bool allow_empty = false, force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options("options");
  options.add_options()("regime", OneOf(&settings.regime, RegimeWords(true))->value_name("NAME"),
                        "us, cui, nato, uk, au, tlp, or state (the default): cables")(
      "policy", po::value(&settings.policy)->value_name("FILE"), "read marks as a policy does")(
      "vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
      "a vocabulary file instead of a regime")(
      "threshold",
      po::value(&settings.threshold)
          ->default_value(ConsistencyOptions{}.threshold, "0.6")
          ->value_name("SHARE"),
      "how much of a passage must stand in another for both to be the same, above 0 and at most 1")(
      "format", OneOf(&settings.format, {"text", "json"})->default_value("text")->value_name("NAME"),
      "text or json")(
      "fail-on",
      OneOf(&settings.fail_on, {"error", "warning", "note"})->default_value("note")->value_name("SEVERITY"),
      "error, warning or note: what makes the exit code 1")(
      "jobs", po::value(&settings.jobs)->default_value(0)->value_name("N"),
      "how many files are read at once, up to 256; 0, the default: one for each processor")(
      "allow-empty", po::bool_switch(&settings.allow_empty), "no file to compare is no error")(
      "shard", po::value(&settings.shard)->value_name("K/N"),
      "read the K-th of N parts of the files, and write what is compared of them to PART")(
      "key", po::value(&settings.key)->value_name("KEY"),
      "the leak key that the part is sealed with: guesses at its text could be tried otherwise")(
      "output", po::value(&settings.output)->value_name("OUT"), "write there instead of to standard output")(
      "force", po::bool_switch(&settings.force), "overwrite OUT")("path", po::value(&settings.paths), "");
  return options;
}

std::optional<Error> CheckShard(const Settings& settings, const po::variables_map& values) {
  if (settings.shard.empty()) {
    if (settings.key.empty()) return std::nullopt;
    return Unusable("--key is given without --shard", "leave it out: nothing is sealed");
  }
  if (settings.key.empty())
    return Unusable("no key is given to seal the part with",
                    "name one with --key KEY; markings keygen --type leaks makes it");
  if (settings.output.empty()) return Unusable("--output is missing", "name the part with --output PART");
  for (const char* option : {"threshold", "format", "fail-on"}) {
    if (!values[option].defaulted())
      return Unusable(fmt::format("--{} is given with --shard", option),
                      "a part is not compared yet: give it to markings merge");
  }
  return std::nullopt;
}

std::optional<Error> Check(const Settings& settings) {
  if (const auto jobs = JobsOf(settings.jobs); !jobs) return jobs.error();
  if (auto error = CheckThreshold(settings.threshold)) return error;
  if (settings.paths.empty()) return Unusable("no path is given", "name files or folders");
  return std::nullopt;
}

// Writes the prints of a part instead of comparing them.
ExitCode WritePart(const Settings& settings, Shard shard, const FileList& list,
                   const std::shared_ptr<const Vocabulary>& vocabulary) {
  const auto key = LoadLeakKey(settings.key);
  if (!key) return key.error();
  const PrintPart part{shard,
                       vocabulary->regime(),
                       vocabulary->edition(),
                       VocabularyDigest(*vocabulary, *key),
                       KeyedDigest(*key, list.keys),
                       PrintFiles(list.files, vocabulary, *JobsOf(settings.jobs))};
  const auto sealed = part.Seal(*key);
  if (!sealed) return ReportError(sealed.error());
  ExitCode worst = ExitCode::kDone;
  for (const PrintedFile& one : part.files) {
    if (one.error) worst = std::max(worst, ReportError(*one.error, one.name));
  }
  const ExitCode written = WriteResult(*sealed, settings.output, settings.force);
  return written == ExitCode::kDone ? worst : written;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  const po::options_description options = Options(settings);
  po::positional_options_description positional;
  positional.add("path", -1);
  const ParsedArguments parsed = ParseArguments("consistency", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  if (const auto error = CheckShard(settings, parsed.values)) return ReportError(*error);
  const auto shard = ReadShard(settings.shard);
  if (!shard) return ReportError(shard.error());
  const auto vocabulary = LoadComparedBy(settings.policy, settings.vocabulary, settings.regime);
  if (!vocabulary) return vocabulary.error();
  const auto list = FilesToCompare(settings.paths, *shard);
  if (!list) return ReportError(list.error());
  const std::vector<std::string>& files = list->files;
  if (files.empty() && !settings.allow_empty)
    return ReportError(Unusable("there is no file in what was given",
                                "name a file, or a folder that holds one, or give --allow-empty"));
  if (*shard) return WritePart(settings, **shard, *list, *vocabulary);
  const std::size_t jobs = *JobsOf(settings.jobs);
  const auto compared =
      Compare(PrintsOf(PrintFiles(files, *vocabulary, jobs)), files, *vocabulary, settings.threshold, jobs);
  if (!compared) return compared.error();
  const ConsistencyReport& report = compared->report;
  const std::string text =
      settings.format == "json" ? ConsistencyJson(report) + "\n" : ConsistencyText(report);
  const ExitCode written = WriteResult(text, settings.output, settings.force);
  if (written != ExitCode::kDone) return written;
  if (isatty(STDERR_FILENO) != 0) {
    Note(fmt::format("{} of {} files compared, {} passages: {} findings", report.files, files.size(),
                     report.passages, report.findings()));
  }
  if (compared->worst != ExitCode::kDone) return compared->worst;
  return Fails(report, *SeverityNamed(settings.fail_on)) ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace

const Command kConsistencyCommand = {"consistency", "a corpus against itself: marks, redactions, releases",
                                     Run};

}  // namespace markings::cli
