// Post-quantum recipients (MLKEM768-X25519). What can be done depends on the OpenSSL in use, so that each
// test says which branch it took: with ML-KEM the real thing, without it the error that names it. What needs
// no ML-KEM is checked in both.

#include <gtest/gtest.h>
#include <openssl/crypto.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "libmarkings/age/internal/hybrid.h"
#include "libmarkings/age/internal/stanzas.h"
#include "libmarkings/text/hex.h"
#include "tests/age/age_testing.h"

namespace markings {
namespace {

using testing::kIdentity;
using testing::kRecipient;
using testing::MemoryFile;
using testing::Secret;
using testing::Shown;
using testing::SomeBytes;
using testing::TheIdentity;
using testing::TheRecipient;

// The identity of C2SP age.md's example.
constexpr std::string_view kPostQuantumIdentity =
    "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR";

// Not asked of the library, so that it is judged: 3.5 is the first version that has ML-KEM.
bool ShouldHaveIt() {
  const bool has = OpenSSL_version_num() >= 0x30500000UL;
  std::cout << OpenSSL_version(OPENSSL_VERSION) << ": the branch "
            << (has ? "with ML-KEM, which is used" : "without ML-KEM, which is refused by name") << "\n";
  return has;
}

// tests/testdata/age: made by age 1.3.2; see the README there.
std::string TestData(const std::string& name) {
  std::ifstream file(std::string(MARKINGS_TESTDATA_DIR) + "/age/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string TheirRecipient() {
  std::string line = TestData("post-quantum.pub");
  EXPECT_TRUE(line.ends_with('\n'));
  line.pop_back();
  return line;
}

SecretBytes FromHexOf(std::string_view hex) {
  SecretBytes bytes(hex.size() / 2);
  EXPECT_TRUE(FromHex(hex, bytes.RevealForWriting()));
  return bytes;
}

std::string HexOf(const SecretBytes& bytes) { return ToHex(bytes.Reveal()); }

void ExpectError(const auto& result, ErrorCode code, std::string_view message) {
  ASSERT_FALSE(result) << message;
  EXPECT_EQ(result.error().code, code) << result.error().message;
  EXPECT_TRUE(result.error().message.contains(message)) << result.error().message;
}

TEST(PostQuantum, IsThereFromOpenSsl35On) { EXPECT_EQ(HasPostQuantumAge(), ShouldHaveIt()); }

// ---- the parts, with every OpenSSL ----

// RFC 9180, appendix A.2.1: the same key schedule with another KEM.
TEST(PostQuantum, KeysOfHpke) {
  constexpr std::uint16_t kDhkemX25519 = 0x0020;
  const auto keys = internal::DeriveHpkeKeys(
      kDhkemX25519, FromHexOf("0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7"),
      "Ode on a Grecian Urn");
  ASSERT_TRUE(keys);
  EXPECT_EQ(HexOf(keys->key), "ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91");
  EXPECT_EQ(ToHex(keys->nonce), "5c4d98150661b848853b547f");
}

// Computed by Python's hashlib.
TEST(PostQuantum, SeedAndCombiner) {
  std::string ascending;
  for (char c = 0; c < 32; ++c) ascending += c;
  const auto expanded = internal::ExpandHybridSeed(Secret(ascending));
  ASSERT_TRUE(expanded);
  EXPECT_EQ(HexOf(*expanded),
            "69f07c8840ce80024db30939882c3d5bbc9c98b3e31e4513ebd2ca9b4503cdd3"
            "c9c90742452c7173d4a75ac49163e14ee0cc24ef7035b272d19a7af1099b333f"
            "617465d69b5f5b78ae914e4a1b1cecc921f6d5791830ae3f914bee9b0292b288");
  std::array<unsigned char, 32> share, recipient;
  share.fill(3);
  recipient.fill(4);
  const auto shared =
      internal::CombineHybrid(Secret(std::string(32, '\1')), Secret(std::string(32, '\2')), share, recipient);
  ASSERT_TRUE(shared);
  EXPECT_EQ(HexOf(*shared), "5c6bfaf8c3ec48ab3cee7c12129b39913b8a7fa1234115da7e1c55608ad19fb6");
}

// ---- keys ----

TEST(PostQuantum, Recipients) {
  const std::string good = TheirRecipient();
  const auto recipient = AgeRecipient::Parse(good);
  if (!ShouldHaveIt()) {
    ExpectError(recipient, ErrorCode::kUnsupported,
                "this is a post-quantum recipient (mlkem768x25519), which this build does not have");
    EXPECT_TRUE(recipient.error().fix.contains("OpenSSL 3.5")) << recipient.error().fix;
    ExpectError(AgeRecipient::Parse("age1pq1qqqqqqqq"), ErrorCode::kUnsupported, "post-quantum");
    ExpectError(ReadAgeRecipients(std::string(kRecipient) + "\n" + good), ErrorCode::kUnsupported,
                "post-quantum");
    return;
  }
  ASSERT_TRUE(recipient) << recipient.error().message;
  EXPECT_EQ(recipient->kind(), AgeKind::kPostQuantum);
  EXPECT_EQ(recipient->bytes().size(), 1216U);
  EXPECT_EQ(recipient->Format(), good);
  std::string upper = good;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  for (const std::string& bad : {std::string("age1pq1qqqqqqqq"), good + " ", good.substr(0, good.size() - 1),
                                 good.substr(0, good.size() - 1) + "q", "age1" + good.substr(7)}) {
    ExpectError(AgeRecipient::Parse(bad), ErrorCode::kBadKey, "no age recipient");
  }
  ExpectError(AgeRecipient::Parse(upper), ErrorCode::kBadKey, "no age recipient");
  ExpectError(AgeRecipient::Parse(kPostQuantumIdentity), ErrorCode::kBadKey, "secret key");
}

// A key whose parts cannot be: ML-KEM's out of range, X25519's of low order.
TEST(PostQuantum, RecipientsThatNoSeedHas) {
  if (!ShouldHaveIt()) {
    const std::array<unsigned char, internal::kHybridPublic> any{};
    ExpectError(internal::CheckHybridPublic(any), ErrorCode::kInternal, "ML-KEM-768");
    return;
  }
  const auto good = AgeRecipient::Parse(TheirRecipient());
  ASSERT_TRUE(good);
  std::array<unsigned char, internal::kHybridPublic> key{};
  std::ranges::copy(good->bytes(), key.begin());
  EXPECT_TRUE(internal::CheckHybridPublic(key));
  key[0] = 0xff;
  key[1] |= 0x0fU;  // a coefficient of 4095, over 3328
  ExpectError(internal::CheckHybridPublic(key), ErrorCode::kBadKey, "out of its range");
  std::ranges::copy(good->bytes(), key.begin());
  std::fill(key.end() - 32, key.end(), static_cast<unsigned char>(0));
  ExpectError(internal::CheckHybridPublic(key), ErrorCode::kBadKey, "low order");
}

TEST(PostQuantum, Identities) {
  const auto identity = AgeIdentity::Parse(kPostQuantumIdentity);
  const auto made = AgeIdentity::Generate(AgeKind::kPostQuantum);
  if (!ShouldHaveIt()) {
    ExpectError(identity, ErrorCode::kUnsupported,
                "this is a post-quantum identity (mlkem768x25519), which this build does not have");
    EXPECT_TRUE(identity.error().fix.contains("OpenSSL 3.5")) << identity.error().fix;
    EXPECT_FALSE(identity.error().message.contains("XX76JR")) << "a key in a message";
    ExpectError(made, ErrorCode::kUnsupported, "post-quantum keys (mlkem768x25519) cannot be made");
    return;
  }
  ASSERT_TRUE(identity && made);
  EXPECT_EQ(Shown(identity->Format()), kPostQuantumIdentity);
  // age-keygen -y says the same of it.
  EXPECT_EQ(identity->recipient().Format(), TheirRecipient());
  EXPECT_TRUE(Shown(made->Format()).starts_with("AGE-SECRET-KEY-PQ-1"));
  EXPECT_TRUE(made->recipient().Format().starts_with("age1pq1"));
  EXPECT_NE(made->recipient(), identity->recipient());
  const auto again = ReadAgeIdentities(FormatAgeKeyFile(*made, "2026-01-01T00:00:00Z"));
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)[0].recipient(), made->recipient());
  std::string lower(kPostQuantumIdentity);
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  ExpectError(AgeIdentity::Parse(lower), ErrorCode::kBadKey, "no age identity");
  ExpectError(AgeIdentity::Parse(std::string(kPostQuantumIdentity) + "Q"), ErrorCode::kBadKey,
              "no age identity");
  ExpectError(AgeIdentity::Parse(TheirRecipient()), ErrorCode::kBadKey, "recipient, not an identity");
}

// ---- files ----

// What age 1.3.2 sealed.
TEST(PostQuantum, OpensWhatStockSealed) {
  const std::string sealed = TestData("post-quantum.age");
  ExpectError(OpenAge(sealed, {}), ShouldHaveIt() ? ErrorCode::kNoMatch : ErrorCode::kUnsupported,
              ShouldHaveIt() ? "no identity was given" : "does not open: mlkem768x25519");
  ExpectError(OpenAge(sealed, TheIdentity()), ShouldHaveIt() ? ErrorCode::kNoMatch : ErrorCode::kUnsupported,
              "no identity");
  if (!ShouldHaveIt()) return;
  std::vector<AgeIdentity> identities = TheIdentity();
  identities.push_back(*AgeIdentity::Parse(kPostQuantumIdentity));
  const auto opened = OpenAge(sealed, identities);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(Shown(*opened), "A notice for the harbour.\n");
}

TEST(PostQuantum, RoundTrips) {
  if (!ShouldHaveIt())
    return ExpectError(AgeIdentity::Generate(AgeKind::kPostQuantum), ErrorCode::kUnsupported,
                       "mlkem768x25519");
  std::vector<AgeIdentity> one, two, stranger;
  for (auto* list : {&one, &two, &stranger}) {
    list->push_back(*AgeIdentity::Generate(AgeKind::kPostQuantum));
  }
  const std::vector<AgeRecipient> recipients = {one[0].recipient(), two[0].recipient()};
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65537}, std::size_t{1500000}}) {
    const std::string text = SomeBytes(size);
    for (const AgeForm form : {AgeForm::kBinary, AgeForm::kArmored}) {
      const MemoryFile in(text), sealed;
      ASSERT_TRUE(EncryptAge(in.get(), sealed.get(), recipients, form));
      const std::string bytes = sealed.Bytes();
      for (const auto* list : {&one, &two}) {
        const auto opened = OpenAge(bytes, *list);
        ASSERT_TRUE(opened) << opened.error().message;
        EXPECT_TRUE(Shown(*opened) == text) << size;
        const MemoryFile again(bytes), out;
        ASSERT_TRUE(DecryptAge(again.get(), out.get(), {.identities = *list}));
        EXPECT_TRUE(out.Bytes() == text) << size;
      }
      ExpectError(OpenAge(bytes, stranger), ErrorCode::kNoMatch, "no identity that was given");
      ExpectError(OpenAge(bytes, TheIdentity()), ErrorCode::kNoMatch, "no identity that was given");
    }
  }
}

