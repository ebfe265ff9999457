#ifndef LIBMARKINGS_CMS_CMS_SEALED_H_
#define LIBMARKINGS_CMS_CMS_SEALED_H_

// Sealed files of CMS (.p7m) for recipients with certificates: AuthEnvelopedData, AES-256-GCM,
// interchangeable with `openssl cms -encrypt -binary -aes-256-gcm` and `-decrypt`. Keys are sealed by ECDH on
// P-256 or P-384 (SHA-256, AES-256 wrap) or by RSA-OAEP (SHA-256). EnvelopedData, which anybody can change
// unseen, and short tags, which can be forged, are refused. Nobody's name is on a sealed file: sign first,
// then seal.
//
// Opening uses no CMS code of OpenSSL: what libmarkings/cms/internal/cms_form.h read goes to its primitives
// alone.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/export.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

// A certificate to seal to. Nobody vouches for it here: whoever names the file trusts it. Constant once made.
class MARKINGS_API CmsRecipient {
 public:
  // One certificate, PEM or DER, valid at `as_of` (seconds since 1970), whose key usage is there and allows
  // it (keyAgreement for EC, keyEncipherment for RSA). Errors: kBadKey, kUnsupported (X25519, X448).
  [[nodiscard]] static Result<CmsRecipient> Parse(std::string_view certificate, std::int64_t as_of);
  [[nodiscard]] const CmsCertificateInfo& certificate() const;
  [[nodiscard]] bool is_rsa() const;

  struct Parts;

 private:
  explicit CmsRecipient(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  friend Result<std::string> SealCms(std::string_view, std::span<const CmsRecipient>);
  std::shared_ptr<const Parts> parts_;
};

// The DER of the sealed file. All recipients have EC keys or all have RSA keys: seal once for each kind. At
// most 1024, each once. Errors: kUnusableInput (none, too many, of two kinds, twice, more than 255 MiB of
// text), kInternal.
[[nodiscard]] MARKINGS_API Result<std::string> SealCms(std::string_view plaintext,
                                                       std::span<const CmsRecipient> recipients);

// A certificate with its private key, to open what was sealed to it. Constant once made.
class MARKINGS_API CmsIdentity {
 public:
  // Texts as for CmsSigner::Open. The certificate may have expired since. Errors: kBadKey, kWrongPassphrase.
  [[nodiscard]] static Result<CmsIdentity> Open(std::string_view certificate_pem, const SecretBytes& key_pem,
                                                const SecretBytes* passphrase);
  [[nodiscard]] const CmsCertificateInfo& certificate() const;

  struct Parts;

 private:
  explicit CmsIdentity(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  friend Result<SecretBytes> OpenCms(std::string_view, const CmsIdentity&);
  std::shared_ptr<const Parts> parts_;
};

// The text of a sealed file (DER, or PEM), all of it once its tag held, else none of it. Errors: kBadSealed
// for another form; kNoMatch when it was not sealed to this certificate; kNotAuthentic when it was changed.
[[nodiscard]] MARKINGS_API Result<SecretBytes> OpenCms(std::string_view sealed, const CmsIdentity& identity);

}  // namespace markings

#endif  // LIBMARKINGS_CMS_CMS_SEALED_H_
