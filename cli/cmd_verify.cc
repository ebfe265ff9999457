#include <fmt/format.h>
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
#include "cli/public_keys.h"
#include "libmarkings/policy/extends.h"
#include "libmarkings/release/release.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kManifestSuffix = ".release.json";

constexpr std::string_view kUsage = R"(usage: markings verify [options] STEM.release.json --key PUB...

Checks a release, level by level: L1 that the derivative beside the manifest is the text that it names; L2 that the
manifest was signed by keys that you trust; L3, with the originator's key, that the derivative is a true part of the
attested original; L4, with a policy, that it is the one of the release. Each is reported apart; what was not checked is
said too. STEM.txt, STEM.proof, STEM.original.note and all signatures are looked for beside the manifest.
For other signed files use the stock tool: minisign -V -p office.pub -m FILE.

options:
  --key PUB                 a key that you trust, a .pub file or the line in it; several may be given (required)
  --threshold K             how many of these keys must have signed, 1 unless given; further signatures are
                            STEM.release.json.2.minisig, .3.minisig and so on
  --original-key PUB        the originator's key: the release must prove itself part of what it signed
  --policy FILE             a policy that you hold: it must be the one of the release, byte for byte
  --format FORMAT           text, which is the default, or json

example:
  markings verify out/cable.release.json --key office.pub

exit status: 0 every check that had to hold was proved; 1 one failed, or nothing was signed; 2 no manifest, an unusable
key or arguments; 3 an I/O or internal fault
)";

struct Settings {
  std::vector<std::string> words, keys;  // words: the manifest, and keys that follow --key PUB
  std::vector<std::string> original_keys;
  std::string policy, format;
  std::size_t threshold = 1;
};

// A file's bytes, or nothing when it is not there. Errors: kIo.
Result<std::optional<std::string>> ReadIfThere(const std::string& path) {
  auto bytes = ReadBytes(path);
  if (bytes) return std::optional<std::string>(*std::move(bytes));
  if (bytes.error().code == ErrorCode::kUnusableInput) return std::optional<std::string>();
  return std::unexpected(std::move(bytes).error());
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
    report += ": " + check.level + " " + check.name + ": " + Printable(check.detail) + "\n";
  }
  return report;
}

// The bytes of the policy that the verifier holds, if any.
Loaded<std::optional<std::string>> PolicyOf(const std::string& file) {
  if (file.empty()) return std::nullopt;
  auto bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(ReportError(bytes.error(), file));
  // What is signed of a policy that extends another is both. (Bytes that are no text are no policy, and
  // none of this release.)
  const auto text = Buffer::FromBytes(*bytes, file);
  if (!text) return *std::move(bytes);
  auto source = PolicySource(*text, ReaderBeside(file));
  if (!source) return std::unexpected(ReportError(source.error(), file));
  return *std::move(source);
}

// What stands beside a manifest, as far as it is there.
class ReleaseFolder {
 public:
  explicit ReleaseFolder(const std::string& manifest) {
    const std::string stem = manifest.substr(0, manifest.size() - kManifestSuffix.size());
    derivative_ = Read(stem + ".txt");
    proof_ = Read(stem + ".proof");
    note_ = Read(stem + ".original.note");
    signatures_ = ReadSignatures(manifest);
    note_signatures_ = ReadSignatures(stem + ".original.note");
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  // The views live as long as the folder.
  void AddTo(VerifyInput& input) const {
    if (derivative_) input.derivative = *derivative_;
    if (proof_) input.proof = *proof_;
    if (note_) input.note = *note_;
    input.signatures.assign(signatures_.begin(), signatures_.end());
    input.note_signatures.assign(note_signatures_.begin(), note_signatures_.end());
  }

 private:
  std::optional<std::string> Read(const std::string& path) {
    auto bytes = ReadIfThere(path);
    if (bytes) return *std::move(bytes);
    error_ = std::move(bytes).error();
    error_->file = path;
    return std::nullopt;
  }
  // FILE.minisig, then FILE.2.minisig and so on, as far as they go.
  std::vector<std::string> ReadSignatures(const std::string& file) {
    constexpr int kMostSignatures = 64;
    std::vector<std::string> signatures;
    if (auto first = Read(file + ".minisig")) signatures.push_back(*std::move(first));
    for (int i = 2; i <= kMostSignatures; ++i) {
      auto further = Read(fmt::format("{}.{}.minisig", file, i));
      if (!further) break;
      signatures.push_back(*std::move(further));
    }
    return signatures;
  }

  std::optional<std::string> derivative_, proof_, note_;
  std::vector<std::string> signatures_, note_signatures_;
  std::optional<Error> error_;
};

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("key", po::value(&settings.keys)->composing(), "")(
      "original-key", po::value(&settings.original_keys)->composing(), "")(
      "threshold", po::value(&settings.threshold), "")("policy", po::value(&settings.policy), "")(
      "format", po::value(&settings.format)->default_value("text"), "")("input", po::value(&settings.words),
                                                                        "");
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedArguments parsed = ParseArguments("verify", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  std::string manifest;
  if (const auto error = SortWords(settings, manifest)) return ReportError(*error);
  if (settings.format != "text" && settings.format != "json") {
    return ReportError(Unusable("--format is neither text nor json", "write --format text or json"));
  }

  if (settings.threshold == 0) {
    return ReportError(Unusable("--threshold 0 would ask for no signature", "ask for 1 at least"));
  }

  VerifyInput input;
  input.threshold = settings.threshold;
  if (const auto error = ReadPublicKeys(settings.keys, input.keys)) return ReportError(*error);
  if (const auto error = ReadPublicKeys(settings.original_keys, input.original_keys))
    return ReportError(*error);
  const auto bytes = ReadBytes(manifest);
  if (!bytes) return ReportError(bytes.error(), manifest);
  const auto policy = PolicyOf(settings.policy);
  if (!policy) return policy.error();
  const ReleaseFolder folder(manifest);
  if (folder.error()) return ReportError(*folder.error());

  const std::string name = std::filesystem::path(manifest).filename().string();
  input.manifest = *bytes;
  input.manifest_name = name;
  folder.AddTo(input);
  if (*policy) input.policy = **policy;
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

const Command kVerifyCommand = {"verify", "check a release: text, signatures, proof, policy", Run};

}  // namespace markings::cli
