#include "libmarkings/cms/cms_sealed.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cms/internal/cms_form.h"
#include "tests/cms/der_build.h"
#include "tests/cms/pki.h"
#include "tests/release/release_testing.h"

namespace markings {
namespace {

using testing::Issue;
using testing::Key;
using testing::kThen;
using testing::kYear;
using testing::Node;
using testing::Pair;
using testing::Shown;
using testing::Wanted;

constexpr std::string_view kText = "The lamp is out at the west pier.\n";

Pair Reader(Key key, int number = 0) {
  Wanted wanted;
  wanted.name = "Reader " + std::to_string(number);
  wanted.key = key;
  wanted.usage = key == Key::kRsa2048 || key == Key::kRsa3072 ? "keyEncipherment" : "keyAgreement";
  wanted.serial = 100 + number;
  return Issue(wanted, nullptr, number);
}

CmsRecipient Recipient(const Pair& pair) {
  auto recipient = CmsRecipient::Parse(pair.Pem(), kThen);
  EXPECT_TRUE(recipient) << recipient.error().message;
  return *std::move(recipient);
}

CmsIdentity Identity(const Pair& pair) {
  auto identity = CmsIdentity::Open(pair.Pem(), pair.KeyPem(), nullptr);
  EXPECT_TRUE(identity) << identity.error().message;
  return *std::move(identity);
}

std::string Sealed(std::string_view text, const std::vector<Pair>& readers) {
  std::vector<CmsRecipient> recipients;
  for (const Pair& one : readers) recipients.push_back(Recipient(one));
  const auto sealed = SealCms(text, recipients);
  EXPECT_TRUE(sealed) << sealed.error().message;
  return sealed.value_or("");
}

std::string Fault(std::string_view sealed, const Pair& reader, ErrorCode code) {
  const auto text = OpenCms(sealed, Identity(reader));
  if (text) return "";
  EXPECT_EQ(text.error().code, code) << text.error().message;
  EXPECT_FALSE(text.error().fix.empty());
  return text.error().message;
}

TEST(CmsSealed, RoundTripForEachKind) {
  for (const Key key : {Key::kP256, Key::kP384, Key::kRsa2048, Key::kRsa3072}) {
    const Pair reader = Reader(key);
    for (const std::string& text :
         {std::string(), std::string(kText), std::string("a\r\nb\n\0\xff", 7), std::string(3000000, 'x')}) {
      const std::string sealed = Sealed(text, {reader});
      const auto opened = OpenCms(sealed, Identity(reader));
      ASSERT_TRUE(opened) << opened.error().message;
      EXPECT_EQ(Shown(*opened), text);
      EXPECT_FALSE(text.size() > 8 && sealed.contains(text));
    }
    EXPECT_NE(Sealed(kText, {reader}), Sealed(kText, {reader}));
  }
}

TEST(CmsSealed, EachOfManyAndNobodyElse) {
  for (const Key key : {Key::kP256, Key::kRsa2048}) {
    std::vector<Pair> readers;
    for (int i = 0; i < 4; ++i) readers.push_back(Reader(key, i));
    const std::string sealed = Sealed(kText, readers);
    for (const Pair& reader : readers) EXPECT_EQ(Shown(*OpenCms(sealed, Identity(reader))), kText);
    EXPECT_TRUE(
        Fault(sealed, Reader(key, 9), ErrorCode::kNoMatch).contains("not sealed to this certificate"));
    // Another kind of key, and the same certificate in name with another key.
    EXPECT_NE(Fault(sealed, Reader(key == Key::kP256 ? Key::kRsa2048 : Key::kP256), ErrorCode::kNoMatch), "");
    Pair impostor = Reader(key, 0);
    impostor.key = testing::KeyOf(key, 50);
    Wanted wanted;
    wanted.name = "Reader 0";
    wanted.key = key;
    wanted.usage = key == Key::kRsa2048 ? "keyEncipherment" : "keyAgreement";
    wanted.serial = 100;
    EXPECT_NE(Fault(sealed, Issue(wanted, nullptr, 50), ErrorCode::kNotAuthentic), "");
  }
}

TEST(CmsSealed, RecipientsThatCannotBe) {
  const std::vector<CmsRecipient> none;
  EXPECT_FALSE(SealCms(kText, none));
  const std::vector<CmsRecipient> mixed = {Recipient(Reader(Key::kP256)), Recipient(Reader(Key::kRsa2048))};
  EXPECT_TRUE(SealCms(kText, mixed).error().message.contains("RSA keys and some EC"));
  const std::vector<CmsRecipient> both = {Recipient(Reader(Key::kP256)), Recipient(Reader(Key::kP384, 1))};
  EXPECT_TRUE(SealCms(kText, both));
  const std::vector<CmsRecipient> twice(2, Recipient(Reader(Key::kP256)));
  EXPECT_TRUE(SealCms(kText, twice).error().message.contains("twice"));
  const std::vector<CmsRecipient> crowd(internal::kMaxRecipients + 1, Recipient(Reader(Key::kP256)));
  EXPECT_TRUE(SealCms(kText, crowd).error().message.contains("more than 1024"));

  struct Row {
    Key key;
    const char* usage;
    const char* message;
  };
  for (const Row& row :
       {Row{Key::kP256, "digitalSignature", "keyAgreement"}, Row{Key::kP256, "", "keyAgreement"},
        Row{Key::kRsa2048, "digitalSignature", "keyEncipherment"},
        Row{Key::kRsaPss, "keyEncipherment", "signing only"}, Row{Key::kX25519, "keyAgreement", "X25519"},
        Row{Key::kEd25519, "keyAgreement", "Ed25519"}, Row{Key::kRsa1024, "keyEncipherment", "1024"},
        Row{Key::kP521, "keyAgreement", "curve"}}) {
    Wanted wanted;
    wanted.key = row.key;
    wanted.usage = row.usage;
    const auto recipient = CmsRecipient::Parse(Issue(wanted).Pem(), kThen);
    ASSERT_FALSE(recipient) << row.message;
    EXPECT_TRUE(recipient.error().message.contains(row.message)) << recipient.error().message;
  }
  const std::string pem = Reader(Key::kP256).Pem();
  EXPECT_TRUE(CmsRecipient::Parse(pem, kThen + 2 * kYear).error().message.contains("expired"));
  EXPECT_TRUE(CmsRecipient::Parse(pem, kThen - 2 * kYear).error().message.contains("not valid yet"));
}

// ---- attacks ----

// ContentInfo { type, [0] { AuthEnvelopedData { version, recipients, content { type, algorithm { id, { nonce,
// icvLen }}, [0] text }, tag }}}.
Node& Data(Node& all) { return all.at(1).at(0); }
Node& Gcm(Node& all) { return Data(all).at(2).at(1).at(1); }

// What OpenSSL 3.0.22 takes: a tag cut short, which 2^32 tries forge when 4 bytes are left.
TEST(CmsSealed, ShortTagsAreRefused) {
  for (const Key key : {Key::kP256, Key::kRsa2048}) {
    const Pair reader = Reader(key);
    const std::string good = Sealed(kText, {reader});
    for (std::size_t size = 0; size <= 17; ++size) {
      for (const bool says_so : {true, false}) {
        Node all = testing::Parse(good);
        Data(all).at(3).value.resize(size, 'x');
        if (says_so) Gcm(all).at(1).value = std::string(1, static_cast<char>(size));
        const std::string fault = Fault(testing::Write(all), reader, ErrorCode::kBadSealed);
        EXPECT_EQ(size == 16, fault.empty()) << size;
        EXPECT_TRUE(size == 16 || fault.contains("tag")) << fault;
      }
    }
    // 12 by default, when it is not said.
    Node silent = testing::Parse(good);
    Gcm(silent).parts.pop_back();
    EXPECT_TRUE(Fault(testing::Write(silent), reader, ErrorCode::kBadSealed).contains("shorter"));
    Data(silent).at(3).value.resize(12);
    EXPECT_TRUE(Fault(testing::Write(silent), reader, ErrorCode::kBadSealed).contains("tag"));
  }
}

TEST(CmsSealed, FormsThatAreRefused) {
  const Pair ec = Reader(Key::kP256), rsa = Reader(Key::kRsa2048);
  const std::string ec_sealed = Sealed(kText, {ec}), rsa_sealed = Sealed(kText, {rsa});
  const auto oid = [](std::string bytes) { return Node{0x06, std::move(bytes), {}}; };
  const auto first = [](Node& all) -> Node& { return Data(all).at(1).at(0); };
  struct Row {
    const char* message;
    std::function<void(Node&)> change;
    bool rsa = false;
  };
  const Row rows[] = {
      {"EnvelopedData", [=](Node& all) { all.at(0) = oid("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"); }},
      {"EncryptedData", [=](Node& all) { all.at(0) = oid("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x06"); }},
      {"a signature", [=](Node& all) { all.at(0) = oid("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"); }},
      {"no CMS file", [=](Node& all) { all.at(1).parts.clear(); }},
      {"no CMS file", [=](Node& all) { all.at(1).parts.push_back(all.at(1).at(0)); }},
      {"version", [=](Node& all) { Data(all).at(0).value = "\x02"; }},
      {"certificates of its sender",
       [=](Node& all) { Data(all).parts.insert(Data(all).parts.begin() + 1, Node{0xa0, {}, {}}); }},
      {"no recipient", [=](Node& all) { Data(all).at(1).parts.clear(); }},
      {"more than 1024", [=](Node& all) { Data(all).at(1).parts.assign(1025, Node(first(all))); }},
      {"more than 1024",
       [=](Node& all) {
         Node& keys = first(all).at(3);
         keys.parts.assign(1025, Node(keys.at(0)));
       }},
      {"neither an RSA nor", [=](Node& all) { first(all).tag = 0xa2; }},
      {"neither an RSA nor", [=](Node& all) { first(all).tag = 0xa3; }},
      {"neither an RSA nor", [=](Node& all) { Data(all).at(1).parts.push_back(Node{0xa4, {}, {}}); }},
      // id-ori-kem (RFC 9629), as ML-KEM recipients have it.
      {"KEMRecipientInfo",
       [=](Node& all) {
         Data(all).at(1).parts.insert(
             Data(all).at(1).parts.begin(),
             Node{0xa4,
                  {},
                  {Node{0x06, "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x0d\x03", {}}, Node{0x30, {}, {}}}});
       }},
      {"two kinds", [=](Node& all) { Data(all).at(1).parts.push_back(Node{0x30, {}, {}}); }},
      {"sender's key", [=](Node& all) { first(all).at(0).value = "\x02"; }},
      {"sender's key", [=](Node& all) { first(all).at(1).at(0).tag = 0xa0; }},
      {"sender's key", [=](Node& all) { first(all).at(1).at(0).at(1).value[1] = '\x02'; }},
      {"sender's key", [=](Node& all) { first(all).at(1).at(0).at(1).value.pop_back(); }},
      {"sender's key",
       [=](Node& all) {
         first(all).at(1).at(0).at(0).parts.push_back(oid(std::string("\x2b\x81\x04\x00\x22", 5)));
       }},
      {"keying material",
       [=](Node& all) {
         first(all).parts.insert(first(all).parts.begin() + 2, Node{0xa1, {}, {Node{0x04, "x", {}}}});
       }},
      {"SHA-1",
       [=](Node& all) {
         first(all).at(2).at(0) = oid(std::string("\x2b\x81\x05\x10\x86\x48\x3f\x00\x02", 9));
       }},
      {"not sealed by ECDH", [=](Node& all) { first(all).at(2).at(0).value.back() = '\x02'; }},
      {"not sealed by ECDH", [=](Node& all) { first(all).at(2).at(1).at(0).value.back() = '\x05'; }},
      {"without any", [=](Node& all) { first(all).at(3).parts.clear(); }},
      {"not named in a way", [=](Node& all) { first(all).at(3).at(0).at(0).tag = 0xa1; }},
      {"no length that could", [=](Node& all) { first(all).at(3).at(0).at(1).value += 'x'; }},
      {"something else than plain", [=](Node& all) { Data(all).at(2).at(0).value.back() = '\x02'; }},
      {"not sealed by AES-256-GCM", [=](Node& all) { Data(all).at(2).at(1).at(0).value.back() = '\x2a'; }},
      {"not sealed by AES-256-GCM", [=](Node& all) { Data(all).at(2).at(1).at(0).value.back() = '\x06'; }},
      {"nonce", [=](Node& all) { Gcm(all).at(0).value += 'x'; }},
      {"nonce", [=](Node& all) { Gcm(all).at(0).value.clear(); }},
      {"shorter", [=](Node& all) { Gcm(all).parts.push_back(Node{0x05, {}, {}}); }},
      {"one piece", [=](Node& all) { Data(all).at(2).parts.pop_back(); }},
      {"one piece", [=](Node& all) { Data(all).at(2).at(2) = Node{0xa0, {}, {Node{0x04, "xx", {}}}}; }},
      {"authenticated attributes",
       [=](Node& all) { Data(all).parts.insert(Data(all).parts.begin() + 3, Node{0xa1, {}, {}}); }},
      {"nothing protects", [=](Node& all) { Data(all).parts.push_back(Node{0xa2, {}, {}}); }},
      {"old padding", [=](Node& all) { first(all).at(2).at(0).value.back() = '\x01'; }, true},
      {"not SHA-256", [=](Node& all) { first(all).at(2).at(1).parts.pop_back(); }, true},
      {"not SHA-256", [=](Node& all) { first(all).at(2).at(1).at(0).at(0).at(0).value.back() = '\x02'; },
       true},
      {"not SHA-256",
       [=](Node& all) { first(all).at(2).at(1).at(1).at(0).at(1).at(0).value.back() = '\x02'; }, true},
      {"not SHA-256", [=](Node& all) { first(all).at(2).at(1).parts.push_back(Node{0xa2, {}, {}}); }, true},
      {"not named in a way", [=](Node& all) { first(all).at(0).value = "\x01"; }, true},
      {"no length that could", [=](Node& all) { first(all).at(3).value.resize(255); }, true},
      {"two kinds", [=](Node& all) { Data(all).at(1).parts.push_back(Node{0xa1, {}, {}}); }, true},
  };
  for (const Row& row : rows) {
    Node all = testing::Parse(row.rsa ? rsa_sealed : ec_sealed);
    row.change(all);
    const std::string fault = Fault(testing::Write(all), row.rsa ? rsa : ec, ErrorCode::kBadSealed);
    EXPECT_TRUE(fault.contains(row.message)) << fault << ", not " << row.message;
  }
}

// Whatever bit is changed: nothing comes out. (What names the recipient may turn it into somebody else's
// file.)
TEST(CmsSealed, EveryChangedByteFails) {
  for (const Key key : {Key::kP256, Key::kP384, Key::kRsa2048}) {
    const Pair reader = Reader(key);
    const CmsIdentity identity = Identity(reader);
    const std::string good = Sealed(kText, {reader});
    ASSERT_TRUE(OpenCms(good, identity));
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (std::size_t bit = 0; bit < 8; ++bit) {
        if (key != Key::kP256 && bit != i % 8) continue;
        std::string changed = good;
        changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
        const auto text = OpenCms(changed, identity);
        ASSERT_FALSE(text) << "byte " << i << " bit " << bit;
        EXPECT_TRUE(text.error().code == ErrorCode::kBadSealed ||
                    text.error().code == ErrorCode::kNotAuthentic ||
                    text.error().code == ErrorCode::kNoMatch);
      }
      EXPECT_FALSE(OpenCms(std::string_view(good).substr(0, i), identity)) << "cut at " << i;
    }
    EXPECT_TRUE(Fault(good + "x", reader, ErrorCode::kBadSealed).contains("follows"));
  }
}

TEST(CmsSealed, TextAndTagChangedAreNotAuthentic) {
  const Pair reader = Reader(Key::kP256);
  const std::string good = Sealed(kText, {reader});
  for (const bool tag : {false, true}) {
    Node all = testing::Parse(good);
    std::string& bytes = tag ? Data(all).at(3).value : Data(all).at(2).at(2).value;
    bytes[3] ^= 1;
    EXPECT_TRUE(Fault(testing::Write(all), reader, ErrorCode::kNotAuthentic).contains("tag does not hold"));
  }
  Node cut = testing::Parse(good);
  Data(cut).at(2).at(2).value.pop_back();
  EXPECT_NE(Fault(testing::Write(cut), reader, ErrorCode::kNotAuthentic), "");
  Node key = testing::Parse(good);
  Data(key).at(1).at(0).at(3).at(0).at(1).value[5] ^= 1;
  EXPECT_TRUE(Fault(testing::Write(key), reader, ErrorCode::kNotAuthentic).contains("the key in it"));
}

TEST(CmsIdentityTest, RefusesWhatDoesNotFit) {
  const Pair reader = Reader(Key::kP256);
  EXPECT_FALSE(CmsIdentity::Open(reader.Pem(), Reader(Key::kP256, 1).KeyPem(), nullptr));
  const SecretBytes locked = reader.LockedKeyPem("rope"), right = testing::Secret("rope");
  EXPECT_EQ(CmsIdentity::Open(reader.Pem(), locked, nullptr).error().code, ErrorCode::kWrongPassphrase);
  EXPECT_TRUE(CmsIdentity::Open(reader.Pem(), locked, &right));
}

}  // namespace
}  // namespace markings
