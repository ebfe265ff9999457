#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <set>
#include <utility>

#include "libmarkings/cms/cms_sealed.h"
#include "libmarkings/cms/internal/certificates.h"
#include "libmarkings/cms/internal/cms_form.h"
#include "libmarkings/cms/internal/openssl_objects.h"

namespace markings {

using internal::BioPtr;
using internal::CmsPtr;
using internal::ErrorQueue;
using internal::KeyKind;

struct CmsRecipient::Parts {
  internal::X509Ptr certificate;
  bool rsa = false;
  CmsCertificateInfo info;
};

namespace {

// So that, with the recipients, the file stays within what is read.
constexpr std::size_t kMaxPlaintext = std::size_t{255} << 20U;

std::unexpected<Error> Refuse(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> Internal(const char* what) {
  return Fail(ErrorCode::kInternal, {}, fmt::format("OpenSSL could not {}", what),
              "nothing was made; run it again");
}

// How the key is sealed, where OpenSSL's own choice is SHA-1: RFC 5753, section 7.1; RFC 4055, section 4.1.
bool ChooseSealing(EVP_PKEY_CTX* context, bool rsa) {
  if (context == nullptr) return false;
  if (!rsa) return EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) > 0;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0;
}

Result<void> CheckRecipients(std::span<const CmsRecipient> recipients) {
  if (recipients.empty()) return Refuse("there is no recipient", "name one certificate or more");
  if (recipients.size() > internal::kMaxRecipients) {
    return Refuse(fmt::format("there are more than {} recipients", internal::kMaxRecipients),
                  "seal several files");
  }
  std::set<std::string_view> seen;
  for (const CmsRecipient& one : recipients) {
    if (one.is_rsa() != recipients.front().is_rsa()) {
      return Refuse("some recipients have RSA keys and some EC keys", "seal one file for each kind");
    }
    if (!seen.insert(one.certificate().sha256).second) {
      return Refuse("a recipient is named twice", "name each once");
    }
  }
  return {};
}

}  // namespace

Result<CmsRecipient> CmsRecipient::Parse(std::string_view certificate, std::int64_t as_of) {
  const ErrorQueue queue;
  auto read = internal::ReadCertificate(certificate);
  if (!read) return std::unexpected(std::move(read).error());
  X509* owner = read->get();
  const auto kind = internal::KindOf(owner);
  if (!kind) return std::unexpected(kind.error());
  if (auto may = internal::CheckMayOpen(*kind); !may) return std::unexpected(std::move(may).error());
  const bool rsa = *kind == KeyKind::kRsa;
  const std::uint32_t usage = rsa ? KU_KEY_ENCIPHERMENT : KU_KEY_AGREEMENT;
  if ((X509_get_extension_flags(owner) & EXFLAG_KUSAGE) == 0 || (X509_get_key_usage(owner) & usage) == 0) {
    return Fail(ErrorCode::kBadKey, {},
                fmt::format("the certificate is not for sealing: its key usage lacks {}",
                            rsa ? "keyEncipherment" : "keyAgreement"),
                "use the recipient's certificate for encryption");
  }
  if (auto valid = internal::CheckValidAt(owner, as_of); !valid)
    return std::unexpected(std::move(valid).error());
  auto parts = std::make_shared<Parts>();
  parts->rsa = rsa;
  parts->info = internal::InfoOf(owner);
  parts->certificate = *std::move(read);
  return CmsRecipient(std::move(parts));
}

const CmsCertificateInfo& CmsRecipient::certificate() const { return parts_->info; }
bool CmsRecipient::is_rsa() const { return parts_->rsa; }

Result<std::string> SealCms(std::string_view plaintext, std::span<const CmsRecipient> recipients) {
  const ErrorQueue queue;
  if (auto checked = CheckRecipients(recipients); !checked)
    return std::unexpected(std::move(checked).error());
  if (plaintext.size() > kMaxPlaintext) return Refuse("it has more than 255 MiB", "seal it in parts");
  // The nonce and the key are OpenSSL's own random numbers, new for each file.
  const CmsPtr cms(CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), CMS_BINARY | CMS_PARTIAL));
  if (cms == nullptr) return Internal("begin the sealed file");
  for (const CmsRecipient& one : recipients) {
    CMS_RecipientInfo* info =
        CMS_add1_recipient_cert(cms.get(), one.parts_->certificate.get(), CMS_KEY_PARAM);
    if (info == nullptr || !ChooseSealing(CMS_RecipientInfo_get0_pkey_ctx(info), one.is_rsa())) {
      return Internal("prepare a recipient's key");
    }
  }
  const BioPtr content = internal::MemoryBio(plaintext);
  if (content == nullptr || CMS_final(cms.get(), content.get(), nullptr, CMS_BINARY) != 1)
    return Internal("seal");
  unsigned char* bytes = nullptr;
  const int size = i2d_CMS_ContentInfo(cms.get(), &bytes);
  const internal::OpenSslBytes owner(bytes);
  if (size <= 0) return Internal("write the sealed file");
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  // What another version of OpenSSL might choose for itself does not go out unseen.
  const auto form = internal::ParseSealedForm(der);
  if (!form || form->recipients.size() != recipients.size() || form->ciphertext.size() != plaintext.size()) {
    return Internal("write the sealed file in the form that is read");
  }
  return der;
}

}  // namespace markings
