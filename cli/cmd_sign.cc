#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/signing.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings sign [options] --sign-key KEY FILE

Signs any file, in minisign's format. The signature goes to FILE.minisig. It is checked with the stock tool:
minisign -V -p office.pub -m FILE (markings verify is for the manifests of releases).

options:
  --sign-key KEY            the secret half, a .key file (required)
  --passphrase-file FILE    read its passphrase from the first line of FILE instead of asking for it
  --comment TEXT            the trusted comment, which is signed too; time and name of the file unless given
  --output OUT              write the signature there; required when FILE is - (standard input)
  --force                   overwrite an existing signature

example:
  markings sign notice.txt --sign-key office.key

exit status: 0 the signature is in place; 2 unusable input, key or arguments; 3 an I/O or internal fault. Unless it is 0
nothing was written.
)";

struct Settings {
  std::string input, key, passphrase_file, comment, output;
  bool force = false;
};

ExitCode Refuse(std::string message, std::string fix) {
  return ReportError(Unusable(std::move(message), std::move(fix)));
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("sign-key", po::value(&settings.key), "")("passphrase-file",
                                                                  po::value(&settings.passphrase_file), "")(
      "comment", po::value(&settings.comment), "")("output", po::value(&settings.output), "")(
      "force", po::bool_switch(&settings.force), "")("input", po::value(&settings.input)->default_value("-"),
                                                     "");
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("sign", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (settings.key.empty()) return Refuse("--sign-key is missing", "name the secret key with --sign-key KEY");
  if (settings.output.empty() && settings.input == "-") {
    return Refuse("standard input has no name to call the signature by", "give --output OUT");
  }
  const auto key_file = SigningKey::Open(settings.key);
  if (!key_file) return ReportError(key_file.error());
  const auto message = ReadBytes(settings.input);
  if (!message) return ReportError(message.error(), settings.input);
  std::string comment = settings.comment;
  if (comment.empty()) {
    const auto time = ReleaseTime("");
    if (!time) return ReportError(time.error());
    const std::string name =
        settings.input == "-" ? "-" : std::filesystem::path(settings.input).filename().string();
    comment = fmt::format("timestamp:{} file:{} hashed", *time, name);
  }
  const auto key = key_file->Unlock(settings.passphrase_file);
  if (!key) return ReportError(key.error());
  const auto signature = key->Sign(*message, comment);
  if (!signature) return ReportError(signature.error());
  const std::string output = settings.output.empty() ? settings.input + ".minisig" : settings.output;
  const std::array<PlannedFile, 1> files = {PlannedFile{output, *signature}};
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  Note("wrote " + output + ", signed by key " + key->public_key().KeyLine());
  return ExitCode::kDone;
}

}  // namespace

const Command kSignCommand = {"sign", "sign any file, as minisign does", Run};

}  // namespace markings::cli
