// Signatures by ML-DSA (RFC 9882). What can be done depends on the OpenSSL in use, so that each test says
// which branch it took: with ML-DSA the real thing, without it the error that names it. The form is read in
// both.

#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>

#include "libmarkings/cms/cms_sealed.h"
#include "libmarkings/cms/internal/cms_form.h"
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
using testing::Node;
using testing::Open;
using testing::Pair;
using testing::ReadFile;
using testing::RootTrust;
using testing::SignedBy;
using testing::SignerOf;
using testing::Trust;
using testing::Wanted;
using testing::WriteFile;

// Not asked of the library, so that it is judged: 3.5 is the first version that has ML-DSA.
bool ShouldHaveIt() {
  const bool has = OpenSSL_version_num() >= 0x30500000UL;
  std::cout << OpenSSL_version(OPENSSL_VERSION) << ": the branch "
            << (has ? "with ML-DSA, which is used" : "without ML-DSA, which is refused by name") << "\n";
  return has;
}

// tests/testdata/cms: made by openssl 3.5; see the README there.
std::string TestData(const std::string& name) {
  return ReadFile(std::string(MARKINGS_TESTDATA_DIR) + "/cms/" + name);
}

struct Row {
  Key key;
  const char* number;
  internal::SignatureAlgorithm algorithm;
};
constexpr Row kRows[] = {{Key::kMlDsa44, "44", internal::SignatureAlgorithm::kMlDsa44},
                         {Key::kMlDsa65, "65", internal::SignatureAlgorithm::kMlDsa65},
                         {Key::kMlDsa87, "87", internal::SignatureAlgorithm::kMlDsa87}};

std::string Stock(const Row& row) { return std::string("ml-dsa-") + row.number; }

TEST(CmsPostQuantum, IsThereFromOpenSsl35On) { EXPECT_EQ(HasPostQuantumCms(), ShouldHaveIt()); }

TEST(CmsPostQuantum, TheFormIsRead) {
  for (const Row& row : kRows) {
    const std::string p7s = TestData(Stock(row) + ".p7s");
    const auto form = internal::ParseSignedForm(p7s);
    ASSERT_TRUE(form) << form.error().message;
    EXPECT_EQ(form->algorithm, row.algorithm);
    EXPECT_EQ(NameOf(form->algorithm), Stock(row));
    EXPECT_EQ(form->message_digest.size(), 64U);
    EXPECT_EQ(DigestSize(form->algorithm), 64U);
  }
}

TEST(CmsPostQuantum, FormsThatAreRefused) {
  // SignedData { version, digests, content, [0] certificates, signers { SignerInfo { version, name, digest,
  // [0] attributes, algorithm, signature }}}.
  const auto data = [](Node& all) -> Node& { return all.at(1).at(0); };
  const auto signer = [=](Node& all) -> Node& { return data(all).at(4).at(0); };
  const auto algorithm = [](const char* last) {
    return Node{0x06, std::string("\x60\x86\x48\x01\x65\x03\x04") + last, {}};
  };
  struct Change {
    const char* message;
    std::function<void(Node&)> make;
  };
  const Change changes[] = {
      {"whose digest is not SHA-512",
       [=](Node& all) {
         data(all).at(1).at(0).at(0) = algorithm("\x02\x01");
         signer(all).at(2).at(0) = algorithm("\x02\x01");
       }},
      {"has parameters", [=](Node& all) { signer(all).at(4).parts.push_back(Node{0x05, "", {}}); }},
      {"no length that could be right", [=](Node& all) { signer(all).at(5).value.pop_back(); }},
      {"no length that could be right", [=](Node& all) { signer(all).at(5).value += 'x'; }},
      // A neighbour's name.
      {"no length that could be right", [=](Node& all) { signer(all).at(4).at(0) = algorithm("\x03\x11"); }},
      // HashML-DSA-65 with SHA-512 is not used in CMS.
      {"neither SHA-256", [=](Node& all) { signer(all).at(4).at(0) = algorithm("\x03\x21"); }},
      // ECDSA with SHA-512.
      {"neither SHA-256",
       [=](Node& all) { signer(all).at(4).at(0) = Node{0x06, "\x2a\x86\x48\xce\x3d\x04\x03\x04", {}}; }},
  };
  for (const Change& change : changes) {
    Node all = testing::Parse(TestData("ml-dsa-65.p7s"));
    change.make(all);
    const auto form = internal::ParseSignedForm(testing::Write(all));
    ASSERT_FALSE(form) << change.message;
    EXPECT_EQ(form.error().code, ErrorCode::kBadSignature);
    EXPECT_TRUE(form.error().message.contains(change.message)) << form.error().message;
  }
}

