#ifndef LIBMARKINGS_LEVELS_SEALED_LEVELS_H_
#define LIBMARKINGS_LEVELS_SEALED_LEVELS_H_

// One file for readers of different clearances: a complete derivative for each level, sealed to those whose
// clearance dominates it. No cryptography beside age's: stock tools open a level, `tar xf FILE; age -d -i KEY
// level-X.age | tar x`. What the file tells without a key: how many levels there are, and how large each is,
// within 12 %. Form: docs/formats/levels.md.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/levels/readers.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/release/release.h"
#include "libmarkings/text/error.h"

namespace markings {

struct MARKINGS_API SealOptions {
  std::string stem;                             // of the files within each level, at most 64 bytes
  std::string date;                             // UTC
  const MinisignSecretKey* sign_key = nullptr;  // signs each level's manifest
};

// Redacts the document for each level, checks it for residual disclosure, makes the files of a release and
// seals them. Errors: those of Redact, MakeRelease and SealAge; kResidual and kPending name the level:
// nothing is made then.
[[nodiscard]] MARKINGS_API Result<std::string> SealLevels(const Document& document, const Policy& policy,
                                                          const Recipients& recipients,
                                                          std::span<const LevelPlan> levels,
                                                          const SealOptions& options);

// A level that was opened.
struct MARKINGS_API OpenedLevel {
  std::string id;                 // within the file; says nothing
  std::string audience;           // as its manifest says
  std::size_t below = 0;          // how many other levels it dominates
  std::vector<OutputFile> files;  // of the release, the derivative first, the manifest last
};

// The levels of a file that the identities open, the fullest first. A level that none of them opens is passed
// over; one that was changed is an error. Errors: kBadSealed, kNotAuthentic; kNoMatch when no level opens.
[[nodiscard]] MARKINGS_API Result<std::vector<OpenedLevel>> OpenLevels(
    std::string_view sealed, std::span<const AgeIdentity> identities);

// Whether one of the keys signed a level that was opened, and its files are what was signed. Errors:
// kNotAuthentic, with the check that failed.
[[nodiscard]] MARKINGS_API Result<void> CheckLevel(const OpenedLevel& level,
                                                   std::span<const MinisignPublicKey> keys);

// The same levels for other readers, signed anew: what ReissueManifest does, for each. `levels` is the plan
// for the new readers under the policy that the levels were made by. A file is resealed whole or not at all:
// the identities must open every level, and the plan must have exactly these levels. Errors: those of
// OpenLevels and ReissueManifest; kNoMatch for a level that stays closed; kUnusableInput for another policy
// or other levels.
struct MARKINGS_API ResealOptions {
  std::string date;                             // UTC
  std::span<const MinisignPublicKey> keys{};    // one of them must have signed each level as it was
  const MinisignSecretKey* sign_key = nullptr;  // signs each anew
};
[[nodiscard]] MARKINGS_API Result<std::string> ResealLevels(
    std::string_view sealed, std::span<const AgeIdentity> identities, const Policy& policy,
    const Recipients& recipients, std::span<const LevelPlan> levels, const ResealOptions& options);

// How many levels a file has, whoever opens them. Errors: kBadSealed.
[[nodiscard]] MARKINGS_API Result<std::size_t> CountLevels(std::string_view sealed);

}  // namespace markings

#endif  // LIBMARKINGS_LEVELS_SEALED_LEVELS_H_
