#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/corpus.h"
#include "cli/io.h"
#include "cli/level_readers.h"
#include "cli/public_keys.h"
#include "cli/reseal_files.h"
#include "cli/sealing.h"
#include "cli/signing.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::string_view kUsage =
    R"(usage: markings reseal [options] FOLDER --identity KEY
       markings reseal [options] FOLDER --identity KEY --out DIR

Without --out or --in-place: which sealed files of FOLDER the key still opens. With one of them each sealed file is opened
with the key and sealed anew, under a new file key, to the recipients that are given now: files of markings seal by
--recipients, releases (STEM.txt.age beside its manifest) and other age files by --recipient. A new manifest names the
new recipients and the manifest that it replaces, and is signed anew. Files that are not sealed are passed over.

The report on standard output says what was resealed, what was left and why, and what the key still reads: copies as
they were stay open to whoever could open them, here and wherever else they are.

options:
  --identity KEY            an age key file that opens what is there (required); several may be given
  --recipients FILE         recipients.toml for files with levels: the readers from now on
  --policy FILE             the policy, instead of the one that recipients.toml names beside itself
  --vocabulary FILE         a vocabulary instead of the one that the policy names
  --recipient AGE-KEY       for releases and other age files: a recipient from now on; several may be given
  --recipients-file FILE    the same, a key a line
  --key PUB                 who must have signed what is signed anew: a .pub file or the line in it; several may be given
  --sign-key KEY            signs the new manifests
  --passphrase-file FILE    read the passphrase of the keys from the first line of FILE instead of asking for it
  --date DATE               of the new manifests, in UTC: 2026-11-23T10:15:00Z; SOURCE_DATE_EPOCH or now unless given
  --out DIR                 write there, under the same names
  --in-place                replace the files
  --format NAME             of the report: text (the default) or json
  --force                   overwrite existing files in DIR

examples:
  markings reseal outbox --identity old.key
  markings reseal outbox --identity old.key --recipients recipients.toml --key office.pub --sign-key office.key --out new

exit status: 0 everything is resealed, or the key opens nothing; 1 the key opens something (without --out), or something
was changed or signed by nobody that was named; 2 something could not be resealed, or unusable arguments; 3 an I/O or
internal fault. A file that is left stays as it is.
)";

struct Settings {
  std::string folder, recipients, policy, vocabulary, key, passphrase_file, date, out, format;
  std::vector<std::string> identities, words, recipient_files, keys;
  bool in_place = false, force = false;
};

// One sealed file, and what became of it.
struct Row {
  fs::path file;
  SealedKind kind;
  enum class State : std::uint8_t { kOpens, kClosed, kResealed, kLeft } state;
  std::optional<Error> error{};  // why it was left
  fs::path copy{};               // the new one
  bool still_opens = false;      // the new one, by an identity that was given
};

std::string_view Name(Row::State state) {
  switch (state) {
    case Row::State::kOpens:
      return "opens";
    case Row::State::kClosed:
      return "closed";
    case Row::State::kResealed:
      return "resealed";
    case Row::State::kLeft:
      break;
  }
  return "left";
}

std::string Text(const std::vector<Row>& rows, bool in_place) {
  std::string text;
  for (const Row& row : rows) {
    text += fmt::format("{}: {}{}{}\n", Name(row.state), Printable(row.file.string()), row.error ? ": " : "",
                        row.error ? row.error->message + ": " + row.error->fix : "");
  }
  for (const Row& row : rows) {
    if (row.state != Row::State::kResealed) continue;
    if (!in_place) text += fmt::format("still opens: {}: as it was\n", Printable(row.file.string()));
    if (row.still_opens) {
      text += fmt::format("still opens: {}: the identity is among its recipients\n",
                          Printable(row.copy.string()));
    }
  }
  return text;
}

