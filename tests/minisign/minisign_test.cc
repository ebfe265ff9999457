#include "libmarkings/minisign/minisign.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/base64.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using testing::PlainKey;
using testing::Secret;
using testing::Shown;
using testing::Vector;

constexpr std::string_view kMessage = "A notice for the harbour.\n";

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

MinisignPublicKey PublicKey() { return *MinisignPublicKey::Parse(Vector("plain.pub")); }

TEST(MinisignPublicKeyTest, ReadsBothLinesOrTheKeyLine) {
  const std::string text = Vector("plain.pub");
  const auto key = MinisignPublicKey::Parse(text);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->Format(), text);
  const std::string line = Lines(text)[1];
  EXPECT_EQ(key->KeyLine(), line);
  EXPECT_TRUE(text.contains(key->KeyId()));
  for (const std::string& form : {line, line + "\n"}) {
    const auto again = MinisignPublicKey::Parse(form);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->Format(), text);
  }
}

// The stock tool prints the id as a number: no leading zeros.
TEST(MinisignPublicKeyTest, KeyIdWithLeadingZeros) {
  const std::string line = "RWR5/uGbd+sVDpAF86lJUzUeylVQgYqhyad4AVs7cHvpmJZPQeEaxdAK";
  const auto key = MinisignPublicKey::Parse(line);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->KeyId(), "E15EB779BE1FE79");
  EXPECT_EQ(key->Format(), "untrusted comment: minisign public key E15EB779BE1FE79\n" + line + "\n");
}

TEST(MinisignPublicKeyTest, RefusesWhatIsNoKey) {
  const std::string text = Vector("plain.pub"), line = Lines(text)[1];
  std::string other = line, unpadded = line;
  other[1] = 'X';
  struct Row {
    std::string text;
    const char* message;
  };
  const Row rows[] = {
      {"", "no minisign public key"},
      {"untrusted comment: x\n", "no minisign public key"},
      {line.substr(1), "no minisign public key"},
      {line + " ", "no minisign public key"},
      {line + "\r\n", "no minisign public key"},
      {line + "\n\n", "no minisign public key"},
      {"comment\n" + line, "no minisign public key"},
      {text + "more\n", "no minisign public key"},
      {other, "unknown algorithm"},
      {Vector("plain.key"), "secret key"},
      {Vector("notice.txt.minisig"), "no minisign public key"},
  };
  for (const Row& row : rows) {
    const auto key = MinisignPublicKey::Parse(row.text);
    ASSERT_FALSE(key) << row.message;
    EXPECT_EQ(key.error().code, ErrorCode::kBadKey);
    EXPECT_TRUE(key.error().message.contains(row.message)) << key.error().message;
  }
}

TEST(MinisignSecretKeyTest, OpensTheStockToolsPlainKey) {
  const SecretBytes text = Secret(Vector("plain.key"));
  EXPECT_EQ(*MinisignSecretKey::NeedsPassphrase(text), false);
  const auto key = MinisignSecretKey::Parse(text, nullptr);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->public_key().Format(), Vector("plain.pub"));
}

// One derivation with 1 GiB each; they take seconds.
TEST(MinisignSecretKeyTest, OpensTheStockToolsLockedKey) {
  const SecretBytes text = Secret(Vector("locked.key"));
  EXPECT_EQ(*MinisignSecretKey::NeedsPassphrase(text), true);
  const SecretBytes right = Secret("lamp oil and rope"), wrong = Secret("lamp oil and rop");
  const auto key = MinisignSecretKey::Parse(text, &right);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->public_key().Format(), Vector("locked.pub"));
  const auto refused = MinisignSecretKey::Parse(text, &wrong);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kWrongPassphrase);
  const auto asked = MinisignSecretKey::Parse(text, nullptr);
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().code, ErrorCode::kWrongPassphrase);
}

TEST(MinisignSecretKeyTest, LockedKeyOpensAgain) {
  const SecretBytes passphrase = Secret("p\xc3\xa9 rope");
  const auto key = MinisignSecretKey::Generate();
  ASSERT_TRUE(key);
  const auto text = key->Format(&passphrase);
  ASSERT_TRUE(text);
  const auto again = MinisignSecretKey::Parse(*text, &passphrase);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->public_key().Format(), key->public_key().Format());
  EXPECT_FALSE(Shown(*text).contains(Lines(Shown(*key->Format(nullptr)))[1].substr(80)));
}

TEST(MinisignSecretKeyTest, PlainKeyIsWrittenAndReadBack) {
  const auto first = MinisignSecretKey::Generate(), second = MinisignSecretKey::Generate();
  ASSERT_TRUE(first && second);
  EXPECT_NE(first->public_key().KeyLine(), second->public_key().KeyLine());
  const auto text = first->Format(nullptr);
  ASSERT_TRUE(text);
  const auto again = MinisignSecretKey::Parse(*text, nullptr);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->public_key().Format(), first->public_key().Format());
  EXPECT_EQ(Shown(*again->Format(nullptr)), Shown(*text));
}

