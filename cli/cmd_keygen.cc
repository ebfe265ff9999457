#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/sealing.h"
#include "cli/signing.h"
#include "cli/terminal.h"
#include "libmarkings/age/age.h"
#include "libmarkings/leaks/leak_key.h"
#include "libmarkings/minisign/minisign.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings keygen [options] --out STEM

Makes a pair of keys: STEM.key, the secret half, which only its owner can read, and STEM.pub, the public half, for everyone.
Keys of type minisign sign (markings sign, release), keys of type age open what was sealed to STEM.pub (markings encrypt,
decrypt). The secret half is protected by a passphrase that is asked for on the terminal. A key of type leaks (markings index,
leaks) has no public half and no passphrase: STEM.key alone is written.

options:
  --out STEM                where the two files go (required)
  --passphrase-file FILE    read the passphrase from the first line of FILE
  --no-passphrase           do not protect the secret half (for CI: keep the file in a secret store)
  --type TYPE               minisign, which is the default, age or leaks
  --pq                      with --type age: a post-quantum key (age1pq1..., MLKEM768-X25519), as age-keygen -pq makes
                            it; needs OpenSSL 3.5 or later. age opens and seals with it from version 1.3 on
  --force                   overwrite STEM.key and STEM.pub: with the old key nothing can be signed any more, and nothing
                            that was sealed to it can be opened, no leak index among it

files:
  STEM.key                  the secret half
  STEM.pub                  the public half; none for a key of type leaks

example:
  markings keygen --out office
  markings keygen --no-passphrase --out ci
  markings keygen --type age --out reader
  markings keygen --type leaks --out leaks

exit status: 0 the files are in place; 2 unusable arguments, or a file exists; 3 an I/O or internal fault. Unless it is
0 nothing was written.
)";

struct Settings {
  std::string out, type, passphrase_file;
  bool no_passphrase = false, force = false, post_quantum = false;
};

std::optional<Error> Check(const Settings& settings) {
  if (settings.type == "leaks" && !settings.passphrase_file.empty()) {
    return Unusable("a key of type leaks has no passphrase", "leave --passphrase-file out");
  }
  if (settings.post_quantum && settings.type != "age") {
    return Unusable("--pq is for keys of type age", "write --type age --pq");
  }
  if (settings.out.empty()) return Unusable("--out is missing", "name the files with --out STEM");
  if (settings.no_passphrase && !settings.passphrase_file.empty()) {
    return Unusable("--no-passphrase and --passphrase-file exclude each other", "give one of them");
  }
  return std::nullopt;
}

ExitCode Write(const Settings& settings, std::string_view secret, std::string_view pub,
               const std::string& shown) {
  const std::array<PlannedFile, 2> files = {PlannedFile{settings.out + ".key", secret, 0600},
                                            PlannedFile{settings.out + ".pub", pub, 0644}};
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  Note("wrote " + settings.out + ".key (keep it secret) and " + settings.out + ".pub, key " + shown);
  return ExitCode::kDone;
}

ExitCode MakeMinisign(const Settings& settings, const SecretBytes* passphrase) {
  const auto key = MinisignSecretKey::Generate();
  if (!key) return ReportError(key.error());
  const auto secret = key->Format(passphrase);
  if (!secret) return ReportError(secret.error());
  return Write(settings, View(*secret), key->public_key().Format(), key->public_key().KeyLine());
}

// As `age-keygen | age -p -a` does it.
ExitCode MakeAge(const Settings& settings, const SecretBytes* passphrase) {
  const auto time = ReleaseTime("");
  if (!time) return ReportError(time.error());
  const auto identity =
      AgeIdentity::Generate(settings.post_quantum ? AgeKind::kPostQuantum : AgeKind::kX25519);
  if (!identity) return ReportError(identity.error());
  const SecretBytes text = FormatAgeKeyFile(*identity, FormatUtc(*time));
  const std::string recipient = identity->recipient().Format();
  if (passphrase == nullptr) return Write(settings, View(text), recipient + "\n", recipient);
  const auto sealed = SealAgeWithPassphrase(View(text), *passphrase, AgeForm::kArmored);
  if (!sealed) return ReportError(sealed.error());
  return Write(settings, *sealed, recipient + "\n", recipient);
}

ExitCode MakeLeaks(const Settings& settings) {
  const auto key = LeakKey::Generate();
  if (!key) return ReportError(key.error());
  const SecretBytes text = key->Format();
  const std::array<PlannedFile, 1> files = {PlannedFile{settings.out + ".key", View(text), 0600}};
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  Note("wrote " + settings.out + ".key (keep it as safe as what will be indexed)");
  return ExitCode::kDone;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("out", po::value(&settings.out), "")(
      "type", OneOf(&settings.type, {"minisign", "age", "leaks"})->default_value("minisign"), "")(
      "passphrase-file", po::value(&settings.passphrase_file), "")(
      "no-passphrase", po::bool_switch(&settings.no_passphrase), "")(
      "pq", po::bool_switch(&settings.post_quantum), "")("force", po::bool_switch(&settings.force), "");
  const ParsedArguments parsed = ParseArguments("keygen", kUsage, arguments, options, {});
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  if (settings.type == "leaks") return MakeLeaks(settings);

  // Before a passphrase is asked for in vain.
  if (settings.post_quantum && !HasPostQuantumAge()) {
    return ReportError(AgeIdentity::Generate(AgeKind::kPostQuantum).error());
  }

  std::optional<SecretBytes> passphrase;
  if (!settings.no_passphrase) {
    auto read = ReadPassphrase("New passphrase: ", settings.passphrase_file, true);
    if (!read) return ReportError(read.error());
    passphrase = *std::move(read);
  }
  const SecretBytes* given = passphrase ? &*passphrase : nullptr;
  return settings.type == "age" ? MakeAge(settings, given) : MakeMinisign(settings, given);
}

}  // namespace

const Command kKeygenCommand = {"keygen", "make keys: to sign, to seal, to index", Run};

}  // namespace markings::cli
