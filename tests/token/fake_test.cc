// What a token may do wrong, with a module made for it.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "libmarkings/token/token.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using testing::Secret;

class FakeToken : public ::testing::Test {
 protected:
  void SetUp() override { Misbehave(""); }
  void TearDown() override { unsetenv("MARKINGS_FAKE"); }
  static void Misbehave(const std::string& how) { setenv("MARKINGS_FAKE", how.c_str(), 1); }
  static Result<Token> Open() { return Token::Open(MARKINGS_FAKE_MODULE, ""); }
  // The key of a token that behaves until then.
  static Result<TokenKey> Key() {
    auto token = Open();
    if (!token) return std::unexpected(token.error());
    const SecretBytes pin = Secret("1234");
    if (auto done = token->Login(&pin); !done) return std::unexpected(done.error());
    return token->FindKey("any", TokenKeyKind::kEd25519);
  }
  static std::string SignFault(const std::string& how, ErrorCode code) {
    Misbehave("");
    const auto key = Key();
    EXPECT_TRUE(key) << key.error().message;
    Misbehave(how);
    const auto signature = key->SignMinisign("a notice", "x");
    EXPECT_FALSE(signature) << how;
    if (signature) return "";
    EXPECT_EQ(signature.error().code, code) << how << ": " << signature.error().message;
    return signature.error().message;
  }
};

TEST_F(FakeToken, SignaturesThatAreNone) {
  EXPECT_TRUE(SignFault("", ErrorCode::kInternal).contains("not one by the public key"));  // zeros
  EXPECT_TRUE(SignFault("short signature", ErrorCode::kIo).contains("failed"));
  EXPECT_TRUE(SignFault("long signature", ErrorCode::kIo).contains("failed"));
  EXPECT_TRUE(SignFault("removed", ErrorCode::kIo).contains("gone"));
  EXPECT_TRUE(SignFault("device error", ErrorCode::kIo).contains("CKR 0x30"));
  EXPECT_TRUE(SignFault("no EdDSA", ErrorCode::kBadKey).contains("does not sign so"));
}

TEST_F(FakeToken, PublicHalvesInTheirForms) {
  Misbehave("");
  const std::string good = Key()->public_key()->KeyLine();
  for (const char* form : {"bare point", "bit string"}) {
    Misbehave(form);
    const auto key = Key()->public_key();
    ASSERT_TRUE(key) << form;
    EXPECT_EQ(key->KeyLine(), good);
  }
  for (const char* form : {"no point", "huge point", "short point", "growing point", "Ed448"}) {
    Misbehave(form);
    const auto key = Key();
    ASSERT_TRUE(key) << form;
    const auto half = key->public_key();
    ASSERT_FALSE(half) << form;
    EXPECT_EQ(half.error().code, ErrorCode::kBadKey);
    EXPECT_FALSE(key->SignMinisign("a notice", "x"));
    EXPECT_FALSE(Open()->FindPublicKey("any")) << form;
  }
}

TEST_F(FakeToken, PinsAndTheirState) {
  const SecretBytes right = Secret("1234"), wrong = Secret("4321");
  EXPECT_TRUE(Open()->Login(&right));
  EXPECT_EQ(Open()->Login(&wrong).error().message, "the token is locked after too many wrong PINs");
  Misbehave("locked");
  EXPECT_EQ(Open()->Login(&right).error().message, "the token is locked after too many wrong PINs");
  Misbehave("expired");
  EXPECT_TRUE(Open()->Login(&right).error().message.contains("expired"));
  Misbehave("last try");
  EXPECT_TRUE(Open()->last_try());
  Misbehave("keypad");
  EXPECT_FALSE(Open()->needs_pin());
  EXPECT_TRUE(Open()->Login(nullptr));
  Misbehave("open");
  EXPECT_FALSE(Open()->needs_pin());
  EXPECT_TRUE(Open()->Login(nullptr));
}

TEST_F(FakeToken, CountsThatCannotBe) {
  Misbehave("many slots");
  EXPECT_FALSE(Open());
  Misbehave("no session");
  EXPECT_TRUE(Open().error().message.contains("gone"));
  for (const char* how : {"too many found", "endless", "no search"}) {
    Misbehave(how);
    EXPECT_FALSE(Key()) << how;
  }
  Misbehave("escape");
  EXPECT_FALSE(Token::Open(MARKINGS_FAKE_MODULE, "x").error().fix.contains('\x1b'));
}

}  // namespace
}  // namespace markings
