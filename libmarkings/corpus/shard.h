#ifndef LIBMARKINGS_CORPUS_SHARD_H_
#define LIBMARKINGS_CORPUS_SHARD_H_

// Parts of a corpus for several machines: each file is in one of N, by its path alone. Thread-safe.

#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/text/shard.h"

namespace markings {

// Whether a path, from the root of what is checked, is in that part: SipHash-2-4 of its bytes under the key
// 00 01 .. 0f (that of its published test vectors), as a little-endian number, modulo N is K - 1. The same on
// all machines and in all versions.
[[nodiscard]] MARKINGS_API bool InShard(std::string_view relative_path, Shard shard);

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_SHARD_H_
