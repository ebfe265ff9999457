// markings register init, append.

#include <fmt/format.h>

#include <boost/program_options/value_semantic.hpp>
#include <filesystem>
#include <utility>

#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/register_actions.h"
#include "cli/signing.h"
#include "libmarkings/register/register.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/manifest.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kManifestSuffix = ".release.json";

// ---- init ----

constexpr std::string_view kInitUsage = R"(usage: markings register init DIR --name NAME --sign-key K

Begins a register in DIR, which is made or must be empty, and prints its key: what others check it with, to be
published where they trust it. NAME says whose register it is for ever, like a place on the web without https://; it
needs not exist. K is a key of its own, of markings keygen, that signs nothing else.

example:
  markings keygen --out register-key
  markings register init register --name example.org/releases --sign-key register-key.key > register.vkey

exit status: 0 the register is there; 2 unusable arguments or key, or something is in DIR; 3 an I/O or internal fault
)";

void AddInitOptions(po::options_description& options, RegisterSettings& settings) {
  AddSignerOptions(options, settings);
  options.add_options()("name", po::value(&settings.name)->value_name("NAME"), "its name (required)");
}

std::optional<Error> CheckSigner(const RegisterSettings& settings) {
  if (settings.words.empty()) return Unusable("no register is given", "name its folder");
  if (settings.sign_key.empty())
    return Unusable("--sign-key is missing", "name the register's key with --sign-key K");
  return std::nullopt;
}

ExitCode RunInit(const RegisterSettings& settings) {
  if (const auto wrong = CheckSigner(settings)) return ReportError(*wrong);
  if (settings.words.size() != 1) return ReportError(Unusable("two folders are given", "name one"));
  if (settings.name.empty())
    return ReportError(Unusable("--name is missing", "name the register with --name NAME"));
  const auto key_file = SigningKey::Open(settings.sign_key);
  if (!key_file) return ReportError(key_file.error());
  const auto key = key_file->Unlock(settings.passphrase_file);
  if (!key) return ReportError(key.error());
  const auto signer = NoteSigner::Create(settings.name, *key);
  if (!signer) return ReportError(signer.error());
  if (auto made = InitRegister(settings.words[0], *signer); !made) return ReportError(made.error());
  const auto written = WriteStandardOutput(signer->verifier().Format() + "\n");
  return written ? ExitCode::kDone : ReportError(written.error(), "standard output");
}

// ---- append ----

constexpr std::string_view kAppendUsage =
    R"(usage: markings register append DIR STEM.release.json... --sign-key K
       markings register append DIR --revoke KEY --from-index N --sign-key K

Logs releases by their manifests, all or none, and puts beside each STEM.tlog-proof: ship it with the release, whoever has
the register's key checks it without the register. Or logs that a key is revoked: what was logged before entry N stays
valid, later entries do not count. Several processes may append at once; an append that is killed has logged all or
nothing.

options:
  --sign-key K              the register's own secret key, a .key file (required)
  --passphrase-file FILE    read its passphrase from the first line of FILE
  --date DATE               the day of the entry; SOURCE_DATE_EPOCH or today unless given
  --id ID                   the release's id, 32 hexadecimal digits; from the manifest's digest unless given
  --revoke KEY              the key: a .pub file, the line of a minisign key or of a note's key, or sha256: and the
                            digest of a certificate
  --from-index N            the first entry that does not count any more
  --output F                write the proof to F (of one entry; with --revoke there is none otherwise)
  --force                   overwrite proofs that are there

example:
  markings register append register out/cable.release.json --sign-key register-key.key

exit status: 0 logged, and the proofs are in place; 1 the register is another key's; 2 unusable input, register or
arguments; 3 an I/O or internal fault
)";

void AddAppendOptions(po::options_description& options, RegisterSettings& settings) {
  AddSignerOptions(options, settings);
  AddOutputOptions(options, settings);
  options.add_options()("date", po::value(&settings.date)->value_name("DATE"),
                        "with append: the day of the entry; SOURCE_DATE_EPOCH or today unless given")(
      "id", po::value(&settings.id)->value_name("ID"),
      "with append: the release's id, 32 hexadecimal digits")(
      "revoke", po::value(&settings.revoke)->value_name("KEY"), "with append: a key that is revoked")(
      "from-index", po::value(&settings.from_index)->value_name("N"),
      "with append: the first entry that does not count any more");
}

std::optional<Error> CheckAppend(const RegisterSettings& settings) {
  if (auto wrong = CheckSigner(settings)) return wrong;
  const std::size_t manifests = settings.words.size() - 1;
  if (settings.revoke.empty() != settings.from_index.empty()) {
    return Unusable("--revoke and --from-index go together", "give both or neither");
  }
  if (settings.revoke.empty() == (manifests == 0)) {
    return Unusable(manifests == 0 ? "nothing is to be logged" : "releases and --revoke are logged apart",
                    "name manifests, or a key with --revoke");
  }
  if (!settings.id.empty() && manifests != 1)
    return Unusable("--id is for one manifest", "log them one at a time");
  if (!settings.output.empty() && manifests > 1) {
    return Unusable("--output is for one entry", "leave it out: each proof goes beside its manifest");
  }
  return std::nullopt;
}

