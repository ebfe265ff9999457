#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "cli/as_of.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/explain_text.h"
#include "cli/findings.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/redaction_inputs.h"
#include "libmarkings/redact/prove.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/report/json.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings redact [options] [FILE]

Writes the derivative of a cable for one audience: what the policy releases, as written, and fixed words where something
is withheld. FILE is the cable; - or none reads standard input. The derivative goes to standard output, or whole or not
at all to the file of --output.

When a withheld name, number or phrase survives in what would go out, or (where the policy says stop) an element is
withheld without an exemption code, nothing is written: each finding is a line on standard error, and the exit code is 1.
Places of residual findings are places in the derivative; --explain shows the decisions they come from.

Rules that ask for dates (newer_than, older_than, declassified) are decided by the day of --as-of, in UTC; without it by the
day of SOURCE_DATE_EPOCH, else today.

--prove 100 tries out on this cable whether the derivative depends on what it withholds: all withheld text is drawn anew a
hundred times, with other words, lengths and lines, and the derivative must be the same each time, to the byte. A difference
is a finding: nothing is written, the exit code is 1, and --prove-seed with the number that is shown repeats it.

The exit code is 0, 1 with a finding, 2 for a cable, policy, decisions or arguments that cannot be used, and 3 for an I/O or
internal fault.

example:
  markings redact cable.txt --policy policies/state-public.toml --audience public --output released.txt
)";

constexpr std::int64_t kMaxRedraws = 1'000'000;

struct Settings {
  RedactionFiles files;
  std::string output, explain_format;
  std::string code, reason, authority, as_of;
  std::vector<std::string> authorities;  // as given, joined in `authority`
  std::optional<std::int64_t> prove;
  std::optional<std::uint64_t> prove_seed;
  bool explain = false, force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options("options");
  options.add_options()("policy", po::value(&settings.files.policy)->value_name("FILE"),
                        "the policy (required)")("audience",
                                                 po::value(&settings.files.audience)->value_name("NAME"),
                                                 "who the derivative is for (required)")(
      "overrides", po::value(&settings.files.overrides)->value_name("FILE"),
      "what an officer decided by hand (decisions.toml)")(
      "output", po::value(&settings.output)->value_name("OUT"), "write there instead of to standard output")(
      "force", po::bool_switch(&settings.force), "overwrite OUT")(
      "explain", po::bool_switch(&settings.explain),
      "write each decision and its reason instead of the derivative")(
      "explain-format", OneOf(&settings.explain_format, {"json", "text"})->value_name("FORMAT"),
      "json or text; text on a terminal, else json")(
      "vocabulary", po::value(&settings.files.vocabulary)->value_name("FILE"),
      "a vocabulary file instead of the one the policy names")(
      "code", po::value(&settings.code)->value_name("CODE"),
      "an exemption code for all elements withheld without one")(
      "reason", po::value(&settings.reason)->value_name("TEXT"), "why; required with --code")(
      "authority", po::value(&settings.authorities)->value_name("NAME"),
      "who decided that; required with --code; twice where the policy asks for two persons")(
      "prove",
      po::value<std::int64_t>()->value_name("N")->notifier([&](std::int64_t n) { settings.prove = n; }),
      "draw all withheld text anew N times; the derivative must be the same each time")(
      "prove-seed", po::value<std::uint64_t>()->value_name("SEED")->notifier([&](std::uint64_t s) {
        settings.prove_seed = s;
      }),
      "repeat the redraws of another run");
  options.add_options()("as-of", po::value(&settings.as_of)->value_name("YYYY-MM-DD"),
                        "the day to decide by, where rules ask for dates; today is the default");
  AddInputOptions(options, settings.files.how);
  options.add_options()("input", po::value(&settings.files.input)->default_value("-"), "");
  return options;
}

