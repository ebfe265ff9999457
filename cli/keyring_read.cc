// markings keyring verify, show.

#include <fmt/format.h>

#include <array>
#include <boost/program_options/value_semantic.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "cli/choice.h"
#include "cli/io.h"
#include "cli/keyring_actions.h"
#include "cli/output_set.h"
#include "libmarkings/keyring/standing.h"
#include "libmarkings/note/note.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/text/day.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;
using Json = nlohmann::ordered_json;

Result<std::string> ReadNamed(const std::string& file) {
  auto bytes = ReadBytes(file);
  if (!bytes) bytes.error().file = file;
  return bytes;
}

std::unexpected<Error> In(const std::string& file, Error error) {
  if (error.file.empty()) error.file = file;
  return std::unexpected(std::move(error));
}

// ---- verify ----

constexpr std::string_view kVerifyUsage = R"(usage: markings keyring verify RING... --state F [--first]

Checks that each RING is the version after the one before it, the first that after the one kept in F: signed by enough
of the roots of both, no revoked key back or gone. Then F becomes the last of them. F is never replaced by an older
version. With --first there is no F yet: the first RING is taken on its own roots' word, so compare the digest that is
printed with one that you got in another way.

example:
  markings keyring verify keys --state keys.trusted --first
  markings keyring verify keys.2 keys.3 --state keys.trusted

exit status: 0 proved, and F holds the last; 1 not so; 2 unusable keyring or arguments; 3 an I/O or internal fault.
Unless it is 0 F stays as it was.
)";

void AddVerifyOptions(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("state", po::value(&settings.state)->value_name("F"),
                        "where the highest version seen is kept (required)")(
      "first", po::bool_switch(&settings.first), "begin to trust: F must not be there");
}

struct Seen {
  std::string note;
  Keyring ring;
};

Result<Seen> FirstOf(const KeyringSettings& settings, std::size_t& next) {
  const std::string& file = settings.first ? settings.words[next++] : settings.state;
  auto note = ReadNamed(file);
  if (!note) {
    if (!settings.first && note.error().code == ErrorCode::kUnusableInput) {
      note.error().fix = "begin to trust a keyring with --first";
    }
    return std::unexpected(std::move(note).error());
  }
  auto ring = OpenFirstKeyring(*note);
  if (!ring) return In(file, std::move(ring).error());
  return Seen{*std::move(note), *std::move(ring)};
}

ExitCode RunVerify(const KeyringSettings& settings) {
  if (settings.words.empty()) return ReportError(Unusable("no keyring is given", "name its file"));
  if (settings.state.empty())
    return ReportError(Unusable("--state is missing", "name the file with --state F"));
  std::error_code ignored;
  if (settings.first && std::filesystem::exists(settings.state, ignored)) {
    return ReportError(Unusable("a keyring is trusted already", "leave out --first", settings.state));
  }
  std::size_t next = 0;
  auto seen = FirstOf(settings, next);
  if (!seen) return ReportError(seen.error());
  for (; next < settings.words.size(); ++next) {
    auto note = ReadNamed(settings.words[next]);
    if (!note) return ReportError(note.error());
    // The one that was seen last, again: its signatures are checked, and nothing changes.
    auto again = OpenFirstKeyring(*note);
    if (again && again->Format() == seen->ring.Format()) continue;
    auto ring = FollowKeyring(seen->ring, *note);
    if (!ring) return ReportError(ring.error(), settings.words[next]);
    seen = Seen{*std::move(note), *std::move(ring)};
  }
  const std::array<PlannedFile, 1> files = {PlannedFile{settings.state, seen->note}};
  if (auto written = WriteAll(files, true); !written) return ReportError(written.error());
  const Keyring& ring = seen->ring;
  return WriteResult(fmt::format("proved: version {} of {}, {} of {} roots must sign, {} keys, SHA-256 {}\n",
                                 ring.version, Printable(ring.name), ring.threshold, ring.roots.size(),
                                 ring.keys.size(), Sha256Hex(ring.Format())),
                     {}, false);
}

// ---- show ----

constexpr std::string_view kShowUsage =
    R"(usage: markings keyring show RING [--name NAME --purpose P --at DAY]

The keys of a keyring, one a line or as JSON; with a name, a purpose and a day those that are in use. Who wants to trust
them shows the file that keyring verify keeps. A text that is not signed yet is shown too, so that roots can read what
they sign.

example:
  markings keyring show keys.trusted --name office --purpose release --at 2026-11-23

