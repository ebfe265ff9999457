#include "libmarkings/age/internal/derive.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

#include <memory>
#include <utility>

namespace markings::internal {

namespace {

Result<SecretBytes> RunHkdf(int mode, std::span<const unsigned char> key, std::span<const unsigned char> salt,
                            std::string_view info, std::size_t size) {
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> method(EVP_KDF_fetch(nullptr, "HKDF", nullptr),
                                                                 EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(
      method == nullptr ? nullptr : EVP_KDF_CTX_new(method.get()), EVP_KDF_CTX_free);
  // OpenSSL only reads them.
  const auto bytes = [](const char* name, const void* at, std::size_t count) {
    return OSSL_PARAM_construct_octet_string(name, const_cast<void*>(at), count);
  };
  char digest[] = "SHA256";
  const std::array<OSSL_PARAM, 6> parameters = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode), bytes(OSSL_KDF_PARAM_KEY, key.data(), key.size()),
      bytes(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
      // No salt is a salt of zeros (RFC 5869, section 2.2), and an empty one is filled up with them by HMAC.
      salt.empty() ? OSSL_PARAM_construct_end() : bytes(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
      OSSL_PARAM_construct_end()};
  SecretBytes derived(size);
  if (context == nullptr ||
      EVP_KDF_derive(context.get(), derived.RevealForWriting().data(), size, parameters.data()) != 1) {
    ERR_clear_error();
    return Fail(ErrorCode::kInternal, {}, "OpenSSL cannot derive a key by HKDF",
                "check that its default provider is installed");
  }
  return derived;
}

}  // namespace

std::unexpected<Error> NoSodium() {
  return Fail(ErrorCode::kInternal, {}, "libsodium could not be started",
              "check the system's source of randomness");
}

Result<SecretBytes> Hkdf(const SecretBytes& key, std::span<const unsigned char> salt, std::string_view info) {
  return RunHkdf(EVP_KDF_HKDF_MODE_EXTRACT_AND_EXPAND, key.Reveal(), salt, info, kDerivedKey);
}

Result<SecretBytes> HkdfExtract(std::span<const unsigned char> salt, std::span<const unsigned char> key) {
  return RunHkdf(EVP_KDF_HKDF_MODE_EXTRACT_ONLY, key, salt, {}, kDerivedKey);
}

Result<SecretBytes> HkdfExpand(const SecretBytes& extracted, std::string_view info, std::size_t size) {
  return RunHkdf(EVP_KDF_HKDF_MODE_EXPAND_ONLY, extracted.Reveal(), {}, info, size);
}

Result<SecretBytes> PayloadKey(const SecretBytes& file_key,
                               std::span<const unsigned char, kPayloadNonce> nonce) {
  return Hkdf(file_key, nonce, "payload");
}

Result<std::array<unsigned char, 32>> HeaderMac(const SecretBytes& file_key, std::string_view covered) {
  const auto key = Hkdf(file_key, {}, "header");
  if (!key) return std::unexpected(key.error());
  std::array<unsigned char, 32> mac;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key->Reveal().data(), key->size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(covered.data()),
                                covered.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  sodium_memzero(&state, sizeof state);
  return mac;
}

}  // namespace markings::internal
