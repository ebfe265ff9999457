#include "libmarkings/cms/cms_signature.h"

#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>

#include <string>
#include <string_view>

#include "tests/cms/signing.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using testing::Authority;
using testing::Fault;
using testing::Issue;
using testing::Key;
using testing::kMessage;
using testing::kThen;
using testing::kYear;
using testing::Open;
using testing::Pair;
using testing::RootTrust;
using testing::SignedBy;
using testing::SignerOf;
using testing::ThePki;
using testing::Trust;
using testing::Wanted;

TEST(CmsSignature, EachAlgorithmRoundTrip) {
  struct Row {
    Key key;
    const char* algorithm;
  };
  for (const Row& row : {Row{Key::kP256, "ecdsa-p256-sha256"}, Row{Key::kP384, "ecdsa-p384-sha384"},
                         Row{Key::kRsa2048, "rsa-pss-sha256"}, Row{Key::kRsa3072, "rsa-pss-sha256"},
                         Row{Key::kRsaPss, "rsa-pss-sha256"}}) {
    Wanted wanted;
    wanted.key = row.key;
    const Pair pair = SignerOf(wanted);
    const std::string p7s = SignedBy(pair);
    const auto info = VerifyCms(kMessage, p7s, RootTrust());
    ASSERT_TRUE(info) << row.algorithm << ": " << info.error().message;
    EXPECT_EQ(info->algorithm, row.algorithm);
    EXPECT_EQ(info->signing_time, kThen);
    EXPECT_TRUE(info->names_certificate);
    EXPECT_EQ(info->certificate.subject, "CN=Office of Records,O=Kalvor Archive,C=XK");
    EXPECT_EQ(info->certificate.issuer, "CN=Records Authority,O=Kalvor Archive,C=XK");
    EXPECT_EQ(info->certificate.serial, "1234");
    EXPECT_EQ(info->certificate.sha256.size(), 64U);
    EXPECT_EQ(info->certificate.sha256, Open(pair).certificate().sha256);
    EXPECT_EQ(info->certificate.not_after, kThen + kYear);
    EXPECT_NE(Fault("A notice for the harbor.\n", p7s, RootTrust()), "");
  }
}

TEST(CmsSignature, EmptyAndBinaryMessagesToTheByte) {
  const Pair pair = SignerOf({});
  EXPECT_EQ(Fault("", SignedBy(pair, ""), RootTrust()), "");
  EXPECT_EQ(Fault("\n", SignedBy(pair, ""), RootTrust()), "it is not a signature over these bytes");
  const std::string lines("a\nb\r\nc\0\xff", 8);
  EXPECT_EQ(Fault(lines, SignedBy(pair, lines), RootTrust()), "");
  EXPECT_NE(Fault("a\r\nb\r\n", SignedBy(pair, "a\nb\n"), RootTrust()), "");
}

TEST(CmsSignature, TimeAfter2049) {
  Wanted wanted;
  const std::int64_t late = 2600000000;  // 2052
  wanted.to = late + kYear;
  const Pair self = Issue(wanted);
  const auto p7s = SignCms(kMessage, Open(self), late);
  ASSERT_TRUE(p7s);
  const std::string root = self.Pem();
  const auto info = VerifyCms(kMessage, *p7s, Trust({.roots = root, .intermediates = {}, .crls = {}}, late));
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->signing_time, late);
}

TEST(CmsSignature, PemIsReadToo) {
  const std::string p7s = SignedBy(SignerOf({}));
  std::string pem = "-----BEGIN CMS-----\n";
  std::string letters(p7s.size() * 2, '\0');
  letters.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(letters.data()),
                                                          reinterpret_cast<const unsigned char*>(p7s.data()),
                                                          static_cast<int>(p7s.size()))));
  for (std::size_t at = 0; at < letters.size(); at += 64) pem += letters.substr(at, 64) + "\n";
  pem += "-----END CMS-----\n";
  EXPECT_EQ(Fault(kMessage, pem, RootTrust()), "");
  EXPECT_TRUE(Fault(kMessage, pem + "x", RootTrust()).contains("follows its PEM block"));
  EXPECT_TRUE(Fault(kMessage, pem.substr(0, 200), RootTrust()).contains("cannot be read"));
  EXPECT_TRUE(Fault(kMessage, ThePki().root.Pem(), RootTrust()).contains("not of CMS"));
  EXPECT_TRUE(Fault(kMessage, "MIME-Version: 1.0\n\nx", RootTrust()).contains("e-mail"));
  EXPECT_TRUE(Fault(kMessage, "", RootTrust()).contains("empty"));
}

