// markings keyring key, new, add, retire, revoke, roots, sign.

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <optional>
#include <utility>

#include "cli/choice.h"
#include "cli/io.h"
#include "cli/key_words.h"
#include "cli/keyring_actions.h"
#include "cli/output_set.h"
#include "cli/signing.h"
#include "libmarkings/keyring/keyring.h"
#include "libmarkings/note/note.h"
#include "libmarkings/text/day.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

void AddOutput(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("output", po::value(&settings.output)->value_name("F"), "write it to F")(
      "force", po::bool_switch(&settings.force), "overwrite what is there");
}

void AddRoots(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("root", po::value(&settings.roots)->composing()->value_name("VKEY"),
                        "a key that signs the keyring, or a file that holds it; may be given again")(
      "threshold", po::value(&settings.threshold)->value_name("K"), "so many of them must sign");
}

void AddKey(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("key", po::value(&settings.key)->value_name("KEY"),
                        "the key: a .pub file, a line of one, or sha256: and the digest of a certificate");
}

Error In(const std::string& file, Error error) {
  if (error.file.empty()) error.file = file;
  return error;
}

// A keyring to be changed: a text, or the next version of a signed one.
Result<Keyring> ReadRing(const KeyringSettings& settings) {
  if (settings.words.size() != 1) return std::unexpected(Unusable("one keyring is needed", "name its file"));
  const std::string& file = settings.words[0];
  const auto bytes = ReadBytes(file);
  if (!bytes) return std::unexpected(In(file, bytes.error()));
  auto ring = Keyring::Parse(*bytes);
  if (ring) return ring;
  const auto note = UnverifiedNote::Parse(*bytes);
  if (!note) return std::unexpected(In(file, ring.error()));
  ring = Keyring::Parse(note->text);
  if (!ring) return std::unexpected(In(file, ring.error()));
  ++ring->version;
  return ring;
}

// Only what would be read again is written.
ExitCode Write(const Keyring& ring, const KeyringSettings& settings) {
  const std::string text = ring.Format();
  if (const auto again = Keyring::Parse(text); !again) {
    Error error = again.error();
    error.code = ErrorCode::kUnusableInput;
    error.where = {};
    error.fix = "change what was given; nothing was written";
    return ReportError(error);
  }
  return WriteResult(text, settings.output, settings.force);
}

std::optional<Error> SetRoots(const KeyringSettings& settings, Keyring& ring) {
  if (settings.roots.empty()) return Unusable("no roots are given", "name each with --root VKEY");
  if (settings.threshold.empty())
    return Unusable("--threshold is missing", "say how many of the roots must sign");
  const auto threshold = ReadNumber(settings.threshold, "--threshold");
  if (!threshold) return threshold.error();
  ring.threshold = *threshold;
  ring.roots.clear();
  for (const std::string& word : settings.roots) {
    auto root = ReadNoteKey(word);
    if (!root) return root.error();
    ring.roots.push_back(*std::move(root));
  }
  return std::nullopt;
}

// The entry of --key.
Result<KeyringEntry*> FindKey(const KeyringSettings& settings, Keyring& ring) {
  if (settings.key.empty())
    return std::unexpected(Unusable("--key is missing", "name the key with --key KEY"));
  const auto key = ReadKeyReference(settings.key);
  if (!key) return std::unexpected(key.error());
  const auto found =
      std::ranges::find_if(ring.keys, [&](const KeyringEntry& entry) { return entry.key.SameKeyAs(*key); });
  if (found == ring.keys.end()) {
    return std::unexpected(
        Unusable("the key is not in the keyring", "markings keyring show lists those that are"));
  }
  return &*found;
}

// ---- key ----

constexpr std::string_view kKeyUsage = R"(usage: markings keyring key NAME office.pub [--purpose witness]

Prints a public key in the form in which roots, registers and witnesses are named: NAME+1a2b3c4d+base64.

example:
  markings keyring key ada.example.org ada.pub > ada.vkey

exit status: 0 printed; 2 unusable key or name; 3 an I/O or internal fault
)";

void AddKeyOptions(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("purpose", OneOf(&settings.purpose, {"witness"})->value_name("P"),
                        "witness for a key that signs cosignatures");
}

ExitCode RunKey(const KeyringSettings& settings) {
  if (settings.words.size() != 2)
    return ReportError(Unusable("a name and a .pub file are needed", "give both"));
  const auto text = ReadBytes(settings.words[1]);
  if (!text) return ReportError(text.error(), settings.words[1]);
  const auto key = MinisignPublicKey::Parse(*text);
  if (!key) return ReportError(key.error(), settings.words[1]);
  const auto verifier = NoteVerifier::Create(
      settings.words[0], *key, settings.purpose.empty() ? NoteKeyType::kNote : NoteKeyType::kCosignature);
  if (!verifier) return ReportError(verifier.error());
  return WriteResult(verifier->Format() + "\n", {}, false);
}

