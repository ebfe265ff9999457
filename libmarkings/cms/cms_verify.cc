#include <fmt/format.h>
#include <openssl/ess.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <utility>

#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/cms/internal/certificates.h"
#include "libmarkings/cms/internal/cms_form.h"
#include "libmarkings/cms/internal/openssl_objects.h"

namespace markings {

using internal::CmsPtr;
using internal::ErrorQueue;
using internal::KeyKind;
using internal::OpenSslFree;
using internal::SignatureAlgorithm;

using StorePtr = std::unique_ptr<X509_STORE, OpenSslFree<X509_STORE_free>>;

struct CmsTrust::Parts {
  StorePtr roots;
  internal::X509Stack intermediates;  // null: none
  internal::CrlStack crls;            // null: revocation is not looked at
  std::int64_t as_of = 0;
  CmsPurpose purpose{};
};

namespace {

constexpr std::size_t kMaxTrusted = 4096;
constexpr std::size_t kMaxMessage = std::size_t{1} << 30U;
// 112 bits: RSA of 2048 bits, SHA-224; so no SHA-1 and no MD5 in any signature of the chain but a root's over
// itself.
constexpr int kSecurityLevel = 2;

std::unexpected<Error> Bad(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadSignature, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> Internal() {
  return Fail(ErrorCode::kInternal, {}, "OpenSSL could not prepare the verification", "run it again");
}

std::string ChainFix(int fault) {
  switch (fault) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "give the root that you trust, and the intermediates if the signature does not bring them";
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_CRL_NOT_YET_VALID:
      return "give a revocation list of each issuer in the chain that is valid at that time";
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "check the time that is asked for; a signature outlives its certificate only where a register "
             "shows when it was made";
    case X509_V_ERR_CERT_REVOKED:
      return "do not trust it";
    default:
      return "ask the signer for a signature with a sound certificate";
  }
}

// The chain from the signer to a root, or why there is none.
Result<internal::X509Stack> BuildChain(const CmsTrust::Parts& trust, X509* signer,
                                       STACK_OF(X509) * untrusted) {
  const std::unique_ptr<X509_STORE_CTX, OpenSslFree<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
  if (context == nullptr || X509_STORE_CTX_init(context.get(), trust.roots.get(), signer, untrusted) != 1) {
    return Internal();
  }
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(rules, trust.as_of);
  X509_VERIFY_PARAM_set_auth_level(rules, kSecurityLevel);
  unsigned long flags = X509_V_FLAG_CHECK_SS_SIGNATURE;
  if (trust.crls != nullptr) {
    flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
    X509_STORE_CTX_set0_crls(context.get(), trust.crls.get());
  }
  if (X509_VERIFY_PARAM_set_flags(rules, flags) != 1) return Internal();
  if (X509_verify_cert(context.get()) == 1) {
    internal::X509Stack chain(X509_STORE_CTX_get1_chain(context.get()));
    if (chain == nullptr) return Internal();
    return chain;
  }
  const int fault = X509_STORE_CTX_get_error(context.get());
  return Bad(fmt::format("the certificates from the signer to a root do not hold: {}",
                         X509_verify_cert_error_string(fault)),
             ChainFix(fault));
}

// An authority that may only vouch for servers vouches for no signer of documents.
Result<void> CheckIntermediates(STACK_OF(X509) * chain, CmsPurpose purpose) {
  for (int i = 1; i + 1 < sk_X509_num(chain); ++i) {
    if (!internal::ExtendedUsageFits(sk_X509_value(chain, i), purpose)) {
      return Bad("an intermediate certificate is for another purpose",
                 "ask for a certificate of an authority for signing");
    }
  }
  return {};
}

bool KeyFits(SignatureAlgorithm algorithm, KeyKind kind) {
  switch (algorithm) {
    case SignatureAlgorithm::kEcdsaP256Sha256:
      return kind == KeyKind::kP256;
    case SignatureAlgorithm::kEcdsaP384Sha384:
      return kind == KeyKind::kP384;
    case SignatureAlgorithm::kRsaPssSha256:
      return kind == KeyKind::kRsa || kind == KeyKind::kRsaPss;
    case SignatureAlgorithm::kMlDsa44:
      return kind == KeyKind::kMlDsa44;
    case SignatureAlgorithm::kMlDsa65:
      return kind == KeyKind::kMlDsa65;
    case SignatureAlgorithm::kMlDsa87:
      return kind == KeyKind::kMlDsa87;
  }
  return false;
}

bool IsMlDsa(SignatureAlgorithm algorithm) { return algorithm >= SignatureAlgorithm::kMlDsa44; }

bool SameDigest(std::string_view message, const internal::SignedForm& form) {
  const std::size_t wanted = internal::DigestSize(form.algorithm);
  const EVP_MD* kind = wanted == 64 ? EVP_sha512() : wanted == 48 ? EVP_sha384() : EVP_sha256();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  return EVP_Digest(message.data(), message.size(), digest.data(), &size, kind, nullptr) == 1 &&
         std::string_view(reinterpret_cast<const char*>(digest.data()), size) == form.message_digest;
}

// The attribute that names the certificate by SHA-256 (RFC 5035): it must be this one, and its chain where it
// says so.
Result<void> CheckNamed(std::string_view attribute, STACK_OF(X509) * chain) {
  const auto* at = reinterpret_cast<const unsigned char*>(attribute.data());
  const std::unique_ptr<ESS_SIGNING_CERT_V2, OpenSslFree<ESS_SIGNING_CERT_V2_free>> named(
      d2i_ESS_SIGNING_CERT_V2(nullptr, &at, static_cast<long>(attribute.size())));
  if (named == nullptr || OSSL_ESS_check_signing_certs(nullptr, named.get(), chain, 1) != 1) {
    return Bad("the signature names another certificate than the one that it brings", "do not trust it");
  }
  return {};
}

// OpenSSL compares names without regard to case and kind of string; here they are the same bytes.
bool IsNamed(const internal::SignedForm& form, X509* signer) {
  if (!form.issuer_and_serial.empty()) return form.issuer_and_serial == internal::IssuerAndSerial(signer);
  return form.key_identifier == internal::KeyIdentifier(signer);
}

std::optional<std::int64_t> SigningTime(CMS_SignerInfo* signer) {
  const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
  if (at < 0) return std::nullopt;
  const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(signer, at), 0);
  if (value == nullptr || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME))
    return std::nullopt;
  std::tm parts = {};
  if (ASN1_TIME_to_tm(value->value.asn1_string, &parts) != 1) return std::nullopt;
  return internal::SecondsOf(value->value.asn1_string);
}

