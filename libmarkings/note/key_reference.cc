#include "libmarkings/note/key_reference.h"

#include <sodium.h>

#include "libmarkings/minisign/minisign.h"
#include "libmarkings/note/note_key.h"
#include "libmarkings/text/digits.h"

namespace markings {
namespace {

constexpr std::string_view kCertificatePrefix = "sha256:";

}  // namespace

Result<KeyReference> KeyReference::Parse(std::string_view text) {
  KeyReference reference;
  reference.text_ = text;
  if (text.starts_with(kCertificatePrefix) && IsLowerHex(text.substr(kCertificatePrefix.size()), 64)) {
    reference.kind_ = Kind::kCertificate;
    const std::string_view digits = text.substr(kCertificatePrefix.size());
    const std::string hex(digits);
    sodium_hex2bin(reference.bytes_.data(), reference.bytes_.size(), hex.c_str(), hex.size(), nullptr,
                   nullptr, nullptr);
    return reference;
  }
  if (const auto key = MinisignPublicKey::Parse(text); key && key->KeyLine() == text) {
    reference.bytes_ = key->ed25519();
    return reference;
  }
  if (const auto key = NoteVerifier::Parse(text); key && key->Format() == text) {
    reference.kind_ = Kind::kNote;
    reference.bytes_ = key->ed25519();
    return reference;
  }
  return Fail(
      ErrorCode::kBadKey, {}, "this names no key",
      "give the line of a minisign public key, a line name+1a2b3c4d+base64, or sha256: and the digest of a "
      "certificate");
}

bool KeyReference::SameKeyAs(const KeyReference& other) const {
  return (kind_ == Kind::kCertificate) == (other.kind_ == Kind::kCertificate) && bytes_ == other.bytes_;
}

}  // namespace markings
