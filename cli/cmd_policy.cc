#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "libmarkings/policy/lint.h"
#include "libmarkings/redact/policy_tests.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings policy lint [options] FILE...
       markings policy test [options] FILE...

lint reports what a policy that loads may still have wrong, a line each:
  FILE:LINE:COLUMN: error|warning: what is wrong: how to mend it [PLnn]
test runs the tests that a policy carries and reports each expectation that did not hold, then a summary. Neither prints
text of a document.

The exit code is 0, 1 with a finding of lint or a failed expectation, and 2 for a policy that does not load or, with test,
carries no tests. With --fail-on error warnings of lint do not count.

examples:
  markings policy lint policies/state-public.toml
  markings policy test policies/*.toml
)";

struct Settings {
  std::string action, vocabulary, fail_on = "warning";
  std::vector<std::string> files;
};

Error Unusable(std::string message, std::string fix) {
  return Error{ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix), {}};
}

// Where it stands in a policy; the whole of it has no place.
std::string Place(const std::string& file, const LineIndex& lines, Span where) {
  if (where == Span{}) return file;
  const Position at = lines.At(where.begin);
  return fmt::format("{}:{}:{}", file, at.line, at.column);
}

ExitCode LintOne(const std::string& file, const PolicyFile& loaded, bool warnings_count, std::string& out) {
  const LineIndex lines(loaded.text.text());
  ExitCode code = ExitCode::kDone;
  for (const LintFinding& finding : Lint(loaded.policy)) {
    out += fmt::format("{}: {}: {}: {} [{}]\n", Place(file, lines, finding.where), finding.error ? "error" : "warning", finding.message, finding.fix, finding.code);
    if (finding.error || warnings_count) code = ExitCode::kFindings;
  }
  return code;
}

ExitCode TestOne(const std::string& file, const PolicyFile& loaded, std::string& out) {
  if (loaded.policy.tests().empty()) return ReportError(Unusable("the policy carries no tests", "add at least one [[test]]"), file);
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  const auto report = RunPolicyTests(loaded.policy, [&](const std::string& name) { return ReadBytes((folder / name).string()); });
  if (!report) return ReportError(report.error(), loaded.text);
  const LineIndex lines(loaded.text.text());
  for (const PolicyTestFailure& failure : report->failures) {
    out += fmt::format("{}: test '{}': expected {}, got {}\n", Place(file, lines, failure.where), failure.test, failure.expected, failure.actual);
  }
  out += fmt::format("{}: {} expectations, {} failed\n", file, report->expectations, report->failures.size());
  return report->failures.empty() ? ExitCode::kDone : ExitCode::kFindings;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options("options");
  options.add_options()("vocabulary", po::value(&settings.vocabulary)->value_name("FILE"), "a vocabulary file instead of the one the policy names")(
      "fail-on", po::value(&settings.fail_on)->value_name("SEVERITY"), "error or warning (the default): what lint exits 1 for")(
      "action", po::value(&settings.action), "")("file", po::value(&settings.files), "");
  po::positional_options_description positional;
  positional.add("action", 1).add("file", -1);
  const ParsedArguments parsed = ParseArguments("policy", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (settings.action != "lint" && settings.action != "test") {
    return ReportError(Unusable("policy is followed by lint or test", "write markings policy lint FILE or markings policy test FILE"));
  }
  if (settings.fail_on != "error" && settings.fail_on != "warning") {
    return ReportError(Unusable("--fail-on is neither error nor warning", "write --fail-on error or --fail-on warning"));
  }
  if (settings.files.empty()) return ReportError(Unusable("no policy is given", "name at least one FILE"));

  // The worst of the files speaks; each is looked at.
  ExitCode worst = ExitCode::kDone;
  std::string out;
  for (const std::string& file : settings.files) {
    const auto loaded = LoadPolicy(file, settings.vocabulary);
    const ExitCode code = !loaded                      ? loaded.error()
                          : settings.action == "lint" ? LintOne(file, *loaded, settings.fail_on == "warning", out)
                                                       : TestOne(file, *loaded, out);
    worst = std::max(worst, code);
  }
  if (const auto written = WriteStandardOutput(out); !written) return ReportError(written.error(), "standard output");
  return worst;
}

}  // namespace

const Command kPolicyCommand = {"policy", "lint a policy, or run the tests that it carries", Run};

}  // namespace markings::cli