// ---- who may sign ----

TEST(CmsSigner, RefusesKeysByName) {
  struct Row {
    Key key;
    ErrorCode code;
    const char* message;
  };
  for (const Row& row : {Row{Key::kEd25519, ErrorCode::kUnsupported, "Ed25519"},
                         Row{Key::kX25519, ErrorCode::kUnsupported, "X25519"},
                         Row{Key::kP521, ErrorCode::kBadKey, "another curve"},
                         Row{Key::kRsa1024, ErrorCode::kBadKey, "1024 bits"}}) {
    Wanted wanted;
    wanted.key = row.key;
    const Pair pair = Issue(wanted);
    const auto signer = CmsSigner::Open(pair.Pem(), pair.KeyPem(), nullptr);
    ASSERT_FALSE(signer) << row.message;
    EXPECT_EQ(signer.error().code, row.code);
    EXPECT_TRUE(signer.error().message.contains(row.message)) << signer.error().message;
  }
}

TEST(CmsSigner, RefusesWhatDoesNotFit) {
  const Pair pair = SignerOf({}), other = Issue({}, &ThePki().middle, 9);
  const auto message = [](const Result<CmsSigner>& signer) { return signer ? "" : signer.error().message; };
  EXPECT_TRUE(
      message(CmsSigner::Open(pair.Pem(), other.KeyPem(), nullptr)).contains("do not belong together"));
  EXPECT_TRUE(
      message(CmsSigner::Open(pair.Pem(), testing::Secret(pair.Pem()), nullptr)).contains("no private key"));
  EXPECT_TRUE(message(CmsSigner::Open("", pair.KeyPem(), nullptr)).contains("no certificate"));
  EXPECT_TRUE(
      message(CmsSigner::Open(pair.Pem() + other.Pem(), pair.KeyPem(), nullptr)).contains("more than one"));
  EXPECT_TRUE(message(CmsSigner::Open(pair.Pem() + testing::Shown(pair.KeyPem()), pair.KeyPem(), nullptr))
                  .contains("private key"));
  EXPECT_EQ(message(CmsSigner::Open(pair.Der(), pair.KeyPem(), nullptr)), "");
  EXPECT_TRUE(message(CmsSigner::Open(pair.Der() + "x", pair.KeyPem(), nullptr)).contains("no certificate"));
}

TEST(CmsSigner, Passphrases) {
  const Pair pair = SignerOf({});
  const SecretBytes locked = pair.LockedKeyPem("lamp oil"), right = testing::Secret("lamp oil"),
                    wrong = testing::Secret("lamp oi");
  EXPECT_TRUE(CmsKeyNeedsPassphrase(locked));
  EXPECT_FALSE(CmsKeyNeedsPassphrase(pair.KeyPem()));
  EXPECT_TRUE(CmsSigner::Open(pair.Pem(), locked, &right));
  for (const SecretBytes* given : {static_cast<const SecretBytes*>(nullptr), &wrong}) {
    const auto signer = CmsSigner::Open(pair.Pem(), locked, given);
    ASSERT_FALSE(signer);
    EXPECT_EQ(signer.error().code, ErrorCode::kWrongPassphrase);
    EXPECT_FALSE(signer.error().message.contains("lamp"));
  }
}

