#ifndef LIBMARKINGS_NOTE_NOTE_H_
#define LIBMARKINGS_NOTE_NOTE_H_

// Signed notes: a text, a blank line, and lines of signatures by named keys. What registers and keyrings are
// signed with. Source: C2SP signed-note, tlog-cosignature (v1).
//
//   const auto opened = OpenNote(bytes, keys);   // keys: those that are trusted, nothing else
//   if (!opened) return opened.error();          // nobody known signed it, or a known signature is wrong
//   Use(opened->text);                           // only now is the text anything
//
// Thread-safety: functions keep no state.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/note/note_key.h"
#include "libmarkings/text/error.h"

namespace markings {

inline constexpr std::string_view kNoteDash = "\xE2\x80\x94 ";  // an em dash and a blank begin a signature
inline constexpr std::size_t kMaxNoteSize = std::size_t{1} << 20;
inline constexpr std::size_t kMaxNoteSignatures = 100;

struct MARKINGS_API NoteSignature {
  std::string_view name;  // into the note
  std::array<unsigned char, 4> id{};
  std::vector<unsigned char> bytes;  // what follows the id
};

// A note that was read and not verified: its text is not to be trusted.
struct MARKINGS_API UnverifiedNote {
  std::string_view text;  // into the note, with its last LF
  std::vector<NoteSignature> signatures;

  // Accepts exactly one spelling: valid UTF-8 without control characters, at least one signature, canonical
  // base64. The note must outlive the result. Errors: kBadRegister with the place.
  [[nodiscard]] static Result<UnverifiedNote> Parse(std::string_view note);
};

// One known key that signed.
struct MARKINGS_API NoteProof {
  std::size_t key = 0;  // its place in the list of known keys
  std::optional<std::uint64_t>
      time;  // of a cosignature, in seconds since 1970; the latest when there are more
};

struct MARKINGS_API OpenedNote {
  std::string text;
  std::vector<NoteProof> proofs;  // one for each known key that signed, in the order of the known keys

  [[nodiscard]] bool SignedBy(std::size_t key) const;
};

// Verifies a note. Signatures by keys that are not known are passed over; each by a known key must hold, and
// there must be one. A cosignature key (0x04) verifies cosignatures of witnesses. Errors: kBadRegister for
// the form, kBadKey when two known keys cannot be told apart, kNotAuthentic for the rest.
[[nodiscard]] MARKINGS_API Result<OpenedNote> OpenNote(std::string_view note,
                                                       std::span<const NoteVerifier> known);

// A text (lines of UTF-8 that end in LF) signed by each signer in turn. Errors: kUnusableInput for a text
// that no note may have, or no signer.
[[nodiscard]] MARKINGS_API Result<std::string> SignNote(std::string_view text,
                                                        std::span<const NoteSigner> signers);

}  // namespace markings

#endif  // LIBMARKINGS_NOTE_NOTE_H_
