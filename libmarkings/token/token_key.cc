#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "libmarkings/token/internal/token_session.h"
#include "libmarkings/token/token.h"

namespace markings {
namespace {

std::unexpected<Error> BadKey(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, {}, std::move(message), std::move(fix));
}

constexpr std::size_t kEd25519Signature = 64;

}  // namespace

Result<MinisignPublicKey> TokenKey::public_key() const {
  if (kind_ != TokenKeyKind::kEd25519)
    return BadKey("it is no Ed25519 key", "use an Ed25519 key for minisign");
  if (point_.size() != 32) {
    return BadKey("the token does not show the public half of the key",
                  "put it into the token with the same id, with the tools that made the key");
  }
  return MinisignPublicKey::FromKey(
      std::span<const unsigned char, 32>(reinterpret_cast<const unsigned char*>(point_.data()), 32));
}

Result<std::string> TokenKey::SignMinisign(std::string_view message, std::string_view trusted_comment) const {
  const auto key = public_key();
  if (!key) return std::unexpected(key.error());
  const MinisignSigner sign =
      [&](std::span<const unsigned char> bytes) -> Result<std::array<unsigned char, 64>> {
    const auto made = session_->Sign(handle_, CKM_EDDSA, asks_each_time_, bytes, kEd25519Signature);
    if (!made) return std::unexpected(made.error());
    if (made->size() != kEd25519Signature) return internal::TokenFault(CKR_GENERAL_ERROR, "signing");
    std::array<unsigned char, 64> signature{};
    std::ranges::copy(*made, signature.begin());
    return signature;
  };
  return markings::SignMinisign(message, trusted_comment, *key, sign);
}

Result<CmsSigner> TokenKey::SignerFor(std::string_view certificate_pem, std::string_view chain_pem) const {
  if (kind_ != TokenKeyKind::kEc) return BadKey("it is no EC key", "use a P-256 or P-384 key for CMS");
  // By value: the signer may outlive this object, and keeps the session open.
  auto sign = [session = session_, handle = handle_,
               asks = asks_each_time_](std::span<const unsigned char> digest) -> Result<std::string> {
    auto made = session->Sign(handle, CKM_ECDSA, asks, digest, 2 * digest.size());
    if (made && made->size() != 2 * digest.size()) return internal::TokenFault(CKR_GENERAL_ERROR, "signing");
    return made;
  };
  auto signer = CmsSigner::OpenExternal(certificate_pem, std::move(sign), chain_pem);
  // SubjectPublicKeyInfo of an EC key ends with its point.
  if (signer && !point_.empty() && !signer->public_key().ends_with(point_)) {
    return BadKey("the certificate is not of the token's key", "name the certificate that belongs to it");
  }
  return signer;
}

}  // namespace markings
