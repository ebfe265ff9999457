#ifndef CLI_CMS_FILES_H_
#define CLI_CMS_FILES_H_

// Certificates and their keys out of files. Errors name the file in Error::file.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/cms/cms_sealed.h"
#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// A certificate and its private key on their way to being used: the files are read and looked at early, so
// that a wrong file is noticed before any work; the passphrase is asked for when everything else stands.
class CmsKeyFiles {
 public:
  // `certificate`: PEM or DER; the first one is the owner's, others are sent along with a signature. `key`:
  // PEM. Errors: those of ReadBytes and ReadSecretFile, kBadKey.
  [[nodiscard]] static Result<CmsKeyFiles> Open(const std::string& certificate, const std::string& key);
  // Errors: those of ReadPassphrase, CmsSigner::Open and CmsIdentity::Open.
  [[nodiscard]] Result<CmsSigner> UnlockSigner(const std::string& passphrase_file) const;
  [[nodiscard]] Result<CmsIdentity> UnlockIdentity(const std::string& passphrase_file) const;

 private:
  CmsKeyFiles(std::string certificate, std::string chain, SecretBytes key, std::string certificate_path,
              std::string key_path)
      : certificate_(std::move(certificate)),
        chain_(std::move(chain)),
        key_(std::move(key)),
        certificate_path_(std::move(certificate_path)),
        key_path_(std::move(key_path)) {}
  [[nodiscard]] Result<std::optional<SecretBytes>> Passphrase(const std::string& file) const;
  [[nodiscard]] Error In(Error error) const;
  std::string certificate_, chain_;
  SecretBytes key_;
  std::string certificate_path_, key_path_;
};

// The owner's certificate and what follows it in a file of certificates.
struct CmsCertificateFile {
  std::string certificate, chain;
};
[[nodiscard]] Result<CmsCertificateFile> ReadCmsCertificate(const std::string& path);

// Whom a verifier trusts. Several files of a kind are read as one.
struct CmsTrustFiles {
  std::vector<std::string> roots, intermediates, crls;
};
[[nodiscard]] Result<CmsTrust> ReadCmsTrust(const CmsTrustFiles& files, std::int64_t as_of,
                                            CmsPurpose purpose = CmsPurpose::kSigning);

// A certificate to seal to.
[[nodiscard]] Result<CmsRecipient> ReadCmsRecipient(const std::string& path, std::int64_t as_of);

// "CN=Office of Records,O=Archive (certificate SHA-256 4f...)", safe for a terminal.
[[nodiscard]] std::string Describe(const CmsCertificateInfo& certificate);

// Says on standard error when this OpenSSL is one whose CMS has known holes. Every command that reads CMS
// calls it.
void CautionOldOpenSsl();

}  // namespace markings::cli

#endif  // CLI_CMS_FILES_H_
