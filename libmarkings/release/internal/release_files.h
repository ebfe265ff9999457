#ifndef LIBMARKINGS_RELEASE_INTERNAL_RELEASE_FILES_H_
#define LIBMARKINGS_RELEASE_INTERNAL_RELEASE_FILES_H_

// What all releases have: you should use libmarkings/release/release.h.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/derivative.h"
#include "libmarkings/release/release.h"

namespace markings::internal {

// Errors: kUnusableInput for a stem or a date of another form.
[[nodiscard]] Result<void> CheckNames(std::string_view stem, std::string_view date);

// Origin and serial of the record, when the derivative itself says them; else empty.
[[nodiscard]] std::string ShownRecord(const Derivative& derivative, const Document& document);

// A manifest of this program and version, under the policy, for the audience, with the derivative's name,
// size and digest.
[[nodiscard]] Manifest BeginManifest(const Policy& policy, const Audience& audience, std::string_view stem,
                                     std::string_view date, std::string_view derivative);

// What goes into the files of a release beside its manifest.
struct ReleaseParts {
  std::string derivative;
  // (Initialised, so that one may be written without the others.)
  std::vector<OutputFile> renditions{};   // NOLINT(readability-redundant-member-init)
  std::vector<OutputFile> proof_files{};  // NOLINT(readability-redundant-member-init)
  const MinisignSecretKey* sign_key = nullptr;
  const CmsSigner* certificate_signer = nullptr;
  std::int64_t signing_time = 0;
  // Empty: the derivative is plain.
  std::span<const AgeRecipient> sealed_to{};  // NOLINT(readability-redundant-member-init)
};

// SHA-256 over the recipients, sorted, a line each; empty for none.
[[nodiscard]] std::string RecipientsSha256(std::span<const AgeRecipient> recipients);

// Derivative or what it is sealed in, renditions, the files of a proof, signatures, manifest last. Errors:
// kInternal when the manifest does not read back; those of signing and sealing.
[[nodiscard]] Result<std::vector<OutputFile>> MakeFiles(const Manifest& manifest, std::string_view stem,
                                                        ReleaseParts parts);

}  // namespace markings::internal

#endif  // LIBMARKINGS_RELEASE_INTERNAL_RELEASE_FILES_H_
