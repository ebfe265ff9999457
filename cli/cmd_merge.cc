#include <unistd.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/check_reports.h"
#include "cli/command.h"
#include "cli/io.h"
#include "libmarkings/corpus/merge.h"
#include "libmarkings/report/check_json_read.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings merge [options] RESULT...

Joins what markings check found in the shards of a corpus, as JSON: the same result, byte for byte, as one run over all of it.
Every shard must be there once, checked by the same regime, edition and policy.

options:
  --format NAME[=FILE]      json (the default), text, sarif, junit, github or markdown; several may be given
  --output OUT              write the format that has no FILE there instead of to standard output
  --fail-on SEVERITY        error, warning or note: what makes the exit code 1; never: nothing does
  --force                   overwrite existing files

exit status: 0 done; 1 a finding as severe as --fail-on or more; 2 a result that is none, or that does not go with the others;
3 an I/O or internal fault.

example:
  markings merge part-*.json --format sarif=all.sarif --format text
)";

struct Settings {
  std::vector<std::string> results, formats;
  std::string output, fail_on;
  bool force = false;
};

ExitCode Merge(const Settings& settings) {
  auto words = settings.formats;
  if (words.empty()) words.emplace_back("json");
  const auto targets = ReadTargets(words, settings.output);
  if (!targets) return ReportError(targets.error());
  const auto fail_on = ReadFailOn(settings.fail_on);
  if (!fail_on) return ReportError(fail_on.error());
  if (WantsFiles(*targets)) {
    Note("results name the files with findings alone: JUnit has no cases for the others");
  }
  std::vector<CheckResult> parts;
  for (const std::string& file : settings.results) {
    const auto text = ReadBytes(file);
    if (!text) return ReportError(text.error(), file);
    auto part = ReadCheckJson(*text);
    if (!part) return ReportError(part.error(), file);
    parts.push_back(*std::move(part));
  }
  const auto result = MergeResults(std::move(parts));
  if (!result) return ReportError(result.error());
  const ExitCode code = Fails(*result, *fail_on) ? ExitCode::kFindings : ExitCode::kDone;
  const ExitCode written =
      WriteReports(*result, *targets, {.exit_code = code, .fail_on = *fail_on, .force = settings.force});
  return written == ExitCode::kDone ? code : written;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("result", po::value(&settings.results), "")(
      "format", po::value(&settings.formats)->composing(), "")("output", po::value(&settings.output), "")(
      "fail-on", po::value(&settings.fail_on)->default_value("warning"), "")(
      "force", po::bool_switch(&settings.force), "");
  po::positional_options_description positional;
  positional.add("result", -1);
  const ParsedArguments parsed = ParseArguments("merge", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (settings.results.empty()) {
    return ReportError(Unusable("no result is given", "name what markings check --format json wrote"));
  }
  return Merge(settings);
}

}  // namespace

const Command kMergeCommand = {"merge", "the results of the parts of a corpus as one", Run};

}  // namespace markings::cli
