#include <algorithm>
#include <array>
#include <string>

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

lint reports what a policy that loads may still have wrong; test runs the tests that a policy carries, and says what they
do not hold; compare proves that what one audience sees is within what another sees, or shows a cable where it is not;
diff says what a change of policy changes, for a folder of documents or for all; explain says who could see what of one
document, why, and what would change that. Each has a --help of its own.
)";

constexpr std::array kActions = {&kPolicyLint, &kPolicyTest, &kPolicyCompare, &kPolicyDiff, &kPolicyExplain};

// Those of one action, or of all.
po::options_description Options(PolicySettings& settings, const PolicyAction* action) {
  po::options_description options("options");
  options.add_options()("vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
                        "a vocabulary file instead of the one the policy names")(
      "format", po::value(&settings.format)->value_name("FORMAT"),
      "text (the default) or json; with diff also html");
  for (const PolicyAction* one : kActions) {
    if (action == nullptr || action == one) one->add_options(options, settings);
  }
  const bool explains = action == nullptr || action == &kPolicyExplain;
  const bool differs = action == nullptr || action == &kPolicyDiff;
  const bool compares = action == nullptr || action == &kPolicyCompare;
  if (differs || compares) AddTestsOptions(options, settings);
  if (differs || explains) {
    options.add_options()("output", po::value(&settings.output)->value_name("OUT"),
                          "with diff and explain: write there instead of to standard output");
  }
  if (differs || compares || explains) {
    options.add_options()("force", po::bool_switch(&settings.force),
                          "with --tests and --output: overwrite OUT");
  }
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
  const bool html = &action == &kPolicyDiff && settings.format == "html";
  if (settings.format != "text" && settings.format != "json" && !html) {
    return ReportError(Unusable("--format is neither text nor json", "write --format text or --format json"));
  }
  if (settings.files.empty()) {
    const bool explains = &action == &kPolicyExplain;
    return ReportError(
        Unusable(explains ? "no document is given" : "no policy is given", "name at least one FILE"));
  }
  if (const Error wrong = action.check(settings); !wrong.message.empty()) return ReportError(wrong);
  return action.run(settings);
}

ExitCode Run(Arguments arguments) {
  const std::string_view name = arguments.empty() ? std::string_view() : arguments.front();
  const auto named = std::ranges::find(kActions, name, [](const PolicyAction* one) { return one->name; });
  if (named != kActions.end()) return RunAction(**named, arguments.subspan(1));
  // None of them: the help of all, or what is wrong.
  PolicySettings settings;
  po::positional_options_description positional;
  positional.add("file", -1);
  const ParsedArguments parsed =
      ParseArguments("policy", kUsage, arguments, Options(settings, nullptr), positional);
  if (parsed.done) return *parsed.done;
  return ReportError(Unusable("policy is followed by lint, test, compare, diff or explain",
                              "write markings policy lint FILE; markings policy --help shows the others"));
}

}  // namespace

const Command kPolicyCommand = {
    "policy",
    "lint, test and compare policies; what one does with a document, and what a change of it changes", Run};

}  // namespace markings::cli
