#ifndef LIBMARKINGS_CMS_CMS_SIGNATURE_H_
#define LIBMARKINGS_CMS_CMS_SIGNATURE_H_

// Detached signatures of CMS (.p7s) for those whose keys come with certificates of a PKI; interchangeable
// with `openssl cms -sign -binary` and `-verify -binary`. ECDSA P-256 with SHA-256, P-384 with SHA-384,
// RSA-PSS (2048 bits or more) with SHA-256, ML-DSA-44, -65 and -87 (RFC 9882) with SHA-512 where OpenSSL has
// it, and nothing else: Ed25519 keys are refused by name, since OpenSSL 3.0 cannot use them here
// (MinisignSecretKey is for them).
//
//     auto signer = CmsSigner::Open(certificate_pem, key_pem, nullptr, chain_pem);
//     auto p7s = SignCms(manifest, *signer, date);
//     auto trust = CmsTrust::Load({.roots = roots_pem}, as_of);
//     auto info = VerifyCms(manifest, *p7s, *trust);      // then ask who info->subject is
//
// A signature that verifies was made by the holder of some certificate under a trusted root. Whose it must be
// is the caller's to say: compare `sha256` or `subject`. The form is in docs/formats/cms.md.
//
// Thread-safety: CmsSigner and CmsTrust are constant once made; copies share what they hold. One CmsTrust
// may be used by any number of threads, one CmsSigner by one at a time.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

// Whether signatures by ML-DSA can be made and verified: whether the OpenSSL in use has it, as 3.5 and later
// do. It is looked for at run time, each time; without it they are refused by name (kUnsupported).
[[nodiscard]] MARKINGS_API bool HasPostQuantumCms();

// What a certificate says. Names are as RFC 4514 writes them, in UTF-8, control characters escaped; the
// certificate's owner or issuer chose them.
struct CmsCertificateInfo {
  std::string subject, issuer;
  std::string serial;                          // upper-case hexadecimal, as openssl prints it
  std::string sha256;                          // of the whole certificate, 64 lower-case digits: what to pin
  std::int64_t not_before = 0, not_after = 0;  // seconds since 1970
};

// Whether the text of a private key (PEM) needs a passphrase to be read.
[[nodiscard]] MARKINGS_API bool CmsKeyNeedsPassphrase(const SecretBytes& key_pem);

// Signs a digest (32 or 48 bytes) with a key that is held elsewhere; gives r and s, each as long as the
// digest.
using CmsDigestSigner = std::function<Result<std::string>(std::span<const unsigned char> digest)>;

class MARKINGS_API CmsSigner {
 public:
  // `certificate_pem`: one certificate (PEM or DER). `key_pem`: its private key, PEM. `passphrase` null: only
  // an unencrypted key opens. `chain_pem`: more certificates to send along, for verifiers who hold the root
  // alone; may be empty. The certificate must be one that VerifyCms accepts: key and algorithm, key usage,
  // extended key usage. Errors: kBadKey, kWrongPassphrase, kUnsupported (Ed25519, Ed448; ML-DSA without
  // HasPostQuantumCms(); ML-KEM).
  [[nodiscard]] static Result<CmsSigner> Open(std::string_view certificate_pem, const SecretBytes& key_pem,
                                              const SecretBytes* passphrase, std::string_view chain_pem = {});
  // The same with a P-256 or P-384 key that never comes here, in a token say. What `sign` gives is verified
  // before it is given out.
  [[nodiscard]] static Result<CmsSigner> OpenExternal(std::string_view certificate_pem, CmsDigestSigner sign,
                                                      std::string_view chain_pem = {});
  [[nodiscard]] const CmsCertificateInfo& certificate() const;
  // Its public key as SubjectPublicKeyInfo in DER.
  [[nodiscard]] const std::string& public_key() const;

  struct Parts;

