#ifndef LIBMARKINGS_CMS_INTERNAL_CMS_FORM_H_
#define LIBMARKINGS_CMS_INTERNAL_CMS_FORM_H_

// The forms of CMS that are read, and nothing else: you should use libmarkings/cms/cms_signature.h or
// cms_sealed.h. No byte reaches a library before it was walked here. What is accepted is told in
// docs/formats/cms.md.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/error.h"

namespace markings::internal {

inline constexpr std::size_t kMaxSignatureFile = std::size_t{1} << 20U;
inline constexpr std::size_t kMaxSealedFile = std::size_t{256} << 20U;
inline constexpr std::size_t kMaxRecipients = 1024;
inline constexpr std::size_t kMaxCertificates = 64;
inline constexpr std::size_t kMinRsaBits = 2048, kMaxRsaBits = 8192;

// The DER bytes of a file: itself, or what one PEM block (CMS or PKCS7) holds. Errors: `code`.
[[nodiscard]] Result<std::string> DerOf(std::string_view file, std::size_t most, ErrorCode code);

enum class SignatureAlgorithm : std::uint8_t {
  kEcdsaP256Sha256,
  kEcdsaP384Sha384,
  kRsaPssSha256,
  // With SHA-512 over the message (RFC 9882).
  kMlDsa44,
  kMlDsa65,
  kMlDsa87,
};
[[nodiscard]] std::string_view NameOf(SignatureAlgorithm algorithm);  // "ecdsa-p256-sha256"
[[nodiscard]] std::size_t DigestSize(SignatureAlgorithm algorithm);   // of the message, in bytes

// SignedData, detached, of one signer with signed attributes. Views into the DER text.
struct SignedForm {
  SignatureAlgorithm algorithm{};
  // Whose it is, one of the two: the DER of IssuerAndSerialNumber, or a subject key identifier.
  std::string_view issuer_and_serial, key_identifier;
  std::string_view message_digest;                      // as the signed attributes have it
  std::optional<std::string_view> signing_certificate;  // the SigningCertificateV2 attribute, whole
};
// Errors: kBadSignature, kUnsupported for what is named but not taken (Ed25519). Whether OpenSSL has the
// algorithm is not asked here.
[[nodiscard]] Result<SignedForm> ParseSignedForm(std::string_view der);

// Who may open a sealed file, and the key wrapped for them.
struct SealedRecipient {
  // One of the two: the DER of IssuerAndSerialNumber, or a subject key identifier.
  std::string_view issuer_and_serial, key_identifier;
  // kari: the sender's point, its curve when that is said, the algorithm that the wrapping key is for
  // (whole).
  std::string_view point, curve, key_info;
  std::string_view wrapped;
};
enum class RecipientKind : std::uint8_t { kRsaOaep, kEcdh };
struct SealedForm {
  RecipientKind kind{};
  std::vector<SealedRecipient> recipients;
  std::string_view nonce;       // 12 bytes
  std::string_view ciphertext;  // as long as the plaintext
  std::string_view tag;         // 16 bytes
};
// AuthEnvelopedData. Errors: kBadSealed.
[[nodiscard]] Result<SealedForm> ParseSealedForm(std::string_view der);

// Shared by the two: what the file says it is, as its content; the error names other kinds of CMS.
[[nodiscard]] Result<std::string_view> ReadContentInfo(std::string_view der, std::string_view wanted,
                                                       std::size_t most, ErrorCode code);
// Whether an AlgorithmIdentifier holds just that object identifier, with no parameters or NULL.
[[nodiscard]] bool IsPlainAlgorithm(std::string_view content, std::string_view object_id);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CMS_INTERNAL_CMS_FORM_H_
