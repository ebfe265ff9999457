#include "libmarkings/cms/cms_signature.h"

#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>

#include <functional>
#include <string>
#include <string_view>

#include "libmarkings/cms/internal/cms_form.h"
#include "tests/cms/der_build.h"
#include "tests/cms/pki.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using testing::Authority;
using testing::Issue;
using testing::Key;
using testing::kThen;
using testing::kYear;
using testing::Node;
using testing::Pair;
using testing::Wanted;

constexpr std::string_view kMessage = "A notice for the harbour.\n";

struct Pki {
  Pair root = Issue(Authority("Root of Kalvor", Key::kP384), nullptr, 1);
  Pair middle = Issue(Authority("Records Authority"), &root, 2);
};

const Pki& ThePki() {
  static const Pki pki;
  return pki;
}

Pair SignerOf(const Wanted& wanted) { return Issue(wanted, &ThePki().middle, 3); }

CmsSigner Open(const Pair& pair, std::string_view chain = {}) {
  auto signer = CmsSigner::Open(pair.Pem(), pair.KeyPem(), nullptr, chain);
  EXPECT_TRUE(signer) << signer.error().message;
  return *std::move(signer);
}

// The signer's certificate, the intermediate along with it.
std::string SignedBy(const Pair& pair, std::string_view message = kMessage) {
  const auto p7s = SignCms(message, Open(pair, ThePki().middle.Pem()), kThen);
  EXPECT_TRUE(p7s) << p7s.error().message;
  return p7s.value_or("");
}

CmsTrust Trust(CmsTrust::Text text, std::int64_t as_of = kThen, CmsPurpose purpose = CmsPurpose::kSigning) {
  const auto trust = CmsTrust::Load(text, as_of, purpose);
  EXPECT_TRUE(trust) << trust.error().message;
  return *trust;
}

CmsTrust RootTrust(std::int64_t as_of = kThen, CmsPurpose purpose = CmsPurpose::kSigning) {
  static const std::string root = ThePki().root.Pem();
  return Trust({.roots = root, .intermediates = {}, .crls = {}}, as_of, purpose);
}

// What is wrong, or nothing.
std::string Fault(std::string_view message, std::string_view p7s, const CmsTrust& trust,
                  ErrorCode code = ErrorCode::kBadSignature) {
  const auto info = VerifyCms(message, p7s, trust);
  if (info) return "";
  EXPECT_EQ(info.error().code, code) << info.error().message;
  EXPECT_FALSE(info.error().message.empty() || info.error().fix.empty());
  EXPECT_FALSE(info.error().message.contains('\n'));
  return info.error().message;
}

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

// ---- chains ----

TEST(CmsTrustTest, ChainsThatDoNotHold) {
  const Pki& pki = ThePki();
  const std::string root = pki.root.Pem(), middle = pki.middle.Pem();
  const std::string alone = *SignCms(kMessage, Open(SignerOf({})), kThen);
  EXPECT_TRUE(Fault(kMessage, alone, RootTrust()).contains("unable to get local issuer"));
  EXPECT_EQ(Fault(kMessage, alone, Trust({.roots = root, .intermediates = middle, .crls = {}})), "");

  const std::string stranger = Issue(Authority("Root of Kalvor", Key::kP384), nullptr, 8).Pem();
  EXPECT_NE(
      Fault(kMessage, SignedBy(SignerOf({})), Trust({.roots = stranger, .intermediates = {}, .crls = {}})),
      "");
  // A self-signed signer is believed when it is itself a root of the verifier, else not.
  const Pair self = Issue({}, nullptr, 7);
  const std::string own = self.Pem();
  EXPECT_EQ(Fault(kMessage, SignedBy(self), Trust({.roots = own, .intermediates = {}, .crls = {}})), "");
  EXPECT_TRUE(Fault(kMessage, SignedBy(self), RootTrust()).contains("self"));
  // A signer who plays at being an authority.
  const Pair mate = SignerOf({});
  const Pair below = Issue({}, &mate, 6);
  const auto p7s = SignCms(kMessage, Open(below, mate.Pem() + middle), kThen);
  EXPECT_NE(Fault(kMessage, *p7s, RootTrust()), "");
}

