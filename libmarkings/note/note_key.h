#ifndef LIBMARKINGS_NOTE_NOTE_KEY_H_
#define LIBMARKINGS_NOTE_NOTE_KEY_H_

// Keys of signed notes: an Ed25519 key under a name. Source: C2SP signed-note, tlog-cosignature.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/export.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/text/error.h"

namespace markings {

// What a key signs. The value is the type byte of the format.
enum class NoteKeyType : unsigned char {
  kNote = 0x01,         // the text of a note
  kCosignature = 0x04,  // a checkpoint that a witness saw, with the time
};

// Whether keys may have that name: UTF-8, neither blanks of any kind nor control characters nor '+'; at most
// 255 bytes.
[[nodiscard]] MARKINGS_API bool IsNoteKeyName(std::string_view name);

// The public half. Constant once made; may be read by any number of threads.
class MARKINGS_API NoteVerifier {
 public:
  // "name+1a2b3c4d+base64(type, key)", one line with or without its LF. The id must be the one that belongs
  // to name and key. Errors: kBadKey.
  [[nodiscard]] static Result<NoteVerifier> Parse(std::string_view vkey);
  // Errors: kBadKey for a name that keys may not have.
  [[nodiscard]] static Result<NoteVerifier> Create(std::string name, const MinisignPublicKey& key,
                                                   NoteKeyType type = NoteKeyType::kNote);

  [[nodiscard]] std::string Format() const;  // what Parse reads, without LF: what to pin
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] NoteKeyType type() const { return type_; }
  // The first four bytes of SHA-256(name, LF, type, key): tells keys apart, proves nothing.
  [[nodiscard]] const std::array<unsigned char, 4>& id() const { return id_; }
  [[nodiscard]] const std::array<unsigned char, 32>& ed25519() const { return key_; }

  friend bool operator==(const NoteVerifier&, const NoteVerifier&) = default;

 private:
  NoteVerifier(std::string name, NoteKeyType type, const std::array<unsigned char, 32>& key);
  std::string name_;
  NoteKeyType type_;
  std::array<unsigned char, 32> key_;
  std::array<unsigned char, 4> id_;
};

// A minisign key that signs notes under a name. The key must outlive it. One key, one purpose: never sign
// with the key of a register what others may choose.
class MARKINGS_API NoteSigner {
 public:
  // Errors: kBadKey for a name that keys may not have.
  [[nodiscard]] static Result<NoteSigner> Create(std::string name, const MinisignSecretKey& key);
  static Result<NoteSigner> Create(std::string name, MinisignSecretKey&& key) = delete;

  [[nodiscard]] const NoteVerifier& verifier() const { return verifier_; }
  // The signature line over a note's text, with its LF. Errors: kUnusableInput for what is no text of a note.
  [[nodiscard]] Result<std::string> SignatureLine(std::string_view text) const;

 private:
  NoteSigner(NoteVerifier verifier, const MinisignSecretKey& key)
      : verifier_(std::move(verifier)), key_(&key) {}
  NoteVerifier verifier_;
  const MinisignSecretKey* key_;
};

}  // namespace markings

#endif  // LIBMARKINGS_NOTE_NOTE_KEY_H_
