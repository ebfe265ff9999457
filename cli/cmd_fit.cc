#include <boost/program_options/options_description.hpp>
#include <optional>
#include <string>

#include "cli/candidates.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "libmarkings/report/fit_json.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings fit [options] [DERIVATIVE] --candidates FILE

Counts how many candidates still fit each place of a derivative where a name, a post, a date or an organisation was cut
out, by the words, letters and lines that were left around it, and says how many bits that leaves: log2 of their number.
The list of candidates is as secret as the cable; what is printed says how many fit, never which. - or no DERIVATIVE reads
standard input.

With --min-bits, or a policy that has [leak] min_bits, a cut with fewer bits left is a finding, and so is one that no
candidate fits: a list that does not hold what was cut out says nothing of it.

The exit code is 0, 1 with a finding, or 2 when the derivative, the list or the policy cannot be read.

example:
  markings fit out/cable.txt --candidates names.toml --min-bits 3
)";

struct Settings {
  std::string input, candidates, policy, vocabulary, format, output;
  std::optional<double> min_bits;
  bool force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options("options");
  options.add_options()("candidates", po::value(&settings.candidates)->value_name("FILE"),
                        "who or what may have been cut out (candidates.toml, required)")(
      "min-bits",
      po::value<double>()->value_name("N")->notifier([&](double bits) { settings.min_bits = bits; }),
      "the bits that must be left for each cut")("policy", po::value(&settings.policy)->value_name("FILE"),
                                                 "take them from [leak] min_bits of a policy")(
      "vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
      "a vocabulary file instead of the one the policy names")(
      "format", OneOf(&settings.format, {"text", "json"})->default_value("text")->value_name("NAME"),
      "text or json")("output", po::value(&settings.output)->value_name("OUT"),
                      "write there instead of to standard output")("force", po::bool_switch(&settings.force),
                                                                   "overwrite OUT")(
      "input", po::value(&settings.input)->default_value("-"), "");
  return options;
}

std::optional<Error> Check(const Settings& settings) {
  if (settings.candidates.empty())
    return Unusable("no list of candidates is given", "name one with --candidates FILE");
  constexpr double kMost = 32;
  if (settings.min_bits && !(*settings.min_bits > 0 && *settings.min_bits <= kMost))
    return Unusable("--min-bits is no number above 0, at most 32", "write --min-bits 3");
  if (settings.min_bits && !settings.policy.empty())
    return Unusable("--min-bits and --policy are both given", "give one of them");
  if (settings.policy.empty() && !settings.vocabulary.empty())
    return Unusable("--vocabulary is given without --policy", "leave it out");
  int from_standard_input = 0;
  for (const std::string* path :
       {&settings.input, &settings.candidates, &settings.policy, &settings.vocabulary})
    from_standard_input += *path == "-" ? 1 : 0;
  if (from_standard_input > 1)
    return Unusable("two inputs are to come from standard input", "name a file for all but one");
  return std::nullopt;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("fit", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  if (!settings.policy.empty()) {
    const auto policy = LoadPolicy(settings.policy, settings.vocabulary);
    if (!policy) return policy.error();
    settings.min_bits = policy->policy.min_bits();
    if (!settings.min_bits)
      return ReportError(Unusable("the policy asks for no bits to be left",
                                  "add [leak] with min_bits to it, or give --min-bits N"),
                         settings.policy);
  }
  const auto candidates = LoadCandidates(settings.candidates);
  if (!candidates) return candidates.error();
  const auto text = ReadText(settings.input);
  if (!text) return ReportError(text.error(), settings.input);
  const Fit fit = FindFits(text->text(), *candidates);
  const std::string name = Printable(settings.input == "-" ? "standard input" : settings.input);
  const FitSource source{name, text->text(), settings.min_bits};
  const ExitCode written =
      WriteResult(settings.format == "json" ? FitJson(fit, source) : FitText(fit, source), settings.output,
                  settings.force);
  if (written != ExitCode::kDone) return written;
  return settings.min_bits && !fit.Below(*settings.min_bits).empty() ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace

const Command kFitCommand = {"fit", "how many candidates still fit what was cut out", Run};

}  // namespace markings::cli
