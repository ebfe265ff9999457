#ifndef LIBMARKINGS_AGE_INTERNAL_HYBRID_H_
#define LIBMARKINGS_AGE_INTERNAL_HYBRID_H_

// MLKEM768-X25519 (X-Wing), the key encapsulation of age's post-quantum recipients, and the HPKE keys that
// are drawn from it. ML-KEM, SHA-3 and HKDF are OpenSSL's, X25519 is libsodium's; here is only how they are
// put together. You should use libmarkings/age/age.h.
// Source: draft-ietf-hpke-pq-03; draft-connolly-cfrg-xwing-kem, sections 5.2 to 5.5; RFC 9180, section 5.1.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "libmarkings/secret/internal/openssl_owner.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

inline constexpr std::size_t kMlKemPublic = 1184, kMlKemCiphertext = 1088, kX25519 = 32;
inline constexpr std::size_t kHybridSeed = 32, kHybridShared = 32;
// ML-KEM's part first, X25519's after it.
inline constexpr std::size_t kHybridPublic = kMlKemPublic + kX25519;
inline constexpr std::size_t kHybridShare = kMlKemCiphertext + kX25519;

// Whether the OpenSSL in use has ML-KEM-768: asked of it each time, since a program may be built with one
// version and run with another.
[[nodiscard]] bool HasMlKem();

// What sealing to a public key gives: a secret, and the share from which its owner draws the same.
struct HybridSecret {
  std::array<unsigned char, kHybridShare> share{};
  SecretBytes shared{kHybridShared};
};
// A new one each time. Errors: kBadKey for a public key that no seed has, as far as that can be seen;
// kInternal.
[[nodiscard]] Result<HybridSecret> Encapsulate(std::span<const unsigned char, kHybridPublic> recipient);
// Whether Encapsulate would take it. Errors: the same.
[[nodiscard]] Result<void> CheckHybridPublic(std::span<const unsigned char, kHybridPublic> recipient);

// The secret half, ready for many stanzas. Thread-safety: one thread at a time.
class HybridKey {
 public:
  // Errors: kInternal.
  [[nodiscard]] static Result<HybridKey> Derive(const SecretBytes& seed);
  [[nodiscard]] std::span<const unsigned char, kHybridPublic> recipient() const { return recipient_; }
  // Nothing for a share whose X25519 part is of low order. A share for somebody else gives a secret that
  // opens nothing. Errors: kInternal.
  [[nodiscard]] Result<std::optional<SecretBytes>> Decapsulate(
      std::span<const unsigned char, kHybridShare> share) const;

 private:
  HybridKey(KeyPtr ml_kem, SecretBytes x25519) : ml_kem_(std::move(ml_kem)), x25519_(std::move(x25519)) {}
  KeyPtr ml_kem_;
  SecretBytes x25519_;
  std::array<unsigned char, kHybridPublic> recipient_{};
};

// Both parts' secrets put together, as X-Wing does: SHA3-256 over them, the X25519 share and recipient, and a
// label. Errors: kInternal.
[[nodiscard]] Result<SecretBytes> CombineHybrid(const SecretBytes& ml_kem, const SecretBytes& x25519,
                                                std::span<const unsigned char, kX25519> share,
                                                std::span<const unsigned char, kX25519> recipient);
// A seed's 96 bytes: 64 for ML-KEM, 32 for X25519. Errors: kInternal.
[[nodiscard]] Result<SecretBytes> ExpandHybridSeed(const SecretBytes& seed);

// Key and nonce of the one message of HPKE's base mode, with HKDF-SHA256 and ChaCha20-Poly1305 (RFC 9180).
struct HpkeKeys {
  SecretBytes key{32};
  std::array<unsigned char, 12> nonce{};
};
inline constexpr std::uint16_t kHpkeMlKem768X25519 = 0x647a;
// Errors: kInternal.
[[nodiscard]] Result<HpkeKeys> DeriveHpkeKeys(std::uint16_t kem, const SecretBytes& shared,
                                              std::string_view info);

}  // namespace markings::internal

#endif  // LIBMARKINGS_AGE_INTERNAL_HYBRID_H_
