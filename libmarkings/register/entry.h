#ifndef LIBMARKINGS_REGISTER_ENTRY_H_
#define LIBMARKINGS_REGISTER_ENTRY_H_

// What a register holds: one short text for each release, and one for each key that is revoked. An entry of a
// release has the same length and shape whatever was released, also when that neither confirms nor denies
// that there is a record. No entry has a title or a name of a file in it. docs/formats/register.md

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "libmarkings/export.h"
#include "libmarkings/note/key_reference.h"
#include "libmarkings/text/error.h"

namespace markings {

inline constexpr std::size_t kMaxEntrySize = 65535;  // C2SP tlog-tiles: a 16-bit length

struct MARKINGS_API ReleaseEntry {
  std::string id;               // 32 small hexadecimal digits
  std::string manifest_sha256;  // 64 of them
  std::string date;             // the day, "2026-11-23": in a register no release tells its hour
};

// What was logged before index `from_index` stays valid; what the key signed and was logged later is not.
struct MARKINGS_API RevokeEntry {
  KeyReference key;
  std::uint64_t from_index = 0;
  std::string date;  // the day
};

using RegisterEntry = std::variant<ReleaseEntry, RevokeEntry>;

// The bytes of an entry of a release. `date` is a day, or a time in UTC ("2026-11-23T10:15:00Z") of which the
// day is taken. Errors: kUnusableInput.
[[nodiscard]] MARKINGS_API Result<std::string> MakeReleaseEntry(std::string_view id,
                                                                std::string_view manifest_sha256,
                                                                std::string_view date);
// The id of a release that has no other: the first 32 digits of its manifest's SHA-256.
[[nodiscard]] MARKINGS_API std::string ReleaseIdOf(std::string_view manifest_sha256);

// The same for a key. Errors: kUnusableInput for a date; kBadKey.
[[nodiscard]] MARKINGS_API Result<std::string> MakeRevokeEntry(std::string_view key, std::uint64_t from_index,
                                                               std::string_view date);

// Accepts exactly what the two functions above make. Errors: kBadRegister with the place.
[[nodiscard]] MARKINGS_API Result<RegisterEntry> ParseEntry(std::string_view bytes);

}  // namespace markings

#endif  // LIBMARKINGS_REGISTER_ENTRY_H_
