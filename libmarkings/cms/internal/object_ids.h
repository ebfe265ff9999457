#ifndef LIBMARKINGS_CMS_INTERNAL_OBJECT_IDS_H_
#define LIBMARKINGS_CMS_INTERNAL_OBJECT_IDS_H_

// Object identifiers, as the content of their DER element.

#include <string_view>

namespace markings::internal::oid {

using namespace std::string_view_literals;

// RFC 5652, sections 4 to 8 and 11; RFC 5083, section 2.
inline constexpr std::string_view kData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"sv;
inline constexpr std::string_view kSignedData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"sv;
inline constexpr std::string_view kEnvelopedData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"sv;
inline constexpr std::string_view kEncryptedData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x06"sv;
inline constexpr std::string_view kAuthEnvelopedData = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"sv;
inline constexpr std::string_view kContentType = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03"sv;
inline constexpr std::string_view kMessageDigest = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04"sv;
inline constexpr std::string_view kSigningTime = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05"sv;
// RFC 5035: which certificate signed. The first form names it by SHA-1.
inline constexpr std::string_view kSigningCertificate = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c"sv;
inline constexpr std::string_view kSigningCertificateV2 = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f"sv;

// RFC 5754 (SHA-2 in CMS), RFC 5753 (EC in CMS), RFC 8017 (PSS, OAEP), RFC 5084 (AES-GCM in CMS), RFC 3565.
inline constexpr std::string_view kMd5 = "\x2a\x86\x48\x86\xf7\x0d\x02\x05"sv;
inline constexpr std::string_view kSha1 = "\x2b\x0e\x03\x02\x1a"sv;
inline constexpr std::string_view kSha256 = "\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv;
inline constexpr std::string_view kSha384 = "\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv;
inline constexpr std::string_view kSha512 = "\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv;
inline constexpr std::string_view kEcdsaSha256 = "\x2a\x86\x48\xce\x3d\x04\x03\x02"sv;
inline constexpr std::string_view kEcdsaSha384 = "\x2a\x86\x48\xce\x3d\x04\x03\x03"sv;
inline constexpr std::string_view kRsaPkcs1 = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"sv;
inline constexpr std::string_view kRsaOaep = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x07"sv;
inline constexpr std::string_view kMgf1 = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"sv;
inline constexpr std::string_view kRsaPss = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"sv;
inline constexpr std::string_view kEd25519 = "\x2b\x65\x70"sv;
// RFC 9881 and 9882 (ML-DSA), 9935 (ML-KEM, three of them that differ in the last byte), 9629 (KEM in CMS).
inline constexpr std::string_view kMlDsa44 = "\x60\x86\x48\x01\x65\x03\x04\x03\x11"sv;
inline constexpr std::string_view kMlDsa65 = "\x60\x86\x48\x01\x65\x03\x04\x03\x12"sv;
inline constexpr std::string_view kMlDsa87 = "\x60\x86\x48\x01\x65\x03\x04\x03\x13"sv;
inline constexpr std::string_view kMlKem = "\x60\x86\x48\x01\x65\x03\x04\x04"sv;
inline constexpr std::string_view kKemRecipient = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x0d\x03"sv;
inline constexpr std::string_view kEcPublicKey = "\x2a\x86\x48\xce\x3d\x02\x01"sv;
inline constexpr std::string_view kP256 = "\x2a\x86\x48\xce\x3d\x03\x01\x07"sv;
inline constexpr std::string_view kP384 = "\x2b\x81\x04\x00\x22"sv;
inline constexpr std::string_view kEcdhSha1Kdf = "\x2b\x81\x05\x10\x86\x48\x3f\x00\x02"sv;
inline constexpr std::string_view kEcdhSha256Kdf = "\x2b\x81\x04\x01\x0b\x01"sv;
inline constexpr std::string_view kAes256Wrap = "\x60\x86\x48\x01\x65\x03\x04\x01\x2d"sv;
inline constexpr std::string_view kAes256Gcm = "\x60\x86\x48\x01\x65\x03\x04\x01\x2e"sv;

}  // namespace markings::internal::oid

#endif  // LIBMARKINGS_CMS_INTERNAL_OBJECT_IDS_H_
