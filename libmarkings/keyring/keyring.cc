#include "libmarkings/keyring/keyring.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "libmarkings/note/note.h"

namespace markings {
namespace {

std::unexpected<Error> NotAuthentic(std::string message, std::string fix) {
  return Fail(ErrorCode::kNotAuthentic, {}, std::move(message), std::move(fix));
}

// The keyring was signed by so many of these roots.
Result<void> SignedByEnough(std::string_view note, std::span<const NoteVerifier> roots, std::size_t needed,
                            const char* whose) {
  const auto opened = OpenNote(note, roots);
  if (!opened) return std::unexpected(opened.error());
  if (opened->proofs.size() >= needed) return {};
  return NotAuthentic(
      fmt::format("{} of the {} signatures by {} are there", opened->proofs.size(), needed, whose),
      "have more of the roots sign it");
}

Result<Keyring> ReadText(std::string_view note) {
  const auto parsed = UnverifiedNote::Parse(note);
  if (!parsed) return std::unexpected(parsed.error());
  return Keyring::Parse(parsed->text);
}

// A key that was revoked once stays so, for those who see only the later version.
Result<void> KeepsRevoked(const Keyring& before, const Keyring& now) {
  for (const KeyringEntry& old : before.keys) {
    if (old.status != KeyStatus::kRevoked) continue;
    const auto found =
        std::ranges::find_if(now.keys, [&](const KeyringEntry& key) { return key.key.SameKeyAs(old.key); });
    if (found == now.keys.end() || found->status != KeyStatus::kRevoked) {
      return NotAuthentic(fmt::format("a key of {} that was revoked is not revoked any more", old.name),
                          "keep revoked keys in the keyring");
    }
  }
  return {};
}

}  // namespace

Result<Keyring> OpenFirstKeyring(std::string_view note) {
  auto ring = ReadText(note);
  if (!ring) return ring;
  if (auto enough = SignedByEnough(note, ring->roots, ring->threshold, "its roots"); !enough) {
    return std::unexpected(std::move(enough).error());
  }
  return ring;
}

Result<Keyring> FollowKeyring(const Keyring& before, std::string_view note) {
  // The signatures that are trusted come first: only then is the text read.
  if (auto enough = SignedByEnough(note, before.roots, before.threshold, "the roots of the version before");
      !enough) {
    return std::unexpected(std::move(enough).error());
  }
  auto ring = OpenFirstKeyring(note);
  if (!ring) return ring;
  if (ring->name != before.name) return NotAuthentic("it is another keyring", "give the one that follows");
  if (ring->version != before.version + 1) {
    return NotAuthentic(
        fmt::format("it is version {}, and version {} was seen last", ring->version, before.version),
        ring->version <= before.version ? "never go back; get the newest"
                                        : "give the versions between, in order");
  }
  if (auto kept = KeepsRevoked(before, *ring); !kept) return std::unexpected(std::move(kept).error());
  return ring;
}

Result<std::string> SignKeyring(std::string_view text_or_note, const NoteSigner& signer) {
  if (Keyring::Parse(text_or_note)) return SignNote(text_or_note, {&signer, 1});
  const auto parsed = UnverifiedNote::Parse(text_or_note);
  if (!parsed) return std::unexpected(parsed.error());
  if (const auto ring = Keyring::Parse(parsed->text); !ring) return std::unexpected(ring.error());
  const NoteVerifier& key = signer.verifier();
  for (const NoteSignature& signature : parsed->signatures) {
    if (signature.name == key.name() && signature.id == key.id()) {
      return Fail(ErrorCode::kUnusableInput, {}, "the key has signed it already",
                  "have another root sign it");
    }
  }
  const auto line = signer.SignatureLine(parsed->text);
  if (!line) return line;
  return std::string(text_or_note) + *line;
}

}  // namespace markings
