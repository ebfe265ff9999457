// Keys in SoftHSM; the stock minisign and openssl judge what they sign. (Debian packages softhsm2, opensc;
// without them these fail.)

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

#include "libmarkings/token/token.h"
#include "tests/cms/pki.h"
#include "tests/token/softhsm.h"

namespace markings {
namespace {

using testing::kThen;
using testing::kYear;
using testing::ReadFile;
using testing::Secret;
using testing::SoftHsm;
using testing::WriteFile;

constexpr std::string_view kMessage = "A notice for the harbour.\n";

class TokenTest : public SoftHsm {
 protected:
  [[nodiscard]] Token LoggedIn(const std::string& label) const {
    auto token = Token::Open(module_, label);
    EXPECT_TRUE(token) << token.error().message;
    const SecretBytes pin = Secret("271828");
    const auto done = token->Login(&pin);
    EXPECT_TRUE(done) << done.error().message;
    return *std::move(token);
  }
  // A self-signed certificate over the token's EC key, made by the token.
  [[nodiscard]] std::string Certificate(const std::string& token, const std::string& id) const {
    // (pkcs11-tool 0.23 reads no P-384 key out; its list shows the point, in the OCTET STRING around it.)
    EXPECT_EQ(Sh("pkcs11-tool --module " + module_ + " --token-label " + token + " --id " + id +
                 " --list-objects --type pubkey | sed -n 's/ *EC_POINT: *\\(04[46]1\\)/\\1/p'"),
              0);
    const std::string digits = ReadFile(At("log"));
    std::string point;
    for (std::size_t i = 4; i + 1 < digits.size(); i += 2) {
      point += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    }
    const std::string head =
        point.size() == 65
            ? std::string(
                  "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce"
                  "\x3d\x03\x01\x07\x03\x42\x00",
                  26)
            : std::string(
                  "\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00"
                  "\x22\x03\x62\x00",
                  23);
    WriteFile(At("key.der"), head + point);
    EXPECT_EQ(Sh("openssl pkey -pubin -inform DER -in key.der -out key.pub"), 0) << ReadFile(At("log"));
    // Issued by an authority outside, so that no tool needs the token's key.
    EXPECT_EQ(Sh("openssl ecparam -name prime256v1 -genkey -noout -out ca.pem && "
                 "openssl req -x509 -new -key ca.pem -subj /CN=Root -days 3650 -out ca.crt -addext "
                 "keyUsage=critical,keyCertSign && "
                 "openssl req -new -key ca.pem -subj /CN=Office -out office.csr && "
                 "printf 'keyUsage=critical,digitalSignature\\n' >ext && "
                 "openssl x509 -req -in office.csr -CA ca.crt -CAkey ca.pem -CAcreateserial -days 3000 "
                 "-force_pubkey key.pub "
                 "-extfile ext -out office.crt"),
              0)
        << ReadFile(At("log"));
    return ReadFile(At("office.crt"));
  }
  [[nodiscard]] static std::int64_t Now() { return std::time(nullptr); }
};

template <class T>
std::string MessageOf(const Result<T>& result, ErrorCode code) {
  if (result) return "";
  EXPECT_EQ(result.error().code, code) << result.error().message;
  EXPECT_FALSE(result.error().fix.empty());
  EXPECT_FALSE(result.error().message.contains("271828") || result.error().fix.contains("271828"));
  return result.error().message;
}

TEST_F(TokenTest, MinisignByAnEd25519Key) {
  MakeToken("signing");
  MakeKey("signing", "EC:edwards25519", "office", "01");
  const Token token = LoggedIn("");
  EXPECT_EQ(token.label(), "signing");
  EXPECT_TRUE(token.needs_pin());
  EXPECT_FALSE(token.last_try());
  const auto key = token.FindKey("office", TokenKeyKind::kEd25519);
  ASSERT_TRUE(key) << key.error().message;
  const auto pub = key->public_key();
  ASSERT_TRUE(pub) << pub.error().message;
  const auto signature = key->SignMinisign(kMessage, "harbour office");
  ASSERT_TRUE(signature) << signature.error().message;
  EXPECT_EQ(VerifyMinisign(kMessage, *signature, *pub), "harbour office");
  WriteFile(At("notice.txt"), kMessage);
  WriteFile(At("notice.txt.minisig"), *signature);
  WriteFile(At("office.pub"), pub->Format());
  EXPECT_EQ(Sh("minisign -V -p office.pub -m notice.txt"), 0) << ReadFile(At("log"));
  EXPECT_EQ(Sh("minisign -V -P " + pub->KeyLine() + " -m notice.txt"), 0);
  WriteFile(At("notice.txt"), "Another notice.\n");
  EXPECT_NE(Sh("minisign -V -p office.pub -m notice.txt"), 0);
  // Deterministic, and the longest comment goes through a token as well.
  EXPECT_EQ(*key->SignMinisign(kMessage, "harbour office"), *signature);
  EXPECT_TRUE(key->SignMinisign("", std::string(8190 - 17, 'a')));
  // By its id, and the public half without the PIN.
  EXPECT_EQ(token.FindKey("id:01", TokenKeyKind::kEd25519)->public_key()->Format(), pub->Format());
  const auto outside = Token::Open(module_, "signing");
  ASSERT_TRUE(outside);
  const auto shown = outside->FindPublicKey("office");
  ASSERT_TRUE(shown) << shown.error().message;
  EXPECT_EQ(shown->Format(), pub->Format());
  EXPECT_FALSE(key->SignerFor("x"));
}

TEST_F(TokenTest, CmsByAnEcKey) {
  for (const auto& [type, label, algorithm] : {std::tuple{"EC:prime256v1", "pki", "ecdsa-p256-sha256"},
                                               std::tuple{"EC:secp384r1", "pki384", "ecdsa-p384-sha384"}}) {
    MakeToken(label);
    MakeKey(label, type, "office", "02");
    const std::string certificate = Certificate(label, "02");
    std::optional<CmsSigner> signer;
    {
      const Token token = LoggedIn(label);
      const auto key = token.FindKey("office", TokenKeyKind::kEc);
      ASSERT_TRUE(key) << key.error().message;
      auto made = key->SignerFor(certificate);
      ASSERT_TRUE(made) << made.error().message;
      signer = *std::move(made);
      EXPECT_TRUE(
          key->SignerFor(testing::Issue({}).Pem()).error().message.contains("not of the token's key"));
      EXPECT_FALSE(key->public_key());
    }
    // The session lives as long as the signer.
    const auto p7s = SignCms(kMessage, *signer, Now());
    ASSERT_TRUE(p7s) << p7s.error().message;
    const std::string root = ReadFile(At("ca.crt"));
    const auto trust = CmsTrust::Load({.roots = root, .intermediates = {}, .crls = {}}, Now());
    const auto info = VerifyCms(kMessage, *p7s, *trust);
    ASSERT_TRUE(info) << info.error().message;
    EXPECT_EQ(info->algorithm, algorithm);
    WriteFile(At("notice.txt"), kMessage);
    WriteFile(At("notice.p7s"), *p7s);
    EXPECT_EQ(Sh("openssl cms -verify -binary -inform DER -in notice.p7s -content notice.txt -CAfile ca.crt "
                 "-out /dev/null"),
              0)
        << ReadFile(At("log"));
  }
}

// Where the engine of libp11 fails and dies.
TEST_F(TokenTest, BothKindsInOneToken) {
  MakeToken("both");
  MakeKey("both", "EC:edwards25519", "office", "01");
  MakeKey("both", "EC:prime256v1", "office", "02");
  const std::string certificate = Certificate("both", "02");
  const Token token = LoggedIn("both");
  const auto mini = token.FindKey("office", TokenKeyKind::kEd25519);
  const auto pki = token.FindKey("office", TokenKeyKind::kEc);
  ASSERT_TRUE(mini && pki);
  for (int i = 0; i < 3; ++i) {
    const auto signature = mini->SignMinisign(kMessage, "x");
    ASSERT_TRUE(signature);
    EXPECT_TRUE(VerifyMinisign(kMessage, *signature, *mini->public_key()));
    const auto signer = pki->SignerFor(certificate);
    ASSERT_TRUE(signer);
    EXPECT_TRUE(SignCms(kMessage, *signer, Now()));
  }
  EXPECT_TRUE(MessageOf(token.FindKey("id:02", TokenKeyKind::kEd25519), ErrorCode::kBadKey)
                  .contains("no Ed25519 key"));
}

TEST_F(TokenTest, NamesThatDoNotLead) {
  MakeToken("one");
  MakeKey("one", "EC:edwards25519", "office", "01");
  MakeKey("one", "EC:edwards25519", "twin", "0a");
  MakeKey("one", "EC:edwards25519", "twin", "0b");
  MakeKey("one", "EC:prime256v1", "pki", "02");
  const Token token = LoggedIn("one");
  const auto find = [&](std::string_view name) {
    return MessageOf(token.FindKey(name, TokenKeyKind::kEd25519), ErrorCode::kBadKey);
  };
  EXPECT_TRUE(find("offic").contains("no key of that name"));
  EXPECT_TRUE(find("").contains("no key of that name"));
  EXPECT_TRUE(find("twin").contains("2 Ed25519 keys"));
  EXPECT_TRUE(find("pki").contains("no Ed25519 key"));
  EXPECT_TRUE(find("id:99").contains("no key of that name"));
  EXPECT_EQ(find("id:0A"), "");
  EXPECT_NE(token.FindKey("id:0a", TokenKeyKind::kEd25519)->public_key()->KeyLine(),
            token.FindKey("id:0b", TokenKeyKind::kEd25519)->public_key()->KeyLine());
  for (const char* name : {"id:", "id:0", "id:zz"}) {
    EXPECT_TRUE(MessageOf(token.FindKey(name, TokenKeyKind::kEd25519), ErrorCode::kUnusableInput)
                    .contains("hexadecimal"));
  }
  EXPECT_TRUE(MessageOf(token.FindPublicKey("twin"), ErrorCode::kBadKey).contains("2 Ed25519 keys"));
}

// The only token, else by name.
TEST_F(TokenTest, WhichToken) {
  MakeToken("one");
  MakeToken("two");
  MakeKey("one", "EC:edwards25519", "office", "01");
  MakeKey("two", "EC:edwards25519", "office", "01");
  EXPECT_TRUE(
      MessageOf(Token::Open(module_, "three"), ErrorCode::kUnusableInput).contains("no token of that name"));
  const auto any = Token::Open(module_, "");
  EXPECT_TRUE(MessageOf(any, ErrorCode::kUnusableInput).contains("2 tokens"));
  EXPECT_TRUE(any.error().fix.contains("one") && any.error().fix.contains("two"));
  // Both at once; the end of one is not the end of the other.
  const Token two = LoggedIn("two");
  const auto second = two.FindKey("office", TokenKeyKind::kEd25519);
  ASSERT_TRUE(second);
  {
    const Token one = LoggedIn("one");
    const auto first = one.FindKey("office", TokenKeyKind::kEd25519);
    ASSERT_TRUE(first);
    EXPECT_NE(first->public_key()->KeyLine(), second->public_key()->KeyLine());
  }
  EXPECT_TRUE(second->SignMinisign(kMessage, "x"));
}

TEST_F(TokenTest, Pins) {
  MakeToken("one");
  MakeKey("one", "EC:edwards25519", "office", "01");
  auto token = Token::Open(module_, "one");
  ASSERT_TRUE(token);
  // Without a login the private half is not there.
  EXPECT_TRUE(
      MessageOf(token->FindKey("office", TokenKeyKind::kEd25519), ErrorCode::kBadKey).contains("no key"));
  for (const char* wrong : {"271829", "1", ""}) {
    const SecretBytes pin = Secret(wrong);
    EXPECT_TRUE(MessageOf(token->Login(&pin), ErrorCode::kWrongPassphrase).contains("PIN is wrong"));
  }
  const SecretBytes pin = Secret("271828");
  EXPECT_TRUE(token->Login(&pin));
  EXPECT_TRUE(token->FindKey("office", TokenKeyKind::kEd25519));
}

// Keys that want the PIN at each use, as the signing key of a PIV card does.
TEST_F(TokenTest, KeysThatAskEachTime) {
  MakeToken("card");
  MakeKey("card", "EC:edwards25519", "office", "01", "--always-auth");
  const Token token = LoggedIn("card");
  const auto key = token.FindKey("office", TokenKeyKind::kEd25519);
  ASSERT_TRUE(key) << key.error().message;
  const auto signature = key->SignMinisign(kMessage, "x");
  ASSERT_TRUE(signature) << signature.error().message;
  EXPECT_TRUE(VerifyMinisign(kMessage, *signature, *key->public_key()));
}

TEST_F(TokenTest, GoneBetweenTwoUses) {
  MakeToken("one");
  MakeKey("one", "EC:edwards25519", "office", "01");
  const Token token = LoggedIn("one");
  const auto key = token.FindKey("office", TokenKeyKind::kEd25519);
  ASSERT_TRUE(key);
  ASSERT_TRUE(key->SignMinisign(kMessage, "x"));
  std::filesystem::remove_all(At("tokens"));
  const auto gone = key->SignMinisign(kMessage, "x");
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, ErrorCode::kIo) << gone.error().message;
}

TEST_F(TokenTest, ModulesThatAreNone) {
  EXPECT_TRUE(
      MessageOf(Token::Open("libsofthsm2.so", ""), ErrorCode::kUnusableInput).contains("by its path"));
  EXPECT_TRUE(MessageOf(Token::Open("/nowhere/module.so", ""), ErrorCode::kUnusableInput)
                  .contains("cannot be loaded"));
  WriteFile(At("text.so"), "no library");
  EXPECT_TRUE(
      MessageOf(Token::Open(At("text.so"), ""), ErrorCode::kUnusableInput).contains("cannot be loaded"));
  // A library, and no module.
  EXPECT_EQ(Sh("cp \"$(ldconfig -p | awk '/libz.so.1 |libm.so.6 /{print $NF; exit}')\" other.so"), 0);
  EXPECT_TRUE(
      MessageOf(Token::Open(At("other.so"), ""), ErrorCode::kUnusableInput).contains("no module of PKCS#11"));
  EXPECT_TRUE(MessageOf(Token::Open(module_, ""), ErrorCode::kUnusableInput).contains("no token"));
}

}  // namespace
}  // namespace markings
