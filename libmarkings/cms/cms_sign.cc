#include <fmt/format.h>
#include <openssl/rsa.h>

#include <utility>

#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/cms/internal/certificates.h"
#include "libmarkings/cms/internal/cms_form.h"
#include "libmarkings/cms/internal/external_key.h"
#include "libmarkings/cms/internal/openssl_objects.h"

namespace markings {

using internal::BioPtr;
using internal::CmsPtr;
using internal::ErrorQueue;
using internal::KeyKind;

struct CmsSigner::Parts {
  internal::X509Ptr certificate;
  internal::X509Stack chain;
  KeyKind kind{};
  CmsCertificateInfo info;
  std::string public_key;
  internal::ExternalSigning external;  // outlives the key, so it stands before it
  internal::KeyPtr key;
};

namespace {

constexpr std::size_t kMaxMessage = std::size_t{1} << 30U;

std::unexpected<Error> Internal(const char* what) {
  return Fail(ErrorCode::kInternal, {}, fmt::format("OpenSSL could not {}", what),
              "nothing was made; run it again");
}

// Everything but the key.
Result<std::shared_ptr<CmsSigner::Parts>> ReadParts(std::string_view certificate, std::string_view chain) {
  auto parts = std::make_shared<CmsSigner::Parts>();
  auto read = internal::ReadCertificate(certificate);
  if (!read) return std::unexpected(std::move(read).error());
  parts->certificate = *std::move(read);
  X509* owner = parts->certificate.get();
  const auto kind = internal::KindOf(owner);
  if (!kind) return std::unexpected(kind.error());
  parts->kind = *kind;
  if (auto may = internal::CheckMaySign(owner, CmsPurpose::kSigning); !may) {
    return std::unexpected(std::move(may).error());
  }
  if (!chain.empty()) {
    auto more = internal::ReadCertificates(chain, internal::kMaxCertificates - 1);
    if (!more) return std::unexpected(std::move(more).error());
    parts->chain = *std::move(more);
  }
  parts->info = internal::InfoOf(owner);
  parts->public_key = internal::PublicKeyOf(owner);
  return parts;
}

// RSA-PSS with a salt as long as the digest (RFC 4056 leaves it open; RFC 8017 names this length).
bool UsePss(CMS_SignerInfo* info) {
  EVP_PKEY_CTX* context = CMS_SignerInfo_get0_pkey_ctx(info);
  return context != nullptr && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

// UTCTime through 2049, GeneralizedTime after (RFC 5652, section 11.3).
bool AddSigningTime(CMS_SignerInfo* info, std::int64_t seconds) {
  const std::unique_ptr<ASN1_TIME, internal::OpenSslFree<ASN1_TIME_free>> time(
      ASN1_TIME_set(nullptr, seconds));
  return time != nullptr &&
         CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, time->type, time.get(), -1) == 1;
}

// The unfinished signature, with all that is signed along.
CmsPtr Begin(const CmsSigner::Parts& parts, std::int64_t signing_time) {
  constexpr unsigned kFlags = CMS_BINARY | CMS_DETACHED | CMS_PARTIAL;
  CmsPtr cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
  if (cms == nullptr) return nullptr;
  const bool rsa = parts.kind == KeyKind::kRsa || parts.kind == KeyKind::kRsaPss;
  // CMS_CADES: the certificate is named in what is signed, so that no other of the same key can take its
  // place.
  const unsigned more = CMS_CADES | CMS_NOSMIMECAP | (rsa ? CMS_KEY_PARAM : 0U);
  CMS_SignerInfo* info = CMS_add1_signer(cms.get(), parts.certificate.get(), parts.key.get(),
                                         internal::DigestOf(parts.kind), kFlags | more);
  if (info == nullptr || (rsa && !UsePss(info)) || !AddSigningTime(info, signing_time)) return nullptr;
  for (int i = 0; i < sk_X509_num(parts.chain.get()); ++i) {
    X509* one = sk_X509_value(parts.chain.get(), i);
    if (X509_cmp(one, parts.certificate.get()) == 0) continue;
    if (CMS_add1_cert(cms.get(), one) != 1) return nullptr;
  }
  return cms;
}

// Whether what was made is what will be taken: a fault of the machine or of a token shows here and not at a
// reader's.
bool HoldsUp(const std::string& der, std::string_view message) {
  if (!internal::ParseSignedForm(der)) return false;
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  const BioPtr content = internal::MemoryBio(message);
  return cms != nullptr && content != nullptr &&
         CMS_verify(cms.get(), nullptr, nullptr, content.get(), nullptr,
                    CMS_BINARY | CMS_DETACHED | CMS_NO_SIGNER_CERT_VERIFY) == 1;
}

}  // namespace

Result<CmsSigner> CmsSigner::Open(std::string_view certificate_pem, const SecretBytes& key_pem,
                                  const SecretBytes* passphrase, std::string_view chain_pem) {
  auto parts = ReadParts(certificate_pem, chain_pem);
  if (!parts) return std::unexpected(std::move(parts).error());
  auto key = internal::ReadKey(key_pem, passphrase);
  if (!key) return std::unexpected(std::move(key).error());
  if (auto pair = internal::CheckPair((*parts)->certificate.get(), key->get()); !pair) {
    return std::unexpected(std::move(pair).error());
  }
  (*parts)->key = *std::move(key);
  return CmsSigner(*std::move(parts));
}

Result<CmsSigner> CmsSigner::OpenExternal(std::string_view certificate_pem, CmsDigestSigner sign,
                                          std::string_view chain_pem) {
  auto parts = ReadParts(certificate_pem, chain_pem);
  if (!parts) return std::unexpected(std::move(parts).error());
  if ((*parts)->kind != KeyKind::kP256 && (*parts)->kind != KeyKind::kP384) {
    return Fail(ErrorCode::kUnsupported, {}, "RSA and ML-DSA keys that are held elsewhere are not supported",
                "use a P-256 or P-384 key");
  }
  (*parts)->external.sign = std::move(sign);
  (*parts)->key =
      internal::MakeExternalKey(X509_get0_pubkey((*parts)->certificate.get()), &(*parts)->external);
  if ((*parts)->key == nullptr) return Internal("prepare the key");
  return CmsSigner(*std::move(parts));
}

const CmsCertificateInfo& CmsSigner::certificate() const { return parts_->info; }
const std::string& CmsSigner::public_key() const { return parts_->public_key; }

Result<std::string> SignCms(std::string_view message, const CmsSigner& signer, std::int64_t signing_time) {
  const ErrorQueue queue;
  CmsSigner::Parts& parts = *signer.parts_;
  if (message.size() > kMaxMessage) {
    return Fail(ErrorCode::kUnusableInput, {}, "it has more than 1 GiB", "sign its digest in a file instead");
  }
  if (auto valid = internal::CheckValidAt(parts.certificate.get(), signing_time); !valid) {
    return std::unexpected(std::move(valid).error());
  }
  parts.external.fault.reset();
  const CmsPtr cms = Begin(parts, signing_time);
  const BioPtr content = internal::MemoryBio(message);
  if (cms == nullptr || content == nullptr) return Internal("begin the signature");
  if (CMS_final(cms.get(), content.get(), nullptr, CMS_BINARY | CMS_DETACHED) != 1) {
    if (parts.external.fault) return std::unexpected(*parts.external.fault);
    return Internal("sign");
  }
  unsigned char* bytes = nullptr;
  const int size = i2d_CMS_ContentInfo(cms.get(), &bytes);
  const internal::OpenSslBytes owner(bytes);
  if (size <= 0) return Internal("write the signature");
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  if (!HoldsUp(der, message)) {
    return Fail(ErrorCode::kInternal, {}, "the signature that was made does not verify",
                "check that the certificate is of this key, and the machine or token");
  }
  return der;
}

}  // namespace markings
