#include "libmarkings/note/note.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <utility>

#include "libmarkings/secret/internal/sodium_ready.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

// A cosignature: the time, 8 bytes with the highest first, and the Ed25519 signature.
constexpr std::size_t kTimeSize = 8;

std::unexpected<Error> BadNote(Span where, std::string message) {
  return Fail(ErrorCode::kBadRegister, where, std::move(message), "take the note as it was published");
}

std::unexpected<Error> NotAuthentic(std::string message, std::string fix) {
  return Fail(ErrorCode::kNotAuthentic, {}, std::move(message), std::move(fix));
}

// The first control character other than LF; npos when there is none.
std::size_t FindControl(std::string_view text) {
  const auto* found =
      std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

// The bytes of a base64 text of any length.
std::optional<std::vector<unsigned char>> DecodeAny(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return std::nullopt;
  const std::size_t pads = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::vector<unsigned char> bytes(text.size() / 4 * 3 - pads);
  if (!DecodeBase64(text, bytes)) return std::nullopt;
  return bytes;
}

// One line without its LF. Nothing when it is no signature.
std::optional<NoteSignature> ParseSignature(std::string_view line) {
  if (!line.starts_with(kNoteDash)) return std::nullopt;
  line.remove_prefix(kNoteDash.size());
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos || !IsNoteKeyName(line.substr(0, blank))) return std::nullopt;
  auto bytes = DecodeAny(line.substr(blank + 1));
  NoteSignature signature;
  if (!bytes || bytes->size() <= signature.id.size()) return std::nullopt;
  signature.name = line.substr(0, blank);
  std::copy_n(bytes->begin(), signature.id.size(), signature.id.begin());
  signature.bytes.assign(bytes->begin() + static_cast<std::ptrdiff_t>(signature.id.size()), bytes->end());
  return signature;
}

bool Holds(std::span<const unsigned char> signature, std::string_view message, const NoteVerifier& key) {
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char*>(message.data()),
                                     message.size(), key.ed25519().data()) == 0;
}

// Whether a signature by that key holds; of a cosignature, its time too.
bool Verify(const NoteSignature& signature, std::string_view text, const NoteVerifier& key,
            std::optional<std::uint64_t>& time) {
  std::span<const unsigned char> bytes = signature.bytes;
  if (key.type() == NoteKeyType::kNote) return Holds(bytes, text, key);
  if (bytes.size() != kTimeSize + crypto_sign_BYTES) return false;
  std::uint64_t seconds = 0;
  for (const unsigned char byte : bytes.first(kTimeSize)) seconds = seconds << 8 | byte;
  if (seconds >> 63 != 0) return false;
  time = seconds;
  return Holds(bytes.subspan(kTimeSize), fmt::format("cosignature/v1\ntime {}\n{}", seconds, text), key);
}

bool IsSame(const NoteSignature& signature, const NoteVerifier& key) {
  return signature.id == key.id() && signature.name == key.name();
}

}  // namespace

Result<UnverifiedNote> UnverifiedNote::Parse(std::string_view note) {
  if (note.size() > kMaxNoteSize) return BadNote({}, "the note is larger than 1 MiB");
  for (const std::size_t at : {FindInvalidUtf8(note), FindControl(note)}) {
    if (at != std::string_view::npos) {
      return BadNote({at, at + 1}, "the note holds control characters or is not UTF-8");
    }
  }
  const std::size_t split = note.rfind("\n\n");
  if (split == std::string_view::npos || split + 2 == note.size()) {
    return BadNote({}, "no blank line with signatures after it ends the note");
  }
  UnverifiedNote parsed;
  parsed.text = note.substr(0, split + 1);
  for (std::size_t at = split + 2; at < note.size();) {
    const std::size_t end = note.find('\n', at);
    if (end == std::string_view::npos)
      return BadNote({at, note.size()}, "the last line of the note has no LF");
    auto signature = ParseSignature(note.substr(at, end - at));
    if (!signature) return BadNote({at, end}, "the line is no signature of a note");
    if (parsed.signatures.size() == kMaxNoteSignatures)
      return BadNote({at, end}, "the note has over 100 signatures");
    parsed.signatures.push_back(*std::move(signature));
    at = end + 1;
  }
  return parsed;
}

bool OpenedNote::SignedBy(std::size_t key) const {
  return std::ranges::any_of(proofs, [key](const NoteProof& proof) { return proof.key == key; });
}

Result<OpenedNote> OpenNote(std::string_view note, std::span<const NoteVerifier> known) {
  if (!internal::SodiumReady()) {
    return Fail(ErrorCode::kInternal, {}, "libsodium could not be started",
                "check the system's source of randomness");
  }
  const auto parsed = UnverifiedNote::Parse(note);
  if (!parsed) return std::unexpected(parsed.error());
  OpenedNote opened{std::string(parsed->text), {}};
  for (std::size_t k = 0; k < known.size(); ++k) {
    for (std::size_t other = 0; other < k; ++other) {
      if (known[other].name() == known[k].name() && known[other].id() == known[k].id()) {
        return Fail(ErrorCode::kBadKey, {}, "two of the trusted keys have one name and one id",
                    "give each key once");
      }
    }
    std::optional<NoteProof> proof;
    for (const NoteSignature& signature : parsed->signatures) {
      if (!IsSame(signature, known[k])) continue;
      std::optional<std::uint64_t> time;
      if (!Verify(signature, parsed->text, known[k], time)) {
        return NotAuthentic(fmt::format("the signature by {} does not hold", known[k].name()),
                            "do not use the text; get the note again from its source");
      }
      if (!proof) proof = NoteProof{k, time};
      proof->time = std::max(proof->time, time);
    }
    if (proof) opened.proofs.push_back(*proof);
  }
  if (opened.proofs.empty()) {
    return NotAuthentic("no key that is trusted signed it", "give the key that did, if you trust it");
  }
  return opened;
}

Result<std::string> SignNote(std::string_view text, std::span<const NoteSigner> signers) {
  if (signers.empty()) return Fail(ErrorCode::kUnusableInput, {}, "nobody is to sign the note", "give a key");
  std::string note(text);
  note += '\n';
  for (const NoteSigner& signer : signers) {
    auto line = signer.SignatureLine(text);
    if (!line) return line;
    note += *line;
  }
  // What we write must be what we read.
  if (const auto parsed = UnverifiedNote::Parse(note); !parsed || parsed->text != text) {
    return Fail(ErrorCode::kUnusableInput, {}, "the text is too long for a note", "shorten it");
  }
  return note;
}

}  // namespace markings
