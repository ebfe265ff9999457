#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/choice.h"
#include "cli/cms_files.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/key_words.h"
#include "cli/load.h"
#include "cli/public_keys.h"
#include "cli/release_folder.h"
#include "cli/signing.h"
#include "libmarkings/keyring/keyring.h"
#include "libmarkings/policy/extends.h"
#include "libmarkings/register/register.h"
#include "libmarkings/release/verify.h"
#include "libmarkings/text/hex.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kManifestSuffix = ".release.json";

constexpr std::string_view kUsage = R"(usage: markings verify [options] STEM.release.json --key PUB...

Checks a release, level by level: L1 that the derivative beside the manifest is the text that it names; L2 that the
manifest was signed by whom you trust; L3, with the originator's key, that the derivative is a true part of the attested
original; L4, with a policy, that it is the one of the release; L5, with a register's key, that the release was logged.
Each is reported apart; what was not checked is said too, and what is asked for must be proved. STEM.txt, STEM.proof,
STEM.original.note, STEM.tlog-proof and all signatures are looked for beside the manifest.
For other signed files use the stock tool: minisign -V -p office.pub -m FILE.

options:
  --key PUB                 a key that you trust, a .pub file or the line in it; several may be given
  --threshold K             how many keys must have signed, 1 unless given; further signatures are
                            STEM.release.json.2.minisig, .3.minisig and so on
  --keyring FILE            the keyring that you keep (markings keyring verify): its keys for releases and originals count
                            as far as they are valid for the dates
  --original-key PUB        the originator's key: the release must prove itself part of what it signed
  --cms-root FILE           a root certificate that you trust, PEM: STEM.release.json.p7s must hold
  --cms-intermediate FILE   certificates that may stand between, PEM
  --cms-crl FILE            revocation lists, PEM; with any, each certificate must have one
  --cms-signer SHA256       whose certificate it must be, by its SHA-256; several may be given
  --register-key KEY        the key of a register: STEM.tlog-proof must prove that the release was logged
  --register DIR            a copy of the register: which keys are revoked from which entry on, for --keyring
  --date DATE               decide by this time instead of now: certificates and keys must be valid then
  --policy FILE             a policy that you hold: it must be the one of the release, byte for byte
  --format FORMAT           text, which is the default, or json

example:
  markings verify out/cable.release.json --key office.pub

exit status: 0 every check that had to hold was proved; 1 one failed, or nothing was signed; 2 no manifest, an unusable
key or arguments; 3 an I/O or internal fault
)";

