// L3 and L5: that the text is a true part of an attested original, and that the release was logged.

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "libmarkings/proof/redaction_proof.h"
#include "libmarkings/register/entry.h"
#include "libmarkings/register/tlog_proof.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/internal/verify_checks.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/hex.h"

namespace markings::internal {
namespace {

using State = Check::State;

// How much of the text is the original's, and which stretches are the authority's own.
std::string Describe(const ProvedText& proved, std::string_view derivative) {
  std::size_t own = 0;
  for (const Span& span : proved.own_words) {
    const bool blank =
        derivative.substr(span.begin, span.size()).find_first_not_of(" \t\n") == std::string_view::npos;
    own += blank ? 0U : 1U;
  }
  return fmt::format(
      "the text is a true part of the original, in its order: {} of {} units of it are shown; stretches of "
      "the "
      "releasing authority's own words (banner, stamp, placeholders, what is masked): {}",
      proved.shown, proved.units, own);
}

}  // namespace

Check CheckAttestation(const VerifyInput& input, const Manifest& manifest,
                       const std::optional<LoggedAt>& logged) {
  const auto failed = [](std::string detail) {
    return Said(kAttestation, State::kFailed, std::move(detail));
  };
  const auto not_checked = [&](std::string detail) {
    // Who names the originator's key wants it proved.
    return input.original_keys.empty() ? Said(kAttestation, State::kNotChecked, std::move(detail))
                                       : failed(std::move(detail));
  };
  if (!manifest.attestation) return not_checked("there is none: nothing is proved about the original");
  const Manifest::Attested& named = *manifest.attestation;
  if (!input.proof) return not_checked("the release has a proof, which was not found beside the manifest");
  if (input.proof->size() != named.proof_bytes || Sha256Hex(*input.proof) != named.proof_sha256) {
    return failed("the proof is not the one that was signed: its SHA-256 differs");
  }
  if (!input.note) return not_checked("the original's note was not found beside the manifest");
  std::vector<MinisignPublicKey> keys = input.original_keys;
  if (keys.empty() && input.keyring != nullptr) keys = KeysOf(*input.keyring, KeyPurpose::kOriginal);
  if (keys.empty()) return not_checked("the release has a proof; the originator's key is needed to check it");
  const Signers signers = FindSigners(*input.note, input.note_signatures, keys, "the original's note");
  if (signers.keys.empty()) {
    return failed(signers.reason.empty() ? "the original's note is not signed" : signers.reason);
  }
  const auto note = OriginalNote::Parse(*input.note);
  if (!note) return failed("the original's note was signed, but: " + note.error().message);
  if (input.original_keys.empty()) {
    KeyQuestion question;
    question.purpose = KeyPurpose::kOriginal;
    question.date = note->date.substr(0, std::string_view("2026-11-23").size());
    question.today = input.today;
    question.logged = logged;
    question.revocations = input.revocations;
    const KeyJudgement judged =
        JudgeKey(*input.keyring, *KeyReference::Parse(signers.keys.front().KeyLine()), question);
    if (!Counts(judged.standing)) return failed("the originator's key: " + judged.detail);
  }
  if (ToHex(note->doc) != named.doc || EncodeBase64(note->root) != named.root) {
    return failed("the manifest is of another original than the note");
  }
  if (!input.derivative) return failed("there is no text to prove anything of");
  const auto proved = CheckProof(*input.proof, *note, *input.derivative);
  if (!proved) return failed(proved.error().message);
  return Said(kAttestation, State::kProved,
              fmt::format("{}; attested on {} by key {}", Describe(*proved, *input.derivative), note->date,
                          signers.keys.front().KeyLine()));
}

Check CheckRegister(const VerifyInput& input, std::optional<LoggedAt>& logged) {
  if (!input.log) return Said(kRegister, State::kNotChecked, "no register was given");
  const auto failed = [](std::string detail) { return Said(kRegister, State::kFailed, std::move(detail)); };
  if (!input.tlog_proof) return failed("the proof that it was logged was not found beside the manifest");
  const auto proof = TlogProof::Parse(*input.tlog_proof);
  if (!proof) return failed(proof.error().message);
  // The entry comes with the proof; what it says is believed only when it is proved to be in the register.
  const auto entry = ParseEntry(proof->extra);
  if (!entry) return failed("the entry in the proof cannot be read: " + entry.error().message);
  const auto* release = std::get_if<ReleaseEntry>(&*entry);
  if (release == nullptr || release->manifest_sha256 != Sha256Hex(input.manifest)) {
    return failed("what was logged is another release");
  }
  const auto proved = VerifyInclusion(*input.tlog_proof, proof->extra, *input.log);
  if (!proved) return failed(proved.error().message);
  logged = LoggedAt{proved->index, release->date};
  return Said(kRegister, State::kProved,
              fmt::format("logged in {} on {}, as entry {} of {} at that time{}",
                          proved->checkpoint.checkpoint.origin, release->date, proved->index,
                          proved->checkpoint.checkpoint.size,
                          proved->checkpoint.witnesses.empty()
                              ? std::string()
                              : fmt::format(", seen by {} witnesses", proved->checkpoint.witnesses.size())));
}

}  // namespace markings::internal
