#ifndef CLI_RESEAL_FILES_H_
#define CLI_RESEAL_FILES_H_

// Sealed files of a folder, each sealed anew to other recipients: what `markings reseal` does to one.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/level_readers.h"
#include "libmarkings/age/age.h"
#include "libmarkings/levels/sealed_levels.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

enum class SealedKind : std::uint8_t {
  kLevels,   // of markings seal
  kRelease,  // STEM.txt.age beside STEM.release.json
  kAge,      // any other age file
  kCms,      // .p7m: found, so that it is not passed over in silence; not resealed
};
[[nodiscard]] std::string_view Name(SealedKind kind);

// What a file is by its name, its first bytes and what stands beside it; nothing when it is not sealed.
// Errors: kIo.
[[nodiscard]] Result<std::optional<SealedKind>> KindOf(const std::filesystem::path& file);

struct ResealPlan {
  std::span<const AgeIdentity> identities{};   // open what is there
  const LevelReaders* readers = nullptr;       // of files sealed by levels
  std::span<const AgeRecipient> recipients{};  // of all others
  std::span<const MinisignPublicKey> keys{};   // who must have signed
  const MinisignSecretKey* sign_key = nullptr;
  std::string date{};
  bool force = false;
};

// Whether an identity opens the file, all of it authentic. Errors: kIo, and what is wrong with the file.
[[nodiscard]] Result<bool> Opens(const std::filesystem::path& file, SealedKind kind,
                                 std::span<const AgeIdentity> identities);

// Seals a file anew, with what belongs to it: to `to`, which may be the file itself. Whole or not at all.
// Errors: kUnusableInput when the plan has no recipients for the kind, or the file cannot be resealed;
// kNoMatch, kNotAuthentic, kBadSealed, kIo; those of ReissueManifest and ResealLevels.
[[nodiscard]] Result<void> ResealFile(const std::filesystem::path& file, SealedKind kind,
                                      const std::filesystem::path& to, const ResealPlan& plan);

// Whether one of the identities is among the recipients that a file of the kind is resealed to.
[[nodiscard]] bool StillOpens(SealedKind kind, const ResealPlan& plan);

}  // namespace markings::cli

#endif  // CLI_RESEAL_FILES_H_
