#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "libmarkings/policy/extends.h"
#include "libmarkings/release/release.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kManifestSuffix = ".release.json";

constexpr std::string_view kUsage = R"(usage: markings verify [options] STEM.release.json --key PUB...

Checks a release: that its manifest was signed by a key that you trust, that the derivative beside it is the text that
the manifest names, and, when you give a policy, that it is the one of the release. Each is reported apart; what was not
checked is said too. STEM.release.json.minisig and STEM.txt are looked for beside the manifest.
For other signed files use the stock tool: minisign -V -p office.pub -m FILE.

options:
  --key PUB                 a key that you trust, a .pub file or the line in it; several may be given (required)
  --policy FILE             a policy that you hold: it must be the one of the release, byte for byte
  --format FORMAT           text, which is the default, or json

example:
  markings verify out/cable.release.json --key office.pub

exit status: 0 every check that had to hold was proved; 1 one failed, or nothing was signed; 2 no manifest, an unusable
key or arguments; 3 an I/O or internal fault
)";

struct Settings {
  std::vector<std::string> words, keys;  // words: the manifest, and keys that follow --key PUB
  std::string policy, format;
};

// A file's bytes, or nothing when it is not there. Errors: kIo.
Result<std::optional<std::string>> ReadIfThere(const std::string& path) {
  auto bytes = ReadBytes(path);
  if (bytes) return std::optional<std::string>(*std::move(bytes));
  if (bytes.error().code == ErrorCode::kUnusableInput) return std::optional<std::string>();
  return std::unexpected(std::move(bytes).error());
}

Result<MinisignPublicKey> ReadKey(const std::string& word) {
  // A line of a .pub file is not a likely name of a file.
  if (auto line = MinisignPublicKey::Parse(word)) return line;
  auto text = ReadBytes(word);
  if (!text) {
    text.error().file = word;
    return std::unexpected(std::move(text).error());
  }
  auto key = MinisignPublicKey::Parse(*text);
  if (!key) key.error().file = word;
  return key;
}

// `--key A B MANIFEST` and `MANIFEST --key A B` are both read as they are meant: the manifest is the word
// that ends as manifests do.
std::optional<Error> SortWords(Settings& settings, std::string& manifest) {
  std::vector<std::string> keys;
  for (const std::string& word : settings.words) {
    if (!word.ends_with(kManifestSuffix)) {
      keys.push_back(word);
    } else if (!manifest.empty()) {
      return Unusable("two manifests are given", "verify one at a time");
    } else {
      manifest = word;
    }
  }
  if (manifest.empty() && keys.empty())
    return Unusable("no manifest is given", "name a file that ends in .release.json");
  if (manifest.empty()) {
    Error error = Unusable("its name does not end in .release.json, as a manifest's does",
                           "name the manifest; for other signed files use minisign -V");
    error.file = keys.front();
    return error;
  }
  settings.keys.insert(settings.keys.end(), keys.begin(), keys.end());
  if (settings.keys.empty()) {
    return Unusable("no key is given", "name a key that you trust with --key PUB");
  }
  return std::nullopt;
}

std::string TextReport(const Verification& verification, bool color) {
  std::string report;
  for (const Check& check : verification.checks) {
    std::string_view word = "not checked", paint;
    if (check.state == Check::State::kProved) {
      word = "proved";
      paint = "\033[32m";
    } else if (check.state == Check::State::kFailed) {
      word = "FAILED";
      paint = "\033[1;31m";
    }
    if (color) report += paint;
    report += word;
    if (color && !paint.empty()) report += "\033[0m";
    report += ": " + check.name + ": " + Printable(check.detail) + "\n";
  }
  return report;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("key", po::value(&settings.keys)->composing(), "")(
      "policy", po::value(&settings.policy), "")("format", po::value(&settings.format)->default_value("text"),
                                                 "")("input", po::value(&settings.words), "");
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedArguments parsed = ParseArguments("verify", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  std::string manifest;
  if (const auto error = SortWords(settings, manifest)) return ReportError(*error);
  if (settings.format != "text" && settings.format != "json") {
    return ReportError(Unusable("--format is neither text nor json", "write --format text or json"));
  }

  VerifyInput input;
  for (const std::string& word : settings.keys) {
    auto key = ReadKey(word);
    if (!key) return ReportError(key.error());
    input.keys.push_back(*key);
  }
  const auto bytes = ReadBytes(manifest);
  if (!bytes) return ReportError(bytes.error(), manifest);
  std::optional<std::string> policy;
  if (!settings.policy.empty()) {
    auto read = ReadBytes(settings.policy);
    if (!read) return ReportError(read.error(), settings.policy);
    policy = *std::move(read);
    // What is signed of a policy that extends another is both. (Bytes that are no text are no policy, and
    // none of this release.)
    if (const auto text = Buffer::FromBytes(*policy, settings.policy)) {
      auto source = PolicySource(*text, ReaderBeside(settings.policy));
      if (!source) return ReportError(source.error(), settings.policy);
      policy = *std::move(source);
    }
  }
  const std::string derivative_path = manifest.substr(0, manifest.size() - kManifestSuffix.size()) + ".txt";
  const auto signature = ReadIfThere(manifest + ".minisig");
  if (!signature) return ReportError(signature.error(), manifest + ".minisig");
  const auto derivative = ReadIfThere(derivative_path);
  if (!derivative) return ReportError(derivative.error(), derivative_path);

  const std::string name = std::filesystem::path(manifest).filename().string();
  input.manifest = *bytes;
  input.manifest_name = name;
  if (*signature) input.signatures.push_back(**signature);
  if (*derivative) input.derivative = **derivative;
  if (policy) input.policy = *policy;
  const Verification verification = VerifyRelease(input);
  const bool color = UseColor(*ParseColorMode(parsed.values["color"].as<std::string>()), STDOUT_FILENO);
  const std::string report = settings.format == "json" ? VerificationJson(verification, name) + "\n"
                                                       : TextReport(verification, color);
  // --quiet: the exit code is the answer, and what failed is still said.
  if (!parsed.values.contains("quiet") || !verification.ok) {
    if (auto written = WriteStandardOutput(report); !written)
      return ReportError(written.error(), "standard output");
  }
  return verification.ok ? ExitCode::kDone : ExitCode::kFindings;
}

}  // namespace

const Command kVerifyCommand = {"verify", "check a release: signature, manifest, derivative, policy", Run};

}  // namespace markings::cli
