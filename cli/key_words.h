#ifndef CLI_KEY_WORDS_H_
#define CLI_KEY_WORDS_H_

// Keys and numbers as options give them.

#include <cstdint>
#include <string>
#include <string_view>

#include "libmarkings/note/key_reference.h"
#include "libmarkings/note/note_key.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// A key of signed notes: the line itself or a file that holds it. Errors: those of ReadBytes and of
// NoteVerifier::Parse.
[[nodiscard]] Result<NoteVerifier> ReadNoteKey(const std::string& word);
// Any public key: a word that names it, or a file with a minisign key or a key of notes. Errors: kBadKey;
// those of ReadBytes.
[[nodiscard]] Result<KeyReference> ReadKeyReference(const std::string& word);
// A whole number of an option. Errors: kUnusableInput.
[[nodiscard]] Result<std::uint64_t> ReadNumber(const std::string& text, std::string_view option);

}  // namespace markings::cli

#endif  // CLI_KEY_WORDS_H_