TEST(CmsTrustTest, Dates) {
  const std::string p7s = SignedBy(SignerOf({}));
  EXPECT_EQ(Fault(kMessage, p7s, RootTrust(kThen + kYear - 1)), "");
  EXPECT_TRUE(Fault(kMessage, p7s, RootTrust(kThen + kYear + 1)).contains("expired"));
  EXPECT_TRUE(Fault(kMessage, p7s, RootTrust(kThen - kYear - 1)).contains("not yet valid"));
}

TEST(CmsTrustTest, WeakChains) {
  Wanted weak;
  weak.digest = "SHA1";
  EXPECT_TRUE(Fault(kMessage, SignedBy(SignerOf(weak)), RootTrust()).contains("weak"));
  const Pair small = Issue(Authority("Small Authority", Key::kRsa1024), &ThePki().root, 5);
  const Pair below = Issue({}, &small, 4);
  const auto p7s = SignCms(kMessage, Open(below, small.Pem()), kThen);
  EXPECT_TRUE(Fault(kMessage, *p7s, RootTrust()).contains("weak")) << Fault(kMessage, *p7s, RootTrust());
}

TEST(CmsTrustTest, Purposes) {
  struct Row {
    const char* extended;
    CmsPurpose purpose;
    bool good;
  };
  const Row rows[] = {
      {"", CmsPurpose::kSigning, true},
      {"", CmsPurpose::kCode, true},
      {"emailProtection", CmsPurpose::kSigning, true},
      {"codeSigning", CmsPurpose::kSigning, true},
      {"1.3.6.1.5.5.7.3.36", CmsPurpose::kSigning, true},
      {"anyExtendedKeyUsage", CmsPurpose::kSigning, true},
      {"anyExtendedKeyUsage", CmsPurpose::kDocument, true},
      {"serverAuth,emailProtection", CmsPurpose::kSigning, true},
      {"emailProtection", CmsPurpose::kDocument, false},
      {"1.3.6.1.5.5.7.3.36", CmsPurpose::kDocument, true},
      {"1.3.6.1.5.5.7.3.36", CmsPurpose::kEmail, false},
      {"codeSigning", CmsPurpose::kCode, true},
      {"emailProtection", CmsPurpose::kEmail, true},
  };
  for (const Row& row : rows) {
    Wanted wanted;
    wanted.extended = row.extended;
    const std::string p7s = SignedBy(SignerOf(wanted));
    EXPECT_EQ(Fault(kMessage, p7s, RootTrust(kThen, row.purpose)).empty(), row.good) << row.extended;
  }
  // An authority for servers, below which a signer says nothing of it.
  Wanted servers = Authority("Server Authority");
  servers.extended = "serverAuth";
  const Pair authority = Issue(servers, &ThePki().root, 5);
  const Pair below = Issue({}, &authority, 4);
  const auto p7s = SignCms(kMessage, Open(below, authority.Pem()), kThen);
  EXPECT_TRUE(Fault(kMessage, *p7s, RootTrust()).contains("intermediate"));
}

// Certificates that this library would not sign with, but others do.
TEST(CmsTrustTest, SignersThatMayNotSign) {
  for (const auto& [usage, extended] : {std::pair{"critical,keyEncipherment", ""}, std::pair{"", ""},
                                        std::pair{"critical,digitalSignature", "serverAuth"}}) {
    Wanted wanted;
    wanted.usage = usage;
    wanted.extended = extended;
    const Pair bad = SignerOf(wanted);
    // The same key with a certificate that may: its signature, with the other certificate in it.
    const Pair good = SignerOf({});
    Node node = testing::Parse(*SignCms(kMessage, Open(good, ThePki().middle.Pem()), kThen));
    Node& data = node.at(1).at(0);
    // The named certificate is among the signed attributes, so that the swap is noticed there at the latest.
    for (Node& certificate : data.at(3).parts) {
      if (testing::Write(certificate) == good.Der()) certificate = testing::Parse(bad.Der());
    }
    const std::string fault = Fault(kMessage, testing::Write(node), RootTrust());
    EXPECT_TRUE(fault.contains(*extended == '\0' ? "not for signing" : "for another purpose")) << fault;
  }
}

