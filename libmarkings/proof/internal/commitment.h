#ifndef LIBMARKINGS_PROOF_INTERNAL_COMMITMENT_H_
#define LIBMARKINGS_PROOF_INTERNAL_COMMITMENT_H_

// The salted commitment to one unit of an original. HMAC-SHA-256 of libsodium; the layout is that of
// docs/formats/attestation.md. You should use libmarkings/proof/attestation.h.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "libmarkings/merkle/merkle.h"
#include "libmarkings/proof/attestation.h"
#include "libmarkings/secret/secret_bytes.h"

namespace markings::internal {

using Salt = std::array<unsigned char, 32>;

// What places a unit: without it a commitment of one document or place would serve for another.
struct UnitPlace {
  DocId doc{};
  std::uint32_t units = 0;  // of the whole original
  std::uint32_t index = 0;
};

// HMAC(secret, "markings/salt/v1" 00 || doc || u32 index). `secret` has kSecretSize bytes.
[[nodiscard]] Salt SaltOf(const SecretBytes& secret, const UnitPlace& place);

// SHA-256(00 || HMAC(salt, "markings/leaf/v1" 00 || doc || u32 units || u32 index || u8 kind || u8 flags ||
// u64 length || bytes)).
[[nodiscard]] TreeHash LeafOf(const Salt& salt, const UnitPlace& place, UnitKind kind, bool mandatory,
                              std::string_view bytes);

}  // namespace markings::internal

#endif  // LIBMARKINGS_PROOF_INTERNAL_COMMITMENT_H_