exit status: 0 shown; 1 no key is in use for what was asked, or a signature does not hold; 2 unusable keyring or
arguments; 3 an I/O or internal fault
)";

void AddShowOptions(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("name", po::value(&settings.name)->value_name("NAME"), "who holds the key")(
      "purpose", OneOf(&settings.purpose, {"original", "release", "register", "witness"})->value_name("P"),
      "original, release, register or witness")("at", po::value(&settings.at)->value_name("DAY"), "the day")(
      "format", OneOf(&settings.format, {"text", "json"})->value_name("FORMAT"),
      "text (the default) or json");
}

Json KeyJson(const KeyringEntry& entry) {
  return Json{{"name", entry.name},
              {"purpose", Name(entry.purpose)},
              {"key", entry.key.text()},
              {"from", entry.from},
              {"to", entry.to.empty() ? Json() : Json(entry.to)},
              {"status", Name(entry.status)}};
}

std::string KeyLine(const KeyringEntry& entry) {
  return fmt::format("{} {} {} {} {} {}\n", Printable(entry.name), Name(entry.purpose),
                     Printable(entry.key.text()), entry.from, entry.to.empty() ? "-" : entry.to,
                     Name(entry.status));
}

// A signed keyring must hold on its own word; a text has no signatures.
Result<std::pair<Keyring, bool>> ReadToShow(const std::string& file) {
  const auto bytes = ReadNamed(file);
  if (!bytes) return std::unexpected(bytes.error());
  if (auto draft = Keyring::Parse(*bytes)) return std::pair(*std::move(draft), false);
  if (auto whole = OpenFirstKeyring(*bytes)) return std::pair(*std::move(whole), true);
  // Some roots may still have to sign.
  const auto note = UnverifiedNote::Parse(*bytes);
  if (!note) return In(file, note.error());
  auto ring = Keyring::Parse(note->text);
  if (!ring) return In(file, std::move(ring).error());
  if (auto some = OpenNote(*bytes, ring->roots); !some) return In(file, std::move(some).error());
  return std::pair(*std::move(ring), false);
}

ExitCode RunShow(const KeyringSettings& settings) {
  if (settings.words.size() != 1) return ReportError(Unusable("one keyring is needed", "name its file"));
  const bool asked = !settings.name.empty() || !settings.purpose.empty() || !settings.at.empty();
  if (asked && (settings.name.empty() || settings.purpose.empty() || settings.at.empty())) {
    return ReportError(Unusable("--name, --purpose and --at go together", "give all three or none"));
  }
  std::optional<KeyPurpose> purpose;
  if (asked) {
    const auto read = ReadKeyPurpose(settings.purpose);
    if (!read) return ReportError(read.error());
    purpose = *read;
    if (!ReadDay(settings.at))
      return ReportError(Unusable("the value of --at is no day", "write it as 2026-11-23"));
  }
  const auto shown = ReadToShow(settings.words[0]);
  if (!shown) return ReportError(shown.error());
  const auto& [ring, is_signed] = *shown;
  std::vector<const KeyringEntry*> keys;
  if (purpose) {
    keys = FindKeys(ring, settings.name, *purpose, settings.at);
  } else {
    for (const KeyringEntry& entry : ring.keys) keys.push_back(&entry);
  }
  Json json{{"schema", "markings/keyring-show/1"},
            {"name", ring.name},
            {"version", ring.version},
            {"signed", is_signed},
            {"threshold", ring.threshold},
            {"roots", Json::array()},
            {"keys", Json::array()}};
  for (const NoteVerifier& root : ring.roots) json["roots"].push_back(root.Format());
  std::string text;
  if (!purpose) {
    text = fmt::format("{} version {}, {}signed, {} of {} roots must sign\n", Printable(ring.name),
                       ring.version, is_signed ? "" : "not yet ", ring.threshold, ring.roots.size());
    for (const NoteVerifier& root : ring.roots) text += fmt::format("root {}\n", Printable(root.Format()));
  }
  for (const KeyringEntry* entry : keys) {
    json["keys"].push_back(KeyJson(*entry));
    text += KeyLine(*entry);
  }
  const auto written = WriteStandardOutput(settings.format == "json" ? json.dump(2) + "\n" : text);
  if (!written) return ReportError(written.error(), "standard output");
  return purpose && keys.empty() ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace

const KeyringAction kKeyringVerify = {"verify", kVerifyUsage, AddVerifyOptions, RunVerify};
const KeyringAction kKeyringShow = {"show", kShowUsage, AddShowOptions, RunShow};

}  // namespace markings::cli
