#ifndef TESTS_CMS_SIGNING_H_
#define TESTS_CMS_SIGNING_H_

// One small PKI, signers under it, and what is wrong with a signature.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "libmarkings/cms/cms_signature.h"
#include "tests/cms/pki.h"

namespace markings::testing {

inline constexpr std::string_view kMessage = "A notice for the harbour.\n";

struct Pki {
  Pair root = Issue(Authority("Root of Kalvor", Key::kP384), nullptr, 1);
  Pair middle = Issue(Authority("Records Authority"), &root, 2);
};

inline const Pki& ThePki() {
  static const Pki pki;
  return pki;
}

inline Pair SignerOf(const Wanted& wanted) { return Issue(wanted, &ThePki().middle, 3); }

inline CmsSigner Open(const Pair& pair, std::string_view chain = {}) {
  auto signer = CmsSigner::Open(pair.Pem(), pair.KeyPem(), nullptr, chain);
  EXPECT_TRUE(signer) << signer.error().message;
  return *std::move(signer);
}

// The signer's certificate, the intermediate along with it.
inline std::string SignedBy(const Pair& pair, std::string_view message = kMessage) {
  const auto p7s = SignCms(message, Open(pair, ThePki().middle.Pem()), kThen);
  EXPECT_TRUE(p7s) << p7s.error().message;
  return p7s.value_or("");
}

inline CmsTrust Trust(CmsTrust::Text text, std::int64_t as_of = kThen,
                      CmsPurpose purpose = CmsPurpose::kSigning) {
  const auto trust = CmsTrust::Load(text, as_of, purpose);
  EXPECT_TRUE(trust) << trust.error().message;
  return *trust;
}

inline CmsTrust RootTrust(std::int64_t as_of = kThen, CmsPurpose purpose = CmsPurpose::kSigning) {
  static const std::string root = ThePki().root.Pem();
  return Trust({.roots = root, .intermediates = {}, .crls = {}}, as_of, purpose);
}

// What is wrong, or nothing.
inline std::string Fault(std::string_view message, std::string_view p7s, const CmsTrust& trust,
                         ErrorCode code = ErrorCode::kBadSignature) {
  const auto info = VerifyCms(message, p7s, trust);
  if (info) return "";
  EXPECT_EQ(info.error().code, code) << info.error().message;
  EXPECT_FALSE(info.error().message.empty() || info.error().fix.empty());
  EXPECT_FALSE(info.error().message.contains('\n'));
  return info.error().message;
}

}  // namespace markings::testing

#endif  // TESTS_CMS_SIGNING_H_
