#include "libmarkings/cms/internal/certificates.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>
#include <ctime>
#include <span>
#include <utility>

#include "libmarkings/cms/internal/der.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMaxText = std::size_t{32} << 20U;

std::unexpected<Error> Bad(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, {}, std::move(message), std::move(fix));
}

// Private keys live in OpenSSL's guarded heap, where the system gives one; without it OpenSSL uses its own.
void PrepareSecureHeap() {
  static const bool prepared = [] {
    constexpr std::size_t kHeap = std::size_t{1} << 20U;
    return CRYPTO_secure_malloc_initialized() == 1 || CRYPTO_secure_malloc_init(kHeap, 32) != 0;
  }();
  static_cast<void>(prepared);
}

// The blocks of a PEM text of public things; text between them is for people. Errors: kBadKey.
template <class Take>
Result<std::size_t> ReadBlocks(std::string_view text, std::string_view label, const char* wanted, Take take) {
  if (text.size() > kMaxText) return Bad("it is larger than any file of certificates", "name another file");
  const ErrorQueue queue;
  const BioPtr source = MemoryBio(text);
  if (source == nullptr) return Bad("it cannot be read", "name another file");
  for (std::size_t count = 0;; ++count) {
    char *name = nullptr, *header = nullptr;
    unsigned char* bytes = nullptr;
    long size = 0;
    if (PEM_read_bio(source.get(), &name, &header, &bytes, &size) != 1) {
      const unsigned long fault = ERR_peek_last_error();
      const bool end = ERR_GET_LIB(fault) == ERR_LIB_PEM && ERR_GET_REASON(fault) == PEM_R_NO_START_LINE;
      if (!end) return Bad(fmt::format("its PEM block {} cannot be read", count + 1), "get the file again");
      return count;
    }
    const OpenSslBytes name_owner(name), header_owner(header), bytes_owner(bytes);
    const std::string_view found = name;
    if (found.ends_with("PRIVATE KEY")) {
      OPENSSL_cleanse(bytes, static_cast<std::size_t>(size));
      return Bad("it holds a private key",
                 fmt::format("keep keys in a file of their own; here {} belong", wanted));
    }
    if (found != label)
      return Bad(fmt::format("its PEM block {} is of another kind", count + 1),
                 fmt::format("here {} belong", wanted));
    if (!take(bytes, size)) {
      return Bad(fmt::format("its PEM block {} cannot be read", count + 1), "get the file again");
    }
  }
}

// Hands the passphrase over. OpenSSL wipes its copy.
int GivePassphrase(char* room, int size, int /*writing*/, void* data) {
  const auto* passphrase = static_cast<const SecretBytes*>(data);
  if (passphrase == nullptr || passphrase->size() > static_cast<std::size_t>(size)) return -1;
  std::ranges::copy(passphrase->Reveal(), room);
  return static_cast<int>(passphrase->size());
}

std::string NameText(const X509_NAME* name) {
  const BioPtr text(BIO_new(BIO_s_mem()));
  if (text == nullptr) return {};
  // As RFC 2253 asks, but the letters as they are, in UTF-8.
  constexpr unsigned long kFlags =
      (XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)) | ASN1_STRFLGS_UTF8_CONVERT;
  if (X509_NAME_print_ex(text.get(), name, 0, kFlags) < 0) return {};
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(text.get(), &bytes);
  return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

std::string SerialText(const ASN1_INTEGER* serial) {
  const std::unique_ptr<BIGNUM, OpenSslFree<BN_free>> number(ASN1_INTEGER_to_BN(serial, nullptr));
  if (number == nullptr) return {};
  char* digits = BN_bn2hex(number.get());
  const OpenSslBytes owner(digits);
  return digits != nullptr ? digits : "";
}

}  // namespace

BioPtr MemoryBio(std::string_view text) {
  if (text.size() > INT_MAX) return nullptr;
  return BioPtr(BIO_new_mem_buf(text.empty() ? "" : text.data(), static_cast<int>(text.size())));
}

