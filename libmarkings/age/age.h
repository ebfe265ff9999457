#ifndef LIBMARKINGS_AGE_AGE_H_
#define LIBMARKINGS_AGE_AGE_H_

// Files sealed in the format age-encryption.org/v1, interchangeable with the stock tool: X25519 recipients,
// post-quantum ones (MLKEM768-X25519) where OpenSSL has ML-KEM, and passphrases (scrypt), binary or armored.
// Source: C2SP age.md; byte by byte in docs/formats/age.md.
//
// KEYS
//   const auto identity = AgeIdentity::Generate();
//   identity->recipient().Format()        "age1...": public, whom to seal to
//   identity->Format()                    "AGE-SECRET-KEY-1...": opens what was sealed to it
//   AgeIdentity::Generate(AgeKind::kPostQuantum)    "age1pq1...", "AGE-SECRET-KEY-PQ-1..."
//
// SMALL THINGS, IN MEMORY
//   const auto sealed = SealAge(text, recipients);
//   const auto opened = OpenAge(*sealed, identities);
//
// FILES OF ANY SIZE, by descriptors: memory stays below 64 MiB, all cores work
//   EncryptAge(in, out, recipients, AgeForm::kBinary);
//   DecryptAge(in, out, {.identities = identities});
//
// What a file tells of its sender: nothing. Whoever has the recipient can make a file that opens, so sign
// what is sealed. What opening promises: not one byte comes out before the whole file was authenticated.
//
// Errors of opening: kBadSealed (the message begins with "the armor" or "the age header"); kNoMatch;
// kWrongPassphrase; kNotAuthentic (begins with "the age header": its MAC is wrong; or with "the payload":
// which chunk); kUnsupported (hardware recipients and plugins, post-quantum recipients without ML-KEM: the
// message names them); kIo.
// Thread-safety: all functions may run at once, each on descriptors of its own.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings {

enum class AgeKind : std::uint8_t {
  kX25519,
  // MLKEM768-X25519: what is sealed to it stays closed to quantum computers as long as one of its two parts
  // holds.
  kPostQuantum,
};

// Whether keys of kPostQuantum can be used: whether the OpenSSL in use has ML-KEM-768, as 3.5 and later do.
// It is looked for at run time, each time.
[[nodiscard]] MARKINGS_API bool HasPostQuantumAge();

// To whom a file is sealed: a public key.
class MARKINGS_API AgeRecipient {
 public:
  // "age1..." or "age1pq1..." and nothing else. Errors: kBadKey; kUnsupported for post-quantum ones when
  // HasPostQuantumAge() is false, and for the recipients of other kinds that age knows.
  [[nodiscard]] static Result<AgeRecipient> Parse(std::string_view text);
  [[nodiscard]] std::string Format() const;
  [[nodiscard]] AgeKind kind() const { return kind_; }
  // 32 bytes; 1216 of the post-quantum kind. Valid until the object changes or dies.
  [[nodiscard]] std::span<const unsigned char> bytes() const { return key_; }
  friend bool operator==(const AgeRecipient&, const AgeRecipient&) = default;

 private:
  friend class AgeIdentity;
  AgeKind kind_ = AgeKind::kX25519;
  std::vector<unsigned char> key_ = std::vector<unsigned char>(32);
};

// Who can open a file: a secret key.
class MARKINGS_API AgeIdentity {
 public:
  // Errors: kUnsupported for kPostQuantum when HasPostQuantumAge() is false; kInternal.
  [[nodiscard]] static Result<AgeIdentity> Generate(AgeKind kind = AgeKind::kX25519);
  // "AGE-SECRET-KEY-1..." or "AGE-SECRET-KEY-PQ-1..." and nothing else; the view is into guarded memory.
  // Errors: kBadKey; kUnsupported as for recipients; kInternal.
  [[nodiscard]] static Result<AgeIdentity> Parse(std::string_view text);
  [[nodiscard]] SecretBytes Format() const;  // without LF
  [[nodiscard]] const AgeRecipient& recipient() const { return recipient_; }
  // 32 bytes: the X25519 secret key, or the seed of the post-quantum kind.
  [[nodiscard]] const SecretBytes& key() const { return key_; }

 private:
  explicit AgeIdentity(SecretBytes key) : key_(std::move(key)) {}
  [[nodiscard]] static Result<AgeIdentity> Make(AgeKind kind, SecretBytes key);
  SecretBytes key_;
  AgeRecipient recipient_;
};

