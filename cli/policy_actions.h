#ifndef CLI_POLICY_ACTIONS_H_
#define CLI_POLICY_ACTIONS_H_

// The actions of `markings policy`, a file each, and what they share.

#include <boost/program_options/options_description.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/exit_code.h"
#include "cli/load.h"
#include "libmarkings/policy/decision_diff.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {

using PolicyJson = nlohmann::ordered_json;

// The options of all of them.
struct PolicySettings {
  std::string vocabulary, format = "text";
  std::string fail_on = "warning";        // lint
  bool coverage = false, mutate = false;  // test
  std::vector<std::string> within;        // compare
  std::string tests;                      // compare, diff
  std::string corpus;                     // diff
  std::string policy;                     // explain, forecast
  std::vector<std::string> audiences;     // explain, forecast
  std::string element, at, overrides;     // explain
  InputOptions how;                       // explain
  std::string until;                      // forecast
  std::string as_of, output;              // diff, explain, forecast
  bool force = false;                     // compare, diff, explain, forecast
  std::vector<std::string> files;
};

// What an action finds in one policy after the other: added to the text or the JSON that is printed at the
// end.
struct PolicyOutput {
  std::string text;
  PolicyJson json;
};

struct PolicyAction {
  std::string_view name;
  std::string_view usage;
  void (*add_options)(boost::program_options::options_description& options, PolicySettings& settings);
  // What is wrong with the arguments; an error without a message: nothing.
  Error (*check)(const PolicySettings& settings);
  ExitCode (*run)(const PolicySettings& settings);
};
extern const PolicyAction kPolicyLint, kPolicyTest, kPolicyCompare, kPolicyDiff, kPolicyExplain,
    kPolicyForecast;

// Options that several actions share: --policy and --audience; --tests; --as-of and --output; --force.
void AddSubjectOptions(boost::program_options::options_description& options, PolicySettings& settings);
void AddTestsOptions(boost::program_options::options_description& options, PolicySettings& settings);
void AddDocumentOptions(boost::program_options::options_description& options, PolicySettings& settings);
void AddForceOption(boost::program_options::options_description& options, PolicySettings& settings);

// Documents of a folder that nothing was decided on, by their paths, each with why.
using PassedOver = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] PolicyJson PathsJson(const PassedOver& paths);
[[nodiscard]] std::string PassedOverText(const PassedOver& unread, const PassedOver& in_doubt);

// Where something stands in a policy; the whole of it has no place.
[[nodiscard]] std::string Place(const std::string& file, const LineIndex& lines, Span where);
[[nodiscard]] PolicyJson PlaceJson(const std::string& file, const LineIndex& lines, Span where);

// A decision of one side: "withhold (b)(6)"; with its rules in the JSON.
[[nodiscard]] PolicyJson SideJson(const SideDecision& side);
[[nodiscard]] std::string Listed(const std::vector<std::string>& words);  // "a, b"; "no rule"

// Loads each of the files and runs `one` on it; the worst exit code.
template <class One>
[[nodiscard]] ExitCode ForEachPolicy(const PolicySettings& settings, One one) {
  ExitCode worst = ExitCode::kDone;
  for (const std::string& file : settings.files) {
    const auto loaded = LoadPolicy(file, settings.vocabulary);
    worst = std::max(worst, loaded ? one(file, *loaded) : loaded.error());
  }
  return worst;
}

// Prints what was found as the settings say, and gives the exit code back.
[[nodiscard]] ExitCode PrintOutput(const PolicySettings& settings, const PolicyOutput& out, ExitCode code);
[[nodiscard]] std::string JsonText(const PolicyJson& json);

}  // namespace markings::cli

#endif  // CLI_POLICY_ACTIONS_H_
