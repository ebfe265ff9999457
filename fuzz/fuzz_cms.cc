// Any bytes as a signature and as a sealed file of CMS.
//
// What the walk accepts is handed to OpenSSL's own code, whose faults would show here. A signature that
// verifies over the message is by one of the three certificates; a sealed file that opens holds the one text
// that was ever sealed to the key, and OpenSSL opens it to the same.

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/cms/cms_sealed.h"
#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/cms/internal/cms_form.h"
#include "libmarkings/cms/internal/der.h"

namespace {

using markings::CmsIdentity;
using markings::CmsTrust;
using markings::ErrorCode;
using markings::SecretBytes;

constexpr std::string_view kText = "The lamp is out at the west pier.\n";
constexpr std::int64_t kThen = 1767225600;

// Of one signature by each are the seeds; made for this, and of no other use.
constexpr std::string_view kLampCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBTjCB9aADAgECAgIQADAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARsYW1wMCAX\n"
    "DTI1MDEwMTAwMDAwMFoYDzIwNzUwMTAxMDAwMDAwWjAPMQ0wCwYDVQQDDARsYW1w\n"
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYAu6gHPtHJc0wktda0G6P44Z1CS8\n"
    "YuUzYFTi/7KYM1dJbaZLGASiib3fdasAXjIvjNMIDvb9qqfrH+jkYEvhrKM/MD0w\n"
    "DAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCA6gwHQYDVR0OBBYEFAhhePdw6n1I\n"
    "qUTSzmZ8Xf0CwRryMAoGCCqGSM49BAMCA0gAMEUCIQDItI3EaFI8JwSvwUOyW3R0\n"
    "WTb3Kc6IJ3KBGPHJFQ/QAAIgfBwUevDGtT8ajcg1WjEhSiU7KXWFQt5y0TzF0fSZ\n"
    "ng8=\n"
    "-----END CERTIFICATE-----\n";
constexpr std::string_view kLampKey =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsMxrySMaIN9aeDYE\n"
    "yi2TakGqCllsz8cTv1zL0y3RJrOhRANCAARgC7qAc+0clzTCS11rQbo/jhnUJLxi\n"
    "5TNgVOL/spgzV0ltpksYBKKJvd91qwBeMi+M0wgO9v2qp+sf6ORgS+Gs\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view kRopeCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBizCCARKgAwIBAgICEAEwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEcm9wZTAg\n"
    "Fw0yNTAxMDEwMDAwMDBaGA8yMDc1MDEwMTAwMDAwMFowDzENMAsGA1UEAwwEcm9w\n"
    "ZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABHOWDl7WlvYqzoC40c1xyi1MkPtB3VUl\n"
    "nlFPQQ0TDZo1k08bhh+sICJLx6VtREj4M3B9DCBOCf1z4WRIofvXsQceEUtbeKSW\n"
    "SZ9NWgjvB/pGSCuevShlZqUNoA+uYEvYsKM/MD0wDAYDVR0TAQH/BAIwADAOBgNV\n"
    "HQ8BAf8EBAMCA6gwHQYDVR0OBBYEFOSkSu+HiLhttOVI6b0gTfCngCghMAoGCCqG\n"
    "SM49BAMCA2cAMGQCMFHXRbtEZUjPTq7M3+TP33/4u6PeyEg6ICtkFQ6O8OdsCxKt\n"
    "r4lraYuxa+0WOkyO6gIwPwDtM5jEZvWS38WmRJJxCNkEr0TKUaCu7gOAy9DO+DVT\n"
    "IFkWaxYaGdj3eDsnKt+N\n"
    "-----END CERTIFICATE-----\n";
constexpr std::string_view kPierCertificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIC2zCCAcOgAwIBAgICEAIwDQYJKoZIhvcNAQELBQAwDzENMAsGA1UEAwwEcGll\n"
    "cjAgFw0yNTAxMDEwMDAwMDBaGA8yMDc1MDEwMTAwMDAwMFowDzENMAsGA1UEAwwE\n"
    "cGllcjCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAN2lZYLUqM7NpHz8\n"
    "x53OeXJJthJNRszue6bnprg/4b+luwfFHUtFcltk+wO7IcGpBxlvvB0E6hJCnjlv\n"
    "a5m1YdtmdLLpXqVAtBDPJJx5TLfOW4jw0DdtcaOxJUwXPcy6rrst5lCQiLu8Ogyb\n"
    "mK0VG46crn7ix/NnzUVMKImBOS3R5qQY3Z8PDS3NQbmTSVA9cb43+VrZ6dq6efgR\n"
    "kTMFBa4tCArcnO0RZlBH+mJ7YPkUa2YzgHNMg7M1xv4hIQETVIqbTL4ILBy2sqL8\n"
    "tDe25RkPbHCE3pp7DciVQjI5uQH+Gmu7zkWEL0nTl6WgYuRjQTmpkB4QdQc9m51Y\n"
    "Uocuj7MCAwEAAaM/MD0wDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCA6gwHQYD\n"
    "VR0OBBYEFL/JIA+jq2/nAEL8DzV3+lXXYk+QMA0GCSqGSIb3DQEBCwUAA4IBAQBz\n"
    "N9g02KRgejNYzTC4sFxA/dEJd7ar87sseL0W/RTyAyshEscXod43Lc+uLdDdRED9\n"
    "nCDAhwJraVvF0w+wSpxy4w9HoKtqO34QliSOVTunrwWoDWcJbZUx5IN+deA/5E1b\n"
    "CnuDjYW1KeD6fmsZjbU9OiGRSCS7We73yf4dV+2kShIKJDFxhy9iEnOygc3izf4i\n"
    "WGQZo5CAfzO4NoNxjGphYDbtDGOXOYSDXqnRP5y1ZfTQi6nTPtqzTeMkvrnvmPAT\n"
    "qi4Bcirt+kIXkGtv8fFf7Vco24SkEb5o2iGuCphlFxIcRfEGBnMJ9EqDA2zcJUQI\n"
    "TM70az3neLdOXY4hBThq\n"
    "-----END CERTIFICATE-----\n";

SecretBytes Secret(std::string_view text) {
  SecretBytes secret(text.size());
  std::ranges::copy(text, secret.RevealForWriting().begin());
  return secret;
}

const CmsTrust& TheTrust() {
  static const CmsTrust trust = [] {
    const std::string roots =
        std::string(kLampCertificate) + std::string(kRopeCertificate) + std::string(kPierCertificate);
    auto loaded = CmsTrust::Load({.roots = roots, .intermediates = {}, .crls = {}}, kThen);
    Require(loaded.has_value());
    return *std::move(loaded);
  }();
  return trust;
}

const CmsIdentity& TheIdentity() {
  static const CmsIdentity identity = [] {
    auto opened = CmsIdentity::Open(kLampCertificate, Secret(kLampKey), nullptr);
    Require(opened.has_value());
    return *std::move(opened);
  }();
  return identity;
}

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Cms = std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)>;