// Files of keys: one a line, `#` begins a comment, empty lines count for nothing; LF or CRLF.
// Errors: those of Parse, with the line in `where`; kBadKey when there is no key at all.
[[nodiscard]] MARKINGS_API Result<std::vector<AgeIdentity>> ReadAgeIdentities(const SecretBytes& text);
[[nodiscard]] MARKINGS_API Result<std::vector<AgeRecipient>> ReadAgeRecipients(std::string_view text);
// What age-keygen writes: `# created: TIME`, `# public key: age1...`, the key. `created` is one line of plain
// text.
[[nodiscard]] MARKINGS_API SecretBytes FormatAgeKeyFile(const AgeIdentity& identity,
                                                        std::string_view created);
// Whether a text begins as a sealed file does: a key file may itself be sealed with a passphrase.
[[nodiscard]] MARKINGS_API bool LooksLikeAge(std::string_view text);

// Armored: base64 in lines, for where only text passes; a third larger.
enum class AgeForm : std::uint8_t { kBinary, kArmored };

// scrypt's work is 2^log_n: memory of 2^log_n KiB. What age writes, about a second.
inline constexpr unsigned kAgeLogN = 18;
// What is read at most, as age has it: 4 GiB of memory.
inline constexpr unsigned kAgeMaxLogN = 22;

// ---- sealing ----
// Errors: kUnusableInput for no recipient, more than 1024, or post-quantum ones beside others, which would
// open the file to whom they are to keep out; kIo, kInternal.

[[nodiscard]] MARKINGS_API Result<std::string> SealAge(std::string_view plaintext,
                                                       std::span<const AgeRecipient> recipients);
[[nodiscard]] MARKINGS_API Result<std::string> SealAgeWithPassphrase(std::string_view plaintext,
                                                                     const SecretBytes& passphrase,
                                                                     AgeForm form = AgeForm::kBinary,
                                                                     unsigned log_n = kAgeLogN);
// From one descriptor to another, as it is read. On an error what was written is no file: it does not open.
[[nodiscard]] MARKINGS_API Result<void> EncryptAge(int in, int out, std::span<const AgeRecipient> recipients,
                                                   AgeForm form = AgeForm::kBinary);
[[nodiscard]] MARKINGS_API Result<void> EncryptAgeWithPassphrase(int in, int out,
                                                                 const SecretBytes& passphrase,
                                                                 AgeForm form = AgeForm::kBinary,
                                                                 unsigned log_n = kAgeLogN);

// ---- opening ----

struct AgeKeys {
  // (Initialised, so that they may be left out.)
  std::span<const AgeIdentity> identities{};  // NOLINT(readability-redundant-member-init)
  // Asked once, and only for a file that is sealed with a passphrase. Empty: such a file does not open.
  std::function<Result<SecretBytes>()> passphrase{};  // NOLINT(readability-redundant-member-init)
};

struct AgeOptions {
  // A file that asks for more of scrypt is refused before any work.
  unsigned max_log_n = kAgeMaxLogN;
  // Where plaintext of what cannot be read twice, and is too large for memory, waits until all of it is
  // authenticated: in a file of mode 0600 that has no name. Empty: TMPDIR, else /tmp.
  std::string spool_folder{};  // NOLINT(readability-redundant-member-init)
};

// Binary or armored. The result is as large as the sealed text at most.
[[nodiscard]] MARKINGS_API Result<SecretBytes> OpenAge(std::string_view sealed,
                                                       std::span<const AgeIdentity> identities);
[[nodiscard]] MARKINGS_API Result<SecretBytes> OpenAgeWith(std::string_view sealed, const AgeKeys& keys,
                                                           const AgeOptions& options = {});
// To any descriptor: a pipe, a terminal, a file. Nothing is written to it before the whole file is
// authenticated. A large regular file is read twice for that; when somebody changes it in between, what was
// let out is authentic but not all, and the error says so.
[[nodiscard]] MARKINGS_API Result<void> DecryptAge(int in, int out, const AgeKeys& keys,
                                                   const AgeOptions& options = {});
// Straight into a file that nobody sees yet: one without a name (O_TMPFILE), or with a hidden one that it
// loses on an error. It must be a regular file, empty, and is empty again after an error. The caller gives it
// its name when this has succeeded, not before.
[[nodiscard]] MARKINGS_API Result<void> DecryptAgeUnseen(int in, int unseen, const AgeKeys& keys,
                                                         const AgeOptions& options = {});

}  // namespace markings

#endif  // LIBMARKINGS_AGE_AGE_H_
