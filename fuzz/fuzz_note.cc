// Any bytes as a signed note, a checkpoint, a key of notes and an entry of a register.
//
// Ed25519 signatures are deterministic and verified strictly, so that of all notes with one signature only
// one verifies: the one that signing gives.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "libmarkings/note/checkpoint.h"
#include "libmarkings/note/note.h"
#include "libmarkings/register/entry.h"

namespace {

// The published example of the format.
constexpr std::string_view kVkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kText =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

void CheckNote(std::string_view bytes) {
  const auto parsed = markings::UnverifiedNote::Parse(bytes);
  const std::array known = {*markings::NoteVerifier::Parse(kVkey)};
  const auto opened = markings::OpenNote(bytes, known);
  if (!parsed) {
    Require(!opened && parsed.error().where.begin <= bytes.size());
    return;
  }
  Require(bytes.starts_with(parsed->text) && parsed->text.ends_with('\n') && !parsed->signatures.empty());
  // Nobody but who has the key makes another.
  if (opened) Require(opened->text == kText && parsed->text == kText);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CheckNote(bytes);
  const auto checkpoint = markings::Checkpoint::Parse(bytes);
  Require(checkpoint ? checkpoint->Format() == bytes : checkpoint.error().where.begin <= size);
  if (const auto key = markings::NoteVerifier::Parse(bytes)) {
    Require(key->Format() == bytes || key->Format() + "\n" == bytes);
  }
  if (const auto key = markings::KeyReference::Parse(bytes))
    Require(key->text() == bytes && key->SameKeyAs(*key));
  if (const auto entry = markings::ParseEntry(bytes)) {
    const auto* release = std::get_if<markings::ReleaseEntry>(&*entry);
    const auto again = release != nullptr
                           ? markings::MakeReleaseEntry(release->id, release->manifest_sha256, release->date)
                           : markings::MakeRevokeEntry(std::get<markings::RevokeEntry>(*entry).key.text(),
                                                       std::get<markings::RevokeEntry>(*entry).from_index,
                                                       std::get<markings::RevokeEntry>(*entry).date);
    Require(again && *again == bytes);
  }
  return 0;
}
