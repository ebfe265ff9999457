#include <unistd.h>

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/cms_sealing.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/progress.h"
#include "cli/sealing.h"
#include "cli/terminal.h"
#include "libmarkings/age/age.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings decrypt [options] --output OUT [FILE]

Opens a file that was sealed by markings encrypt or age, armored or not. Nothing comes out before the whole of it is
authenticated: neither a file, nor a byte on standard output. With --cms-cert it opens what was sealed to a certificate
(CMS, AES-256-GCM alone: other ciphers could have been changed unseen).

options:
  --identity KEY            a key file of markings keygen or age-keygen; several may be given. One that is itself sealed
                            with a passphrase is opened with it
  --cms-cert CERT           the certificate that it was sealed to, PEM or DER, with --cms-key
  --cms-key KEY             its private key, PEM
  --passphrase-file FILE    read the passphrase, of the file or of the key file, from the first line of FILE instead of asking
  --output OUT              where the opened file goes (required), readable by its owner only; - is standard output
  --force                   overwrite an existing OUT

example:
  markings decrypt cable.txt.age --identity office.key --output cable.txt
  markings decrypt notes.txt.age --output notes.txt

exit status: 0 the file is authentic and in place; 1 it was changed or cut after it was sealed; 2 it is no sealed file, no key
opens it, or unusable arguments; 3 an I/O or internal fault. Unless it is 0 nothing was written.
)";

struct Settings {
  std::string input, output, passphrase_file, cms_certificate, cms_key;
  std::vector<std::string> identities;
  bool force = false;
};

std::optional<Error> Check(const Settings& settings) {
  if (settings.output.empty())
    return Unusable("--output is missing", "name the opened file with --output OUT");
  if (settings.cms_certificate.empty() != settings.cms_key.empty()) {
    return Unusable("--cms-cert and --cms-key go together", "give both");
  }
  if (!settings.cms_certificate.empty() && !settings.identities.empty()) {
    return Unusable("--identity and --cms-cert open files of two formats", "give one of them");
  }
  std::error_code ignored;
  if (settings.output != "-" && settings.input != "-" &&
      std::filesystem::equivalent(settings.output, settings.input, ignored)) {
    return Unusable("--output names the input", "choose another name");
  }
  return std::nullopt;
}

// The library knows no options.
Error WithOptions(Error error, const Settings& settings) {
  if (error.code == ErrorCode::kNoMatch) {
    error.fix = settings.identities.empty() ? "give --identity KEY for one of them"
                : error.message.contains("passphrase")
                    ? "give --passphrase-file FILE, or no --identity and it is asked for"
                    : "give --identity KEY for one of its recipients";
  }
  return error;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("identity", po::value(&settings.identities), "")(
      "cms-cert", po::value(&settings.cms_certificate), "")("cms-key", po::value(&settings.cms_key), "")(
      "passphrase-file", po::value(&settings.passphrase_file), "")("output", po::value(&settings.output), "")(
      "force", po::bool_switch(&settings.force), "")("input", po::value(&settings.input)->default_value("-"),
                                                     "");
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("decrypt", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);

  if (!settings.cms_certificate.empty()) {
    return DecryptByCertificate(settings.input,
                                {settings.cms_certificate, settings.cms_key, settings.passphrase_file},
                                settings.output, settings.force);
  }
  const auto input = InputFile::Open(settings.input);
  if (!input) return ReportError(input.error(), settings.input);
  std::vector<AgeIdentity> identities;
  for (const std::string& file : settings.identities) {
    if (auto read = ReadIdentityFile(file, settings.passphrase_file, identities); !read) {
      return ReportError(read.error());
    }
  }
  AgeKeys keys{.identities = identities};
  // With identities alone nobody means a passphrase.
  if (identities.empty() || !settings.passphrase_file.empty()) {
    keys.passphrase = [&] {
      return ReadPassphrase("Passphrase of " + settings.input + ": ", settings.passphrase_file, false);
    };
  }

  if (settings.output == "-") {
    const auto opened = DecryptAge(input->get(), STDOUT_FILENO, keys);
    return opened ? ExitCode::kDone : ReportError(WithOptions(opened.error(), settings), settings.input);
  }
  const std::array<PlannedFile, 1> files = {
      PlannedFile{.path = settings.output, .bytes = {}, .mode = 0600, .fill = [&](int unseen) {
                    const ReadingProgress progress("opening", input->get());
                    return DecryptAgeUnseen(input->get(), unseen, keys);
                  }}};
  if (auto written = WriteAll(files, settings.force); !written) {
    return ReportError(WithOptions(written.error(), settings), settings.input);
  }
  Note("wrote " + settings.output);
  return ExitCode::kDone;
}

}  // namespace

const Command kDecryptCommand = {"decrypt", "open a sealed file, when all of it is authentic", Run};

}  // namespace markings::cli