// No byte of the header may be changed: a share gives another secret, or the MAC is wrong.
TEST(PostQuantum, EachByteOfTheHeaderCounts) {
  if (!ShouldHaveIt())
    return ExpectError(AgeIdentity::Generate(AgeKind::kPostQuantum), ErrorCode::kUnsupported,
                       "mlkem768x25519");
  std::vector<AgeIdentity> identities;
  identities.push_back(*AgeIdentity::Generate(AgeKind::kPostQuantum));
  const std::string sealed = *SealAge("text", {{identities[0].recipient()}});
  const std::size_t header = sealed.find("--- ") + 48;
  for (std::size_t at = 0; at < header; ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(OpenAge(changed, identities)) << at;
  }
  EXPECT_TRUE(OpenAge(sealed, identities));
}

// One X25519 recipient would let a quantum computer in.
TEST(PostQuantum, NotBesideOthers) {
  if (!ShouldHaveIt())
    return ExpectError(AgeIdentity::Generate(AgeKind::kPostQuantum), ErrorCode::kUnsupported,
                       "mlkem768x25519");
  const AgeRecipient hybrid = AgeIdentity::Generate(AgeKind::kPostQuantum)->recipient();
  for (const std::vector<AgeRecipient>& mixed :
       {std::vector{hybrid, TheRecipient()[0]}, std::vector{TheRecipient()[0], hybrid, hybrid}}) {
    ExpectError(SealAge("text", mixed), ErrorCode::kUnusableInput, "some recipients are post-quantum");
  }
  // What would not be read again is not written.
  const std::vector<AgeRecipient> many(700, hybrid);
  ExpectError(SealAge("text", many), ErrorCode::kUnusableInput, "700 recipients do not fit");
  EXPECT_TRUE(SealAge("text", std::span(many).first(600)));
}

}  // namespace
}  // namespace markings
