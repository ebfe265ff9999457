// Whom a verifier believes.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "tests/cms/der_build.h"
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
using testing::Node;
using testing::Open;
using testing::Pair;
using testing::Pki;
using testing::RootTrust;
using testing::SignedBy;
using testing::SignerOf;
using testing::ThePki;
using testing::Trust;
using testing::Wanted;

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

}  // namespace
}  // namespace markings
