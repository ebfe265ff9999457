// Which kind of key a certificate has, and what keys of that kind are good for here.

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "libmarkings/cms/internal/certificates.h"
#include "libmarkings/cms/internal/cms_form.h"
#include "libmarkings/cms/internal/object_ids.h"

namespace markings::internal {
namespace {

std::unexpected<Error> Bad(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, {}, std::move(message), std::move(fix));
}

}  // namespace

Result<std::optional<KeyKind>> PostQuantumKindOf(const X509* certificate) {
  ASN1_OBJECT* algorithm = nullptr;
  if (X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(certificate)) != 1) {
    return std::nullopt;
  }
  const std::string_view id(reinterpret_cast<const char*>(OBJ_get0_data(algorithm)), OBJ_length(algorithm));
  if (id.size() == oid::kMlKem.size() + 1 && id.starts_with(oid::kMlKem)) {
    return Fail(
        ErrorCode::kUnsupported, {}, "ML-KEM keys are not used for CMS in this version",
        "seal to a P-256, P-384 or RSA certificate; against quantum computers there is age (age1pq1...)");
  }
  struct Row {
    std::string_view id;
    const char* name;
    KeyKind kind;
  };
  for (const Row& row : {Row{oid::kMlDsa44, "ML-DSA-44", KeyKind::kMlDsa44},
                         Row{oid::kMlDsa65, "ML-DSA-65", KeyKind::kMlDsa65},
                         Row{oid::kMlDsa87, "ML-DSA-87", KeyKind::kMlDsa87}}) {
    if (row.id != id) continue;
    if (!HasMlDsa()) {
      return Fail(ErrorCode::kUnsupported, {},
                  fmt::format("{} keys cannot be used by this OpenSSL", row.name),
                  "use OpenSSL 3.5 or later, which has ML-DSA, or a P-256, P-384 or RSA key");
    }
    const EVP_PKEY* key = X509_get0_pubkey(certificate);
    if (key == nullptr || EVP_PKEY_is_a(key, row.name) != 1) {
      return Bad(fmt::format("the certificate's {} key cannot be read", row.name), "ask for another one");
    }
    return row.kind;
  }
  return std::nullopt;
}

bool HasMlDsa() {
  const ErrorQueue queue;
  const std::unique_ptr<EVP_SIGNATURE, OpenSslFree<EVP_SIGNATURE_free>> method(
      EVP_SIGNATURE_fetch(nullptr, "ML-DSA-65", nullptr));
  return method != nullptr;
}

const EVP_MD* DigestOf(KeyKind kind) {
  if (IsMlDsa(kind)) return EVP_sha512();
  return kind == KeyKind::kP384 ? EVP_sha384() : EVP_sha256();
}

Result<void> CheckMayOpen(KeyKind kind) {
  if (kind == KeyKind::kRsaPss) {
    return Bad("the RSA key is for signing only (RSASSA-PSS)", "use a certificate for encryption");
  }
  if (IsMlDsa(kind)) return Bad("the ML-DSA key is for signing only", "use a certificate for encryption");
  return {};
}

Result<KeyKind> KindOf(const X509* certificate) {
  const ErrorQueue queue;
  if (auto post_quantum = PostQuantumKindOf(certificate); !post_quantum || *post_quantum) {
    if (!post_quantum) return std::unexpected(std::move(post_quantum).error());
    return **post_quantum;
  }
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return Bad("the certificate's key cannot be read", "use a P-256, P-384 or RSA key");
  const int kind = EVP_PKEY_get_base_id(key);
  switch (kind) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS: {
      const int bits = EVP_PKEY_get_bits(key);
      if (bits < static_cast<int>(kMinRsaBits)) {
        return Bad(fmt::format("the RSA key has {} bits, fewer than {}", bits, kMinRsaBits),
                   "use a larger one, or P-256");
      }
      if (bits > static_cast<int>(kMaxRsaBits)) {
        return Bad(fmt::format("the RSA key has more than {} bits", kMaxRsaBits),
                   "use a smaller one, or P-384");
      }
      return kind == EVP_PKEY_RSA ? KeyKind::kRsa : KeyKind::kRsaPss;
    }
    case EVP_PKEY_EC: {
      std::array<char, 64> name{};
      std::size_t size = 0;
      if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) == 1) {
        const std::string_view curve(name.data(), size);
        if (curve == SN_X9_62_prime256v1) return KeyKind::kP256;
        if (curve == SN_secp384r1) return KeyKind::kP384;
      }
      return Bad("the EC key is on another curve than P-256 and P-384", "use a key on one of these");
    }
    case EVP_PKEY_ED25519:
    case EVP_PKEY_ED448:
      return Fail(ErrorCode::kUnsupported, {},
                  fmt::format("{} keys cannot be used for CMS by OpenSSL 3.0",
                              kind == EVP_PKEY_ED25519 ? "Ed25519" : "Ed448"),
                  "use a P-256, P-384 or RSA key; for Ed25519 there is minisign (--sign-key)");
    case EVP_PKEY_X25519:
    case EVP_PKEY_X448:
      return Fail(ErrorCode::kUnsupported, {}, "X25519 and X448 keys cannot be used for CMS by OpenSSL 3.0",
                  "use a P-256, P-384 or RSA key; for X25519 there is age");
    default:
      return Bad("the key is neither EC nor RSA", "use a P-256, P-384 or RSA key");
  }
}

}  // namespace markings::internal
