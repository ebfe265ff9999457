#ifndef LIBMARKINGS_RELEASE_RELEASE_H_
#define LIBMARKINGS_RELEASE_RELEASE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/cms/cms_signature.h"
#include "libmarkings/export.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/proof/attestation.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/release/manifest.h"
#include "libmarkings/release/rendition.h"

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
  const CmsSigner* certificate_signer = nullptr;  // signs the manifest too, or alone
  std::int64_t signing_time = 0;                  // of that signature, seconds since 1970
  // To whom the derivative goes, sealed as STEM.txt.age in place of STEM.txt; empty: to all. The manifest
  // names them by a digest, so that no recipient can seal it to others as if they had been addressed.
  // NOLINTNEXTLINE(readability-redundant-member-init): so that it may be left out
  std::span<const AgeRecipient> recipients{};
  // Published with it, each kind once; the manifest names them. They are not sealed, so there are none with
  // recipients.
  // NOLINTNEXTLINE(readability-redundant-member-init): so that it may be left out
  std::span<const Rendition> renditions{};
  bool seal_derivative = true;  // false: the caller seals all of the files together
};

// The files of a release in the order in which they are to be written: derivative, renditions, signatures,
// manifest last. Errors: kUnusableInput for renditions with recipients, or two of one kind; kResidual or
// kPending when the redaction is blocked: nothing is made then; those of MakeProof, of signing and of
// sealing.
[[nodiscard]] MARKINGS_API Result<std::vector<OutputFile>> MakeRelease(const Redaction& redaction,
                                                                       const Document& document,
                                                                       const Policy& policy,
                                                                       const ReleaseOptions& options);

}  // namespace markings

#endif  // LIBMARKINGS_RELEASE_RELEASE_H_
