#ifndef LIBMARKINGS_LEVELS_INTERNAL_USTAR_H_
#define LIBMARKINGS_LEVELS_INTERNAL_USTAR_H_

// The one form of ustar that sealed levels are in: plain files, mode 0600, no owner, time 0, two empty blocks
// at the end. Any tar opens it; only it is read, since a reader of all that tar has been would be a larger
// thing to attack than these few lines. Source: POSIX.1-2017, pax, "ustar Interchange Format". You should use
// libmarkings/levels/sealed_levels.h.

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/error.h"

namespace markings::internal {

inline constexpr std::size_t kTarBlock = 512, kMostTarName = 99;

struct TarMember {
  std::string name;
  std::string_view bytes;  // what is written, or a view of what was read
};

// Names are plain: no slash, 1 to kMostTarName bytes. Each file is less than 8 GiB.
[[nodiscard]] std::string WriteTar(const std::vector<TarMember>& members);
// Accepts exactly what WriteTar writes. The members' bytes are views of `tar`. Errors: kBadSealed.
[[nodiscard]] Result<std::vector<TarMember>> ReadTar(std::string_view tar);
// How many bytes a member takes in a tar.
[[nodiscard]] constexpr std::size_t TarSize(std::size_t bytes) {
  return kTarBlock + (bytes + kTarBlock - 1) / kTarBlock * kTarBlock;
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_LEVELS_INTERNAL_USTAR_H_
