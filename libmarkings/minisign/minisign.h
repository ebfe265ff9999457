#ifndef LIBMARKINGS_MINISIGN_MINISIGN_H_
#define LIBMARKINGS_MINISIGN_MINISIGN_H_

// Keys and signatures in the format of minisign, interchangeable with the stock tool: prehashed (BLAKE2b-512)
// Ed25519 only; the legacy form is neither written nor accepted. Source: jedisct1/minisign 0.12.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

class MARKINGS_API MinisignPublicKey {
 public:
  // The text of a .pub file (comment line and key line) or the key line alone. Errors: kBadKey.
  [[nodiscard]] static Result<MinisignPublicKey> Parse(std::string_view text);
  // A key that no file came with, in a token say. Its key id is made from it, so that it is the same wherever
  // it is read: the first 8 bytes of BLAKE2b-256 over "markings/minisign-key-id/v1", a NUL and the key.
  [[nodiscard]] static MinisignPublicKey FromKey(std::span<const unsigned char, 32> key);
  [[nodiscard]] std::string Format() const;   // both lines, LF
  [[nodiscard]] std::string KeyLine() const;  // base64 alone: what to pin
  [[nodiscard]] std::string KeyId()
      const;  // upper-case hex digits as minisign prints them; a label, never proof
  // The Ed25519 key itself, for other formats that are signed with it (libmarkings/note/).
  [[nodiscard]] const std::array<unsigned char, 32>& ed25519() const { return key_; }

 private:
  friend class MinisignSecretKey;
  friend Result<std::string> VerifyMinisign(std::string_view, std::string_view, const MinisignPublicKey&);
  friend Result<std::string> SignMinisign(
      std::string_view, std::string_view, const MinisignPublicKey&,
      const std::function<Result<std::array<unsigned char, 64>>(std::span<const unsigned char>)>&);
  std::array<unsigned char, 8> key_id_{};
  std::array<unsigned char, 32> key_{};
};

class MARKINGS_API MinisignSecretKey {
 public:
  [[nodiscard]] static Result<MinisignSecretKey> Generate();
  // Reads the text of a .key file. `passphrase` null: only an unencrypted key opens.
  // Errors: kBadKey; kWrongPassphrase. The file's memory limit is capped at 1 GiB and its work at what
  // minisign writes.
  [[nodiscard]] static Result<MinisignSecretKey> Parse(const SecretBytes& text,
                                                       const SecretBytes* passphrase);
  // Whether such a text needs a passphrase. Errors: kBadKey.
  [[nodiscard]] static Result<bool> NeedsPassphrase(const SecretBytes& text);
  // The text of a .key file. `passphrase` null: unencrypted.
  [[nodiscard]] Result<SecretBytes> Format(const SecretBytes* passphrase) const;
  [[nodiscard]] MinisignPublicKey public_key() const;
  // The text of a .minisig file over `message`. The trusted comment is signed; control characters in it are
  // refused.
  [[nodiscard]] Result<std::string> Sign(std::string_view message, std::string_view trusted_comment) const;
  // Plain Ed25519 over the text of a signed note (libmarkings/note/), and over nothing else: lines of UTF-8
  // that end in LF, without control characters. What minisign signs is a digest of 64 bytes, or 64 bytes of a
  // signature and more: one of them is such a text with a chance below 2^-80, so neither signature passes for
  // the other. Errors: kUnusableInput for any other text.
  [[nodiscard]] Result<std::array<unsigned char, 64>> SignNoteText(std::string_view text) const;

 private:
  MinisignSecretKey() : key_(64) {}
  std::array<unsigned char, 8> key_id_{};
  SecretBytes key_;
};

// An Ed25519 signature over some bytes by a key that is held elsewhere. Called twice for a file: for its
// prehash, then for that signature and the trusted comment.
using MinisignSigner =
    std::function<Result<std::array<unsigned char, 64>>(std::span<const unsigned char> bytes)>;

// The same text as MinisignSecretKey::Sign gives, by such a key; verified before it is given out. Errors:
// those of Sign and of `sign`; kInternal when what `sign` gives is not a signature by `key`.
[[nodiscard]] MARKINGS_API Result<std::string> SignMinisign(std::string_view message,
                                                            std::string_view trusted_comment,
                                                            const MinisignPublicKey& key,
                                                            const MinisignSigner& sign);

// Verifies a .minisig text over a message; gives the trusted comment. The signature text has exactly four
// lines in the one accepted form: what is accepted is written back byte for byte, the untrusted comment
// apart. Errors: kBadSignature, whose message says what failed (form, other key, legacy, signature, trusted
// comment).
[[nodiscard]] MARKINGS_API Result<std::string> VerifyMinisign(std::string_view message,
                                                              std::string_view signature,
                                                              const MinisignPublicKey& key);

}  // namespace markings

#endif  // LIBMARKINGS_MINISIGN_MINISIGN_H_
