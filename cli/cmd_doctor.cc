#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/doctor.h"
#include "cli/io.h"
#include "cli/signing.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings doctor [options]

Looks whether keys, policies, the keyring and this computer are in order, and says how to mend what is not. It changes
nothing, asks for no passphrase and speaks to no network.

Of a key file: who owns it, who may read it or put another in its place, what it is, whether it has a passphrase; with
--keyring whether its signatures count today. Of a policy: whether it loads, lint and its tests. Of a keyring: its signatures,
and keys that have ended or end within 30 days. Always: whether markings-extract is found and of this version, the libraries as
they run, on Debian 12 whether their packages have holes that Debian has mended since, clock, encoding, terminal and
temporary folder. What cannot be known is said too, and is no finding.

options:
  --key FILE                a secret key; may be given again
  --policy FILE             a policy; may be given again
  --keyring FILE            the keyring that you keep
  --format FORMAT           text, which is the default, or json (markings/doctor/1)
  --all                     in text: also what is in order

example:
  markings doctor --policy policy.toml --keyring keyring.txt --key release.key

exit status: 0 nothing to be mended; 1 a finding; 2 unusable arguments; 3 an I/O or internal fault
)";

struct Settings {
  std::vector<std::string> keys, policies;
  std::string keyring, format;
  bool all = false;
};

using Json = nlohmann::ordered_json;

std::size_t Count(const DoctorChecks& checks, DoctorCheck::State state) {
  return static_cast<std::size_t>(std::ranges::count(checks, state, &DoctorCheck::state));
}

std::string JsonReport(const DoctorChecks& checks) {
  Json json = {{"schema", "markings/doctor/1"}, {"version", MARKINGS_VERSION}, {"checks", Json::array()}};
  for (const DoctorCheck& one : checks) {
    Json row = {{"id", one.id},
                {"area", one.area},
                {"subject", one.subject},
                {"state", Name(one.state)},
                {"message", one.message}};
    row["fix"] = one.fix.empty() ? Json(nullptr) : Json(one.fix);
    json["checks"].push_back(std::move(row));
  }
  json["summary"] = {{"ok", Count(checks, DoctorCheck::State::kOk)},
                     {"findings", Count(checks, DoctorCheck::State::kFinding)},
                     {"not_checked", Count(checks, DoctorCheck::State::kNotChecked)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string TextReport(const DoctorChecks& checks, bool all, bool color) {
  std::string report;
  for (const DoctorCheck& one : checks) {
    if (one.state == DoctorCheck::State::kOk && !all) continue;
    std::string_view paint;
    if (one.state == DoctorCheck::State::kFinding) paint = "\033[1;31m";
    if (one.state == DoctorCheck::State::kOk) paint = "\033[32m";
    const std::string word =
        one.state == DoctorCheck::State::kNotChecked ? "not checked" : std::string(Name(one.state));
    report += color && !paint.empty() ? fmt::format("{}{}\033[0m", paint, word) : word;
    report += fmt::format(": {}: {}", Printable(one.subject), Printable(one.message));
    report += one.fix.empty() ? "\n" : ": " + Printable(one.fix) + "\n";
  }
  report += fmt::format("{} in order, {} to be mended, {} not known\n",
                        Count(checks, DoctorCheck::State::kOk), Count(checks, DoctorCheck::State::kFinding),
                        Count(checks, DoctorCheck::State::kNotChecked));
  return report;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("key", po::value(&settings.keys)->composing(), "")(
      "policy", po::value(&settings.policies)->composing(), "")("keyring", po::value(&settings.keyring), "")(
      "format", po::value(&settings.format)->default_value("text"), "")("all", po::bool_switch(&settings.all),
                                                                        "");
  const ParsedArguments parsed = ParseArguments("doctor", kUsage, arguments, options, {});
  if (parsed.done) return *parsed.done;
  if (settings.format != "text" && settings.format != "json")
    return ReportError(Unusable("--format is neither text nor json", "write --format text or --format json"));
  // (A day that is fixed for releases is not the one that keys end by.)
  const std::string today = FormatUtc(static_cast<long long>(std::time(nullptr))).substr(0, 10);

  DoctorChecks checks;
  for (const std::string& key : settings.keys) CheckKeyFile(key, settings.keyring, today, checks);
  if (!settings.keyring.empty()) CheckKeyring(settings.keyring, today, checks);
  for (const std::string& policy : settings.policies) CheckPolicyFile(policy, checks);
  CheckPrograms(checks);
  CheckLibraries(checks);
  CheckSystem(checks);

  const bool color = UseColor(*ParseColorMode(parsed.values["color"].as<std::string>()), STDOUT_FILENO);
  const bool findings = Count(checks, DoctorCheck::State::kFinding) > 0;
  // --quiet: the exit code is the answer, and what is to be mended is still said.
  if (!parsed.values.contains("quiet") || findings) {
    const auto written = WriteStandardOutput(
        settings.format == "json" ? JsonReport(checks) : TextReport(checks, settings.all, color));
    if (!written) return ReportError(written.error(), "standard output");
  }
  return findings ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace

std::string_view Name(DoctorCheck::State state) {
  switch (state) {
    case DoctorCheck::State::kOk:
      return "ok";
    case DoctorCheck::State::kFinding:
      return "finding";
    case DoctorCheck::State::kNotChecked:
      break;
  }
  return "not-checked";
}

const Command kDoctorCommand = {"doctor", "see whether keys, policies and this computer are in order", Run};

}  // namespace markings::cli