// ---- new, roots ----

constexpr std::string_view kNewUsage =
    R"(usage: markings keyring new --name NAME --root VKEY... --threshold K --output F

Begins a keyring: version 1, to be filled with keyring add and signed by K of its roots.

example:
  markings keyring new --name example.org/keys --root ada.vkey --root ben.vkey --threshold 2 --output keys.txt

exit status: 0 written; 2 unusable keys or arguments; 3 an I/O or internal fault
)";

void AddNewOptions(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("name", po::value(&settings.name)->value_name("NAME"), "the name, in one word");
  AddRoots(options, settings);
  AddOutput(options, settings);
}

ExitCode RunNew(const KeyringSettings& settings) {
  if (!settings.words.empty()) return ReportError(Unusable("keyring new takes no file", "see --help"));
  Keyring ring;
  ring.name = settings.name;
  if (const auto wrong = SetRoots(settings, ring)) return ReportError(*wrong);
  return Write(ring, settings);
}

constexpr std::string_view kRootsUsage =
    R"(usage: markings keyring roots RING --root VKEY... --threshold K --output F

Gives a keyring other roots. The new version must be signed by the roots of the one before and by those named here.

example:
  markings keyring roots keys --root ada.vkey --root cleo.vkey --threshold 2 --output next.txt

exit status: 0 written; 2 unusable keyring, keys or arguments; 3 an I/O or internal fault
)";

void AddRootsOptions(po::options_description& options, KeyringSettings& settings) {
  AddRoots(options, settings);
  AddOutput(options, settings);
}

ExitCode RunRoots(const KeyringSettings& settings) {
  auto ring = ReadRing(settings);
  if (!ring) return ReportError(ring.error());
  if (const auto wrong = SetRoots(settings, *ring)) return ReportError(*wrong);
  return Write(*ring, settings);
}

// ---- add, retire, revoke ----

constexpr std::string_view kAddUsage =
    R"(usage: markings keyring add RING --name NAME --purpose P --key KEY --from DAY [--to DAY] --output F

Adds a key. P is original, release, register or witness; a key serves one purpose only. Both days are included.

example:
  markings keyring add keys --name office --purpose release --key office.pub --from 2026-01-01 --to 2027-12-31 --output next.txt

exit status: 0 written; 2 unusable keyring, key or arguments; 3 an I/O or internal fault
)";

void AddAddOptions(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("name", po::value(&settings.name)->value_name("NAME"), "who holds it, in one word")(
      "purpose", OneOf(&settings.purpose, {"original", "release", "register", "witness"})->value_name("P"),
      "what it signs")("from", po::value(&settings.from)->value_name("DAY"), "its first day")(
      "to", po::value(&settings.to)->value_name("DAY"), "its last day; no end is set unless given");
  AddKey(options, settings);
  AddOutput(options, settings);
}

ExitCode RunAdd(const KeyringSettings& settings) {
  auto ring = ReadRing(settings);
  if (!ring) return ReportError(ring.error());
  if (settings.name.empty() || settings.purpose.empty() || settings.key.empty() || settings.from.empty()) {
    return ReportError(Unusable("--name, --purpose, --key and --from are needed", "give each"));
  }
  const auto purpose = ReadKeyPurpose(settings.purpose);
  if (!purpose) return ReportError(purpose.error());
  auto key = ReadKeyReference(settings.key);
  if (!key) return ReportError(key.error());
  ring->keys.push_back(
      {settings.name, *purpose, *std::move(key), settings.from, settings.to, KeyStatus::kActive});
  return Write(*ring, settings);
}

constexpr std::string_view kRetireUsage = R"(usage: markings keyring retire RING --key KEY --to DAY --output F

Takes a key out of use: DAY was its last. What it signed up to then stays valid where a register shows that it was
logged by then.

example:
  markings keyring retire keys --key office.pub --to 2026-11-30 --output next.txt

exit status: 0 written; 2 unusable keyring, key or arguments; 3 an I/O or internal fault
)";

void AddRetireOptions(po::options_description& options, KeyringSettings& settings) {
  AddKey(options, settings);
  options.add_options()("to", po::value(&settings.to)->value_name("DAY"), "its last day");
  AddOutput(options, settings);
}

