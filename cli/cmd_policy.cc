#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "cli/actions.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/policy_actions.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings policy lint [options] FILE...
       markings policy test [options] FILE...
       markings policy compare [options] FILE...
       markings policy diff [options] FIRST SECOND
       markings policy explain [options] --policy POLICY FILE
       markings policy forecast [options] --policy P --audience A PATH...

lint reports what a policy that loads may still have wrong; test runs the tests that a policy carries, and says what they
do not hold; compare proves that what one audience sees is within what another sees, or shows a cable where it is not;
diff says what a change of policy changes, for a folder of documents or for all; explain says who could see what of one
document, why, and what would change that; forecast on which days documents that are withheld now are decided on
otherwise. Each has a --help of its own.

examples:
  markings policy lint policies/state-public.toml
  markings policy test --coverage --mutate policies/state-public.toml
  markings policy diff state-public.toml changed.toml
  markings policy explain cable.txt --policy state-public.toml --audience public --element p3
)";

constexpr std::array kActions = {&kPolicyLint, &kPolicyTest,    &kPolicyCompare,
                                 &kPolicyDiff, &kPolicyExplain, &kPolicyForecast};

// Those of one action, or of all.
po::options_description Options(PolicySettings& settings, const PolicyAction* action) {
  std::vector<std::string> formats = {"text", "json"};
  if (action == nullptr || action == &kPolicyDiff) formats.emplace_back("html");
  po::options_description options("options");
  options.add_options()("vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
                        "a vocabulary file instead of the one the policy names")(
      "format", OneOf(&settings.format, std::move(formats))->value_name("FORMAT"),
      "text (the default) or json; with diff also html");
  for (const PolicyAction* one : kActions) {
    if (action == nullptr || action == one) one->add_options(options, settings);
  }
  const auto for_any = [&](std::initializer_list<const PolicyAction*> actions) {
    return action == nullptr || std::ranges::find(actions, action) != actions.end();
  };
  if (for_any({&kPolicyExplain, &kPolicyForecast})) AddSubjectOptions(options, settings);
  if (for_any({&kPolicyDiff, &kPolicyExplain, &kPolicyForecast})) AddDocumentOptions(options, settings);
  if (for_any({&kPolicyCompare, &kPolicyDiff})) AddTestsOptions(options, settings);
  if (for_any({&kPolicyCompare, &kPolicyDiff, &kPolicyExplain, &kPolicyForecast}))
    AddForceOption(options, settings);
  options.add_options()("file", po::value(&settings.files), "");
  return options;
}

ExitCode RunAction(const PolicyAction& action, Arguments arguments) {
  PolicySettings settings;
  po::positional_options_description positional;
  positional.add("file", -1);
  const ParsedArguments parsed = ParseArguments("policy " + std::string(action.name), action.usage, arguments,
                                                Options(settings, &action), positional);
  if (parsed.done) return *parsed.done;
  if (settings.files.empty()) {
    const bool documents = &action == &kPolicyForecast || &action == &kPolicyExplain;
    return ReportError(documents ? Unusable("no document is given", "name at least one file")
                                 : Unusable("no policy is given", "name at least one FILE"));
  }
  if (const Error wrong = action.check(settings); !wrong.message.empty()) return ReportError(wrong);
  return action.run(settings);
}

ExitCode Run(Arguments arguments) {
  const std::string_view name = arguments.empty() ? std::string_view() : arguments.front();
  const auto named = std::ranges::find(kActions, name, [](const PolicyAction* one) { return one->name; });
  if (named != kActions.end()) return RunAction(**named, arguments.subspan(1));
  PolicySettings settings;
  std::vector<std::string> names;
  names.reserve(kActions.size());
  for (const PolicyAction* one : kActions) names.emplace_back(one->name);
  return WithoutAction("policy", kUsage, arguments, names, Options(settings, nullptr), "file");
}

}  // namespace

const Command kPolicyCommand = {
    "policy",
    "lint, test and compare policies; what one does with a document, and what a change of it changes", Run};

}  // namespace markings::cli
