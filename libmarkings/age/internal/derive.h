#ifndef LIBMARKINGS_AGE_INTERNAL_DERIVE_H_
#define LIBMARKINGS_AGE_INTERNAL_DERIVE_H_

// The keys of a file, from its file key. You should use libmarkings/age/age.h.

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

inline constexpr std::size_t kFileKey = 16, kDerivedKey = 32, kPayloadNonce = 16;

// libsodium could not be started.
[[nodiscard]] std::unexpected<Error> NoSodium();

// HKDF-SHA-256 to 32 bytes, by OpenSSL. Errors: kInternal.
[[nodiscard]] Result<SecretBytes> Hkdf(const SecretBytes& key, std::span<const unsigned char> salt,
                                       std::string_view info);
// Its two halves (RFC 5869, sections 2.2 and 2.3); a secret may be in each argument.
[[nodiscard]] Result<SecretBytes> HkdfExtract(std::span<const unsigned char> salt,
                                              std::span<const unsigned char> key);
[[nodiscard]] Result<SecretBytes> HkdfExpand(const SecretBytes& extracted, std::string_view info,
                                             std::size_t size);
[[nodiscard]] Result<SecretBytes> PayloadKey(const SecretBytes& file_key,
                                             std::span<const unsigned char, kPayloadNonce> nonce);
// The header's MAC over the text to the end of `---`. Errors: kInternal.
[[nodiscard]] Result<std::array<unsigned char, 32>> HeaderMac(const SecretBytes& file_key,
                                                              std::string_view covered);

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_DERIVE_H_
