#ifndef LIBMARKINGS_KEYRING_STANDING_H_
#define LIBMARKINGS_KEYRING_STANDING_H_

// Whether a key counts for a signature. Thread-safe.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/keyring/keyring.h"

namespace markings {

// From a register (RevokeEntry): what the key signed and was logged before that index stays valid.
struct MARKINGS_API KeyRevocation {
  KeyReference key;
  std::uint64_t from_index = 0;
};

// Where and when a release was logged, as was proved.
struct MARKINGS_API LoggedAt {
  std::uint64_t index = 0;
  std::string date;  // the day in the entry
};

struct MARKINGS_API KeyQuestion {
  KeyPurpose purpose = KeyPurpose::kRelease;
  std::string date;   // the day that the signer says it was signed on
  std::string today;  // the day that is decided by
  // (Initialised, so that they may be left out.) Revocations: all that are known, of the register that it was
  // logged in.
  std::optional<LoggedAt> logged{};          // NOLINT(readability-redundant-member-init)
  std::vector<KeyRevocation> revocations{};  // NOLINT(readability-redundant-member-init)
};

enum class Standing : std::uint8_t {
  kValid,
  kValidByRegister,  // the key is expired or revoked, but this was logged before
  kUnknown,          // not in the keyring for that purpose
  kNotYet,           // signed before the key's first day
  kExpired,
  kRevoked,
};
[[nodiscard]] MARKINGS_API std::string_view Name(Standing standing);  // "valid", "valid-by-register", ...
[[nodiscard]] MARKINGS_API bool Counts(Standing standing);            // the first two

struct MARKINGS_API KeyJudgement {
  Standing standing = Standing::kUnknown;
  const KeyringEntry* entry = nullptr;  // in the keyring
  std::string detail;                   // in plain words
};

// What a key is worth for one signature. The day of signing is the signer's word, so an expired or revoked
// key can set it back: then only a register shows that the signature was there in time. A revocation in a
// register decides by the index; a key that only the keyring calls revoked counts for nothing any more. Days
// are written YYYY-MM-DD.
[[nodiscard]] MARKINGS_API KeyJudgement JudgeKey(const Keyring& ring, const KeyReference& key,
                                                 const KeyQuestion& question);

// The keys of a name and purpose that are in use on a day: active, that day within theirs. Point into the
// keyring.
[[nodiscard]] MARKINGS_API std::vector<const KeyringEntry*> FindKeys(const Keyring& ring,
                                                                     std::string_view name,
                                                                     KeyPurpose purpose,
                                                                     std::string_view day);

}  // namespace markings

#endif  // LIBMARKINGS_KEYRING_STANDING_H_
