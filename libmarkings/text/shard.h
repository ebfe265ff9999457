#ifndef LIBMARKINGS_TEXT_SHARD_H_
#define LIBMARKINGS_TEXT_SHARD_H_

// One of N parts of a corpus. Which files are in it: corpus/shard.h.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

struct MARKINGS_API Shard {
  static constexpr std::uint32_t kMost = 65536;
  std::uint32_t number = 1, of = 1;  // 1 <= number <= of <= kMost
  friend bool operator==(const Shard&, const Shard&) = default;
};

// "2/8". Errors: kUnusableInput.
[[nodiscard]] MARKINGS_API Result<Shard> ParseShard(std::string_view text);
[[nodiscard]] MARKINGS_API std::string FormatShard(Shard shard);

// Errors: kUnusableInput unless all parts of one N are there, each once: a part that is missing would be a
// corpus at which nobody looked.
[[nodiscard]] MARKINGS_API Result<void> EachShardOnce(std::span<const Shard> shards);

}  // namespace markings

#endif  // LIBMARKINGS_TEXT_SHARD_H_