TEST(CmsTrustTest, Revocation) {
  const Pki& pki = ThePki();
  const std::string root = pki.root.Pem();
  const std::string p7s = SignedBy(SignerOf({}));
  const auto with = [&](const std::string& crls) {
    return Fault(kMessage, p7s, Trust({.roots = root, .intermediates = {}, .crls = crls}));
  };
  const std::string above = testing::Revocations(pki.root, {}), clean = testing::Revocations(pki.middle, {7});
  EXPECT_EQ(with(above + clean), "");
  EXPECT_TRUE(with(above + testing::Revocations(pki.middle, {4660})).contains("revoked"));
  EXPECT_TRUE(with(testing::Revocations(pki.root, {4660}) + clean).contains("revoked"));  // the intermediate
  EXPECT_TRUE(with(clean).contains("unable to get certificate CRL"));
  EXPECT_TRUE(with(above).contains("unable to get certificate CRL"));
  EXPECT_TRUE(with(above + testing::Revocations(pki.middle, {}, kThen - 9, kThen - 1)).contains("expired"));
  // A list in the authority's name by somebody else.
  Pair forged = pki.middle;
  forged.key = testing::KeyOf(Key::kP256, 77);
  EXPECT_NE(with(above + testing::Revocations(forged, {})), "");
  const std::string weak = testing::Revocations(pki.middle, {}, kThen - 9, kThen + 9, "SHA1");
  EXPECT_FALSE(CmsTrust::Load({.roots = root, .intermediates = {}, .crls = weak}, kThen));
}

TEST(CmsTrustTest, RefusesWhatIsNoTrust) {
  const std::string root = ThePki().root.Pem(), middle = ThePki().middle.Pem();
  const std::string key = testing::Shown(ThePki().root.KeyPem());
  struct Row {
    std::string roots, intermediates, crls;
    const char* message;
  };
  const Row rows[] = {
      {"", "", "", "no certificate"},
      {"hello", "", "", "no certificate"},
      {middle, "", "", "no root"},
      {root + key, "", "", "private key"},
      {root, key, "", "private key"},
      {root, "nothing", "", "no certificate"},
      {root, "", root, "another kind"},
      {root, "", "nothing", "no revocation list"},
      {root.substr(0, root.size() / 2), "", "", "cannot be read"},
  };
  for (const Row& row : rows) {
    const auto trust =
        CmsTrust::Load({.roots = row.roots, .intermediates = row.intermediates, .crls = row.crls}, kThen);
    ASSERT_FALSE(trust) << row.message;
    EXPECT_EQ(trust.error().code, ErrorCode::kBadKey);
    EXPECT_TRUE(trust.error().message.contains(row.message))
        << trust.error().message << ", not " << row.message;
  }
}

// ---- attacks on the file ----

// Names, versions and certificates too. (Whoever has an ECDSA signature can write a second one, with n - s:
// no flip of a bit.)
TEST(CmsSignature, EveryChangedByteFails) {
  for (const Key kind : {Key::kP256, Key::kP384, Key::kRsa2048}) {
    Wanted wanted;
    wanted.key = kind;
    const std::string good = *SignCms(kMessage, Open(SignerOf(wanted)), kThen);
    const std::string root = ThePki().root.Pem(), middle = ThePki().middle.Pem();
    const CmsTrust trust = Trust({.roots = root, .intermediates = middle, .crls = {}});
    ASSERT_EQ(Fault(kMessage, good, trust), "");
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (const std::size_t bit : {i % 8, (i + 3) % 8}) {
        if (kind != Key::kP256 && bit != i % 8) continue;
        std::string changed = good;
        changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
        EXPECT_FALSE(VerifyCms(kMessage, changed, trust)) << "byte " << i << " bit " << bit;
      }
    }
    for (std::size_t i = 0; i < good.size(); ++i)
      EXPECT_NE(Fault(kMessage, good.substr(0, i), trust), "") << "cut at " << i;
    EXPECT_TRUE(Fault(kMessage, good + '\0', trust).contains("follows"));
  }
}

