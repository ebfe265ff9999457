// Signature files that were changed.

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

#include "tests/cms/der_build.h"
#include "tests/cms/signing.h"

namespace markings {
namespace {

using testing::Fault;
using testing::Key;
using testing::kMessage;
using testing::kThen;
using testing::kYear;
using testing::Node;
using testing::Open;
using testing::Pair;
using testing::RootTrust;
using testing::SignedBy;
using testing::SignerOf;
using testing::ThePki;
using testing::Trust;
using testing::Wanted;

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

}  // namespace
}  // namespace markings
