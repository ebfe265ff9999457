#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
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
using Json = nlohmann::ordered_json;

constexpr std::string_view kUsage = R"(usage: markings policy lint [options] FILE...
       markings policy test [options] FILE...

lint reports what a policy that loads may still have wrong; test runs the tests that a policy carries. Each has a --help
of its own.
)";

constexpr std::string_view kLintUsage = R"(usage: markings policy lint [options] FILE...

Reports what a policy that loads may still have wrong, a line each on standard output:
  FILE:LINE:COLUMN: error|warning: what is wrong: how to mend it [PLnn]
The codes are explained in docs/formats/policy.md.

The exit code is 0, 1 with a finding, and 2 for a policy that does not load. With --fail-on error warnings do not
count.

example:
  markings policy lint policies/state-public.toml
)";

constexpr std::string_view kTestUsage = R"(usage: markings policy test [options] FILE...

Runs the tests that a policy carries and reports on standard output each expectation that did not hold, then a summary
for each FILE. It prints no text of a document. Files that a test names stand beside the policy.

The exit code is 0, 1 with an expectation that did not hold, and 2 for a policy that does not load or carries no tests.

example:
  markings policy test policies/*.toml
)";

struct Settings {
  std::string vocabulary, format = "text", fail_on = "warning";
  std::vector<std::string> files;
};

// Where it stands in a policy; the whole of it has no place.
std::string Place(const std::string& file, const LineIndex& lines, Span where) {
  if (where == Span{}) return file;
  const Position at = lines.At(where.begin);
  return fmt::format("{}:{}:{}", file, at.line, at.column);
}

Json PlaceJson(const std::string& file, const LineIndex& lines, Span where) {
  const Position at = lines.At(where.begin);
  return {{"file", file}, {"line", at.line}, {"column", at.column}};
}

// What one action finds in one policy: added to the text or the JSON that is printed at the end.
struct Output {
  std::string text;
  Json json;
};

ExitCode LintOne(const std::string& file, const PolicyFile& loaded, const Settings& settings, Output& out) {
  const LineIndex lines(loaded.text.text());
  ExitCode code = ExitCode::kDone;
  for (const LintFinding& finding : Lint(loaded.policy)) {
    const std::string_view severity = finding.error ? "error" : "warning";
    out.text += fmt::format("{}: {}: {}: {} [{}]\n", Place(file, lines, finding.where), severity,
                            finding.message, finding.fix, finding.code);
    Json json = {{"code", finding.code}, {"severity", severity}};
    json.update(PlaceJson(file, lines, finding.where));
    json["message"] = finding.message;
    json["fix"] = finding.fix;
    out.json["findings"].push_back(std::move(json));
    if (finding.error || settings.fail_on == "warning") code = ExitCode::kFindings;
  }
  return code;
}

ExitCode TestOne(const std::string& file, const PolicyFile& loaded, Output& out) {
  if (loaded.policy.tests().empty()) {
    return ReportError(Unusable("the policy has no tests", "add at least one [[test]]"), file);
  }
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  const auto report = RunPolicyTests(
      loaded.policy, [&](const std::string& name) { return ReadBytes((folder / name).string()); });
  if (!report) return ReportError(report.error(), loaded.text);
  const LineIndex lines(loaded.text.text());
  for (const PolicyTestFailure& failure : report->failures) {
    out.text += fmt::format("{}: test '{}': expected {}, got {}\n", Place(file, lines, failure.where),
                            failure.test, failure.expected, failure.actual);
    Json json = {{"test", failure.test}};
    json.update(PlaceJson(file, lines, failure.where));
    json["expected"] = failure.expected;
    json["actual"] = failure.actual;
    out.json["failures"].push_back(std::move(json));
  }
  out.text +=
      fmt::format("{}: {} expectations, {} failed\n", file, report->expectations, report->failures.size());
  out.json["policies"].push_back({{"file", file},
                                  {"name", loaded.policy.name()},
                                  {"version", loaded.policy.version()},
                                  {"expectations", report->expectations},
                                  {"failed", report->failures.size()}});
  return report->failures.empty() ? ExitCode::kDone : ExitCode::kFindings;
}

po::options_description Options(Settings& settings, bool lint) {
  po::options_description options("options");
  options.add_options()("vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
                        "a vocabulary file instead of the one the policy names")(
      "format", po::value(&settings.format)->value_name("FORMAT"), "text (the default) or json");
  if (lint) {
    options.add_options()("fail-on", po::value(&settings.fail_on)->value_name("SEVERITY"),
                          "with lint: error or warning (the default), what exits 1");
  }
  options.add_options()("file", po::value(&settings.files), "");
  return options;
}

ExitCode RunAction(bool lint, Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("file", -1);
  const ParsedArguments parsed =
      ParseArguments(lint ? "policy lint" : "policy test", lint ? kLintUsage : kTestUsage, arguments,
                     Options(settings, lint), positional);
  if (parsed.done) return *parsed.done;
  if (settings.format != "text" && settings.format != "json") {
    return ReportError(Unusable("--format is neither text nor json", "write --format text or --format json"));
  }
  if (settings.fail_on != "error" && settings.fail_on != "warning") {
    return ReportError(
        Unusable("--fail-on is neither error nor warning", "write --fail-on error or --fail-on warning"));
  }
  if (settings.files.empty()) return ReportError(Unusable("no policy is given", "name at least one FILE"));

  // The worst of the files speaks; each is looked at.
  ExitCode worst = ExitCode::kDone;
  Output out;
  if (lint) {
    out.json = {{"schema", "markings/policy-lint/1"}, {"findings", Json::array()}};
  } else {
    out.json = {
        {"schema", "markings/policy-test/1"}, {"policies", Json::array()}, {"failures", Json::array()}};
  }
  for (const std::string& file : settings.files) {
    const auto loaded = LoadPolicy(file, settings.vocabulary, PolicyUse::kMarks);
    const ExitCode code = !loaded ? loaded.error()
                          : lint  ? LintOne(file, *loaded, settings, out)
                                  : TestOne(file, *loaded, out);
    worst = std::max(worst, code);
  }
  // A path may be no UTF-8; a replacement is safer than a throw.
  const std::string product = settings.format == "json"
                                  ? out.json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"
                                  : out.text;
  if (const auto written = WriteStandardOutput(product); !written) {
    return ReportError(written.error(), "standard output");
  }
  return worst;
}

ExitCode Run(Arguments arguments) {
  const std::string_view action = arguments.empty() ? std::string_view() : arguments.front();
  if (action == "lint" || action == "test") return RunAction(action == "lint", arguments.subspan(1));
  // Neither: the help of both, or what is wrong.
  Settings settings;
  po::positional_options_description positional;
  positional.add("file", -1);
  const ParsedArguments parsed =
      ParseArguments("policy", kUsage, arguments, Options(settings, true), positional);
  if (parsed.done) return *parsed.done;
  return ReportError(Unusable("policy is followed by lint or test",
                              "write markings policy lint FILE or markings policy test FILE"));
}

}  // namespace

const Command kPolicyCommand = {"policy", "lint a policy, or run the tests that it carries", Run};

}  // namespace markings::cli