Result<X509Stack> ReadCertificates(std::string_view text, std::size_t most) {
  const ErrorQueue queue;
  X509Stack stack(sk_X509_new_null());
  if (stack == nullptr) return Bad("out of memory", "run it where there is more");
  const auto take = [&](const unsigned char* bytes, long size) {
    const unsigned char* at = bytes;
    X509Ptr one(d2i_X509(nullptr, &at, size));
    if (one == nullptr || at != bytes + size) return false;
    return sk_X509_push(stack.get(), one.get()) > 0 && one.release() != nullptr;
  };
  constexpr const char* kWanted = "name a file of certificates in PEM (BEGIN CERTIFICATE)";
  if (!text.empty() && text.front() == '\x30') {
    if (text.size() > kMaxText ||
        !take(reinterpret_cast<const unsigned char*>(text.data()), static_cast<long>(text.size()))) {
      return Bad("this is no certificate", kWanted);
    }
    return stack;
  }
  const auto count = ReadBlocks(text, PEM_STRING_X509, "certificates", take);
  if (!count) return std::unexpected(count.error());
  if (*count == 0) return Bad("it holds no certificate", kWanted);
  if (*count > most) {
    return Bad(most == 1 ? "it holds more than one certificate"
                         : fmt::format("it holds more than {} certificates", most),
               most == 1 ? "leave the owner's in it, and give the others apart" : "split the file");
  }
  return stack;
}

Result<X509Ptr> ReadCertificate(std::string_view text) {
  auto stack = ReadCertificates(text, 1);
  if (!stack) return std::unexpected(std::move(stack).error());
  return X509Ptr(sk_X509_pop(stack->get()));
}

Result<CrlStack> ReadRevocations(std::string_view text) {
  const ErrorQueue queue;
  CrlStack stack(sk_X509_CRL_new_null());
  if (stack == nullptr) return Bad("out of memory", "run it where there is more");
  const auto count =
      ReadBlocks(text, PEM_STRING_X509_CRL, "revocation lists", [&](const unsigned char* bytes, long size) {
        const unsigned char* at = bytes;
        X509_CRL* one = d2i_X509_CRL(nullptr, &at, size);
        if (one != nullptr && at == bytes + size && sk_X509_CRL_push(stack.get(), one) > 0) return true;
        X509_CRL_free(one);
        return false;
      });
  if (!count) return std::unexpected(count.error());
  if (*count == 0) return Bad("it holds no revocation list", "name a file of them in PEM (BEGIN X509 CRL)");
  for (int i = 0; i < sk_X509_CRL_num(stack.get()); ++i) {
    int digest = NID_undef;
    OBJ_find_sigid_algs(X509_CRL_get_signature_nid(sk_X509_CRL_value(stack.get(), i)), &digest, nullptr);
    if (digest == NID_sha1 || digest == NID_md5) {
      return Bad("a revocation list is signed with SHA-1 or MD5, which are broken",
                 "ask the authority for one signed with SHA-256");
    }
  }
  return stack;
}

Result<KeyPtr> ReadKey(const SecretBytes& pem, const SecretBytes* passphrase) {
  const ErrorQueue queue;
  PrepareSecureHeap();
  const std::span<const unsigned char> bytes = pem.Reveal();
  const BioPtr source = MemoryBio({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (source == nullptr) return Bad("this is no private key", "name the key's file");
  // Not written to: OpenSSL's parameter is not const.
  void* data = const_cast<SecretBytes*>(passphrase);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  KeyPtr key(PEM_read_bio_PrivateKey(source.get(), nullptr, GivePassphrase, data));
  if (key != nullptr) return key;
  if (CmsKeyNeedsPassphrase(pem)) {
    return passphrase == nullptr
               ? Fail(ErrorCode::kWrongPassphrase, {}, "the private key needs its passphrase",
                      "give it on the terminal or with --passphrase-file")
               : Fail(ErrorCode::kWrongPassphrase, {}, "the passphrase does not open the private key",
                      "try again");
  }
  return Bad("this is no private key", "name the key's file, in PEM (BEGIN PRIVATE KEY)");
}

Result<void> CheckPair(X509* certificate, EVP_PKEY* key) {
  const ErrorQueue queue;
  if (X509_check_private_key(certificate, key) != 1) {
    return Bad("certificate and private key do not belong together",
               "name the key that the certificate is of");
  }
  return {};
}

CmsCertificateInfo InfoOf(const X509* certificate) {
  const ErrorQueue queue;
  CmsCertificateInfo info;
  info.subject = NameText(X509_get_subject_name(certificate));
  info.issuer = NameText(X509_get_issuer_name(certificate));
  info.serial = SerialText(X509_get0_serialNumber(certificate));
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1) {
    for (unsigned i = 0; i < size; ++i) info.sha256 += fmt::format("{:02x}", digest[i]);
  }
  info.not_before = SecondsOf(X509_get0_notBefore(certificate));
  info.not_after = SecondsOf(X509_get0_notAfter(certificate));
  return info;
}

std::string PublicKeyOf(const X509* certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &bytes);
  const OpenSslBytes owner(bytes);
  return size > 0 ? std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size))
                  : std::string();
}