TEST(MinisignSecretKeyTest, RefusesWhatIsNoKey) {
  const std::string plain = Vector("plain.key"), line = Lines(plain)[1], head = Lines(plain)[0] + "\n";
  const std::string locked = Lines(Vector("locked.key"))[1];
  const auto with = [&](const std::string& base, std::size_t at, char letter) {
    std::string changed = base;
    changed[at] = letter;
    return head + changed + "\n";
  };
  struct Row {
    std::string text;
    const char* message;
  };
  // Letters 50 to 60 of the line hold the work limit (bytes 38 to 45), 61 to 71 the memory limit (46 to 53).
  const Row rows[] = {
      {"", "no minisign secret key"},
      {head, "no minisign secret key"},
      {head + line.substr(4) + "\n", "no minisign secret key"},
      {with(line, 5, '?'), "no minisign secret key"},
      {with(line, 0, 'S'), "unknown algorithm"},
      {with(line, 7, 'x'), "unknown algorithm"},
      {with(locked, 56, 'z'), "more work or memory"},
      {with(locked, 68, 'z'), "more work or memory"},
      {with(line, 100, line[100] == 'A' ? 'B' : 'A'), "damaged"},
      {with(line, 150, line[150] == 'A' ? 'B' : 'A'), "damaged"},
      {with(line, 190, 'B'), "damaged"},
      {Vector("plain.pub"), "public key"},
  };
  const SecretBytes passphrase = Secret("x");
  for (const Row& row : rows) {
    const auto key = MinisignSecretKey::Parse(Secret(row.text), &passphrase);
    ASSERT_FALSE(key) << row.message;
    EXPECT_EQ(key.error().code, ErrorCode::kBadKey);
    EXPECT_TRUE(key.error().message.contains(row.message)) << key.error().message << ", not " << row.message;
  }
}

TEST(MinisignSignature, TakesTheStockToolsAndItsOwn) {
  const auto stock = VerifyMinisign(kMessage, Vector("notice.txt.minisig"), PublicKey());
  ASSERT_TRUE(stock) << stock.error().message;
  EXPECT_EQ(*stock, "harbour office");
  const auto ours = PlainKey().Sign(kMessage, "harbour office");
  ASSERT_TRUE(ours);
  // Ed25519 is deterministic: but for the untrusted comment it is the stock tool's file, byte for byte.
  const std::string theirs = Vector("notice.txt.minisig");
  EXPECT_EQ(ours->substr(ours->find('\n')), theirs.substr(theirs.find('\n')));
  EXPECT_TRUE(VerifyMinisign(kMessage, *ours, PublicKey()));
}

TEST(MinisignSignature, EmptyMessageAndComment) {
  const auto signature = PlainKey().Sign("", "");
  ASSERT_TRUE(signature);
  EXPECT_EQ(*VerifyMinisign("", *signature, PublicKey()), "");
  EXPECT_FALSE(VerifyMinisign("\n", *signature, PublicKey()));
}

TEST(MinisignSignature, RefusesCommentsThatCannotStand) {
  const std::string refused[] = {"a\nb",    "a\tb", "a\rb",     std::string("a\0b", 3),
                                 "\x1b[2J", "\xff", "\xc2\x9b", std::string(8190, 'a')};
  for (const std::string& comment : refused) {
    const auto signature = PlainKey().Sign(kMessage, comment);
    ASSERT_FALSE(signature);
    EXPECT_EQ(signature.error().code, ErrorCode::kUnusableInput);
  }
  const std::string longest(8190 - 17, 'a');
  const auto signature = PlainKey().Sign(kMessage, longest);
  ASSERT_TRUE(signature);
  EXPECT_EQ(*VerifyMinisign(kMessage, *signature, PublicKey()), longest);
}

// A key held elsewhere signs the same two texts as one of ours.
TEST(MinisignSignature, ByAKeyHeldElsewhere) {
  std::vector<std::size_t> sizes;
  const std::string ours = *PlainKey().Sign(kMessage, "harbour office");
  const auto pick = [&](int line) {
    std::array<unsigned char, 74> bytes{};
    EXPECT_TRUE(DecodeBase64(Lines(ours)[1], bytes));
    std::array<unsigned char, 64> signature{};
    if (line == 1) std::copy_n(bytes.begin() + 10, 64, signature.begin());
    if (line == 3) {
      EXPECT_TRUE(DecodeBase64(Lines(ours)[3], signature));
    }
    return signature;
  };
  const MinisignSigner sign =
      [&](std::span<const unsigned char> bytes) -> Result<std::array<unsigned char, 64>> {
    sizes.push_back(bytes.size());
    return pick(sizes.size() == 1 ? 1 : 3);
  };
  const auto signature = SignMinisign(kMessage, "harbour office", PublicKey(), sign);
  ASSERT_TRUE(signature) << signature.error().message;
  EXPECT_EQ(*signature, ours);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{64, 64 + 14}));
  // What is wrong is not given out; what cannot be made is said.
  const auto lied = SignMinisign("another", "harbour office", PublicKey(), sign);
  ASSERT_FALSE(lied);
  EXPECT_EQ(lied.error().code, ErrorCode::kInternal);
  const auto gone = SignMinisign(kMessage, "x", PublicKey(),
                                 [](std::span<const unsigned char>) -> Result<std::array<unsigned char, 64>> {
                                   return Fail(ErrorCode::kIo, {}, "the token is gone", "put it back");
                                 });
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().message, "the token is gone");
  EXPECT_FALSE(SignMinisign(kMessage, "a\nb", PublicKey(), sign));
}

