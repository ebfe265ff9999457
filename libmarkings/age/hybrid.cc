#include "libmarkings/age/internal/hybrid.h"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <sodium.h>

#include <algorithm>
#include <string>

#include "libmarkings/age/internal/derive.h"

namespace markings::internal {
namespace {

using DigestPtr = std::unique_ptr<EVP_MD, OpenSslFree<EVP_MD_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, OpenSslFree<EVP_MD_CTX_free>>;

constexpr const char* kMlKem = "ML-KEM-768";
constexpr std::size_t kMlKemSeed = 64, kMlKemShared = 32;
// OSSL_PKEY_PARAM_ML_KEM_SEED, which the headers before 3.5 do not have.
constexpr const char* kSeedParameter = "seed";

// OpenSSL's errors of this thread end with the call that made them.
std::unexpected<Error> Internal(std::string_view what) {
  ERR_clear_error();
  return Fail(ErrorCode::kInternal, {}, fmt::format("OpenSSL cannot {}", what),
              "check that its default provider is installed");
}

// The key that a seed or a public key is of; null when OpenSSL does not take it.
EVP_PKEY* FromData(const char* parameter, std::span<const unsigned char> bytes, int selection) {
  // OpenSSL only reads them.
  std::array<OSSL_PARAM, 2> parameters = {
      OSSL_PARAM_construct_octet_string(parameter, const_cast<unsigned char*>(bytes.data()), bytes.size()),
      OSSL_PARAM_construct_end()};
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, kMlKem, nullptr));
  EVP_PKEY* key = nullptr;
  if (context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, selection, parameters.data()) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return key;
}

std::unexpected<Error> BadRecipient(std::string_view why) {
  return Fail(ErrorCode::kBadKey, {}, fmt::format("the recipient {}, which no secret key has", why),
              "ask for the recipient again");
}

Result<KeyPtr> MlKemOf(std::span<const unsigned char, kHybridPublic> recipient) {
  // It checks that each coefficient is reduced (FIPS 203, section 7.2).
  KeyPtr key(FromData(OSSL_PKEY_PARAM_PUB_KEY, recipient.first<kMlKemPublic>(), EVP_PKEY_PUBLIC_KEY));
  if (key == nullptr) {
    if (!HasMlKem()) return Internal("use ML-KEM-768");
    return BadRecipient("has an ML-KEM part out of its range");
  }
  return key;
}

// 96 bytes of SHAKE256, 32 of SHA3-256.
Result<SecretBytes> Sha3(const char* name, std::span<const std::span<const unsigned char>> parts,
                         std::size_t size) {
  const DigestPtr method(EVP_MD_fetch(nullptr, name, nullptr));
  const DigestContextPtr context(EVP_MD_CTX_new());
  bool made =
      method != nullptr && context != nullptr && EVP_DigestInit_ex(context.get(), method.get(), nullptr) == 1;
  for (const auto& part : parts) {
    made = made && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  SecretBytes digest(size);
  unsigned char* out = digest.RevealForWriting().data();
  const bool extends = made && (EVP_MD_get_flags(method.get()) & EVP_MD_FLAG_XOF) != 0;
  made = made && (extends ? EVP_DigestFinalXOF(context.get(), out, size) == 1
                          : EVP_MD_get_size(method.get()) == static_cast<int>(size) &&
                                EVP_DigestFinal_ex(context.get(), out, nullptr) == 1);
  if (!made) return Internal(fmt::format("make a digest by {}", name));
  return digest;
}

// RFC 9180, section 4: what is extracted and expanded bears a label and the suite.
class Labeled {
 public:
  explicit Labeled(std::uint16_t kem) {
    constexpr std::uint16_t kHkdfSha256 = 1, kChaCha20Poly1305 = 3;
    for (const std::uint16_t id : {kem, kHkdfSha256, kChaCha20Poly1305}) suite_ += TwoBytes(id);
  }
  [[nodiscard]] Result<SecretBytes> Extract(std::span<const unsigned char> salt, std::string_view label,
                                            std::string_view key) const {
    const std::string whole = fmt::format("HPKE-v1{}{}{}", suite_, label, key);
    return HkdfExtract(salt, {reinterpret_cast<const unsigned char*>(whole.data()), whole.size()});
  }
  [[nodiscard]] Result<SecretBytes> Expand(const SecretBytes& secret, std::string_view label,
                                           std::string_view context, std::uint16_t size) const {
    return HkdfExpand(secret, fmt::format("{}HPKE-v1{}{}{}", TwoBytes(size), suite_, label, context), size);
  }

 private:
  static std::string TwoBytes(std::uint16_t number) {
    return {static_cast<char>(number >> 8U), static_cast<char>(number & 0xffU)};
  }
  std::string suite_ = "HPKE";
};

}  // namespace

bool HasMlKem() {
  EVP_KEM* method = EVP_KEM_fetch(nullptr, kMlKem, nullptr);
  const bool has = method != nullptr;
  EVP_KEM_free(method);
  if (!has) ERR_clear_error();
  return has;
}

Result<SecretBytes> ExpandHybridSeed(const SecretBytes& seed) {
  const std::array<std::span<const unsigned char>, 1> parts = {seed.Reveal()};
  return Sha3("SHAKE256", parts, kMlKemSeed + kX25519);
}

Result<SecretBytes> CombineHybrid(const SecretBytes& ml_kem, const SecretBytes& x25519,
                                  std::span<const unsigned char, kX25519> share,
                                  std::span<const unsigned char, kX25519> recipient) {
  static constexpr std::array<unsigned char, 6> kLabel = {'\\', '.', '/', '/', '^', '\\'};
  const std::array<std::span<const unsigned char>, 5> parts = {ml_kem.Reveal(), x25519.Reveal(), share,
                                                               recipient, kLabel};
  return Sha3("SHA3-256", parts, kHybridShared);
}

