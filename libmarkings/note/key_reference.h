#ifndef LIBMARKINGS_NOTE_KEY_REFERENCE_H_
#define LIBMARKINGS_NOTE_KEY_REFERENCE_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

// A key as registers and keyrings name it, in one word: the line of a minisign public key, the line of a key
// of signed notes (name+1a2b3c4d+base64), or a certificate as sha256: and 64 small hexadecimal digits over
// its DER bytes. Constant once made.
class MARKINGS_API KeyReference {
 public:
  enum class Kind : std::uint8_t { kMinisign, kNote, kCertificate };

  // Errors: kBadKey.
  [[nodiscard]] static Result<KeyReference> Parse(std::string_view text);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  // Whether it is the same key, whatever it is called: an Ed25519 key under another minisign id or another
  // name is the same one. Nothing else than this may decide whether a key was revoked.
  [[nodiscard]] bool SameKeyAs(const KeyReference& other) const;

 private:
  KeyReference() = default;
  Kind kind_ = Kind::kMinisign;
  std::string text_;
  std::array<unsigned char, 32> bytes_{};  // the Ed25519 key, or the certificate's digest
};

}  // namespace markings

#endif  // LIBMARKINGS_NOTE_KEY_REFERENCE_H_
