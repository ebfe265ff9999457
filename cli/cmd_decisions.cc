#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/program_options/value_semantic.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/actions.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/decisions_actions.h"
#include "cli/io.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings decisions new FILE --policy P --audience A [--output F]
       markings decisions check DECISIONS FILE --policy P
       markings decisions bind DECISIONS FILE --policy P --output F
       markings decisions merge FIRST SECOND --policy P --output F
       markings decisions carry DECISIONS OLD NEW --policy P --output F

Works on what an officer decides by hand (decisions.toml), which redact and release then take. new begins a file for a
cable; check says whether each decision fits the cable; bind commits each to the text that it was made on, so that a
change is noticed; merge makes one file of those of two officers; carry takes the decisions over to a corrected or
re-scanned copy. Each has a --help of its own. The files are as sensitive as the cable; they hold none of its text.

examples:
  markings decisions new cable.txt --policy state-foia.toml --audience public --output decisions.toml
  markings decisions check decisions.toml cable.txt --policy state-foia.toml
  markings decisions carry decisions.toml cable.txt corrected.txt --policy state-foia.toml --output carried.toml
)";

constexpr std::array kActions = {&kDecisionsNew, &kDecisionsCheck, &kDecisionsBind, &kDecisionsMerge,
                                 &kDecisionsCarry};

// Those of one action, or of all.
po::options_description Options(DecisionsSettings& settings, const DecisionsAction* action) {
  po::options_description options("options");
  options.add_options()("policy", po::value(&settings.policy)->value_name("FILE"), "the policy (required)")(
      "vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
      "a vocabulary file instead of the one the policy names");
  for (const DecisionsAction* one : kActions) {
    if (action == nullptr || action == one) one->add_options(options, settings);
  }
  const auto is = [&](const DecisionsAction& one) { return action == nullptr || action == &one; };
  if (is(kDecisionsCheck) || is(kDecisionsCarry)) {
    options.add_options()("format", OneOf(&settings.format, {"text", "json"})->value_name("FORMAT"),
                          "with check and carry: text (the default) or json");
  }
  if (action == nullptr || action != &kDecisionsCheck) {
    options.add_options()("output", po::value(&settings.output)->value_name("F"),
                          "write the file there; needed but for new")(
        "force", po::bool_switch(&settings.force), "overwrite F");
  }
  AddInputOptions(options, settings.how);
  options.add_options()("file", po::value(&settings.files), "");
  return options;
}

std::optional<Error> Check(const DecisionsAction& action, const DecisionsSettings& settings) {
  if (settings.policy.empty()) return Unusable("no policy is given", "name one with --policy FILE");
  if (settings.files.size() != action.files) {
    return Unusable(fmt::format("decisions {} takes {} files", action.name, action.files),
                    fmt::format("write markings decisions {} {}", action.name, action.named));
  }
  if (action.needs_output && settings.output.empty())
    return Unusable("no file to write to is given", "name one with --output F");
  std::vector<std::string> inputs = settings.files;
  inputs.insert(inputs.end(), {settings.policy, settings.vocabulary, settings.document});
  if (std::ranges::count(inputs, "-") > 1)
    return Unusable("two inputs are to come from standard input", "name a file for all but one");
  std::error_code ignored;
  for (const std::string& input : inputs) {
    if (!settings.output.empty() && std::filesystem::equivalent(settings.output, input, ignored))
      return Unusable("--output is one of the inputs", "write to another file");
  }
  return std::nullopt;
}

ExitCode RunAction(const DecisionsAction& action, Arguments arguments) {
  DecisionsSettings settings;
  po::positional_options_description positional;
  positional.add("file", -1);
  const ParsedArguments parsed = ParseArguments("decisions " + std::string(action.name), action.usage,
                                                arguments, Options(settings, &action), positional);
  if (parsed.done) return *parsed.done;
  if (const auto wrong = Check(action, settings)) return ReportError(*wrong);
  return action.run(settings);
}

ExitCode Run(Arguments arguments) {
  const std::string_view name = arguments.empty() ? std::string_view() : arguments.front();
  const auto named = std::ranges::find(kActions, name, [](const DecisionsAction* one) { return one->name; });
  if (named != kActions.end()) return RunAction(**named, arguments.subspan(1));
  DecisionsSettings settings;
  std::vector<std::string> names;
  names.reserve(kActions.size());
  for (const DecisionsAction* one : kActions) names.emplace_back(one->name);
  return WithoutAction("decisions", kUsage, arguments, names, Options(settings, nullptr), "file");
}

}  // namespace

const Command kDecisionsCommand = {"decisions",
                                   "begin, check, bind, merge and carry over what an officer decides", Run};

}  // namespace markings::cli