Result<HybridKey> HybridKey::Derive(const SecretBytes& seed) {
  const auto expanded = ExpandHybridSeed(seed);
  if (!expanded) return std::unexpected(expanded.error());
  const std::span<const unsigned char> bytes = expanded->Reveal();
  KeyPtr ml_kem(FromData(kSeedParameter, bytes.first(kMlKemSeed), EVP_PKEY_KEYPAIR));
  if (ml_kem == nullptr) return Internal("use ML-KEM-768");
  SecretBytes x25519(kX25519);
  std::ranges::copy(bytes.subspan(kMlKemSeed), x25519.RevealForWriting().begin());
  HybridKey key(std::move(ml_kem), std::move(x25519));
  std::size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(key.ml_kem_.get(), OSSL_PKEY_PARAM_PUB_KEY, key.recipient_.data(),
                                      kMlKemPublic, &size) != 1 ||
      size != kMlKemPublic ||
      crypto_scalarmult_base(key.recipient_.data() + kMlKemPublic, key.x25519_.Reveal().data()) != 0) {
    return Internal("make the public half of a key");
  }
  return key;
}

Result<std::optional<SecretBytes>> HybridKey::Decapsulate(
    std::span<const unsigned char, kHybridShare> share) const {
  const auto x25519_share = share.last<kX25519>();
  SecretBytes ml_kem(kMlKemShared), x25519(kX25519);
  if (crypto_scalarmult(x25519.RevealForWriting().data(), x25519_.Reveal().data(), x25519_share.data()) !=
      0) {
    return std::nullopt;
  }
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_pkey(nullptr, ml_kem_.get(), nullptr));
  std::size_t size = ml_kem.size();
  if (context == nullptr || EVP_PKEY_decapsulate_init(context.get(), nullptr) != 1 ||
      EVP_PKEY_decapsulate(context.get(), ml_kem.RevealForWriting().data(), &size, share.data(),
                           kMlKemCiphertext) != 1 ||
      size != kMlKemShared) {
    return Internal("open by ML-KEM-768");
  }
  auto shared = CombineHybrid(ml_kem, x25519, x25519_share, recipient().last<kX25519>());
  if (!shared) return std::unexpected(std::move(shared).error());
  return std::optional(*std::move(shared));
}

Result<HybridSecret> Encapsulate(std::span<const unsigned char, kHybridPublic> recipient) {
  const auto key = MlKemOf(recipient);
  if (!key) return std::unexpected(key.error());
  HybridSecret secret;
  SecretBytes ml_kem(kMlKemShared), ephemeral(kX25519), x25519(kX25519);
  const auto x25519_share = std::span(secret.share).last<kX25519>();
  randombytes_buf(ephemeral.RevealForWriting().data(), ephemeral.size());
  if (crypto_scalarmult_base(x25519_share.data(), ephemeral.Reveal().data()) != 0 ||
      crypto_scalarmult(x25519.RevealForWriting().data(), ephemeral.Reveal().data(),
                        recipient.last<kX25519>().data()) != 0) {
    return BadRecipient("has a point of low order");
  }
  const KeyContextPtr context(EVP_PKEY_CTX_new_from_pkey(nullptr, key->get(), nullptr));
  std::size_t size = kMlKemCiphertext, shared_size = ml_kem.size();
  if (context == nullptr || EVP_PKEY_encapsulate_init(context.get(), nullptr) != 1 ||
      EVP_PKEY_encapsulate(context.get(), secret.share.data(), &size, ml_kem.RevealForWriting().data(),
                           &shared_size) != 1 ||
      size != kMlKemCiphertext || shared_size != kMlKemShared) {
    return Internal("seal by ML-KEM-768");
  }
  auto shared = CombineHybrid(ml_kem, x25519, x25519_share, recipient.last<kX25519>());
  if (!shared) return std::unexpected(std::move(shared).error());
  secret.shared = *std::move(shared);
  return secret;
}

Result<void> CheckHybridPublic(std::span<const unsigned char, kHybridPublic> recipient) {
  const auto tried = Encapsulate(recipient);
  if (!tried) return std::unexpected(tried.error());
  return {};
}

Result<HpkeKeys> DeriveHpkeKeys(std::uint16_t kem, const SecretBytes& shared, std::string_view info) {
  const Labeled labeled(kem);
  // Base mode: no shared key beforehand, so that its identifier is empty, and so is the key.
  const auto no_key = labeled.Extract({}, "psk_id_hash", {});
  const auto about = labeled.Extract({}, "info_hash", info);
  const auto secret = labeled.Extract(shared.Reveal(), "secret", {});
  if (!no_key || !about || !secret) return Internal("derive a key by HKDF");
  std::string context(1, '\0');
  for (const SecretBytes* part : {&*no_key, &*about}) {
    context.append(reinterpret_cast<const char*>(part->Reveal().data()), part->size());
  }
  HpkeKeys keys;
  auto key = labeled.Expand(*secret, "key", context, static_cast<std::uint16_t>(keys.key.size()));
  const auto nonce =
      labeled.Expand(*secret, "base_nonce", context, static_cast<std::uint16_t>(keys.nonce.size()));
  if (!key || !nonce) return Internal("derive a key by HKDF");
  keys.key = *std::move(key);
  std::ranges::copy(nonce->Reveal(), keys.nonce.begin());
  return keys;
}

}  // namespace markings::internal