// Known answer: BLAKE2b-256("markings/minisign-key-id/v1" 00 || 00 01 .. 1f), its first 8 bytes.
TEST(MinisignPublicKeyTest, KeyIdMadeFromTheKey) {
  std::array<unsigned char, 32> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i);
  const MinisignPublicKey key = MinisignPublicKey::FromKey(bytes);
  EXPECT_EQ(key.KeyId(), "38CBD301AA9E7F3F");
  EXPECT_EQ(MinisignPublicKey::FromKey(bytes).Format(), key.Format());
  bytes[0] = 1;
  EXPECT_NE(MinisignPublicKey::FromKey(bytes).KeyId(), key.KeyId());
}

TEST(MinisignSignature, SaysWhatFailed) {
  const std::string good = Vector("notice.txt.minisig");
  const std::vector<std::string> line = Lines(good);
  const auto joined = [](const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& one : lines) text += one + "\n";
    return text;
  };
  std::string flipped = line[1], unpadded = line[3], noncanonical = line[1];
  flipped[40] = flipped[40] == 'A' ? 'B' : 'A';
  unpadded.pop_back();
  noncanonical[98] = static_cast<char>(noncanonical[98] + 1);  // before "=": bits that decode to nothing
  const std::string other_signature = *MinisignSecretKey::Generate()->Sign(kMessage, "x");
  struct Row {
    std::string text;
    const char* message;
  };
  const Row rows[] = {
      {"", "0 whole lines"},
      {good.substr(0, good.size() - 1), "3 whole lines"},
      {line[0] + "\n", "1 whole lines"},
      {good + "\n", "something follows"},
      {good + "x", "something follows"},
      {joined({"comment: x", line[1], line[2], line[3]}), "first line"},
      {joined({line[0] + "\r", line[1], line[2], line[3]}), "first line"},
      {joined({line[0] + std::string(1024, 'x'), line[1], line[2], line[3]}), "first line"},
      {joined({line[0], line[1] + " ", line[2], line[3]}), "second line"},
      {joined({line[0], noncanonical, line[2], line[3]}), "second line"},
      {joined({line[0], line[1], "comment: harbour office", line[3]}), "third line"},
      {joined({line[0], line[1], line[2] + "\r", line[3]}), "third line"},
      {joined({line[0], line[1], line[2] + "\x1b", line[3]}), "third line"},
      {joined({line[0], line[1], line[2] + std::string(8192, 'x'), line[3]}), "third line"},
      {joined({line[0], line[1], line[2], unpadded}), "fourth line"},
      {Vector("legacy.minisig"), "legacy"},
      {other_signature, "another key"},
      {joined({line[0], flipped, line[2], line[3]}), "the signature is not"},
      {joined({line[0], line[1], line[2] + ".", line[3]}), "trusted comment is not"},
      {joined({line[0], line[1], line[2], Lines(*PlainKey().Sign(kMessage, "other"))[3]}),
       "trusted comment is not"},
  };
  for (const Row& row : rows) {
    const auto verified = VerifyMinisign(kMessage, row.text, PublicKey());
    ASSERT_FALSE(verified) << row.message;
    EXPECT_EQ(verified.error().code, ErrorCode::kBadSignature);
    EXPECT_TRUE(verified.error().message.contains(row.message))
        << verified.error().message << ", not " << row.message;
  }
  // The words of the untrusted comment are nobody's.
  EXPECT_TRUE(
      VerifyMinisign(kMessage, joined({"untrusted comment: \xff!", line[1], line[2], line[3]}), PublicKey()));
}

// What is accepted is the one text: any changed byte of lines 2 to 4 fails.
TEST(MinisignSignature, EveryChangedByteFails) {
  const std::string good = Vector("notice.txt.minisig");
  const std::size_t begin = good.find('\n');
  for (std::size_t i = begin; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = good;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      EXPECT_FALSE(VerifyMinisign(kMessage, changed, PublicKey())) << "byte " << i << " bit " << bit;
    }
    EXPECT_FALSE(VerifyMinisign(kMessage, good.substr(0, i), PublicKey())) << "cut at " << i;
  }
}

}  // namespace
}  // namespace markings
