#include "libmarkings/note/note_key.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "libmarkings/note/note.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/digits.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

std::unexpected<Error> BadKey(std::string message, std::string fix) {
  return Fail(ErrorCode::kBadKey, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> BadName() {
  return BadKey("a key of notes cannot have that name",
                "name it like a place on the web, without blanks and '+'");
}

// Source: Unicode 15, White_Space.
bool IsBlank(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

std::string Hex(std::span<const unsigned char> bytes) {
  std::string hex;
  for (const unsigned char byte : bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace

bool IsNoteKeyName(std::string_view name) {
  constexpr std::size_t kLongest = 255;  // what a log's name may have in other cosignatures
  if (name.empty() || name.size() > kLongest || FindInvalidUtf8(name) != std::string_view::npos) return false;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint c = DecodeUtf8(name, at);
    if (c.value < 0x20 || (c.value >= 0x7f && c.value <= 0x9f) || c.value == '+' || IsBlank(c.value))
      return false;
    at += c.size;
  }
  return true;
}

NoteVerifier::NoteVerifier(std::string name, NoteKeyType type, const std::array<unsigned char, 32>& key)
    : name_(std::move(name)), type_(type), key_(key), id_{} {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&](const void* bytes, std::size_t size) {
    crypto_hash_sha256_update(&state, static_cast<const unsigned char*>(bytes), size);
  };
  const std::array<unsigned char, 2> between = {'\n', static_cast<unsigned char>(type_)};
  add(name_.data(), name_.size());
  add(between.data(), between.size());
  add(key_.data(), key_.size());
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256_final(&state, digest.data());
  std::copy_n(digest.begin(), id_.size(), id_.begin());
}

Result<NoteVerifier> NoteVerifier::Create(std::string name, const MinisignPublicKey& key, NoteKeyType type) {
  if (!IsNoteKeyName(name)) return BadName();
  return NoteVerifier(std::move(name), type, key.ed25519());
}

Result<NoteVerifier> NoteVerifier::Parse(std::string_view vkey) {
  if (vkey.ends_with('\n')) vkey.remove_suffix(1);
  // (Base64 has a '+' of its own.)
  const std::size_t first = vkey.find('+');
  const std::size_t second = first == std::string_view::npos ? first : vkey.find('+', first + 1);
  if (second == std::string_view::npos) {
    return BadKey("this is no key of signed notes", "give a line of the form name+1a2b3c4d+base64");
  }
  const std::string_view name = vkey.substr(0, first), id = vkey.substr(first + 1, second - first - 1);
  if (!IsNoteKeyName(name)) return BadName();
  std::array<unsigned char, 33> bytes;
  if (!IsLowerHex(id, 8) || !DecodeBase64(vkey.substr(second + 1), bytes)) {
    return BadKey("this is no Ed25519 key of signed notes", "give a line of the form name+1a2b3c4d+base64");
  }
  if (bytes[0] != static_cast<unsigned char>(NoteKeyType::kNote) &&
      bytes[0] != static_cast<unsigned char>(NoteKeyType::kCosignature)) {
    return BadKey(fmt::format("keys of type {:#04x} are not in this version", bytes[0]),
                  "use an Ed25519 key, of type 0x01 or 0x04");
  }
  std::array<unsigned char, 32> key;
  std::copy_n(bytes.begin() + 1, key.size(), key.begin());
  NoteVerifier verifier(std::string(name), static_cast<NoteKeyType>(bytes[0]), key);
  if (Hex(verifier.id_) != id)
    return BadKey("the key does not belong to its id", "take the line as it was published");
  return verifier;
}

std::string NoteVerifier::Format() const {
  std::array<unsigned char, 33> bytes = {static_cast<unsigned char>(type_)};
  std::ranges::copy(key_, bytes.begin() + 1);
  return fmt::format("{}+{}+{}", name_, Hex(id_), EncodeBase64(bytes));
}

Result<NoteSigner> NoteSigner::Create(std::string name, const MinisignSecretKey& key) {
  auto verifier = NoteVerifier::Create(std::move(name), key.public_key());
  if (!verifier) return std::unexpected(std::move(verifier).error());
  return NoteSigner(*std::move(verifier), key);
}

Result<std::string> NoteSigner::SignatureLine(std::string_view text) const {
  const auto signature = key_->SignNoteText(text);
  if (!signature) return std::unexpected(signature.error());
  std::vector<unsigned char> bytes(verifier_.id().begin(), verifier_.id().end());
  bytes.insert(bytes.end(), signature->begin(), signature->end());
  return fmt::format("{}{} {}\n", kNoteDash, verifier_.name(), EncodeBase64(bytes));
}

}  // namespace markings