struct Settings {
  std::vector<std::string> words, keys;  // words: the manifest, and keys that follow --key PUB
  std::vector<std::string> original_keys, certificate_sha256;
  CmsTrustFiles certificates;
  std::string policy, format, date, keyring, register_key, register_folder;
  std::size_t threshold = 1;
};

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
  if (settings.keys.empty() && settings.keyring.empty() && settings.certificates.roots.empty()) {
    return Unusable("no key is given",
                    "name a key that you trust with --key PUB, a keyring, or a root certificate");
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

// Whom the verifier trusts. What is read here outlives what VerifyInput has of it.
struct Trust {
  std::optional<std::string> policy;
  std::optional<CmsTrust> certificates;
  std::optional<Keyring> keyring;
};

// The keyring that `markings keyring verify` keeps: its signatures are checked, and that it is the right one
// was settled when it was kept.
Result<Keyring> ReadKeyring(const std::string& file) {
  const auto note = ReadBytes(file);
  if (!note) return std::unexpected(note.error());
  return OpenFirstKeyring(*note);
}

std::optional<ExitCode> ReadTrust(const Settings& settings, VerifyInput& input, Trust& trust) {
  input.threshold = settings.threshold;
  if (const auto error = ReadPublicKeys(settings.keys, input.keys)) return ReportError(*error);
  if (const auto error = ReadPublicKeys(settings.original_keys, input.original_keys))
    return ReportError(*error);
  const auto time = ReleaseTime(settings.date);
  if (!time) return ReportError(time.error());
  input.today = FormatUtc(*time).substr(0, std::string_view("2026-11-23").size());
  auto policy = PolicyOf(settings.policy);
  if (!policy) return policy.error();
  trust.policy = *std::move(policy);
  if (trust.policy) input.policy = *trust.policy;
  if (!settings.certificates.roots.empty()) {
    CautionOldOpenSsl();
    auto certificates = ReadCmsTrust(settings.certificates, *time);
    if (!certificates) return ReportError(certificates.error());
    trust.certificates = *std::move(certificates);
    input.certificates = &*trust.certificates;
    input.certificate_sha256 = settings.certificate_sha256;
  }
  if (!settings.register_key.empty()) {
    auto key = ReadNoteKey(settings.register_key);
    if (!key) return ReportError(key.error(), settings.register_key);
    input.log = RegisterTrust{*std::move(key)};
  }
  if (!settings.keyring.empty()) {
    auto keyring = ReadKeyring(settings.keyring);
    if (!keyring) return ReportError(keyring.error(), settings.keyring);
    trust.keyring = *std::move(keyring);
    input.keyring = &*trust.keyring;
  }
  if (!settings.register_folder.empty()) {
    const auto revocations = ReadRevocations(settings.register_folder, *input.log);
    if (!revocations) return ReportError(revocations.error(), settings.register_folder);
    for (const RevokeEntry& revoked : *revocations) {
      input.revocations.push_back({revoked.key, revoked.from_index});
    }
  }
  return std::nullopt;
}

// What cannot be asked for together, or not at all.
std::optional<Error> Check(const Settings& settings) {
  if (settings.threshold == 0)
    return Unusable("--threshold 0 would ask for no signature", "ask for 1 at least");
  const CmsTrustFiles& certificates = settings.certificates;
  if (certificates.roots.empty() && (!certificates.intermediates.empty() || !certificates.crls.empty() ||
                                     !settings.certificate_sha256.empty())) {
    return Unusable("certificates are given without a root",
                    "name the root that you trust with --cms-root FILE");
  }
  for (const std::string& digest : settings.certificate_sha256) {
    if (!IsSha256Hex(digest))
      return Unusable("--cms-signer is no SHA-256", "give 64 lower-case hexadecimal digits");
  }
  if (!settings.register_folder.empty() && settings.register_key.empty()) {
    return Unusable("--register is given without --register-key", "name the register's key too");
  }
  if (!settings.register_folder.empty() && settings.keyring.empty()) {
    return Unusable("--register is given without --keyring",
                    "give a keyring, or leave it out: the proof beside the release is enough");
  }
  return std::nullopt;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  auto add = options.add_options();
  const auto text = [&](const char* name, std::string& value) { add(name, po::value(&value), ""); };
  const auto list = [&](const char* name, std::vector<std::string>& values) {
    add(name, po::value(&values)->composing(), "");
  };
  list("key", settings.keys);
  add("threshold", po::value(&settings.threshold), "");
  list("original-key", settings.original_keys);
  list("cms-root", settings.certificates.roots);
  list("cms-intermediate", settings.certificates.intermediates);
  list("cms-crl", settings.certificates.crls);
  list("cms-signer", settings.certificate_sha256);
  text("keyring", settings.keyring);
  text("register", settings.register_folder);
  text("register-key", settings.register_key);
  text("date", settings.date);
  text("policy", settings.policy);
  add("format", OneOf(&settings.format, {"text", "json"})->default_value("text"), "");
  add("input", po::value(&settings.words), "");
  po::positional_options_description positional;
  positional.add("input", -1);
  const ParsedArguments parsed = ParseArguments("verify", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  std::string manifest;
  if (const auto error = SortWords(settings, manifest)) return ReportError(*error);
  if (const auto error = Check(settings)) return ReportError(*error);

  VerifyInput input;
  Trust trust;
  if (const auto failed = ReadTrust(settings, input, trust)) return *failed;
  const auto bytes = ReadBytes(manifest);
  if (!bytes) return ReportError(bytes.error(), manifest);
  const ReleaseFolder folder(manifest);
  if (folder.error()) return ReportError(*folder.error());
  const std::string name = std::filesystem::path(manifest).filename().string();
  input.manifest = *bytes;
  input.manifest_name = name;
  folder.AddTo(input);
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
