#ifndef LIBMARKINGS_CORPUS_SHARD_H_
#define LIBMARKINGS_CORPUS_SHARD_H_

// Parts of a corpus for several machines: each file is in one of N, by its path alone. Thread-safe.

#include <cstdint>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

struct MARKINGS_API Shard {
  static constexpr std::uint32_t kMost = 65536;
  std::uint32_t number = 1, of = 1;  // 1 <= number <= of <= kMost
};

// "2/8". Errors: kUnusableInput.
[[nodiscard]] MARKINGS_API Result<Shard> ParseShard(std::string_view text);

// Whether a path, from the root of what is checked, is in that part: SipHash-2-4 of its bytes under the key
// 00 01 .. 0f (that of its published test vectors), as a little-endian number, modulo N is K - 1. The same on
// all machines and in all versions.
[[nodiscard]] MARKINGS_API bool InShard(std::string_view relative_path, Shard shard);

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_SHARD_H_