std::string Json(const std::vector<Row>& rows, bool in_place) {
  using nlohmann::ordered_json;
  ordered_json files = ordered_json::array();
  for (const Row& row : rows) {
    const bool resealed = row.state == Row::State::kResealed;
    ordered_json still = ordered_json::array();
    if (row.state == Row::State::kOpens || (resealed && !in_place)) still.push_back(row.file.string());
    if (row.still_opens) still.push_back(row.copy.string());
    files.push_back({{"file", row.file.string()},
                     {"kind", Name(row.kind)},
                     {"state", Name(row.state)},
                     {"reason", row.error ? ordered_json(row.error->message) : ordered_json(nullptr)},
                     {"fix", row.error ? ordered_json(row.error->fix) : ordered_json(nullptr)},
                     {"resealed_to", resealed ? ordered_json(row.copy.string()) : ordered_json(nullptr)},
                     {"still_opens", std::move(still)}});
  }
  const ordered_json json = {{"schema", "markings/reseal/1"}, {"files", std::move(files)}};
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ExitCode WorstOf(const std::vector<Row>& rows) {
  ExitCode worst = ExitCode::kDone;
  for (const Row& row : rows) {
    if (row.state == Row::State::kOpens) worst = std::max(worst, ExitCode::kFindings);
    if (row.error) worst = std::max(worst, ExitCodeOf(row.error->code));
  }
  return worst;
}

Row Look(const fs::path& file, SealedKind kind, std::span<const AgeIdentity> identities) {
  if (kind == SealedKind::kCms) {
    return {file, kind, Row::State::kLeft,
            Unusable("it is sealed to certificates", "look at it with decrypt --cms-key")};
  }
  auto opens = Opens(file, kind, identities);
  if (!opens) return {file, kind, Row::State::kLeft, std::move(opens).error()};
  return {file, kind, *opens ? Row::State::kOpens : Row::State::kClosed};
}

Row Reseal(const fs::path& file, SealedKind kind, const fs::path& to, const ResealPlan& plan) {
  std::error_code fault;
  if (to != file) fs::create_directories(to.parent_path(), fault);
  if (fault) {
    return {file, kind, Row::State::kLeft,
            Error{ErrorCode::kIo,
                  {},
                  "the folder of its copy cannot be made",
                  "see to the permissions of --out",
                  {}}};
  }
  if (auto done = ResealFile(file, kind, to, plan); !done) {
    return {file, kind, Row::State::kLeft, std::move(done).error()};
  }
  return {file, kind, Row::State::kResealed, std::nullopt, to, StillOpens(kind, plan)};
}

ExitCode Finish(const std::vector<Row>& rows, const Settings& settings) {
  const std::string text =
      settings.format == "json" ? Json(rows, settings.in_place) : Text(rows, settings.in_place);
  if (const auto written = WriteStandardOutput(text); !written)
    return ReportError(written.error(), "standard output");
  const auto count = [&](Row::State state) { return std::ranges::count(rows, state, &Row::state); };
  if (settings.out.empty() && !settings.in_place) {
    Note(fmt::format("{} sealed files: {} open, {} closed, {} unknown", rows.size(),
                     count(Row::State::kOpens), count(Row::State::kClosed), count(Row::State::kLeft)));
  } else {
    Note(fmt::format("{} sealed files: {} resealed, {} left", rows.size(), count(Row::State::kResealed),
                     count(Row::State::kLeft)));
  }
  return WorstOf(rows);
}

Result<void> ReadKeys(const Settings& settings, std::vector<AgeIdentity>& identities,
                      std::vector<AgeRecipient>& recipients) {
  for (const std::string& file : settings.identities) {
    if (auto read = ReadIdentityFile(file, settings.passphrase_file, identities); !read) return read;
  }
  for (const std::string& word : settings.words) {
    auto recipient = ReadRecipient(word);
    if (!recipient) return std::unexpected(std::move(recipient).error());
    recipients.push_back(*recipient);
  }
  for (const std::string& file : settings.recipient_files) {
    if (auto read = ReadRecipientsFile(file, recipients); !read) return read;
  }
  return {};
}

ExitCode Work(const Settings& settings) {
  const bool reports = settings.out.empty() && !settings.in_place;
  const auto time = ReleaseTime(settings.date);
  if (!time) return ReportError(time.error());
  std::vector<MinisignPublicKey> keys;
  if (const auto error = ReadPublicKeys(settings.keys, keys)) return ReportError(*error);
  std::vector<AgeIdentity> identities;
  std::vector<AgeRecipient> recipients;
  if (const auto read = ReadKeys(settings, identities, recipients); !read) return ReportError(read.error());
  std::unique_ptr<LevelReaders> readers;
  if (!settings.recipients.empty()) {
    auto loaded = LoadLevelReaders(settings.recipients, settings.policy, settings.vocabulary);
    if (!loaded) return loaded.error();
    readers = *std::move(loaded);
  }
  std::optional<MinisignSecretKey> sign_key;
  if (!settings.key.empty()) {
    const auto opened = SigningKey::Open(settings.key);
    if (!opened) return ReportError(opened.error());
    auto unlocked = opened->Unlock(settings.passphrase_file);
    if (!unlocked) return ReportError(unlocked.error());
    sign_key = *std::move(unlocked);
  }
  ResealPlan plan{.identities = identities,
                  .recipients = recipients,
                  .keys = keys,
                  .sign_key = sign_key ? &*sign_key : nullptr,
                  .date = FormatUtc(*time),
                  .force = settings.force};
  plan.readers = readers.get();
  const auto files = FilesBelow(settings.folder, "FOLDER");
  if (!files) return ReportError(files.error(), settings.folder);
  std::vector<Row> rows;
  for (const fs::path& file : *files) {
    const auto kind = KindOf(file);
    if (!kind) {
      rows.push_back({file, SealedKind::kAge, Row::State::kLeft, kind.error()});
    } else if (*kind) {
      const fs::path to = settings.in_place ? file : settings.out / file.lexically_relative(settings.folder);
      rows.push_back(reports ? Look(file, **kind, identities) : Reseal(file, **kind, to, plan));
    }
  }
  return Finish(rows, settings);
}

std::optional<Error> Check(const Settings& settings) {
  const bool seals =
      !settings.recipients.empty() || !settings.words.empty() || !settings.recipient_files.empty();
  if (settings.folder.empty()) return Unusable("no folder is given", "name the one with the sealed files");
  if (settings.identities.empty())
    return Unusable("no identity is given", "name your key file with --identity KEY");
  if (!settings.out.empty() && settings.in_place)
    return Unusable("--out and --in-place are both given", "choose one");
  const bool reports = settings.out.empty() && !settings.in_place;
  if (reports && seals)
    return Unusable("nothing says where the resealed files go", "give --out DIR or --in-place");
  if (!reports && !seals) {
    return Unusable("no recipients are given",
                    "give --recipients recipients.toml for files with levels, --recipient KEY for others");
  }
  std::error_code ignored;
  if (settings.out.empty()) return std::nullopt;
  if (!fs::is_directory(settings.out, ignored))
    return Unusable("the folder does not exist", "create it first", settings.out);
  if (fs::equivalent(settings.out, settings.folder, ignored)) {
    return Unusable("--out names the folder itself", "give another, or --in-place");
  }
  return std::nullopt;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  options.add_options()("folder", po::value(&settings.folder), "")(
      "identity", po::value(&settings.identities)->composing(), "")(
      "recipients", po::value(&settings.recipients), "")("policy", po::value(&settings.policy), "")(
      "vocabulary", po::value(&settings.vocabulary), "")("recipient", po::value(&settings.words)->composing(),
                                                         "")(
      "recipients-file", po::value(&settings.recipient_files)->composing(), "")(
      "key", po::value(&settings.keys)->composing(), "")("sign-key", po::value(&settings.key), "")(
      "passphrase-file", po::value(&settings.passphrase_file), "")("date", po::value(&settings.date), "")(
      "out", po::value(&settings.out), "")("in-place", po::bool_switch(&settings.in_place), "")(
      "format", OneOf(&settings.format, {"text", "json"})->default_value("text"), "")(
      "force", po::bool_switch(&settings.force), "");
  po::positional_options_description positional;
  positional.add("folder", 1);
  const ParsedArguments parsed = ParseArguments("reseal", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  return Work(settings);
}

}  // namespace

const Command kResealCommand = {"reseal", "sealed files to other recipients, and what a key still opens",
                                Run};

}  // namespace markings::cli
