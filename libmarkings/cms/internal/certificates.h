#ifndef LIBMARKINGS_CMS_INTERNAL_CERTIFICATES_H_
#define LIBMARKINGS_CMS_INTERNAL_CERTIFICATES_H_

// Certificates and keys, read and judged: you should use libmarkings/cms/cms_signature.h or cms_sealed.h.

#include <cstddef>
#include <cstdint>
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

enum class KeyKind : std::uint8_t { kP256, kP384, kRsa, kRsaPss };
// Errors: kUnsupported for keys known by name, kBadKey for small RSA keys and other curves.
[[nodiscard]] Result<KeyKind> KindOf(const EVP_PKEY* key);

// Whether a certificate may sign: key usage there with digitalSignature or nonRepudiation, extended key usage
// of the purpose where there is one. Errors: kBadKey.
[[nodiscard]] Result<void> CheckMaySign(X509* certificate, CmsPurpose purpose);
[[nodiscard]] bool ExtendedUsageFits(X509* certificate, CmsPurpose purpose);
[[nodiscard]] Result<void> CheckValidAt(const X509* certificate, std::int64_t time);
[[nodiscard]] std::int64_t SecondsOf(const ASN1_TIME* time);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CMS_INTERNAL_CERTIFICATES_H_