TEST(CmsPostQuantum, VerifiesWhatStockSigned) {
  for (const Row& row : kRows) {
    const std::string p7s = TestData(Stock(row) + ".p7s"), root = TestData(Stock(row) + ".crt");
    if (!ShouldHaveIt()) {
      const auto no_trust = CmsTrust::Load({.roots = root, .intermediates = {}, .crls = {}}, kThen);
      ASSERT_FALSE(no_trust);
      EXPECT_EQ(no_trust.error().code, ErrorCode::kUnsupported);
      EXPECT_EQ(no_trust.error().message, std::string("certificate 1 of the roots: ML-DSA-") + row.number +
                                              " keys cannot be used by this OpenSSL");
      const auto info = VerifyCms(kMessage, p7s, RootTrust());
      ASSERT_FALSE(info);
      EXPECT_EQ(info.error().code, ErrorCode::kUnsupported);
      EXPECT_EQ(info.error().message,
                "it is a signature by " + Stock(row) + ", which this OpenSSL cannot verify");
      EXPECT_TRUE(info.error().fix.contains("OpenSSL 3.5")) << info.error().fix;
      continue;
    }
    const CmsTrust trust = Trust({.roots = root, .intermediates = {}, .crls = {}});
    const auto info = VerifyCms(kMessage, p7s, trust);
    ASSERT_TRUE(info) << info.error().message;
    EXPECT_EQ(info->algorithm, Stock(row));
    EXPECT_EQ(info->certificate.subject, "CN=Office of Records,O=Kalvor Archive,C=XK");
    EXPECT_EQ(Fault("A notice for the harbor.\n", p7s, trust), "it is not a signature over these bytes");
  }
}

TEST(CmsPostQuantum, KeysByName) {
  const Pair any = Issue({});
  for (const Row& row : kRows) {
    const std::string certificate = TestData(Stock(row) + ".crt");
    const auto signer = CmsSigner::Open(certificate, any.KeyPem(), nullptr);
    const auto external = CmsSigner::OpenExternal(certificate, nullptr);
    const auto reader = CmsRecipient::Parse(certificate, kThen);
    const auto opener = CmsIdentity::Open(certificate, any.KeyPem(), nullptr);
    ASSERT_FALSE(signer || external || reader || opener);
    if (ShouldHaveIt()) {
      EXPECT_TRUE(signer.error().message.contains("do not belong together")) << signer.error().message;
      EXPECT_TRUE(external.error().message.contains("ML-DSA keys that are held elsewhere"));
      EXPECT_EQ(reader.error().message, "the ML-DSA key is for signing only");
      EXPECT_EQ(opener.error().message, "the ML-DSA key is for signing only");
      continue;
    }
    for (const Error& error : {signer.error(), external.error(), reader.error(), opener.error()}) {
      EXPECT_EQ(error.code, ErrorCode::kUnsupported);
      EXPECT_EQ(error.message, std::string("ML-DSA-") + row.number + " keys cannot be used by this OpenSSL");
      EXPECT_TRUE(error.fix.contains("OpenSSL 3.5")) << error.fix;
    }
  }
  // In both branches.
  const auto kem = CmsRecipient::Parse(TestData("ml-kem-768.crt"), kThen);
  ASSERT_FALSE(kem);
  EXPECT_EQ(kem.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(kem.error().message, "ML-KEM keys are not used for CMS in this version");
}

TEST(CmsPostQuantum, RoundTrips) {
  if (!ShouldHaveIt()) {
    EXPECT_FALSE(HasPostQuantumCms());
    return;
  }
  for (const Row& row : kRows) {
    // Under authorities of ECDSA, and under one of its own kind.
    const Pair root = Issue(Authority("Second Root of Kalvor", row.key), nullptr, 1);
    const std::string own = root.Pem();
    Wanted wanted;
    wanted.key = row.key;
    const Pair pair = SignerOf(wanted), under = Issue(wanted, &root, 4);
    for (const auto& [signer, trust] :
         {std::pair{pair, RootTrust()},
          std::pair{under, Trust({.roots = own, .intermediates = {}, .crls = {}})}}) {
      const std::string p7s = SignedBy(signer);
      const auto info = VerifyCms(kMessage, p7s, trust);
      ASSERT_TRUE(info) << info.error().message;
      EXPECT_EQ(info->algorithm, Stock(row));
      EXPECT_EQ(info->signing_time, kThen);
      EXPECT_TRUE(info->names_certificate);
      EXPECT_EQ(Fault("A notice for the harbor.\n", p7s, trust), "it is not a signature over these bytes");
    }
    const std::string listed = testing::Revocations(root, {}), revoked = testing::Revocations(root, {4660});
    EXPECT_EQ(Fault(kMessage, SignedBy(under), Trust({.roots = own, .intermediates = {}, .crls = listed})),
              "");
    EXPECT_TRUE(Fault(kMessage, SignedBy(under), Trust({.roots = own, .intermediates = {}, .crls = revoked}))
                    .contains("revoked"));
  }
}

TEST(CmsPostQuantum, EveryChangedByteFails) {
  if (!ShouldHaveIt()) {
    EXPECT_FALSE(HasPostQuantumCms());
    return;
  }
  Wanted wanted;
  wanted.key = Key::kMlDsa44;
  const std::string good = *SignCms(kMessage, Open(SignerOf(wanted)), kThen);
  const std::string root = testing::ThePki().root.Pem(), middle = testing::ThePki().middle.Pem();
  const CmsTrust trust = Trust({.roots = root, .intermediates = middle, .crls = {}});
  ASSERT_EQ(Fault(kMessage, good, trust), "");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = static_cast<char>(changed[i] ^ (1 << i % 8));
    EXPECT_FALSE(VerifyCms(kMessage, changed, trust)) << "byte " << i;
  }
}

