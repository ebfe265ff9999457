#ifndef LIBMARKINGS_RELEASE_RELEASE_H_
#define LIBMARKINGS_RELEASE_RELEASE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/proof/attestation.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/release/manifest.h"

namespace markings {

struct MARKINGS_API OutputFile {
  std::string name;  // no directory
  std::string bytes;
};

// An attested original (libmarkings/proof) that a derivative is to be proved part of.
struct MARKINGS_API AttestedOriginal {
  std::string note;            // as published
  std::string note_signature;  // its .minisig
  OriginalSecret secret;
};

struct MARKINGS_API ReleaseOptions {
  std::string stem;  // file name without its last suffix
  std::string date;  // UTC, "2026-11-23T10:15:00Z"
  const MinisignSecretKey* sign_key = nullptr;
  const Overrides* overrides = nullptr;        // the ones the redaction was made with
  const AttestedOriginal* original = nullptr;  // published with the release: note, its signature, proof
  // NOLINTNEXTLINE(readability-redundant-member-init): so that it may be left out
  std::string supersedes{};  // SHA-256 of the manifest that this release replaces, or empty
};

// The files of a release in the order in which they are to be written: derivative, signatures, manifest last.
// Errors: kResidual or kPending when the redaction is blocked: nothing is made then; those of MakeProof.
[[nodiscard]] MARKINGS_API Result<std::vector<OutputFile>> MakeRelease(const Redaction& redaction,
                                                                       const Document& document,
                                                                       const Policy& policy,
                                                                       const ReleaseOptions& options);

// One thing that was checked. `held` false: it does not hold, or could not be shown.
struct MARKINGS_API Check {
  enum class State : std::uint8_t { kProved, kFailed, kNotChecked };
  std::string name;   // "manifest signature", "derivative", "policy"
  std::string level;  // "L1" text, "L2" manifest, "L3" redaction, "L4" policy, "L5" register
  State state = State::kNotChecked;
  std::string detail;  // in plain words
};

struct MARKINGS_API VerifyInput {
  std::string_view manifest;                   // bytes of STEM.release.json
  std::vector<std::string_view> signatures;    // bytes of each .minisig found
  std::optional<std::string_view> derivative;  // bytes of the derivative, when it was found
  std::vector<MinisignPublicKey> keys;         // trusted keys
  std::size_t threshold = 1;              // how many of them must have signed, each by a signature of its own
  std::optional<std::string_view> proof;  // bytes of STEM.proof, when it was found
  std::optional<std::string_view> note;   // bytes of STEM.original.note
  std::vector<std::string_view> note_signatures;
  std::vector<MinisignPublicKey> original_keys;  // originators' keys, for the note alone
  std::optional<std::string_view> policy;        // bytes of a policy the verifier holds
  std::string_view manifest_name;                // file name, to compare with the derivative's stem
};

struct MARKINGS_API Verification {
  bool ok = false;                   // every check that had to hold did
  std::vector<Check> checks;         // in order, each reported apart
  std::optional<Manifest> manifest;  // only when its signature was proved
};

// Checks a release. The signature is checked over the manifest's bytes before they are parsed. No keys, no
// signatures: not ok. Never an Error: what cannot be read is a check that failed.
[[nodiscard]] MARKINGS_API Verification VerifyRelease(const VerifyInput& input);

[[nodiscard]] MARKINGS_API std::string_view Name(Check::State state);  // "proved", "failed", "not-checked"
// The result as JSON, `markings/verify/1`, without a line end; `indent` below 0 is one line.
[[nodiscard]] MARKINGS_API std::string VerificationJson(const Verification& verification,
                                                        std::string_view manifest_name, int indent = 2);

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_RELEASE_H_
