#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "cli/doctor.h"
#include "cli/io.h"
#include "cli/sealing.h"
#include "cli/terminal.h"
#include "libmarkings/age/age.h"
#include "libmarkings/keyring/keyring.h"
#include "libmarkings/keyring/standing.h"
#include "libmarkings/leaks/leak_key.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/text/day.h"

namespace markings::cli {
namespace {

constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
constexpr int kSoon = 30;  // days

// What a secret key is, in words; nothing when it is none that is known.
struct KeyKind {
  std::string words;
  bool plain = false;  // without a passphrase
  bool signs = false;  // a keyring may know it
};

std::optional<KeyKind> KindOf(const SecretBytes& text) {
  const auto minisign = MinisignSecretKey::NeedsPassphrase(text);
  if (minisign) return KeyKind{.words = "a minisign key that signs", .plain = !*minisign, .signs = true};
  if (ReadAgeIdentities(text))
    return KeyKind{.words = "an age key that opens what was sealed", .plain = true};
  const std::string_view view = View(text);
  if (view.starts_with("age-encryption.org/v1\n") || view.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"))
    return KeyKind{.words = "an age key behind a passphrase"};
  if (LeakKey::Parse(text)) return KeyKind{.words = "a key of leak indexes", .plain = true};
  return std::nullopt;
}

void CheckModes(const std::string& file, const struct stat& status, DoctorSubject& subject) {
  if (status.st_uid != geteuid()) {
    subject.Finding("key-owner", "it belongs to somebody else", "give it to the user who signs: chown");
  } else {
    subject.Ok("key-owner", "it belongs to this user");
  }
  if ((status.st_mode & kOthers) != 0) {
    subject.Finding("key-mode", fmt::format("others may use it: its mode is {:04o}", status.st_mode & 07777U),
                    "chmod 600 it, and make a new key if others had the time to read it");
  } else {
    subject.Ok("key-mode", "nobody else may read or change it");
  }
  std::filesystem::path folder = std::filesystem::path(file).parent_path();
  if (folder.empty()) folder = ".";
  struct stat above = {};
  if (stat(folder.c_str(), &above) != 0) {
    subject.NotChecked("key-folder", "its folder cannot be looked at");
  } else if ((above.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    subject.Finding("key-folder",
                    fmt::format("others may put another file in its place: the folder's mode is {:04o}",
                                above.st_mode & 07777U),
                    "keep keys in a folder of their own: chmod 700 it");
  } else {
    subject.Ok("key-folder", "nobody else may put another file in its place");
  }
}

// Days from one to the other.
long long DaysBetween(const std::string& from, const std::string& to) {
  const auto first = ReadDay(from), last = ReadDay(to);
  if (!first || !last) return 0;
  return (std::chrono::sys_days(*last) - std::chrono::sys_days(*first)).count();
}

Result<Keyring> OpenRing(const std::string& file) {
  const auto note = ReadBytes(file);
  if (!note) return std::unexpected(note.error());
  return OpenFirstKeyring(*note);
}

// Whether the public half beside a key counts for releases, or for originals.
void CheckStanding(const std::string& file, const std::string& keyring, const std::string& today,
                   DoctorSubject& subject) {
  const auto ring = OpenRing(keyring);
  if (!ring) return subject.NotChecked("key-standing", "the keyring cannot be read");
  std::filesystem::path beside(file);
  beside.replace_extension(".pub");
  const auto text = ReadBytes(beside.string());
  const auto key =
      text ? MinisignPublicKey::Parse(*text) : Result<MinisignPublicKey>(std::unexpected(text.error()));
  if (!key)
    return subject.NotChecked("key-standing",
                              "its public half is not beside it, with the same name and .pub");
  const auto same = [&](const NoteVerifier& root) { return root.ed25519() == key->ed25519(); };
  if (std::ranges::any_of(ring->roots, same))
    return subject.Ok("key-standing", "it is a root of the keyring");
  const auto reference = KeyReference::Parse(key->KeyLine());
  if (!reference) return subject.NotChecked("key-standing", "its public half cannot be read");
  const auto entry = std::ranges::find_if(
      ring->keys, [&](const KeyringEntry& one) { return one.key.SameKeyAs(*reference); });
  if (entry == ring->keys.end()) {
    return subject.Finding("key-standing",
                           "it is not in the keyring: who goes by that does not accept its signatures",
                           "add it: markings keyring add");
  }
  const KeyJudgement judgement =
      JudgeKey(*ring, *reference, {.purpose = entry->purpose, .date = today, .today = today});
  if (!Counts(judgement.standing)) {
    return subject.Finding("key-standing", "its signatures do not count today: " + judgement.detail,
                           "sign with a key that does: markings keyring show lists them");
  }
  subject.Ok("key-standing", fmt::format("its signatures count today, for {}", Name(entry->purpose)));
}

}  // namespace

void CheckKeyFile(const std::string& file, const std::string& keyring, const std::string& today,
                  DoctorChecks& checks) {
  DoctorSubject subject(checks, "keys", file);
  struct stat status = {};
  if (stat(file.c_str(), &status) != 0) {
    return subject.Finding("key-read", std::string("it cannot be looked at (") + std::strerror(errno) + ")",
                           "check its name and the permissions of its folder");
  }
  if (!S_ISREG(status.st_mode)) return subject.Finding("key-read", "it is no plain file", "name a key file");
  // (Anything else may be secret, and goes into guarded memory alone.)
  if (file.ends_with(".pub")) {
    return subject.Finding("key-kind",
                           "by its name it is the public half of a key: there is nothing in it to keep",
                           "name the .key file");
  }
  CheckModes(file, status, subject);
  auto text = ReadSecretFile(file);
  if (!text && (status.st_mode & kOthers) != 0) {
    return subject.NotChecked("key-kind", "what it is was not looked at, since others may read it");
  }
  if (!text) return subject.Finding("key-read", text.error().message, text.error().fix);
  const auto kind = KindOf(*text);
  if (!kind) {
    return subject.Finding("key-kind", "it is no secret key of minisign, age or leak indexes",
                           "name the .key file that markings keygen or the stock tools wrote");
  }
  subject.Ok("key-kind", "it is " + kind->words);
  subject.Ok("key-passphrase",
             kind->plain ? "it has no passphrase: who can read the file can use it" : "it has a passphrase");
  if (!keyring.empty() && kind->signs) CheckStanding(file, keyring, today, subject);
}

void CheckKeyring(const std::string& file, const std::string& today, DoctorChecks& checks) {
  DoctorSubject subject(checks, "keyring", file);
  const auto ring = OpenRing(file);
  if (!ring) return subject.Finding("keyring-signed", ring.error().message, ring.error().fix);
  subject.Ok("keyring-signed", fmt::format("version {} of {}, signed by {} of {} roots", ring->version,
                                           ring->name, ring->threshold, ring->roots.size()));
  std::size_t counts = 0;
  for (const KeyringEntry& entry : ring->keys) {
    const std::string what = fmt::format("the key of {} for {}", entry.name, Name(entry.purpose));
    if (entry.status != KeyStatus::kActive) {
      subject.Ok("keyring-key", fmt::format("{} is {}", what, Name(entry.status)));
    } else if (today < entry.from) {
      subject.Ok("keyring-key", fmt::format("{} counts from {} on", what, entry.from));
    } else if (!entry.to.empty() && today > entry.to) {
      subject.Finding("keyring-key", fmt::format("{} ended on {}", what, entry.to),
                      "retire it and add the one that follows: markings keyring retire, add");
    } else if (const long long left = DaysBetween(today, entry.to); !entry.to.empty() && left <= kSoon) {
      subject.Finding("keyring-key", fmt::format("{} ends in {} days, on {}", what, left, entry.to),
                      "add the one that follows in time: markings keyring add");
    } else {
      ++counts;
      subject.Ok("keyring-key", what + " counts today");
    }
  }
  if (counts == 0)
    subject.Finding("keyring-empty", "no key in it counts today and for the next days",
                    "add one: markings keyring add");
}

}  // namespace markings::cli
