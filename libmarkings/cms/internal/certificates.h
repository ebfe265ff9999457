#ifndef LIBMARKINGS_CMS_INTERNAL_CERTIFICATES_H_
#define LIBMARKINGS_CMS_INTERNAL_CERTIFICATES_H_

// Certificates and keys, read and judged: you should use libmarkings/cms/cms_signature.h or cms_sealed.h.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/cms/internal/openssl_objects.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

// All certificates of a PEM text, or the one of a DER text. Errors: kBadKey for none, other blocks than
// certificates, more than `most`.
[[nodiscard]] Result<X509Stack> ReadCertificates(std::string_view text, std::size_t most);
// Exactly one.
[[nodiscard]] Result<X509Ptr> ReadCertificate(std::string_view text);
[[nodiscard]] Result<CrlStack> ReadRevocations(std::string_view text);
// The private key of a PEM text. Errors: kBadKey, kWrongPassphrase.
[[nodiscard]] Result<KeyPtr> ReadKey(const SecretBytes& pem, const SecretBytes* passphrase);
[[nodiscard]] Result<void> CheckPair(X509* certificate, EVP_PKEY* key);

[[nodiscard]] CmsCertificateInfo InfoOf(const X509* certificate);
// SubjectPublicKeyInfo in DER.
[[nodiscard]] std::string PublicKeyOf(const X509* certificate);

// IssuerAndSerialNumber (RFC 5652, section 10.2.4) in DER: how CMS names a certificate.
[[nodiscard]] std::string IssuerAndSerial(const X509* certificate);

// Its subject key identifier; empty when it has none.
[[nodiscard]] std::string KeyIdentifier(X509* certificate);

enum class KeyKind : std::uint8_t { kP256, kP384, kRsa, kRsaPss, kMlDsa44, kMlDsa65, kMlDsa87 };
// The kind of a certificate's key. Errors: kUnsupported for keys known by name (ML-DSA too, where the OpenSSL
// in use does not have it), kBadKey for small RSA keys and other curves.
[[nodiscard]] Result<KeyKind> KindOf(const X509* certificate);
// The same for post-quantum keys alone; nothing for others. Known by their identifiers, since an OpenSSL that
// does not have them cannot read the keys at all.
[[nodiscard]] Result<std::optional<KeyKind>> PostQuantumKindOf(const X509* certificate);
// Keys that only sign.
[[nodiscard]] constexpr bool IsMlDsa(KeyKind kind) { return kind >= KeyKind::kMlDsa44; }
// Whether the OpenSSL in use has the algorithm; asked each time.
[[nodiscard]] bool HasMlDsa();
// What is signed by a key of the kind is digested by it.
[[nodiscard]] const EVP_MD* DigestOf(KeyKind kind);
// Errors: kBadKey when a key of the kind is for signing only.
[[nodiscard]] Result<void> CheckMayOpen(KeyKind kind);

// Whether a certificate may sign: key usage there with digitalSignature or nonRepudiation, extended key usage
// of the purpose where there is one. Errors: kBadKey.
[[nodiscard]] Result<void> CheckMaySign(X509* certificate, CmsPurpose purpose);
[[nodiscard]] bool ExtendedUsageFits(X509* certificate, CmsPurpose purpose);
[[nodiscard]] Result<void> CheckValidAt(const X509* certificate, std::int64_t time);
[[nodiscard]] std::int64_t SecondsOf(const ASN1_TIME* time);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CMS_INTERNAL_CERTIFICATES_H_