TEST(CmsSigner, UsageAndDates) {
  const auto open = [](const Wanted& wanted) {
    const Pair pair = SignerOf(wanted);
    return CmsSigner::Open(pair.Pem(), pair.KeyPem(), nullptr);
  };
  Wanted wanted;
  for (const char* usage : {"", "critical,keyEncipherment", "critical,keyCertSign"}) {
    wanted.usage = usage;
    EXPECT_FALSE(open(wanted)) << usage;
  }
  for (const char* usage : {"nonRepudiation", "critical,digitalSignature,keyAgreement"}) {
    wanted.usage = usage;
    EXPECT_TRUE(open(wanted)) << usage;
  }
  wanted.extended = "serverAuth";
  EXPECT_FALSE(open(wanted));
  wanted = {};
  wanted.to = kThen - 1;
  const Pair old = SignerOf(wanted);
  const auto refused = SignCms(kMessage, Open(old), kThen);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().message.contains("expired"));
  EXPECT_TRUE(SignCms(kMessage, Open(old), kThen - 86400));
  EXPECT_FALSE(SignCms(kMessage, Open(old), kThen - 2 * kYear));
}

// A key that is held elsewhere, here by OpenSSL under another roof.
TEST(CmsSigner, ExternalKey) {
  for (const Key kind : {Key::kP256, Key::kP384}) {
    Wanted wanted;
    wanted.key = kind;
    const Pair pair = SignerOf(wanted);
    int asked = 0;
    const auto sign = [&](std::span<const unsigned char> digest) -> Result<std::string> {
      ++asked;
      EXPECT_EQ(digest.size(), kind == Key::kP256 ? 32U : 48U);
      const std::shared_ptr<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(pair.key.get(), nullptr),
                                                  EVP_PKEY_CTX_free);
      unsigned char der[256];
      std::size_t size = sizeof der;
      EXPECT_EQ(EVP_PKEY_sign_init(context.get()), 1);
      EXPECT_EQ(EVP_PKEY_sign(context.get(), der, &size, digest.data(), digest.size()), 1);
      const unsigned char* at = der;
      const std::shared_ptr<ECDSA_SIG> signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)),
                                                 ECDSA_SIG_free);
      std::string both(digest.size() * 2, '\0');
      auto* out = reinterpret_cast<unsigned char*>(both.data());
      BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, static_cast<int>(digest.size()));
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + digest.size(), static_cast<int>(digest.size()));
      return both;
    };
    const auto signer = CmsSigner::OpenExternal(pair.Pem(), sign, ThePki().middle.Pem());
    ASSERT_TRUE(signer);
    const auto p7s = SignCms(kMessage, *signer, kThen);
    ASSERT_TRUE(p7s) << p7s.error().message;
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(Fault(kMessage, *p7s, RootTrust()), "");

    // One that fails says so; one that signs wrongly is found out.
    const auto failing =
        CmsSigner::OpenExternal(pair.Pem(), [](std::span<const unsigned char>) -> Result<std::string> {
          return Fail(ErrorCode::kIo, {}, "the token is gone", "put it back");
        });
    const auto failed = SignCms(kMessage, *failing, kThen);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().message, "the token is gone");
    for (const std::string& nonsense : {std::string(64, '\1'), std::string("x"), std::string()}) {
      const auto lying = CmsSigner::OpenExternal(
          pair.Pem(), [&](std::span<const unsigned char>) -> Result<std::string> { return nonsense; });
      const auto lied = SignCms(kMessage, *lying, kThen);
      ASSERT_FALSE(lied);
      EXPECT_EQ(lied.error().code, ErrorCode::kInternal);
    }
  }
  Wanted rsa;
  rsa.key = Key::kRsa2048;
  EXPECT_FALSE(CmsSigner::OpenExternal(SignerOf(rsa).Pem(), nullptr));
}

TEST(CmsWarningTest, OnTheLineWithHolesOnly) {
  EXPECT_TRUE(WarnOfOpenSsl(0x300000f0UL));  // 3.0.15
  EXPECT_TRUE(WarnOfOpenSsl(0x30000000UL));
  EXPECT_TRUE(WarnOfOpenSsl(0x30000150UL));  // 3.0.21
  EXPECT_TRUE(WarnOfOpenSsl(0x30000150UL)->message.contains("3.0.21"));
  EXPECT_FALSE(WarnOfOpenSsl(0x30000160UL));  // 3.0.22
  EXPECT_FALSE(WarnOfOpenSsl(0x30100000UL));
  EXPECT_FALSE(WarnOfOpenSsl(0x30500000UL));
  EXPECT_EQ(WarnOfOpenSsl().has_value(), WarnOfOpenSsl(OpenSSL_version_num()).has_value());
}

}  // namespace
}  // namespace markings
