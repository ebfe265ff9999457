#ifndef LIBMARKINGS_REGISTER_INTERNAL_BUNDLE_H_
#define LIBMARKINGS_REGISTER_INTERNAL_BUNDLE_H_

// The files that hold entries: you should use libmarkings/register/register.h. Source: C2SP tlog-tiles.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/merkle/merkle.h"
#include "libmarkings/register/internal/files.h"

namespace markings::internal {

// Adds an entry, which has at most 65535 bytes: its length as two bytes, the higher first, then itself.
void AddToBundle(std::string_view entry, std::string& bundle);

// The entries of the bundle with that number in a register that has it with that width, from its file or from
// that of the full bundle, as ReadTile does. Errors: kBadRegister, kIo.
[[nodiscard]] Result<std::vector<std::string>> ReadBundle(const RegisterFolder& folder, std::uint64_t index,
                                                          std::size_t width);

[[nodiscard]] TreeHash HashOfEntry(std::string_view entry);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REGISTER_INTERNAL_BUNDLE_H_
