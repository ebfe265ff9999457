#ifndef LIBMARKINGS_LEVELS_INTERNAL_LEVEL_FILES_H_
#define LIBMARKINGS_LEVELS_INTERNAL_LEVEL_FILES_H_

// The bytes of a file sealed by levels, and of each level: docs/formats/levels.md. You should use
// libmarkings/levels/sealed_levels.h.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/age/age.h"
#include "libmarkings/levels/sealed_levels.h"
#include "libmarkings/secret/secret_bytes.h"
#include "libmarkings/text/error.h"

namespace markings::internal {

// One level: the files of a release, in their order, sealed. Errors: those of SealAge.
[[nodiscard]] Result<std::string> SealFiles(std::span<const OutputFile> files, std::size_t below,
                                            std::span<const AgeRecipient> keys);

// A level as it was opened. Anybody who has a reader's public key can seal to it: what opens is authentic and
// still from nobody in particular, so its names are held to the release's. Errors: kBadSealed.
[[nodiscard]] Result<OpenedLevel> ReadLevel(std::string_view id, const SecretBytes& opened);

// A sealed level within a file; `bytes` is a view of the file.
struct SealedLevel {
  std::string id;
  std::string_view bytes;
};

// The levels, each under a new random name and in the order of those: their order tells nothing. Errors:
// kBadSealed when what was written is not what is read: too large, or too many.
[[nodiscard]] Result<std::string> WriteContainer(std::span<const std::string> sealed);
// Errors: kBadSealed.
[[nodiscard]] Result<std::vector<SealedLevel>> ReadContainer(std::string_view file);

}  // namespace markings::internal

#endif  // LIBMARKINGS_LEVELS_INTERNAL_LEVEL_FILES_H_
