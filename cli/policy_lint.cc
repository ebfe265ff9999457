#include "libmarkings/policy/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <string>

#include "cli/choice.h"
#include "cli/io.h"
#include "cli/policy_actions.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings policy lint [options] FILE...

Reports what a policy that loads may still have wrong, a line each on standard output:
  FILE:LINE:COLUMN: error|warning: what is wrong: how to mend it [PLnn]
The codes are explained in docs/formats/policy.md.

The exit code is 0, 1 with a finding, and 2 for a policy that does not load. With --fail-on error warnings do not
count.

example:
  markings policy lint policies/state-public.toml
)";

void AddOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()("fail-on", OneOf(&settings.fail_on, {"error", "warning"})->value_name("SEVERITY"),
                        "with lint: error or warning (the default), what exits 1");
}

Error Check(const PolicySettings& settings) {
  if (settings.fail_on == "error" || settings.fail_on == "warning") return {};
  return Unusable("--fail-on is neither error nor warning", "write --fail-on error or --fail-on warning");
}

ExitCode LintOne(const std::string& file, const PolicyFile& loaded, const PolicySettings& settings,
                 PolicyOutput& out) {
  const LineIndex lines(loaded.text.text());
  ExitCode code = ExitCode::kDone;
  for (const LintFinding& finding : Lint(loaded.policy)) {
    const std::string_view severity = finding.error ? "error" : "warning";
    out.text += fmt::format("{}: {}: {}: {} [{}]\n", Place(file, lines, finding.where), severity,
                            finding.message, finding.fix, finding.code);
    PolicyJson json = {{"code", finding.code}, {"severity", severity}};
    json.update(PlaceJson(file, lines, finding.where));
    json["message"] = finding.message;
    json["fix"] = finding.fix;
    out.json["findings"].push_back(std::move(json));
    if (finding.error || settings.fail_on == "warning") code = ExitCode::kFindings;
  }
  return code;
}

ExitCode Run(const PolicySettings& settings) {
  PolicyOutput out;
  out.json = {{"schema", "markings/policy-lint/1"}, {"findings", PolicyJson::array()}};
  const ExitCode code = ForEachPolicy(settings, [&](const std::string& file, const PolicyFile& loaded) {
    return LintOne(file, loaded, settings, out);
  });
  return PrintOutput(settings, out, code);
}

}  // namespace

const PolicyAction kPolicyLint = {"lint", kUsage, AddOptions, Check, Run};

}  // namespace markings::cli
