#include "cli/cms_files.h"

#include <string_view>

#include "cli/io.h"
#include "cli/terminal.h"

namespace markings::cli {
namespace {

std::unexpected<Error> InFile(Error error, const std::string& path) {
  if (error.file.empty()) error.file = path;
  return std::unexpected(std::move(error));
}

// Several PEM files one after another.
Result<std::string> ReadAll(const std::vector<std::string>& paths) {
  std::string all;
  for (const std::string& path : paths) {
    auto text = ReadBytes(path);
    if (!text) return InFile(std::move(text).error(), path);
    // A file in DER cannot stand among others.
    if (text->starts_with('\x30') && paths.size() > 1) {
      return InFile(
          Unusable("it is not in PEM", "write it so: openssl x509 -inform DER -in FILE -out FILE.pem"), path);
    }
    all += *text;
    if (!all.ends_with('\n')) all += '\n';
  }
  if (paths.size() == 1 && all.starts_with('\x30')) all.pop_back();
  return all;
}

}  // namespace

Result<CmsCertificateFile> ReadCmsCertificate(const std::string& path) {
  auto text = ReadBytes(path);
  if (!text) return InFile(std::move(text).error(), path);
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  const std::size_t end = text->find(kEnd);
  const std::size_t next = end == std::string::npos ? end : text->find("-----BEGIN ", end);
  if (next == std::string::npos) return CmsCertificateFile{*std::move(text), {}};
  return CmsCertificateFile{text->substr(0, next), text->substr(next)};
}

Result<CmsKeyFiles> CmsKeyFiles::Open(const std::string& certificate, const std::string& key) {
  auto file = ReadCmsCertificate(certificate);
  if (!file) return std::unexpected(std::move(file).error());
  auto secret = ReadSecretFile(key);
  if (!secret) return InFile(std::move(secret).error(), key);
  return CmsKeyFiles(std::move(file->certificate), std::move(file->chain), *std::move(secret), certificate,
                     key);
}

Result<std::optional<SecretBytes>> CmsKeyFiles::Passphrase(const std::string& file) const {
  if (!CmsKeyNeedsPassphrase(key_)) return std::nullopt;
  auto passphrase = ReadPassphrase("Passphrase of " + key_path_ + ": ", file, false);
  if (!passphrase) return std::unexpected(std::move(passphrase).error());
  return std::optional(*std::move(passphrase));
}

// Both files are named where it may be either's fault.
Error CmsKeyFiles::In(Error error) const {
  if (error.file.empty()) {
    error.file = error.code == ErrorCode::kWrongPassphrase || error.message.contains("private key")
                     ? key_path_
                     : certificate_path_;
  }
  return error;
}

Result<CmsSigner> CmsKeyFiles::UnlockSigner(const std::string& passphrase_file) const {
  const auto passphrase = Passphrase(passphrase_file);
  if (!passphrase) return std::unexpected(passphrase.error());
  auto signer = CmsSigner::Open(certificate_, key_, *passphrase ? &**passphrase : nullptr, chain_);
  if (!signer) return std::unexpected(In(std::move(signer).error()));
  return signer;
}

Result<CmsIdentity> CmsKeyFiles::UnlockIdentity(const std::string& passphrase_file) const {
  const auto passphrase = Passphrase(passphrase_file);
  if (!passphrase) return std::unexpected(passphrase.error());
  auto identity = CmsIdentity::Open(certificate_, key_, *passphrase ? &**passphrase : nullptr);
  if (!identity) return std::unexpected(In(std::move(identity).error()));
  return identity;
}

Result<CmsTrust> ReadCmsTrust(const CmsTrustFiles& files, std::int64_t as_of, CmsPurpose purpose) {
  const auto roots = ReadAll(files.roots), intermediates = ReadAll(files.intermediates),
             crls = ReadAll(files.crls);
  for (const auto* text : {&roots, &intermediates, &crls}) {
    if (!*text) return std::unexpected(text->error());
  }
  auto trust =
      CmsTrust::Load({.roots = *roots, .intermediates = *intermediates, .crls = *crls}, as_of, purpose);
  // Which of several files it is cannot be told; the first of the roots leads to them all.
  if (!trust && files.roots.size() == 1) return InFile(std::move(trust).error(), files.roots.front());
  return trust;
}

Result<CmsRecipient> ReadCmsRecipient(const std::string& path, std::int64_t as_of) {
  const auto text = ReadBytes(path);
  if (!text) return InFile(text.error(), path);
  auto recipient = CmsRecipient::Parse(*text, as_of);
  if (!recipient) return InFile(std::move(recipient).error(), path);
  return recipient;
}

std::string Describe(const CmsCertificateInfo& certificate) {
  return Printable(certificate.subject) + " (certificate SHA-256 " + certificate.sha256 + ")";
}

void CautionOldOpenSsl() {
  if (const auto warning = WarnOfOpenSsl()) Caution(warning->message + ": " + warning->fix);
}

}  // namespace markings::cli
