#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/io.h"
#include "cli/level_readers.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "cli/signing.h"
#include "libmarkings/levels/sealed_levels.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage =
    R"(usage: markings seal [options] FILE --recipients recipients.toml --output OUT

One file for readers of different clearances. For each level that recipients.toml names, an audience of the policy, FILE is
redacted, checked for residual disclosure and sealed, complete, to the readers whose clearance dominates the level. Who
opens OUT sees what the clearance allows, and placeholders for the rest. A reader who is to open a level without being
cleared for it stops the sealing, with the reason.

options:
  --recipients FILE         levels and readers (required); docs/formats/recipients.md
  --output OUT              where the sealed file goes (required)
  --policy FILE             the policy, instead of the one that recipients.toml names beside itself
  --sign-key KEY            sign the manifest of each level; without it a reader cannot tell who sealed the file
  --passphrase-file FILE    read the key's passphrase from the first line of FILE instead of asking for it
  --date DATE               of the manifests, in UTC: 2026-11-23T10:15:00Z; SOURCE_DATE_EPOCH or now unless given
  --stem NAME               of the files within OUT; the name of FILE without its last suffix unless given
  --vocabulary FILE         a vocabulary instead of the one that the policy names
  --type TYPE               of FILE, whatever its bytes say: text, html, email, pdf, docx, zip or tar
  --member NAME             the one document in a FILE that holds several
  --document-format FORM    the form of the document: telegram, smart, archive, foia, frus, web, email, memo, plain
  --force                   overwrite an existing OUT

example:
  markings seal cable.txt --recipients recipients.toml --sign-key office.key --output cable.sealed

With stock tools: tar xf cable.sealed, then for each level: age -d -i reader.key level-ID.age | tar x

exit status: 0 OUT is in place; 1 a finding stopped the sealing; 2 unusable input, policy, key, reader or arguments; 3 an
I/O or internal fault. Unless it is 0 nothing was written.
)";

struct Settings {
  std::string input, recipients, policy, output, key, passphrase_file, date, stem, vocabulary;
  InputOptions how;
  bool force = false;
};

ExitCode Refuse(std::string message, std::string fix) {
  return ReportError(Unusable(std::move(message), std::move(fix)));
}

po::options_description Options(Settings& settings) {
  po::options_description options;
  options.add_options()("input", po::value(&settings.input)->default_value("-"), "")(
      "recipients", po::value(&settings.recipients), "")("output", po::value(&settings.output), "")(
      "policy", po::value(&settings.policy), "")("sign-key", po::value(&settings.key), "")(
      "passphrase-file", po::value(&settings.passphrase_file), "")("date", po::value(&settings.date), "")(
      "stem", po::value(&settings.stem), "")("vocabulary", po::value(&settings.vocabulary), "")(
      "force", po::bool_switch(&settings.force), "");
  AddInputOptions(options, settings.how);
  return options;
}

ExitCode Seal(const Settings& settings) {
  const auto time = ReleaseTime(settings.date);
  if (!time) return ReportError(time.error());
  std::optional<SigningKey> key_file;
  if (!settings.key.empty()) {
    auto opened = SigningKey::Open(settings.key);
    if (!opened) return ReportError(opened.error());
    key_file = *std::move(opened);
  }
  const auto readers = LoadLevelReaders(settings.recipients, settings.policy, settings.vocabulary);
  if (!readers) return readers.error();
  const Policy& policy = (*readers)->policy.policy;
  const Recipients& recipients = (*readers)->recipients;
  const std::vector<LevelPlan>& levels = (*readers)->levels;
  const auto document = LoadDocument(settings.input, policy.shared_vocabulary(), settings.how);
  if (!document) return document.error();
  std::optional<MinisignSecretKey> key;
  if (key_file) {
    auto unlocked = key_file->Unlock(settings.passphrase_file);
    if (!unlocked) return ReportError(unlocked.error());
    key = *std::move(unlocked);
  }
  const auto sealed =
      SealLevels(*document, policy, recipients, levels,
                 {.stem = settings.stem, .date = FormatUtc(*time), .sign_key = key ? &*key : nullptr});
  if (!sealed) return ReportError(sealed.error(), document->buffer());
  const std::array<PlannedFile, 1> files = {PlannedFile{.path = settings.output, .bytes = *sealed}};
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  for (const LevelPlan& level : levels) {
    std::string names;
    for (const std::size_t reader : level.readers) {
      names += (names.empty() ? "" : ", ") + recipients.readers[reader].name;
    }
    Note(fmt::format("level {}: opened by {}", level.audience->id, names));
  }
  Note("wrote " + settings.output +
       (key ? ", signed by key " + key->public_key().KeyLine()
            : std::string(", not signed: a reader cannot tell who sealed it; sign with --sign-key KEY")));
  return ExitCode::kDone;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("input", 1);
  const ParsedArguments parsed = ParseArguments("seal", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  if (settings.recipients.empty())
    return Refuse("no recipients are given", "name them with --recipients FILE");
  if (settings.output.empty()) return Refuse("--output is missing", "name the sealed file with --output OUT");
  if (settings.input == "-" && settings.stem.empty()) {
    return Refuse("standard input has no name to call the files by", "give --stem NAME");
  }
  if (settings.input == "-" && settings.recipients == "-") {
    return Refuse("two inputs are to come from standard input", "name a file for all but one");
  }
  if (settings.stem.empty()) settings.stem = std::filesystem::path(settings.input).stem().string();
  return Seal(settings);
}

}  // namespace

const Command kSealCommand = {"seal", "one file for several clearances, a derivative sealed for each", Run};

}  // namespace markings::cli