ExitCode RunRetire(const KeyringSettings& settings) {
  auto ring = ReadRing(settings);
  if (!ring) return ReportError(ring.error());
  const auto entry = FindKey(settings, *ring);
  if (!entry) return ReportError(entry.error());
  if (settings.to.empty()) return ReportError(Unusable("--to is missing", "give the key's last day"));
  if ((*entry)->status == KeyStatus::kRevoked) {
    return ReportError(Unusable("the key is revoked already", "leave it so"));
  }
  (*entry)->to = settings.to;
  (*entry)->status = KeyStatus::kRetired;
  return Write(*ring, settings);
}

constexpr std::string_view kRevokeUsage = R"(usage: markings keyring revoke RING --key KEY --output F

Revokes a key that may be in other hands. It stays in the keyring, revoked, for ever. Log it too, so that what it signed
before stays valid: markings register append DIR --revoke KEY --from-index N.

example:
  markings keyring revoke keys --key office.pub --output next.txt

exit status: 0 written; 2 unusable keyring, key or arguments; 3 an I/O or internal fault
)";

void AddRevokeOptions(po::options_description& options, KeyringSettings& settings) {
  AddKey(options, settings);
  AddOutput(options, settings);
}

ExitCode RunRevoke(const KeyringSettings& settings) {
  auto ring = ReadRing(settings);
  if (!ring) return ReportError(ring.error());
  const auto entry = FindKey(settings, *ring);
  if (!entry) return ReportError(entry.error());
  (*entry)->status = KeyStatus::kRevoked;
  return Write(*ring, settings);
}

// ---- sign ----

constexpr std::string_view kSignUsage =
    R"(usage: markings keyring sign RING --sign-key K [--name NAME] --output F

Adds a root's signature to a keyring's text, or to one that others have signed. Read what you sign: markings keyring
show. The name is that of the root in the keyring; a root of the version before that is none any more gives --name.

example:
  markings keyring sign next.txt --sign-key ada.key --output next.ada
  markings keyring sign next.ada --sign-key ben.key --output keys

exit status: 0 written; 2 unusable keyring, key or arguments; 3 an I/O or internal fault
)";

void AddSignOptions(po::options_description& options, KeyringSettings& settings) {
  options.add_options()("sign-key", po::value(&settings.sign_key)->value_name("K"),
                        "the root's secret key (required)")(
      "passphrase-file", po::value(&settings.passphrase_file)->value_name("FILE"),
      "read its passphrase from the first line of FILE")(
      "name", po::value(&settings.name)->value_name("NAME"), "the name of the root");
  AddOutput(options, settings);
}

ExitCode RunSign(const KeyringSettings& settings) {
  if (settings.words.size() != 1) return ReportError(Unusable("one keyring is needed", "name its file"));
  if (settings.sign_key.empty())
    return ReportError(Unusable("--sign-key is missing", "name the key with --sign-key K"));
  const std::string& file = settings.words[0];
  const auto bytes = ReadBytes(file);
  if (!bytes) return ReportError(bytes.error(), file);
  const auto ring = ReadRing(settings);
  if (!ring) return ReportError(ring.error());
  const auto key_file = SigningKey::Open(settings.sign_key);
  if (!key_file) return ReportError(key_file.error());
  const auto key = key_file->Unlock(settings.passphrase_file);
  if (!key) return ReportError(key.error());
  std::string name = settings.name;
  if (name.empty()) {
    const MinisignPublicKey own = key->public_key();
    const auto root = std::ranges::find_if(
        ring->roots, [&](const NoteVerifier& one) { return one.ed25519() == own.ed25519(); });
    if (root == ring->roots.end()) {
      return ReportError(Unusable("the key is none of the keyring's roots",
                                  "a root of the version before gives its name with --name", file));
    }
    name = root->name();
  }
  const auto signer = NoteSigner::Create(name, *key);
  if (!signer) return ReportError(signer.error());
  const auto note = SignKeyring(*bytes, *signer);
  if (!note) return ReportError(note.error(), file);
  return WriteResult(*note, settings.output, settings.force);
}

}  // namespace

const KeyringAction kKeyringKey = {"key", kKeyUsage, AddKeyOptions, RunKey};
const KeyringAction kKeyringNew = {"new", kNewUsage, AddNewOptions, RunNew};
const KeyringAction kKeyringRoots = {"roots", kRootsUsage, AddRootsOptions, RunRoots};
const KeyringAction kKeyringAdd = {"add", kAddUsage, AddAddOptions, RunAdd};
const KeyringAction kKeyringRetire = {"retire", kRetireUsage, AddRetireOptions, RunRetire};
const KeyringAction kKeyringRevoke = {"revoke", kRevokeUsage, AddRevokeOptions, RunRevoke};
const KeyringAction kKeyringSign = {"sign", kSignUsage, AddSignOptions, RunSign};

}  // namespace markings::cli
