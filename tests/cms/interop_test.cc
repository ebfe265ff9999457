// The stock openssl as the judge, both ways. It is a test package (./dev test installs it): without it these
// fail.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "libmarkings/cms/cms_sealed.h"
#include "libmarkings/cms/cms_signature.h"
#include "tests/cms/pki.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using testing::Authority;
using testing::Issue;
using testing::Key;
using testing::kThen;
using testing::Pair;
using testing::ReadFile;
using testing::Shown;
using testing::Wanted;
using testing::WriteFile;

class CmsInterop : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "markings-cms-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    ASSERT_EQ(Sh("openssl version"), 0) << "the stock openssl is not installed (Debian package openssl)";
    WriteFile(At("notice.txt"), notice_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string At(const std::string& name) const { return (folder_ / name).string(); }
  // Runs a shell command in the folder; its exit code.
  [[nodiscard]] int Sh(const std::string& command) const {
    const std::string line = "cd '" + folder_.string() + "' && { " + command + "; } >log 2>&1";
    std::FILE* pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) return -1;
    const int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void Keep(const Pair& pair, const std::string& name) const {
    WriteFile(At(name + ".crt"), pair.Pem());
    WriteFile(At(name + ".key"), Shown(pair.KeyPem()));
  }
  // Certificates are of a fixed time, which the stock tool is told.
  std::string then_ = " -attime " + std::to_string(kThen);
  std::string notice_ = std::string("a notice\nwith lines\r\n\0and a NUL\xff", 31);

 private:
  std::filesystem::path folder_;
};

TEST_F(CmsInterop, StockVerifiesOurs) {
  const Pair root = Issue(Authority("Root of Kalvor"), nullptr, 1),
             middle = Issue(Authority("Middle"), &root, 2);
  WriteFile(At("root.crt"), root.Pem());
  for (const Key key : {Key::kP256, Key::kP384, Key::kRsa2048, Key::kRsaPss}) {
    Wanted wanted;
    wanted.key = key;
    const Pair pair = Issue(wanted, &middle, 3);
    const auto signer = CmsSigner::Open(pair.Pem(), pair.KeyPem(), nullptr, middle.Pem());
    ASSERT_TRUE(signer) << signer.error().message;
    const auto p7s = SignCms(notice_, *signer, kThen);
    ASSERT_TRUE(p7s) << p7s.error().message;
    WriteFile(At("notice.p7s"), *p7s);
    const std::string verify =
        "openssl cms -verify -binary -inform DER -in notice.p7s -CAfile root.crt -out out" + then_;
    EXPECT_EQ(Sh(verify + " -content notice.txt"), 0) << ReadFile(At("log"));
    EXPECT_EQ(Sh(verify + " -cades -content notice.txt"), 0) << ReadFile(At("log"));
    EXPECT_NE(Sh(verify + " -content root.crt"), 0);
  }
}