std::string IssuerAndSerial(const X509* certificate) {
  const auto encode = [](auto* object, auto write) {
    unsigned char* bytes = nullptr;
    const int size = write(object, &bytes);
    const OpenSslBytes owner(bytes);
    return size > 0 ? std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size))
                    : std::string();
  };
  const std::string content = encode(X509_get_issuer_name(certificate), i2d_X509_NAME) +
                              encode(X509_get0_serialNumber(certificate), i2d_ASN1_INTEGER);
  return DerHeader(kSequence, content.size()) + content;
}

std::string KeyIdentifier(X509* certificate) {
  const ASN1_OCTET_STRING* identifier = X509_get0_subject_key_id(certificate);
  if (identifier == nullptr) return {};
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(identifier)),
          static_cast<std::size_t>(ASN1_STRING_length(identifier))};
}

bool ExtendedUsageFits(X509* certificate, CmsPurpose purpose) {
  int critical = -1;
  const std::unique_ptr<EXTENDED_KEY_USAGE, OpenSslFree<EXTENDED_KEY_USAGE_free>> usages(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr)));
  // -1: there is none. Else it cannot be read, or stands there twice.
  if (usages == nullptr) return critical == -1;
  // OpenSSL 3.0 has no number for documentSigning (RFC 9336).
  constexpr std::string_view kDocumentSigning("\x2b\x06\x01\x05\x05\x07\x03\x24");
  const auto wants = [&](CmsPurpose one) { return purpose == CmsPurpose::kSigning || purpose == one; };
  for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
    const ASN1_OBJECT* usage = sk_ASN1_OBJECT_value(usages.get(), i);
    const std::string_view bytes(reinterpret_cast<const char*>(OBJ_get0_data(usage)), OBJ_length(usage));
    const int number = OBJ_obj2nid(usage);
    if (number == NID_anyExtendedKeyUsage || (number == NID_email_protect && wants(CmsPurpose::kEmail)) ||
        (number == NID_code_sign && wants(CmsPurpose::kCode)) ||
        (bytes == kDocumentSigning && wants(CmsPurpose::kDocument))) {
      return true;
    }
  }
  return false;
}

Result<void> CheckMaySign(X509* certificate, CmsPurpose purpose) {
  const ErrorQueue queue;
  const std::uint32_t flags = X509_get_extension_flags(certificate);
  if ((flags & EXFLAG_INVALID) != 0)
    return Bad("the certificate's extensions cannot be read", "ask for another one");
  if ((flags & EXFLAG_KUSAGE) == 0 ||
      (X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) {
    return Bad(
        "the certificate is not for signing: its key usage has neither digitalSignature nor nonRepudiation",
        "use a certificate whose key usage has one of them");
  }
  if (!ExtendedUsageFits(certificate, purpose)) {
    return Bad(
        "the certificate is for another purpose: its extended key usage is not that of documents, code or "
        "e-mail",
        "use a certificate for signing documents, code or e-mail");
  }
  return {};
}

std::int64_t SecondsOf(const ASN1_TIME* time) {
  std::tm parts = {};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return 0;
  return timegm(&parts);
}

Result<void> CheckValidAt(const X509* certificate, std::int64_t time) {
  std::time_t then = time;
  if (X509_cmp_time(X509_get0_notBefore(certificate), &then) >= 0) {
    return Bad("the certificate is not valid yet at that time", "check the date, or use another certificate");
  }
  if (X509_cmp_time(X509_get0_notAfter(certificate), &then) <= 0) {
    return Bad("the certificate has expired at that time", "check the date, or use another certificate");
  }
  return {};
}

}  // namespace markings::internal

namespace markings {

bool CmsKeyNeedsPassphrase(const SecretBytes& key_pem) {
  const std::string_view text(reinterpret_cast<const char*>(key_pem.Reveal().data()), key_pem.size());
  return text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") || text.contains("Proc-Type: 4,ENCRYPTED");
}

}  // namespace markings