Result<CmsPtr> Decode(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = at + der.size();
  CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  if (cms == nullptr || at != end)
    return Bad("its certificates or attributes cannot be read", "get the signature file again");
  return cms;
}

// The signer's certificate, which stays the signature's.
Result<X509*> FindSigner(CMS_ContentInfo* cms, const CmsTrust::Parts& trust) {
  CMS_set1_signers_certs(cms, trust.intermediates.get(), 0);
  STACK_OF(CMS_SignerInfo)* infos = CMS_get0_SignerInfos(cms);
  if (sk_CMS_SignerInfo_num(infos) != 1) return Bad("it has not one signer", "get the signature file again");
  X509* signer = nullptr;
  CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(infos, 0), nullptr, &signer, nullptr, nullptr);
  if (signer == nullptr) {
    return Bad("the signer's certificate is not in it", "give it among the intermediates");
  }
  return signer;
}

// Everything that may stand between signer and root: what was given, then what the signature brings.
internal::X509Stack Untrusted(CMS_ContentInfo* cms, const CmsTrust::Parts& trust) {
  internal::X509Stack all(CMS_get1_certs(cms));
  if (all == nullptr) all.reset(sk_X509_new_null());
  if (all == nullptr || X509_add_certs(all.get(), trust.intermediates.get(),
                                       X509_ADD_FLAG_UP_REF | X509_ADD_FLAG_PREPEND) != 1) {
    return nullptr;
  }
  return all;
}

}  // namespace

Result<CmsTrust> CmsTrust::Load(const Text& text, std::int64_t as_of, CmsPurpose purpose) {
  const ErrorQueue queue;
  auto parts = std::make_shared<Parts>();
  parts->as_of = as_of;
  parts->purpose = purpose;
  parts->roots.reset(X509_STORE_new());
  auto roots = internal::ReadCertificates(text.roots, kMaxTrusted);
  if (!roots) return std::unexpected(std::move(roots).error());
  for (int i = 0; i < sk_X509_num(roots->get()); ++i) {
    X509* root = sk_X509_value(roots->get(), i);
    if (auto kind = internal::PostQuantumKindOf(root); !kind) {
      Error error = std::move(kind).error();
      error.message = fmt::format("certificate {} of the roots: {}", i + 1, error.message);
      return std::unexpected(std::move(error));
    }
    // Anything else would never end a chain: said now rather than at each signature.
    if (X509_self_signed(root, 0) != 1) {
      return Fail(ErrorCode::kBadKey, {},
                  fmt::format("certificate {} of the roots is no root: another one issued it", i + 1),
                  "give it among the intermediates, and its root here");
    }
    if (parts->roots == nullptr || X509_STORE_add_cert(parts->roots.get(), root) != 1) return Internal();
  }
  if (!text.intermediates.empty()) {
    auto read = internal::ReadCertificates(text.intermediates, kMaxTrusted);
    if (!read) return std::unexpected(std::move(read).error());
    parts->intermediates = *std::move(read);
  }
  if (!text.crls.empty()) {
    auto read = internal::ReadRevocations(text.crls);
    if (!read) return std::unexpected(std::move(read).error());
    parts->crls = *std::move(read);
  }
  return CmsTrust(std::move(parts));
}