std::optional<Error> CheckSettings(const Settings& settings) {
  if (auto error = CheckRedactionFiles(settings.files)) return error;
  const bool any = !settings.code.empty() || !settings.reason.empty() || !settings.authority.empty();
  const bool all = !settings.code.empty() && !settings.reason.empty() && !settings.authority.empty();
  if (any && !all) {
    return Unusable("--code, --reason and --authority go together",
                    "give all three: a code for all pending elements is a decision");
  }
  if (settings.prove && (*settings.prove < 1 || *settings.prove > kMaxRedraws))
    return Unusable("--prove is not a number from 1 to 1000000", "write --prove 100");
  if (settings.prove_seed && !settings.prove)
    return Unusable("--prove-seed is given without --prove", "give both: --prove 100 --prove-seed 1");
  std::error_code ignored;
  if (!settings.output.empty() &&
      std::filesystem::equivalent(settings.output, settings.files.input, ignored)) {
    return Unusable("--output is the input itself", "write the derivative to another file");
  }
  return std::nullopt;
}

// Reads and checks all inputs; reports the first that cannot be used.
std::optional<ExitCode> Load(const Settings& settings, RedactionInputs& inputs) {
  if (const auto failed = LoadRedactionInputs(settings.files, inputs)) return failed;
  if (settings.code.empty()) return std::nullopt;
  if (const auto unknown = UnknownCode(*inputs.policy, settings.code))
    return ReportError(*unknown, settings.files.policy);
  if (!inputs.overrides) inputs.overrides.emplace();
  inputs.overrides->code_for_pending = CodeForPending{settings.code, settings.reason, settings.authority};
  return std::nullopt;
}

// Redraws the document's withheld text; says what that proved.
ExitCode Prove(const Settings& settings, const RedactionInputs& inputs, AsOf as_of) {
  ProofOptions options;
  options.as_of = as_of;
  options.overrides = inputs.overrides_or_null();
  options.redraws = static_cast<std::size_t>(*settings.prove);
  std::random_device entropy;
  options.seed = settings.prove_seed ? *settings.prove_seed : entropy();
  const auto proof = ProveRedaction(*inputs.document, *inputs.policy, settings.files.audience, options);
  if (!proof) return ReportError(proof.error(), inputs.document->buffer());
  // They name places of findings, which are those of the text as it is.
  if (inputs.overrides && !inputs.overrides->waivers.empty()) {
    Note(
        "waivers play no part in the redraws: the residual check ran on the text as it is, the proof is "
        "about the "
        "bytes of the derivative");
  }
  return ReportProof(*proof, options.seed, settings.files.input);
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("redact", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = JoinAuthority(settings.authorities, settings.authority)) return ReportError(*error);
  if (const auto error = CheckSettings(settings)) return ReportError(*error);
  RedactionInputs inputs;
  const auto day = DecidingDay(settings.as_of);
  if (!day) return ReportError(day.error());
  if (const auto failed = Load(settings, inputs)) return *failed;

  const AsOf as_of = *day;
  RedactOptions options;
  options.as_of = as_of;
  options.overrides = inputs.overrides_or_null();
  // The name that goes out: the output's, or what the output is likely to be named after.
  const std::string& named = settings.output.empty() ? settings.files.input : settings.output;
  if (named != "-") options.file_stem = std::filesystem::path(named).stem().string();
  const auto redaction = Redact(*inputs.document, *inputs.policy, settings.files.audience, options);
  if (!redaction) return ReportRedactionError(redaction.error(), inputs);

  if (redaction->blocked()) ReportFindings(*redaction, settings.files.input, *inputs.document);
  if (redaction->blocked() && !settings.explain) return ExitCode::kFindings;
  if (settings.prove && !redaction->blocked()) {
    if (const ExitCode proved = Prove(settings, inputs, as_of); proved != ExitCode::kDone) return proved;
  }
  std::string product = redaction->derivative.text;
  if (settings.explain) {
    const bool terminal = settings.output.empty() && isatty(STDOUT_FILENO) == 1;
    const bool text = settings.explain_format.empty() ? terminal : settings.explain_format == "text";
    product = text ? ExplainText(*inputs.document, *redaction)
                   : ExplainJson(*inputs.document, *inputs.policy, *redaction) + "\n";
  }
  const ExitCode written = WriteResult(product, settings.output, settings.force);
  return written == ExitCode::kDone && redaction->blocked() ? ExitCode::kFindings : written;
}

}  // namespace

const Command kRedactCommand = {"redact", "the derivative of a cable for an audience, or why it is as it is",
                                Run};

}  // namespace markings::cli
