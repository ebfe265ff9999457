// Opening what was sealed, by OpenSSL's primitives: the form was read by ParseSealedForm, and none of
// OpenSSL's own CMS code sees it.

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <array>
#include <climits>
#include <utility>

#include "libmarkings/cms/cms_sealed.h"
#include "libmarkings/cms/internal/certificates.h"
#include "libmarkings/cms/internal/cms_form.h"
#include "libmarkings/cms/internal/der.h"
#include "libmarkings/cms/internal/openssl_objects.h"

namespace markings {

using internal::CipherContextPtr;
using internal::CipherPtr;
using internal::ErrorQueue;
using internal::KeyContextPtr;
using internal::KeyKind;
using internal::KeyPtr;
using internal::SealedRecipient;

struct CmsIdentity::Parts {
  internal::KeyPtr key;
  KeyKind kind{};
  CmsCertificateInfo info;
  std::string issuer_and_serial;  // DER
  std::string key_identifier;     // empty: the certificate has none
};

namespace {

constexpr std::size_t kKeySize = 32, kWrapBlock = 8;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::unexpected<Error> Changed(const char* what) {
  return Fail(ErrorCode::kNotAuthentic, {}, what, "do not use it; get the sealed file again");
}

std::unexpected<Error> Internal() {
  return Fail(ErrorCode::kInternal, {}, "OpenSSL could not prepare the opening", "run it again");
}

// ECC-CMS-SharedInfo (RFC 5753, section 7.2): what the wrapping key is for and how long it is, in bits.
std::string SharedInfo(std::string_view key_info) {
  const std::string length("\xa2\x06\x04\x04\x00\x00\x01\x00", 8);
  return internal::DerHeader(internal::kSequence, key_info.size() + length.size()) + std::string(key_info) +
         length;
}

// A public key on the same curve as `own`. Null when the point is not on it.
KeyPtr PeerKey(EVP_PKEY* own, std::string_view point) {
  KeyPtr peer(EVP_PKEY_new());
  if (peer == nullptr || EVP_PKEY_copy_parameters(peer.get(), own) != 1 ||
      EVP_PKEY_set1_encoded_public_key(peer.get(), Bytes(point), point.size()) != 1) {
    return nullptr;
  }
  return peer;
}

// X9.63 KDF over the ECDH secret. Nothing when the sender's point is not one of the curve.
std::optional<SecretBytes> WrappingKey(EVP_PKEY* own, const SealedRecipient& recipient) {
  const KeyPtr peer = PeerKey(own, recipient.point);
  const KeyContextPtr context(EVP_PKEY_CTX_new(own, nullptr));
  if (peer == nullptr || context == nullptr || EVP_PKEY_derive_init(context.get()) != 1) return std::nullopt;
  const std::string info = SharedInfo(recipient.key_info);
  void* handed = OPENSSL_memdup(info.data(), info.size());
  if (handed == nullptr) return std::nullopt;
  if (EVP_PKEY_CTX_set0_ecdh_kdf_ukm(context.get(), static_cast<unsigned char*>(handed),
                                     static_cast<int>(info.size())) <= 0) {
    OPENSSL_free(handed);
    return std::nullopt;
  }
  SecretBytes key(kKeySize);
  std::size_t size = kKeySize;
  if (EVP_PKEY_CTX_set_ecdh_kdf_type(context.get(), EVP_PKEY_ECDH_KDF_X9_63) <= 0 ||
      EVP_PKEY_CTX_set_ecdh_kdf_md(context.get(), EVP_sha256()) <= 0 ||
      EVP_PKEY_CTX_set_ecdh_kdf_outlen(context.get(), static_cast<int>(kKeySize)) <= 0 ||
      EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1 ||
      EVP_PKEY_derive(context.get(), key.RevealForWriting().data(), &size) != 1 || size != kKeySize) {
    return std::nullopt;
  }
  return key;
}

// AES key unwrap (RFC 3394), which notices a change of what was wrapped.
std::optional<SecretBytes> Unwrap(const SecretBytes& wrapping, std::string_view wrapped) {
  const CipherPtr cipher(EVP_CIPHER_fetch(nullptr, "AES-256-WRAP", nullptr));
  const CipherContextPtr context(EVP_CIPHER_CTX_new());
  if (cipher == nullptr || context == nullptr) return std::nullopt;
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  SecretBytes key(wrapped.size() + kWrapBlock);
  int size = 0;
  if (EVP_DecryptInit_ex2(context.get(), cipher.get(), wrapping.Reveal().data(), nullptr, nullptr) != 1 ||
      EVP_DecryptUpdate(context.get(), key.RevealForWriting().data(), &size, Bytes(wrapped),
                        static_cast<int>(wrapped.size())) != 1 ||
      size != static_cast<int>(kKeySize)) {
    return std::nullopt;
  }
  key.Truncate(kKeySize);
  return key;
}

std::optional<SecretBytes> OpenRsa(EVP_PKEY* own, std::string_view wrapped) {
  const KeyContextPtr context(EVP_PKEY_CTX_new(own, nullptr));
  SecretBytes key(static_cast<std::size_t>(EVP_PKEY_get_size(own)));
  std::size_t size = key.size();
  if (context == nullptr || EVP_PKEY_decrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) <= 0 ||
      EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) <= 0 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) <= 0 ||
      EVP_PKEY_decrypt(context.get(), key.RevealForWriting().data(), &size, Bytes(wrapped), wrapped.size()) !=
          1 ||
      size != kKeySize) {
    return std::nullopt;
  }
  key.Truncate(kKeySize);
  return key;
}