 private:
  explicit CmsSigner(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}
  friend Result<std::string> SignCms(std::string_view, const CmsSigner&, std::int64_t);
  std::shared_ptr<Parts> parts_;
};

// The DER of a detached signature over the bytes of `message`, exactly as they are. `signing_time` in seconds
// since 1970 is signed along, as the signer's word; the certificate must be valid then. Deterministic for
// none of the algorithms. Errors: kBadKey (not valid at that time), kUnusableInput (a message of more than 1
// GiB), what an external key gives, kInternal.
[[nodiscard]] MARKINGS_API Result<std::string> SignCms(std::string_view message, const CmsSigner& signer,
                                                       std::int64_t signing_time);

// What a certificate must be for, where it has an extended key usage; anyExtendedKeyUsage serves for each.
enum class CmsPurpose : std::uint8_t {
  kSigning,   // one of the three below
  kDocument,  // documentSigning (RFC 9336)
  kCode,      // codeSigning
  kEmail,     // emailProtection
};

class MARKINGS_API CmsTrust {
 public:
  // PEM texts, certificates and revocation lists one after another.
  struct Text {
    std::string_view roots;          // whom the verifier trusts: at least one, self-signed
    std::string_view intermediates;  // may be empty
    std::string_view crls;  // empty: revocation is not looked at; else each certificate of a chain needs one
  };
  // `as_of`: the time at which certificates and revocation lists must be valid, in seconds since 1970.
  // Errors: kBadKey for a text that does not parse, holds none, holds a private key, or a list signed with
  // SHA-1 or MD5; kUnsupported for a root with an ML-DSA key without HasPostQuantumCms().
  [[nodiscard]] static Result<CmsTrust> Load(const Text& text, std::int64_t as_of,
                                             CmsPurpose purpose = CmsPurpose::kSigning);

  struct Parts;

 private:
  explicit CmsTrust(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  friend Result<struct CmsSignatureInfo> VerifyCms(std::string_view, std::string_view, const CmsTrust&);
  std::shared_ptr<const Parts> parts_;
};

struct CmsSignatureInfo {
  CmsCertificateInfo certificate;
  // "ecdsa-p256-sha256", "ecdsa-p384-sha384", "rsa-pss-sha256", "ml-dsa-44", "ml-dsa-65", "ml-dsa-87"
  std::string algorithm;
  std::optional<std::int64_t> signing_time;  // seconds since 1970; the signer's word, nothing else
  bool names_certificate = false;            // the certificate itself was signed along (RFC 5035)
};

// Verifies a .p7s (DER, or PEM) over a message. What must hold, besides the signature: the form; one signer;
// signed attributes with content type and digest; the signer's chain to a root at `as_of`, with SHA-256 or
// better and RSA keys of 2048 bits or more throughout; key usage digitalSignature or nonRepudiation (it must
// be there); the extended key usage of the purpose where there is one, in the intermediates as well;
// revocation where lists were given. Errors: kBadSignature, whose message says what failed; kUnsupported;
// kUnusableInput.
[[nodiscard]] MARKINGS_API Result<CmsSignatureInfo> VerifyCms(std::string_view message, std::string_view p7s,
                                                              const CmsTrust& trust);

// What a user should be told of the OpenSSL in use: on the 3.0 line before 3.0.22 its CMS has known holes
// (CVE-2025-15467, CVE-2026-34182 and others), unless a distribution mended them under an old number. One
// line without a full stop, and how to mend it in `fix`. `version`: as OpenSSL_version_num() gives it;
// nothing for others.
struct CmsWarning {
  std::string message, fix;
};
[[nodiscard]] MARKINGS_API std::optional<CmsWarning> WarnOfOpenSsl(unsigned long version);
[[nodiscard]] MARKINGS_API std::optional<CmsWarning> WarnOfOpenSsl();  // the one in use

}  // namespace markings

#endif  // LIBMARKINGS_CMS_CMS_SIGNATURE_H_