Result<CmsSignatureInfo> VerifyCms(std::string_view message, std::string_view p7s, const CmsTrust& trust) {
  const ErrorQueue queue;
  if (message.size() > kMaxMessage) {
    return Fail(ErrorCode::kUnusableInput, {}, "the signed file has more than 1 GiB",
                "only smaller ones are read");
  }
  const auto der = internal::DerOf(p7s, internal::kMaxSignatureFile, ErrorCode::kBadSignature);
  if (!der) return std::unexpected(der.error());
  const auto form = internal::ParseSignedForm(*der);
  if (!form) return std::unexpected(form.error());
  if (IsMlDsa(form->algorithm) && !internal::HasMlDsa()) {
    return Fail(
        ErrorCode::kUnsupported, {},
        fmt::format("it is a signature by {}, which this OpenSSL cannot verify", NameOf(form->algorithm)),
        "verify it with OpenSSL 3.5 or later, or ask for a signature by a P-256, P-384 or RSA key");
  }
  if (!SameDigest(message, *form)) {
    return Bad("it is not a signature over these bytes",
               "get both files again, without any change of line ends");
  }
  const auto cms = Decode(*der);
  if (!cms) return std::unexpected(cms.error());
  const auto signer = FindSigner(cms->get(), *trust.parts_);
  if (!signer) return std::unexpected(signer.error());
  if (!IsNamed(*form, *signer)) {
    return Bad("the signer is named otherwise than in the certificate", "get the signature file again");
  }
  const auto kind = internal::KindOf(*signer);
  if (!kind)
    return Bad("the signer's certificate: " + kind.error().message, "ask for a signature by another key");
  if (!KeyFits(form->algorithm, *kind)) {
    return Bad(
        fmt::format("the signature is called {}, and the signer's key is of another kind",
                    NameOf(form->algorithm)),
        "have it signed with -md sha256 by a P-256 or RSA key, with -md sha384 by a P-384 key, with -md "
        "sha512 by an ML-DSA key");
  }
  const internal::BioPtr content = internal::MemoryBio(message);
  if (content == nullptr) return Internal();
  if (CMS_verify(cms->get(), trust.parts_->intermediates.get(), nullptr, content.get(), nullptr,
                 CMS_BINARY | CMS_DETACHED | CMS_NO_SIGNER_CERT_VERIFY) != 1) {
    return Bad("the signature is not that of the key in the signer's certificate",
               "get the signature file again");
  }
  const internal::X509Stack untrusted = Untrusted(cms->get(), *trust.parts_);
  if (untrusted == nullptr) return Internal();
  const auto chain = BuildChain(*trust.parts_, *signer, untrusted.get());
  if (!chain) return std::unexpected(chain.error());
  if (auto may = internal::CheckMaySign(*signer, trust.parts_->purpose); !may) {
    return Bad("the signer: " + may.error().message, may.error().fix);
  }
  if (auto may = CheckIntermediates(chain->get(), trust.parts_->purpose); !may) {
    return std::unexpected(std::move(may).error());
  }
  CmsSignatureInfo info;
  if (form->signing_certificate) {
    if (auto named = CheckNamed(*form->signing_certificate, chain->get()); !named) {
      return std::unexpected(std::move(named).error());
    }
    info.names_certificate = true;
  }
  info.certificate = internal::InfoOf(*signer);
  info.algorithm = NameOf(form->algorithm);
  info.signing_time = SigningTime(sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms->get()), 0));
  return info;
}

bool HasPostQuantumCms() { return internal::HasMlDsa(); }

std::optional<CmsWarning> WarnOfOpenSsl(unsigned long version) {
  // 0xMNN00PP0: major, minor, patch.
  const unsigned long major = version >> 28U, minor = version >> 20U & 0xffU, patch = version >> 4U & 0xffU;
  constexpr unsigned long kMended = 22;
  if (major != 3 || minor != 0 || patch >= kMended) return std::nullopt;
  return CmsWarning{
      fmt::format("OpenSSL 3.0.{} reads CMS with known holes, unless your distribution mended them", patch),
      "install 3.0.22 or later, or ask your distribution for CVE-2025-15467 and CVE-2026-34182"};
}

std::optional<CmsWarning> WarnOfOpenSsl() { return WarnOfOpenSsl(OpenSSL_version_num()); }

}  // namespace markings