TEST_F(CmsInterop, OursVerifiesStock) {
  const Pair root = Issue(Authority("Root of Kalvor"), nullptr, 1);
  const std::string roots = root.Pem();
  const auto trust = CmsTrust::Load({.roots = roots, .intermediates = {}, .crls = {}}, kThen);
  ASSERT_TRUE(trust);
  struct Row {
    Key key;
    const char* options;
    const char* fault;  // null: it verifies
  };
  const Row rows[] = {
      {Key::kP256, "-md sha256", nullptr},
      {Key::kP256, "-md sha256 -cades", nullptr},
      {Key::kP256, "-md sha256 -keyid", nullptr},
      {Key::kP256, "-md sha256 -nosmimecap", nullptr},
      {Key::kP384, "-md sha384", nullptr},
      {Key::kRsa2048, "-md sha256 -keyopt rsa_padding_mode:pss", nullptr},
      {Key::kRsa3072, "-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32", nullptr},
      {Key::kRsaPss, "-md sha256 -keyopt rsa_padding_mode:pss", nullptr},
      {Key::kRsa2048, "-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:20", "RSA-PSS"},
      {Key::kRsa2048, "-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_mgf1_md:sha1", "RSA-PSS"},
      {Key::kRsa2048, "-md sha256", "old padding"},
      {Key::kP384, "-md sha256", "another kind"},
      {Key::kP256, "-md sha1", "SHA-1"},
      {Key::kP256, "-md sha512", "neither SHA-256"},
      {Key::kP256, "-md sha256 -noattr", "no signed attributes"},
      {Key::kP256, "-md sha256 -nodetach", "detached"},
      {Key::kP256, "-md sha256 -nocerts", "certificate is not in it"},
      {Key::kP256, "-md sha256 -stream", "indefinite"},
  };
  for (const Row& row : rows) {
    Wanted wanted;
    wanted.key = row.key;
    const Pair pair = Issue(wanted, &root, 3);
    Keep(pair, "signer");
    const std::string sign =
        "openssl cms -sign -binary -in notice.txt -signer signer.crt -inkey signer.key -outform DER -out "
        "notice.p7s ";
    ASSERT_EQ(Sh(sign + row.options), 0) << row.options << ReadFile(At("log"));
    const auto info = VerifyCms(notice_, ReadFile(At("notice.p7s")), *trust);
    if (row.fault == nullptr) {
      ASSERT_TRUE(info) << row.options << ": " << info.error().message;
      EXPECT_TRUE(info->signing_time);
      EXPECT_EQ(info->names_certificate, std::string(row.options).contains("-cades"));
      EXPECT_FALSE(VerifyCms(notice_ + "x", ReadFile(At("notice.p7s")), *trust));
    } else {
      ASSERT_FALSE(info) << row.options;
      EXPECT_TRUE(info.error().message.contains(row.fault)) << info.error().message << ", not " << row.fault;
    }
  }
  // Without -binary line ends were changed before signing.
  ASSERT_EQ(Sh("printf 'a\\nb\\n' >lines.txt && openssl cms -sign -in lines.txt -signer signer.crt -inkey "
               "signer.key -outform DER -out lines.p7s"),
            0);
  EXPECT_FALSE(VerifyCms("a\nb\n", ReadFile(At("lines.p7s")), *trust));
  // With -stream the stock tool puts the text into the file, which stays so when it is written again.
  ASSERT_EQ(Sh("openssl cms -cmsout -inform DER -in notice.p7s -outform DER -out definite.p7s"), 0);
  const auto whole = VerifyCms(notice_, ReadFile(At("definite.p7s")), *trust);
  EXPECT_TRUE(!whole && whole.error().message.contains("holds the text itself"));
  ASSERT_EQ(
      Sh("openssl cms -sign -binary -in notice.txt -signer signer.crt -inkey signer.key -outform PEM -out "
         "notice.pem"),
      0);
  const auto pem = VerifyCms(notice_, ReadFile(At("notice.pem")), *trust);
  EXPECT_TRUE(pem) << pem.error().message;
}

TEST_F(CmsInterop, Ed25519IsRefusedByName) {
  Wanted wanted;
  wanted.key = Key::kEd25519;
  Keep(Issue(wanted), "signer");
  // The reason for it: the stock tool cannot either.
  EXPECT_NE(Sh("openssl cms -sign -binary -in notice.txt -signer signer.crt -inkey signer.key -outform DER "
               "-out x.p7s"),
            0);
}

Pair Reader(Key key, int number) {
  Wanted wanted;
  wanted.name = "Reader";
  wanted.key = key;
  wanted.usage = key == Key::kRsa2048 ? "keyEncipherment" : "keyAgreement";
  wanted.serial = 100 + number;
  return Issue(wanted, nullptr, number);
}

TEST_F(CmsInterop, StockOpensOurs) {
  for (const Key key : {Key::kP256, Key::kP384, Key::kRsa2048}) {
    const Pair one = Reader(key, 0), two = Reader(key, 1);
    Keep(one, "one");
    Keep(two, "two");
    const CmsRecipient recipients[] = {*CmsRecipient::Parse(one.Pem(), kThen),
                                       *CmsRecipient::Parse(two.Pem(), kThen)};
    for (const std::string& text : {notice_, std::string(), std::string(100000, 'y')}) {
      const auto sealed = SealCms(text, recipients);
      ASSERT_TRUE(sealed) << sealed.error().message;
      WriteFile(At("sealed.p7m"), *sealed);
      for (const char* name : {"one", "two"}) {
        ASSERT_EQ(
            Sh(std::string("openssl cms -decrypt -binary -inform DER -in sealed.p7m -out opened -recip ") +
               name + ".crt -inkey " + name + ".key"),
            0)
            << ReadFile(At("log"));
        EXPECT_EQ(ReadFile(At("opened")), text);
      }
    }
  }
}

