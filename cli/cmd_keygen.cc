#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/terminal.h"
#include "libmarkings/minisign/minisign.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings keygen [options] --out STEM

Makes a pair of keys in minisign's format: STEM.key, the secret half, which only its owner can read, and STEM.pub, the
public half, for everyone. The secret half is protected by a passphrase that is asked for on the terminal.

options:
  --out STEM                where the two files go (required)
  --passphrase-file FILE    read the passphrase from the first line of FILE
  --no-passphrase           do not protect the secret half (for CI: keep the file in a secret store)
  --type TYPE               minisign, which is the default and the only type in this version
  --force                   overwrite STEM.key and STEM.pub: what was signed before can no longer be signed again

example:
  markings keygen --out office
  markings keygen --no-passphrase --out ci

exit status: 0 both files are in place; 2 unusable arguments, or a file exists; 3 an I/O or internal fault. Unless it is
0 nothing was written.
)";

struct Settings {
  std::string out, type, passphrase_file;
  bool no_passphrase = false, force = false;
};

std::optional<Error> Check(const Settings& settings) {
  if (settings.type == "age") {
    return Unusable("keys of type age are not in this version",
                    "make them with age-keygen, or use --type minisign");
  }
  if (settings.type != "minisign") return Unusable("--type is not known", "write --type minisign");
  if (settings.out.empty()) return Unusable("--out is missing", "name the files with --out STEM");
  if (settings.no_passphrase && !settings.passphrase_file.empty()) {
    return Unusable("--no-passphrase and --passphrase-file exclude each other", "give one of them");
  }
  return std::nullopt;
}

std::string_view View(const SecretBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.Reveal().data()), bytes.size()};
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("out", po::value(&settings.out), "")(
      "type", po::value(&settings.type)->default_value("minisign"), "")(
      "passphrase-file", po::value(&settings.passphrase_file), "")(
      "no-passphrase", po::bool_switch(&settings.no_passphrase), "")("force",
                                                                     po::bool_switch(&settings.force), "");
  const ParsedArguments parsed = ParseArguments("keygen", kUsage, arguments, options, {});
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);

  std::optional<SecretBytes> passphrase;
  if (!settings.no_passphrase) {
    auto read = ReadPassphrase("New passphrase: ", settings.passphrase_file, true);
    if (!read) return ReportError(read.error());
    passphrase = *std::move(read);
  }
  const auto key = MinisignSecretKey::Generate();
  if (!key) return ReportError(key.error());
  const auto secret = key->Format(passphrase ? &*passphrase : nullptr);
  if (!secret) return ReportError(secret.error());
  const std::string pub = key->public_key().Format();
  const std::array<PlannedFile, 2> files = {PlannedFile{settings.out + ".key", View(*secret), 0600},
                                            PlannedFile{settings.out + ".pub", pub, 0644}};
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  Note("wrote " + settings.out + ".key (keep it secret) and " + settings.out + ".pub, key " +
       key->public_key().KeyLine());
  return ExitCode::kDone;
}

}  // namespace

const Command kKeygenCommand = {"keygen", "make a pair of signing keys", Run};

}  // namespace markings::cli