// One change each to a good signature, in its parts: ContentInfo { type, [0] { SignedData { version, digests,
// content, [0] certificates, signers { SignerInfo { version, name, digest, [0] attributes, algorithm,
// signature }}}}}.
TEST(CmsSignature, FormsThatAreRefused) {
  const std::string good = SignedBy(SignerOf({}));
  Wanted rsa_wanted;
  rsa_wanted.key = Key::kRsa2048;
  const std::string pss = SignedBy(SignerOf(rsa_wanted));
  using Change = std::function<void(Node&)>;
  struct Row {
    const char* message;
    Change change;
    bool pss = false;
    ErrorCode code = ErrorCode::kBadSignature;
  };
  const auto data = [](Node& all) -> Node& { return all.at(1).at(0); };
  const auto signer = [=](Node& all) -> Node& { return data(all).at(4).at(0); };
  const auto attribute = [=](Node& all, std::string_view tail) -> Node& {
    for (Node& one : signer(all).at(3).parts) {
      if (one.at(0).value.ends_with(tail)) return one;
    }
    ADD_FAILURE();
    return all;
  };
  const auto oid = [](const char* bytes) { return Node{0x06, bytes, {}}; };
  const Row rows[] = {
      {"plain data, neither", [=](Node& all) { all.at(0) = oid("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"); }},
      {"EnvelopedData", [=](Node& all) { all.at(0) = oid("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"); }},
      {"sealed file", [=](Node& all) { all.at(0) = oid("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"); }},
      {"not read", [=](Node& all) { all.at(0) = oid("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x09"); }},
      {"no CMS file", [=](Node& all) { all.parts.push_back(Node{0x05, {}, {}}); }},
      {"version", [=](Node& all) { data(all).at(0).value = "\x02"; }},
      {"something else than plain data", [=](Node& all) { data(all).at(2).at(0).value.back() = '\x02'; }},
      {"detached",
       [=](Node& all) {
         data(all).at(2).parts.push_back(Node{0xa0, {}, {Node{0x04, std::string(kMessage), {}}}});
       }},
      {"revocation lists",
       [=](Node& all) { data(all).parts.insert(data(all).parts.begin() + 4, Node{0xa1, {}, {}}); }},
      {"no signer", [=](Node& all) { data(all).at(4).parts.clear(); }},
      {"more than one signer", [=](Node& all) { data(all).at(4).parts.push_back(signer(all)); }},
      {"certificate of a kind", [=](Node& all) { data(all).at(3).at(0).tag = 0xa1; }},
      {"more than 64 certificates",
       [=](Node& all) {
         for (int i = 0; i < 70; ++i) data(all).at(3).parts.push_back(Node{0x30, {}, {}});
       }},
      {"not named in a way", [=](Node& all) { signer(all).at(0).value = "\x03"; }},
      {"not named in a way", [=](Node& all) { data(all).at(0).value = "\x03"; }},
      {"named otherwise", [=](Node& all) { signer(all).at(1).at(0).at(1).at(0).at(1).value[0] ^= 0x20; }},
      {"not named in a way", [=](Node& all) { signer(all).at(1).tag = 0xa1; }},
      {"SHA-1", [=](Node& all) { signer(all).at(2).at(0) = oid("\x2b\x0e\x03\x02\x1a"); }},
      {"neither SHA-256", [=](Node& all) { signer(all).at(2).at(0).value.back() = '\x04'; }},
      {"other digests", [=](Node& all) { signer(all).at(2).at(0).value.back() = '\x02'; }},
      {"other digests", [=](Node& all) { data(all).at(1).parts.push_back(data(all).at(1).at(0)); }},
      {"other digests", [=](Node& all) { data(all).at(1).parts.clear(); }},
      {"no signed attributes", [=](Node& all) { signer(all).parts.erase(signer(all).parts.begin() + 3); }},
      {"lack", [=](Node& all) { attribute(all, "\x09\x04").at(0).value.back() = '\x7f'; }},
      {"lack", [=](Node& all) { attribute(all, "\x09\x03").at(0).value.back() = '\x7f'; }},
      {"another kind of content",
       [=](Node& all) { attribute(all, "\x09\x03").at(1).at(0).value.back() = '\x02'; }},
      {"twice", [=](Node& all) { signer(all).at(3).parts.push_back(attribute(all, "\x09\x04")); }},
      {"wrong length", [=](Node& all) { attribute(all, "\x09\x04").at(1).at(0).value.pop_back(); }},
      {"wrong length",
       [=](Node& all) {
         Node& values = attribute(all, "\x09\x04").at(1);
         values.parts.push_back(values.at(0));
       }},
      {"time of signing", [=](Node& all) { attribute(all, "\x09\x05").at(1).at(0).tag = 0x04; }},
      {"by SHA-1", [=](Node& all) { attribute(all, "\x02\x2f").at(0).value.back() = '\x0c'; }},
      {"attributes cannot be read", [=](Node& all) { signer(all).at(3).at(0).parts.pop_back(); }},
      {"not one of ECDSA", [=](Node& all) { signer(all).at(4).at(0).value.back() = '\x04'; }},
      {"not one of ECDSA", [=](Node& all) { signer(all).at(4).at(0).value.back() = '\x03'; }},
      {"Ed25519", [=](Node& all) { signer(all).at(4).at(0) = oid("\x2b\x65\x70"); }, false,
       ErrorCode::kUnsupported},
      {"old padding",
       [=](Node& all) { signer(all).at(4) = Node{0x30, {}, {oid("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01")}}; }},
      {"old padding",
       [=](Node& all) { signer(all).at(4) = Node{0x30, {}, {oid("\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b")}}; }},
      {"no length", [=](Node& all) { signer(all).at(5).value.clear(); }},
      {"after its signature", [=](Node& all) { signer(all).parts.push_back(Node{0x05, {}, {}}); }},
      {"is not that of the key", [=](Node& all) { signer(all).at(5).value[20] ^= 1; }},
      {"is not that of the key", [=](Node& all) { attribute(all, "\x09\x05").at(1).at(0).value[1] ^= 1; }},
      {"not over", [=](Node& all) { attribute(all, "\x09\x04").at(1).at(0).value[1] ^= 1; }},
      {"RSA-PSS", [=](Node& all) { signer(all).at(4).at(1).at(2).at(0).value = "\x14"; }, true},
      {"RSA-PSS", [=](Node& all) { signer(all).at(4).at(1).at(0).at(0).at(0).value.back() = '\x02'; }, true},
      {"RSA-PSS", [=](Node& all) { signer(all).at(4).at(1).at(1).at(0).at(1).at(0).value.back() = '\x02'; },
       true},
      {"RSA-PSS", [=](Node& all) { signer(all).at(4).at(1).parts.pop_back(); }, true},
      {"RSA-PSS", [=](Node& all) { signer(all).at(4).parts.pop_back(); }, true},
      {"is not that of the key", [=](Node& all) { signer(all).at(4).at(1).at(2).at(0).value = "\x21"; },
       true},
      {"another kind",
       [=](Node& all) { signer(all).at(4) = Node{0x30, {}, {oid("\x2a\x86\x48\xce\x3d\x04\x03\x02")}}; },
       true},
  };
  ASSERT_EQ(testing::Write(testing::Parse(good)), good);
  for (const Row& row : rows) {
    Node all = testing::Parse(row.pss ? pss : good);
    row.change(all);
    const std::string fault = Fault(kMessage, testing::Write(all), RootTrust(), row.code);
    EXPECT_TRUE(fault.contains(row.message) ||
                (std::string_view(row.message) == "not over" && fault.contains("not a signature over")))
        << fault << ", not " << row.message;
  }
}

// Somebody else's certificate with the same key: the signature holds, but it names the one that was meant.
TEST(CmsSignature, AnotherCertificateOfTheSameKey) {
  const Pair meant = SignerOf({});
  Wanted other;
  other.name = "Office of Records";
  other.to = kThen + 2 * kYear;
  const Pair swapped = SignerOf(other);  // same issuer, same serial, same key
  Node all = testing::Parse(SignedBy(meant));
  for (Node& certificate : all.at(1).at(0).at(3).parts) {
    if (testing::Write(certificate) == meant.Der()) certificate = testing::Parse(swapped.Der());
  }
  EXPECT_TRUE(Fault(kMessage, testing::Write(all), RootTrust()).contains("names another certificate"));
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
