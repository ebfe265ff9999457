#include "cli/key_words.h"

#include <utility>

#include "cli/io.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/text/digits.h"

namespace markings::cli {
namespace {

Result<std::string> ReadFileOf(const std::string& word) {
  auto text = ReadBytes(word);
  if (!text) text.error().file = word;
  return text;
}

}  // namespace

Result<NoteVerifier> ReadNoteKey(const std::string& word) {
  if (auto key = NoteVerifier::Parse(word)) return key;
  const auto text = ReadFileOf(word);
  if (!text) return std::unexpected(text.error());
  auto key = NoteVerifier::Parse(*text);
  if (!key) key.error().file = word;
  return key;
}

Result<KeyReference> ReadKeyReference(const std::string& word) {
  if (auto key = KeyReference::Parse(word)) return key;
  const auto text = ReadFileOf(word);
  if (!text) return std::unexpected(text.error());
  if (const auto key = MinisignPublicKey::Parse(*text)) return KeyReference::Parse(key->KeyLine());
  if (const auto key = NoteVerifier::Parse(*text)) return KeyReference::Parse(key->Format());
  return std::unexpected(
      Error{ErrorCode::kBadKey, {}, "this is no public key", "name a .pub file or a key", word});
}

Result<std::uint64_t> ReadNumber(const std::string& text, std::string_view option) {
  const auto number = ReadDecimal(text);
  if (number) return *number;
  return std::unexpected(
      Unusable("the value of " + std::string(option) + " is no whole number", "write digits alone"));
}

}  // namespace markings::cli