Bio ReadingBio(std::string_view text) {
  return {BIO_new_mem_buf(text.empty() ? "" : text.data(), static_cast<int>(text.size())), BIO_free};
}

Cms Decode(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  return {d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())), CMS_ContentInfo_free};
}

// What OpenSSL's own code makes of a sealed file: its text, or nothing.
std::string StockText(std::string_view der) {
  static const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(ReadingBio(kLampKey).get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  static const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      PEM_read_bio_X509(ReadingBio(kLampCertificate).get(), nullptr, nullptr, nullptr), X509_free);
  const Cms cms = Decode(der);
  const Bio out(BIO_new(BIO_s_mem()), BIO_free);
  if (cms == nullptr ||
      CMS_decrypt(cms.get(), key.get(), certificate.get(), nullptr, out.get(), CMS_BINARY) != 1)
    return {};
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

void CheckSignature(std::string_view text) {
  if (const auto form = markings::internal::ParseSignedForm(text)) {
    Require(form->message_digest.size() == markings::internal::DigestSize(form->algorithm));
    static_cast<void>(Decode(text));
  }
  const auto info = VerifyCms(kText, text, TheTrust());
  if (info) {
    Require(info->certificate.subject.starts_with("CN="));
    Require(!VerifyCms("another text", text, TheTrust()).has_value());
  }
}

void CheckSealed(std::string_view text) {
  const auto form = markings::internal::ParseSealedForm(text);
  if (form) {
    Require(form->tag.size() == 16 && form->nonce.size() == 12 && !form->recipients.empty() &&
            form->recipients.size() <= markings::internal::kMaxRecipients);
    const auto opened = OpenCms(text, TheIdentity());
    const std::string stock = StockText(text);
    if (opened) {
      const auto bytes = opened->Reveal();
      Require(std::ranges::equal(bytes, kText));
      Require(stock == kText);
    }
    return;
  }
  const auto opened = OpenCms(text, TheIdentity());
  Require(opened.has_value() || opened.error().code == ErrorCode::kBadSealed ||
          opened.error().code == ErrorCode::kNoMatch || opened.error().code == ErrorCode::kNotAuthentic);
}

// The walk and the reader agree on what is an element.
void CheckWalk(std::string_view text) {
  using markings::internal::DerReader;
  if (!markings::internal::CheckDer(text, {.bytes = std::size_t{1} << 20U}, ErrorCode::kBadSealed)) return;
  DerReader reader(text);
  const auto element = reader.Read();
  Require(element && element->whole == text && reader.AtEnd());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckWalk(text);
  CheckSignature(text);
  CheckSealed(text);
  return 0;
}