TEST_F(CmsInterop, OursOpensStock) {
  const std::string oaep = " -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
                    kdf = " -keyopt ecdh_kdf_md:sha256";
  struct Row {
    Key key;
    std::string options;
    const char* fault;
  };
  const Row rows[] = {
      {Key::kP256, "-aes-256-gcm -recip r.crt" + kdf + " -wrap id-aes256-wrap", nullptr},
      {Key::kP256, "-aes-256-gcm -recip r.crt" + kdf, nullptr},
      {Key::kP384, "-aes-256-gcm -recip r.crt" + kdf, nullptr},
      {Key::kP384, "-aes-256-gcm -keyid -recip r.crt" + kdf, nullptr},
      {Key::kRsa2048, "-aes-256-gcm -recip r.crt" + oaep, nullptr},
      {Key::kRsa2048, "-aes-256-gcm -keyid -recip r.crt" + oaep, nullptr},
      {Key::kP256, "-aes-256-gcm -stream -recip r.crt" + kdf, "indefinite"},
      {Key::kP256, "-aes-256-gcm -recip r.crt", "SHA-1"},
      {Key::kP256, "-aes-256-gcm -recip r.crt" + kdf + " -wrap id-aes128-wrap", "not sealed by ECDH"},
      {Key::kP256, "-aes-256-cbc -recip r.crt" + kdf, "EnvelopedData"},
      {Key::kP256, "-aes-128-gcm -recip r.crt" + kdf, "not sealed by"},
      {Key::kRsa2048, "-aes-256-gcm -recip r.crt", "old padding"},
      {Key::kRsa2048, "-aes-256-gcm -recip r.crt -keyopt rsa_padding_mode:oaep", "not SHA-256"},
      {Key::kRsa2048, "-aes-256-cbc -recip r.crt" + oaep, "EnvelopedData"},
      {Key::kP256,
       "-aes-256-gcm -secretkey 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f "
       "-secretkeyid 01",
       "neither an RSA nor"},
  };
  for (const Row& row : rows) {
    const Pair reader = Reader(row.key, 0);
    Keep(reader, "r");
    const std::string seal =
        "openssl cms -encrypt -binary -in notice.txt -outform DER -out sealed.p7m " + row.options;
    ASSERT_EQ(Sh(seal), 0) << row.options << ReadFile(At("log"));
    const auto identity = CmsIdentity::Open(reader.Pem(), reader.KeyPem(), nullptr);
    ASSERT_TRUE(identity);
    const auto text = OpenCms(ReadFile(At("sealed.p7m")), *identity);
    if (row.fault == nullptr) {
      ASSERT_TRUE(text) << row.options << ": " << text.error().message;
      EXPECT_EQ(Shown(*text), notice_);
      // The same in PEM.
      ASSERT_EQ(Sh("openssl cms -cmsout -inform DER -in sealed.p7m -outform PEM -out sealed.pem"), 0);
      EXPECT_TRUE(OpenCms(ReadFile(At("sealed.pem")), *identity));
    } else {
      ASSERT_FALSE(text) << row.options;
      EXPECT_TRUE(text.error().message.contains(row.fault)) << text.error().message << ", not " << row.fault;
    }
    if (std::string(row.options).contains("-stream")) {
      ASSERT_EQ(Sh("openssl cms -cmsout -inform DER -in sealed.p7m -outform DER -out definite.p7m"), 0);
      const auto mended = OpenCms(ReadFile(At("definite.p7m")), *identity);
      ASSERT_TRUE(mended) << mended.error().message;
      EXPECT_EQ(Shown(*mended), notice_);
    }
  }
}

}  // namespace
}  // namespace markings
