#ifndef LIBMARKINGS_KEYRING_KEYRING_H_
#define LIBMARKINGS_KEYRING_KEYRING_H_

// Which keys are trusted for what, and from when to when: a signed note with a version, signed by so many of
// its root keys, and each version by so many of the one before it. So who once trusts a version trusts all
// that follow, without a server. After The Update Framework, section 5.3. docs/formats/keyring.md
//
//   auto ring = OpenFirstKeyring(first);         // `first` came over a way that is trusted
//   for (const auto& next : later) ring = FollowKeyring(*ring, next);
//   keep(ring);                                  // and never go back: the next one must follow this one
//
// Functions keep no state.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/note/key_reference.h"
#include "libmarkings/note/note_key.h"
#include "libmarkings/text/error.h"

namespace markings {

// What a key signs. One key, one purpose.
enum class KeyPurpose : std::uint8_t {
  kOriginal,  // originals (attest)
  kRelease,   // releases
  kRegister,  // the checkpoints of a register
  kWitness,   // cosignatures of checkpoints
};
enum class KeyStatus : std::uint8_t {
  kActive,
  kRetired,  // no more in use; what it signed in its time stays valid
  kRevoked,  // it may be in other hands
};

[[nodiscard]] MARKINGS_API std::string_view Name(KeyPurpose purpose);  // "original", "release", ...
[[nodiscard]] MARKINGS_API std::string_view Name(KeyStatus status);    // "active", "retired", "revoked"
// Errors: kUnusableInput.
[[nodiscard]] MARKINGS_API Result<KeyPurpose> ReadKeyPurpose(std::string_view name);

struct MARKINGS_API KeyringEntry {
  std::string name;  // of who holds it, in one word
  KeyPurpose purpose = KeyPurpose::kRelease;
  KeyReference key;
  std::string from, to;  // days, both included; `to` empty: no end is set
  KeyStatus status = KeyStatus::kActive;
};

struct MARKINGS_API Keyring {
  std::string name;
  std::uint64_t version = 1;
  std::size_t threshold = 1;        // so many of the roots must sign
  std::vector<NoteVerifier> roots;  // at most 16, none twice
  std::vector<KeyringEntry> keys;   // at most 1000, no key twice

  // The text that is signed, in its one form. Reading it proves nothing. Errors: kBadRegister with the place.
  [[nodiscard]] static Result<Keyring> Parse(std::string_view text);
  [[nodiscard]] std::string Format() const;
};

// A keyring that was signed by so many of its own roots. That these are the right ones is the caller's to
// know. Errors: kBadRegister for the form, kNotAuthentic for too few signatures or a wrong one.
[[nodiscard]] MARKINGS_API Result<Keyring> OpenFirstKeyring(std::string_view note);

// The next version: signed by so many of the roots of the one before and so many of its own, its version one
// higher, and no key that was revoked is missing or back. Errors: the same.
[[nodiscard]] MARKINGS_API Result<Keyring> FollowKeyring(const Keyring& before, std::string_view note);

// Adds a signature to a keyring's text, or to a note with some. Errors: kUnusableInput when the key has
// signed it already; kBadRegister.
[[nodiscard]] MARKINGS_API Result<std::string> SignKeyring(std::string_view text_or_note,
                                                           const NoteSigner& signer);

}  // namespace markings

#endif  // LIBMARKINGS_KEYRING_KEYRING_H_