// The stock openssl 3.5 as the judge. (It signs by ML-DSA with signed attributes only.)
TEST(CmsPostQuantum, StockVerifiesOursAndOursVerifiesStock) {
  if (!ShouldHaveIt()) {
    EXPECT_FALSE(HasPostQuantumCms());
    return;
  }
  std::string pattern = (std::filesystem::temp_directory_path() / "markings-cms-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const auto at = [&](const char* name) { return (folder / name).string(); };
  const auto sh = [&](const std::string& command) {
    const int status = std::system(("cd '" + folder.string() + "' && " + command + " >log 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  WriteFile(at("notice.txt"), kMessage);
  for (const Row& row : kRows) {
    const Pair root = Issue(Authority("Second Root of Kalvor", row.key), nullptr, 1);
    Wanted wanted;
    wanted.key = row.key;
    const Pair pair = Issue(wanted, &root, 4);
    WriteFile(at("root.crt"), root.Pem());
    WriteFile(at("signer.crt"), pair.Pem());
    WriteFile(at("signer.key"), testing::Shown(pair.KeyPem()));
    WriteFile(at("ours.p7s"), SignedBy(pair));
    const std::string verify =
        "openssl cms -verify -binary -inform DER -in ours.p7s -CAfile root.crt -purpose any "
        "-out out -attime " +
        std::to_string(kThen);
    EXPECT_EQ(sh(verify + " -content notice.txt"), 0) << ReadFile(at("log"));
    EXPECT_EQ(sh(verify + " -cades -content notice.txt"), 0) << ReadFile(at("log"));
    EXPECT_NE(sh(verify + " -content root.crt"), 0);
    const std::string roots = root.Pem();
    const CmsTrust trust = Trust({.roots = roots, .intermediates = {}, .crls = {}});
    struct Options {
      const char* words;
      const char* fault;
    };
    for (const auto& [words, fault] :
         {Options{"-md sha512", ""}, Options{"-md sha512 -cades", ""}, Options{"-md sha512 -keyid", ""},
          Options{"-md sha256", "whose digest is not SHA-512"}, Options{"-md shake256", "neither SHA-256"}}) {
      ASSERT_EQ(
          sh(std::string("openssl cms -sign -binary -in notice.txt -signer signer.crt -inkey signer.key "
                         "-outform DER -out theirs.p7s ") +
             words),
          0)
          << words << ReadFile(at("log"));
      const std::string found = Fault(kMessage, ReadFile(at("theirs.p7s")), trust);
      EXPECT_TRUE(*fault == '\0' ? found.empty() : found.contains(fault)) << words << ": " << found;
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace markings
