#include <fmt/format.h>
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

constexpr std::string_view kUsage = R"(usage: markings encrypt [options] --output OUT [FILE]

Seals any file so that only the recipients can open it, or whoever knows a passphrase, in the format of age: the stock tool
opens it, age -d -i KEY, and so does markings decrypt. Or to certificates, in the format of CMS (AES-256-GCM): openssl cms
-decrypt -binary -inform DER opens it. It says nothing of who made it: sign what you seal.

options:
  --recipient R             whom to seal to, an age key age1..., or a post-quantum one, age1pq1... (OpenSSL 3.5 or later;
                            all or none of them); several may be given
  --recipients-file FILE    the keys in FILE, one in a line; several may be given
  --cms-recipient CERT      a certificate, PEM or DER, instead of age keys; several may be given, all with EC keys or all
                            with RSA keys. For files that fit into memory
  --passphrase              seal with a passphrase, which is asked for, instead of to recipients
  --passphrase-file FILE    the same, with that in the first line of FILE
  --armor                   write text that passes where only text does, a third larger
  --output OUT              where the sealed file goes (required); - is standard output
  --force                   overwrite an existing OUT

example:
  markings encrypt cable.txt --recipients-file office.pub --output cable.txt.age
  markings encrypt notes.txt --passphrase --output notes.txt.age

exit status: 0 the sealed file is in place; 2 unusable input, key or arguments; 3 an I/O or internal fault. Unless it is 0
no file was written.
)";

struct Settings {
  std::string input, output, passphrase_file;
  std::vector<std::string> recipients, recipients_files, certificates;
  bool passphrase = false, armor = false, force = false;
};

std::optional<Error> Check(const Settings& settings) {
  const bool by_passphrase = settings.passphrase || !settings.passphrase_file.empty();
  const bool to_recipients = !settings.recipients.empty() || !settings.recipients_files.empty();
  if (by_passphrase && to_recipients) {
    return Unusable("a file is sealed to recipients or with a passphrase, not both", "give one of them");
  }
  if (!settings.certificates.empty() && (by_passphrase || to_recipients || settings.armor)) {
    return Unusable("--cms-recipient is for certificates alone", "seal once in each format");
  }
  if (!by_passphrase && !to_recipients && settings.certificates.empty()) {
    return Unusable("nobody could open it",
                    "give --recipient, --recipients-file, --cms-recipient or --passphrase");
  }
  if (settings.passphrase && !settings.passphrase_file.empty()) {
    return Unusable("--passphrase asks on the terminal, --passphrase-file reads a file", "give one of them");
  }
  if (settings.output.empty())
    return Unusable("--output is missing", "name the sealed file with --output OUT");
  if (settings.output == "-" && !settings.armor && isatty(STDOUT_FILENO) == 1) {
    return Unusable("a sealed file is not for a terminal", "give --armor, or --output FILE");
  }
  std::error_code ignored;
  if (settings.output != "-" && settings.input != "-" &&
      std::filesystem::equivalent(settings.output, settings.input, ignored)) {
    return Unusable("--output names the input", "choose another name");
  }
  return std::nullopt;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("recipient", po::value(&settings.recipients), "")(
      "recipients-file", po::value(&settings.recipients_files), "")(
      "cms-recipient", po::value(&settings.certificates)->composing(), "")(
      "passphrase", po::bool_switch(&settings.passphrase), "")("passphrase-file",
                                                               po::value(&settings.passphrase_file), "")(
      "armor", po::bool_switch(&settings.armor), "")("output", po::value(&settings.output), "")(
      "force", po::bool_switch(&settings.force), "")("input", po::value(&settings.input)->default_value("-"),
                                                     "");
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("encrypt", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);

  if (!settings.certificates.empty()) {
    return EncryptToCertificates(settings.input, settings.certificates, settings.output, settings.force);
  }
  std::vector<AgeRecipient> recipients;
  for (const std::string& word : settings.recipients) {
    const auto recipient = ReadRecipient(word);
    if (!recipient) return ReportError(recipient.error());
    recipients.push_back(*recipient);
  }
  for (const std::string& file : settings.recipients_files) {
    if (auto read = ReadRecipientsFile(file, recipients); !read) return ReportError(read.error());
  }
  const auto input = InputFile::Open(settings.input);
  if (!input) return ReportError(input.error(), settings.input);
  std::optional<SecretBytes> passphrase;
  if (recipients.empty()) {
    auto read = ReadPassphrase("New passphrase: ", settings.passphrase_file, true);
    if (!read) return ReportError(read.error());
    passphrase = *std::move(read);
  }

  const AgeForm form = settings.armor ? AgeForm::kArmored : AgeForm::kBinary;
  const FileFiller seal = [&](int out) {
    const ReadingProgress progress("sealing", input->get());
    return passphrase ? EncryptAgeWithPassphrase(input->get(), out, *passphrase, form)
                      : EncryptAge(input->get(), out, recipients, form);
  };
  if (settings.output == "-") {
    const auto sealed = seal(STDOUT_FILENO);
    return sealed ? ExitCode::kDone : ReportError(sealed.error(), settings.input);
  }
  const std::array<PlannedFile, 1> files = {PlannedFile{.path = settings.output, .bytes = {}, .fill = seal}};
  if (auto written = WriteAll(files, settings.force); !written) {
    return ReportError(written.error(), settings.input);
  }
  Note(passphrase ? fmt::format("wrote {}, sealed with a passphrase", settings.output)
                  : fmt::format("wrote {}, sealed to {} recipient{}", settings.output, recipients.size(),
                                recipients.size() == 1 ? "" : "s"));
  return ExitCode::kDone;
}

}  // namespace

const Command kEncryptCommand = {"encrypt", "seal any file, as age or CMS does", Run};

}  // namespace markings::cli