std::optional<SecretBytes> OpenKey(const CmsIdentity::Parts& own, const SealedRecipient& recipient) {
  if (own.kind == KeyKind::kRsa) return OpenRsa(own.key.get(), recipient.wrapped);
  const auto wrapping = WrappingKey(own.key.get(), recipient);
  if (!wrapping) return std::nullopt;
  return Unwrap(*wrapping, recipient.wrapped);
}

bool IsFor(const SealedRecipient& recipient, const CmsIdentity::Parts& own) {
  if (!recipient.issuer_and_serial.empty()) return recipient.issuer_and_serial == own.issuer_and_serial;
  return !own.key_identifier.empty() && recipient.key_identifier == own.key_identifier;
}

// The text into guarded memory; it is given out only when the tag held.
Result<SecretBytes> Decrypt(const internal::SealedForm& form, const SecretBytes& key) {
  const CipherPtr cipher(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
  const CipherContextPtr context(EVP_CIPHER_CTX_new());
  if (cipher == nullptr || context == nullptr) return Internal();
  // OpenSSL takes the tag as what may be written to, so it gets a copy.
  std::string tag(form.tag);
  SecretBytes text(form.ciphertext.size());
  static_assert(internal::kMaxSealedFile < INT_MAX);
  const int whole = static_cast<int>(form.ciphertext.size());
  int size = 0, rest = 0;
  std::array<unsigned char, EVP_MAX_BLOCK_LENGTH> none{};
  if (EVP_DecryptInit_ex2(context.get(), cipher.get(), key.Reveal().data(), Bytes(form.nonce), nullptr) !=
          1 ||
      (whole > 0 && EVP_DecryptUpdate(context.get(), text.RevealForWriting().data(), &size,
                                      Bytes(form.ciphertext), whole) != 1) ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) !=
          1) {
    return Internal();
  }
  if (EVP_DecryptFinal_ex(context.get(), none.data(), &rest) != 1 || size != whole || rest != 0) {
    return Changed("it was changed after it was sealed: its tag does not hold");
  }
  return text;
}

}  // namespace

Result<CmsIdentity> CmsIdentity::Open(std::string_view certificate_pem, const SecretBytes& key_pem,
                                      const SecretBytes* passphrase) {
  const ErrorQueue queue;
  auto certificate = internal::ReadCertificate(certificate_pem);
  if (!certificate) return std::unexpected(std::move(certificate).error());
  X509* owner = certificate->get();
  const auto kind = internal::KindOf(owner);
  if (!kind) return std::unexpected(kind.error());
  if (auto may = internal::CheckMayOpen(*kind); !may) return std::unexpected(std::move(may).error());
  auto key = internal::ReadKey(key_pem, passphrase);
  if (!key) return std::unexpected(std::move(key).error());
  if (auto pair = internal::CheckPair(owner, key->get()); !pair)
    return std::unexpected(std::move(pair).error());
  auto parts = std::make_shared<Parts>();
  parts->key = *std::move(key);
  parts->kind = *kind;
  parts->info = internal::InfoOf(owner);
  parts->issuer_and_serial = internal::IssuerAndSerial(owner);
  parts->key_identifier = internal::KeyIdentifier(owner);
  return CmsIdentity(std::move(parts));
}

const CmsCertificateInfo& CmsIdentity::certificate() const { return parts_->info; }

Result<SecretBytes> OpenCms(std::string_view sealed, const CmsIdentity& identity) {
  const ErrorQueue queue;
  const CmsIdentity::Parts& own = *identity.parts_;
  // Not copied when it is DER already, for it may be large.
  std::string unpacked;
  if (sealed.empty() || Bytes(sealed)[0] != internal::kSequence) {
    auto der = internal::DerOf(sealed, internal::kMaxSealedFile, ErrorCode::kBadSealed);
    if (!der) return std::unexpected(std::move(der).error());
    unpacked = *std::move(der);
    sealed = unpacked;
  }
  const auto form = internal::ParseSealedForm(sealed);
  if (!form) return std::unexpected(form.error());
  const bool same_kind = (own.kind == KeyKind::kRsa) == (form->kind == internal::RecipientKind::kRsaOaep);
  for (const SealedRecipient& recipient : form->recipients) {
    if (!same_kind || !IsFor(recipient, own)) continue;
    const auto key = OpenKey(own, recipient);
    if (!key) return Changed("the key in it was changed after it was sealed");
    return Decrypt(*form, *key);
  }
  return Fail(ErrorCode::kNoMatch, {}, "it was not sealed to this certificate",
              "name the certificate and key that it was sealed to");
}

}  // namespace markings
