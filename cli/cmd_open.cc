#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/command.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/public_keys.h"
#include "cli/sealing.h"
#include "libmarkings/levels/sealed_levels.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings open [options] FILE --identity KEY

Opens what markings seal made, as far as your key does: the fullest derivative that your clearance allows goes to standard
output, or the files of its release to a folder. Nothing comes out before all of it is authentic.

options:
  --identity KEY            an age key file, of markings keygen or age-keygen (required); several may be given
  --passphrase-file FILE    read the passphrase of a key file that is sealed itself from the first line of FILE
  --key PUB                 who must have signed the level: a .pub file or the line in it; several may be given, one is
                            enough. Without it nothing tells who sealed the file, and that is said
  --out DIR                 write the files of the release there instead: derivative, signature, manifest
  --force                   overwrite existing files

example:
  markings open cable.sealed --identity reader.key --key office.pub

exit status: 0 done; 1 it was changed after it was sealed, or no key that was named signed it; 2 it is no sealed file, no
key opens it, or unusable arguments; 3 an I/O or internal fault. Unless it is 0 nothing was written.
)";

struct Settings {
  std::string input, out, passphrase_file;
  std::vector<std::string> identities, keys;
  bool force = false;
};

ExitCode Refuse(std::string message, std::string fix) {
  return ReportError(Unusable(std::move(message), std::move(fix)));
}

ExitCode Write(const OpenedLevel& level, const Settings& settings) {
  if (settings.out.empty()) {
    const auto written = WriteStandardOutput(level.files.front().bytes);
    return written ? ExitCode::kDone : ReportError(written.error(), "standard output");
  }
  std::vector<PlannedFile> planned;
  planned.reserve(level.files.size());
  for (const OutputFile& file : level.files) {
    planned.push_back({.path = (std::filesystem::path(settings.out) / file.name).string(),
                       .bytes = file.bytes,
                       .mode = 0600,
                       .seals = &file == &level.files.back()});
  }
  if (auto written = WriteAll(planned, settings.force); !written) return ReportError(written.error());
  for (const OutputFile& file : level.files) Note("wrote " + settings.out + "/" + file.name);
  return ExitCode::kDone;
}

ExitCode Open(const Settings& settings) {
  std::vector<MinisignPublicKey> keys;
  if (const auto error = ReadPublicKeys(settings.keys, keys)) return ReportError(*error);
  const auto sealed = ReadBytes(settings.input);
  if (!sealed) return ReportError(sealed.error(), settings.input);
  std::vector<AgeIdentity> identities;
  for (const std::string& file : settings.identities) {
    if (auto read = ReadIdentityFile(file, settings.passphrase_file, identities); !read) {
      return ReportError(read.error());
    }
  }
  const auto levels = OpenLevels(*sealed, identities);
  if (!levels) return ReportError(levels.error(), settings.input);
  const OpenedLevel& fullest = levels->front();
  if (keys.empty()) {
    Caution("not verified: anyone who has your public key can have made it; name who signs with --key PUB");
  } else if (const auto good = CheckLevel(fullest, keys); !good) {
    return ReportError(good.error(), settings.input);
  }
  const auto peers = std::ranges::count(*levels, fullest.below, &OpenedLevel::below);
  if (peers > 1)
    Note(fmt::format("{} levels beside each other open; this is {}", peers, Printable(fullest.audience)));
  Note(fmt::format("level {}", Printable(fullest.audience)));
  return Write(fullest, settings);
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("input", po::value(&settings.input)->default_value("-"), "")(
      "identity", po::value(&settings.identities)->composing(), "")("passphrase-file",
                                                                    po::value(&settings.passphrase_file), "")(
      "key", po::value(&settings.keys)->composing(), "")("out", po::value(&settings.out), "")(
      "force", po::bool_switch(&settings.force), "");
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("open", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (settings.identities.empty())
    return Refuse("no identity is given", "name your key file with --identity KEY");
  std::error_code ignored;
  if (!settings.out.empty() && !std::filesystem::is_directory(settings.out, ignored)) {
    return ReportError(Unusable("the folder does not exist", "create it first", settings.out));
  }
  return Open(settings);
}

}  // namespace

const Command kOpenCommand = {"open", "open the level of a sealed file that your key is for", Run};

}  // namespace markings::cli
