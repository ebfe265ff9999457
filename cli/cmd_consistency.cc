#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/consistency_corpus.h"
#include "cli/consistency_places.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "cli/parallel.h"
#include "libmarkings/consistency/consistency.h"
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

The exit code is 0, 1 when a finding is as severe as --fail-on or more, or 2 or 3 when a file could not be read: the others are
compared all the same.

examples:
  markings consistency releases/
  markings consistency --policy policies/state-foia.toml --fail-on error releases/2014 releases/2015
  markings consistency --format json releases/ | jq '.findings[] | select(.kind == "releases-disclose") | .releases'
)";

struct Settings {
  std::vector<std::string> paths;
  std::string regime, vocabulary, policy, format, fail_on, output;
  double threshold = 0;
  std::int64_t jobs = 0;
  bool allow_empty = false, force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options("options");
  options.add_options()("regime", po::value(&settings.regime)->value_name("NAME"),
                        "us, cui, nato, uk, au, tlp, or state (the default): cables")(
      "policy", po::value(&settings.policy)->value_name("FILE"), "read marks as a policy does")(
      "vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
      "a vocabulary file instead of a regime")(
      "threshold",
      po::value(&settings.threshold)
          ->default_value(ConsistencyOptions{}.threshold, "0.6")
          ->value_name("SHARE"),
      "how much of a passage must stand in another for both to be the same, above 0 and at most 1")(
      "format", po::value(&settings.format)->default_value("text")->value_name("NAME"), "text or json")(
      "fail-on", po::value(&settings.fail_on)->default_value("note")->value_name("SEVERITY"),
      "error, warning or note: what makes the exit code 1")(
      "jobs", po::value(&settings.jobs)->default_value(0)->value_name("N"),
      "how many files are read at once, up to 256; 0, the default: one for each processor")(
      "allow-empty", po::bool_switch(&settings.allow_empty), "no file to compare is no error")(
      "output", po::value(&settings.output)->value_name("OUT"), "write there instead of to standard output")(
      "force", po::bool_switch(&settings.force), "overwrite OUT")("path", po::value(&settings.paths), "");
  return options;
}

std::optional<Error> Check(const Settings& settings) {
  if (settings.format != "text" && settings.format != "json")
    return Unusable("there is no format " + settings.format + " here", "use --format text or json");
  if (!SeverityNamed(settings.fail_on))
    return Unusable("there is no severity " + settings.fail_on, "use error, warning or note");
  if (const auto jobs = JobsOf(settings.jobs); !jobs) return jobs.error();
  if (!(settings.threshold > 0 && settings.threshold <= 1))
    return Unusable("--threshold is no share of a passage", "write --threshold 0.6");
  if (settings.paths.empty()) return Unusable("no path is given", "name files or folders");
  return std::nullopt;
}

Loaded<std::shared_ptr<const Vocabulary>> LoadChosen(const Settings& settings) {
  if (settings.policy.empty()) return LoadVocabulary(settings.vocabulary, settings.regime);
  const auto policy = LoadPolicy(settings.policy, settings.vocabulary);
  if (!policy) return std::unexpected(policy.error());
  auto vocabulary = policy->policy.shared_vocabulary();
  if (!settings.regime.empty() && settings.regime != vocabulary->regime())
    return std::unexpected(ReportError(Unusable("--regime is not the one of the policy",
                                                "leave it out, or write --regime " + vocabulary->regime())));
  return vocabulary;
}

bool Fails(const ConsistencyReport& report, Severity fail_on) {
  if (!report.redacted_printed.empty() || !report.releases_disclose.empty()) return true;
  return std::ranges::any_of(report.marks_differ, [&](const auto& one) { return one.severity >= fail_on; });
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  const po::options_description options = Options(settings);
  po::positional_options_description positional;
  positional.add("path", -1);
  const ParsedArguments parsed = ParseArguments("consistency", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  const auto vocabulary = LoadChosen(settings);
  if (!vocabulary) return vocabulary.error();
  const auto files = FilesToCompare(settings.paths);
  if (!files) return ReportError(files.error());
  if (files->empty() && !settings.allow_empty)
    return ReportError(Unusable("there is no file in what was given",
                                "name a file, or a folder that holds one, or give --allow-empty"));
  const std::size_t jobs = *JobsOf(settings.jobs);
  Prints prints = PrintAll(*files, *vocabulary, jobs);
  const auto found =
      FindInconsistencies(std::exchange(prints.prints, {}), **vocabulary, {.threshold = settings.threshold});
  if (!found) return ReportError(found.error());
  auto report = PlaceFindings(*found, prints, *files, *vocabulary, jobs);
  if (!report) return ReportError(report.error());
  ExitCode worst = ExitCode::kDone;
  for (std::size_t i = 0; i < files->size(); ++i) {
    if (!prints.errors[i]) {
      ++report->files;
      continue;
    }
    worst = std::max(worst, ReportError(*prints.errors[i], (*files)[i]));
    report->unread.push_back({Printable((*files)[i]), *std::move(prints.errors[i])});
  }
  const std::string text =
      settings.format == "json" ? ConsistencyJson(*report) + "\n" : ConsistencyText(*report);
  const ExitCode written = WriteResult(text, settings.output, settings.force);
  if (written != ExitCode::kDone) return written;
  if (isatty(STDERR_FILENO) != 0) {
    Note(fmt::format("{} of {} files compared, {} passages: {} findings", report->files, files->size(),
                     report->passages, report->findings()));
  }
  if (worst != ExitCode::kDone) return worst;
  return Fails(*report, *SeverityNamed(settings.fail_on)) ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace

const Command kConsistencyCommand = {"consistency", "a corpus against itself: marks, redactions, releases",
                                     Run};

}  // namespace markings::cli