// The entry of a manifest's bytes.
Result<std::string> EntryOf(const std::string& file, const std::string& date, const std::string& id) {
  const auto in = [&](Error error) {
    if (error.file.empty()) error.file = file;
    error.where = {};
    return std::unexpected(std::move(error));
  };
  if (!file.ends_with(kManifestSuffix)) {
    return in(Unusable("its name does not end in .release.json, as a manifest's does", "name the manifest"));
  }
  const auto bytes = ReadBytes(file);
  if (!bytes) return in(bytes.error());
  if (const auto manifest = Manifest::Parse(*bytes); !manifest) return in(manifest.error());
  const std::string digest = Sha256Hex(*bytes);
  auto entry = MakeReleaseEntry(id.empty() ? ReleaseIdOf(digest) : id, digest, date);
  if (!entry) return in(std::move(entry).error());
  return entry;
}

struct Plan {
  std::vector<std::string> entries;
  std::vector<std::string> proofs;  // where they go; empty: nowhere
};

Result<Plan> MakePlan(const RegisterSettings& settings) {
  const auto time = ReleaseTime(settings.date);
  if (!time) return std::unexpected(time.error());
  const std::string date = FormatUtc(*time);
  Plan plan;
  if (!settings.revoke.empty()) {
    const auto key = ReadKeyReference(settings.revoke);
    if (!key) return std::unexpected(key.error());
    const auto index = ReadNumber(settings.from_index, "--from-index");
    if (!index) return std::unexpected(index.error());
    auto entry = MakeRevokeEntry(key->text(), *index, date);
    if (!entry) return std::unexpected(std::move(entry).error());
    plan.entries.push_back(*std::move(entry));
    plan.proofs.push_back(settings.output);
  }
  for (std::size_t i = 1; i < settings.words.size(); ++i) {
    const std::string& file = settings.words[i];
    auto entry = EntryOf(file, date, settings.id);
    if (!entry) return std::unexpected(std::move(entry).error());
    plan.entries.push_back(*std::move(entry));
    plan.proofs.push_back(settings.output.empty()
                              ? file.substr(0, file.size() - kManifestSuffix.size()) + ".tlog-proof"
                              : settings.output);
  }
  // Looked at before anything is logged.
  std::error_code ignored;
  for (const std::string& proof : plan.proofs) {
    if (!proof.empty() && !settings.force && std::filesystem::exists(proof, ignored)) {
      return std::unexpected(
          Unusable("the file exists already", "give --force to overwrite it; nothing was logged", proof));
    }
  }
  return plan;
}

ExitCode RunAppend(const RegisterSettings& settings) {
  if (const auto wrong = CheckAppend(settings)) return ReportError(*wrong);
  const std::string& folder = settings.words[0];
  const auto key_file = SigningKey::Open(settings.sign_key);
  if (!key_file) return ReportError(key_file.error());
  const auto plan = MakePlan(settings);
  if (!plan) return ReportError(plan.error());
  const auto name = NameOfRegister(folder);
  if (!name) return ReportError(name.error());
  const auto key = key_file->Unlock(settings.passphrase_file);
  if (!key) return ReportError(key.error());
  const auto signer = NoteSigner::Create(*name, *key);
  if (!signer) return ReportError(signer.error());
  const auto appended = AppendToRegister(folder, plan->entries, *signer);
  if (!appended) return ReportError(appended.error());
  std::vector<PlannedFile> files;
  for (std::size_t i = 0; i < appended->size(); ++i) {
    if (!plan->proofs[i].empty()) files.push_back({plan->proofs[i], (*appended)[i].proof});
  }
  if (auto written = WriteAll(files, settings.force); !written) {
    Error error = written.error();
    error.fix = fmt::format(
        "the entries are logged, from index {} on; markings register prove makes the proofs again",
        appended->front().index);
    return ReportError(error);
  }
  for (std::size_t i = 0; i < appended->size(); ++i) {
    Note(fmt::format("logged as entry {} of {}{}", (*appended)[i].index, *name,
                     plan->proofs[i].empty() ? "" : ", proof in " + plan->proofs[i]));
  }
  return ExitCode::kDone;
}

}  // namespace

const RegisterAction kRegisterInit = {"init", kInitUsage, AddInitOptions, RunInit};
const RegisterAction kRegisterAppend = {"append", kAppendUsage, AddAppendOptions, RunAppend};

}  // namespace markings::cli
