#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <filesystem>
#include <string>

#include "cli/io.h"
#include "cli/policy_actions.h"
#include "libmarkings/redact/policy_coverage.h"
#include "libmarkings/redact/policy_tests.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings policy test [options] FILE...

Runs the tests that a policy carries and reports on standard output each expectation that did not hold, then a summary
for each FILE. It prints no text of a document. Files that a test names stand beside the policy.

--coverage adds a line for each rule and audience: how often it fired (released, withheld or masked something), and how
often its condition held and failed, in the tests that speak of the audience; also when tests fail.
--mutate tries the tests on the policy without each rule, without each withhold and mask rule for each of its audiences,
and with each release rule without its condition. A change that no test notices is a finding, unless it is proved that it
changes no decision on any document.

The exit code is 0, 1 with an expectation that did not hold or a change that no test notices, and 2 for a policy that
does not load or carries no tests.

examples:
  markings policy test policies/*.toml
  markings policy test --coverage --mutate policies/state-public.toml
)";

void AddOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()("coverage", po::bool_switch(&settings.coverage),
                        "with test: which rules the tests reach, for each audience")(
      "mutate", po::bool_switch(&settings.mutate),
      "with test: which rules can go or be widened with all tests green");
}

using ReadFile = std::function<Result<std::string>(const std::string&)>;

// One policy with the places in it.
struct Tested {
  const std::string& file;
  const PolicyFile& loaded;
  LineIndex lines;
  [[nodiscard]] const Rule& RuleAt(std::size_t index) const { return loaded.policy.rules()[index]; }
  [[nodiscard]] std::string At(std::size_t rule) const { return Place(file, lines, RuleAt(rule).where); }
  [[nodiscard]] PolicyJson JsonAt(std::size_t rule) const {
    PolicyJson json = {{"rule", RuleAt(rule).id}};
    json.update(PlaceJson(file, lines, RuleAt(rule).where));
    json.erase("file");
    return json;
  }
};

Result<void> AddCoverage(const Tested& tested, const ReadFile& read_file, std::string& text,
                         PolicyJson& json) {
  const auto coverage = CoverRules(tested.loaded.policy, read_file);
  if (!coverage) return std::unexpected(coverage.error());
  json["coverage"] = PolicyJson::array();
  std::size_t fired = 0;
  for (const RuleCoverage& one : *coverage) {
    text +=
        fmt::format("{}: coverage: rule '{}' for '{}': fired {}, held {}, failed {}{}\n", tested.At(one.rule),
                    tested.RuleAt(one.rule).id, one.audience, one.trace.fired, one.trace.held,
                    one.trace.failed, one.trace.fired == 0 ? ": no test makes it fire" : "");
    PolicyJson row = tested.JsonAt(one.rule);
    row["audience"] = one.audience;
    row["fired"] = one.trace.fired;
    row["held"] = one.trace.held;
    row["failed"] = one.trace.failed;
    json["coverage"].push_back(std::move(row));
    if (one.trace.fired > 0) ++fired;
  }
  text += fmt::format("{}: coverage: {} of {} rules fired, each counted for each of its audiences\n",
                      tested.file, fired, coverage->size());
  return {};
}

std::string Changed(const Mutant& mutant) {
  switch (mutant.mutation) {
    case Mutation::kRemoved:
      return "gone";
    case Mutation::kDisabled:
      return fmt::format("gone for '{}'", mutant.audience);
    case Mutation::kWidened:
      break;
  }
  return "without its condition";
}

// How many survived.
Result<std::size_t> AddMutants(const Tested& tested, const ReadFile& read_file, std::string& text,
                               PolicyJson& json) {
  const auto mutants = MutateRules(tested.loaded.policy, read_file);
  if (!mutants) return std::unexpected(mutants.error());
  json["mutants"] = PolicyJson::array();
  std::size_t survived = 0, equivalent = 0;
  for (const Mutant& mutant : *mutants) {
    PolicyJson row = tested.JsonAt(mutant.rule);
    row["mutation"] = Name(mutant.mutation);
    if (!mutant.audience.empty()) row["audience"] = mutant.audience;
    row["survived"] = mutant.survived;
    row["equivalent"] = mutant.equivalent;
    json["mutants"].push_back(std::move(row));
    if (mutant.equivalent) ++equivalent;
    if (!mutant.survived || mutant.equivalent) continue;
    ++survived;
    text += fmt::format(
        "{}: mutant: with rule '{}' {} every test still holds: add a test that expects what it does\n",
        tested.At(mutant.rule), tested.RuleAt(mutant.rule).id, Changed(mutant));
  }
  text += fmt::format("{}: {} mutants, {} survived, {} change nothing for any document\n", tested.file,
                      mutants->size(), survived, equivalent);
  return survived;
}

ExitCode TestOne(const std::string& file, const PolicyFile& loaded, const PolicySettings& settings,
                 PolicyOutput& out) {
  if (loaded.policy.tests().empty()) {
    return ReportError(Unusable("the policy has no tests", "add at least one [[test]]"), file);
  }
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  const ReadFile read_file = [&](const std::string& name) { return ReadBytes((folder / name).string()); };
  const auto report = RunPolicyTests(loaded.policy, read_file);
  if (!report) return ReportError(report.error(), loaded.text);
  const Tested tested{file, loaded, LineIndex(loaded.text.text())};
  for (const PolicyTestFailure& failure : report->failures) {
    out.text += fmt::format("{}: test '{}': expected {}, got {}\n", Place(file, tested.lines, failure.where),
                            failure.test, failure.expected, failure.actual);
    PolicyJson json = {{"test", failure.test}};
    json.update(PlaceJson(file, tested.lines, failure.where));
    json["expected"] = failure.expected;
    json["actual"] = failure.actual;
    out.json["failures"].push_back(std::move(json));
  }
  out.text +=
      fmt::format("{}: {} expectations, {} failed\n", file, report->expectations, report->failures.size());
  PolicyJson json = {{"file", file},
                     {"name", loaded.policy.name()},
                     {"version", loaded.policy.version()},
                     {"expectations", report->expectations},
                     {"failed", report->failures.size()}};
  bool finding = !report->failures.empty();
  if (settings.coverage) {
    if (const auto added = AddCoverage(tested, read_file, out.text, json); !added)
      return ReportError(added.error(), loaded.text);
  }
  if (settings.mutate && !report->failures.empty()) {
    out.text += fmt::format("{}: no mutants were tried: the tests must hold first\n", file);
  } else if (settings.mutate) {
    const auto survived = AddMutants(tested, read_file, out.text, json);
    if (!survived) return ReportError(survived.error(), loaded.text);
    finding = finding || *survived > 0;
  }
  out.json["policies"].push_back(std::move(json));
  return finding ? ExitCode::kFindings : ExitCode::kDone;
}

ExitCode Run(const PolicySettings& settings) {
  PolicyOutput out;
  out.json = {{"schema", "markings/policy-test/1"},
              {"policies", PolicyJson::array()},
              {"failures", PolicyJson::array()}};
  const ExitCode code = ForEachPolicy(settings, [&](const std::string& file, const PolicyFile& loaded) {
    return TestOne(file, loaded, settings, out);
  });
  return PrintOutput(settings, out, code);
}

}  // namespace

const PolicyAction kPolicyTest = {"test", kUsage, AddOptions, [](const PolicySettings&) { return Error{}; },
                                  Run};

}  // namespace markings::cli
