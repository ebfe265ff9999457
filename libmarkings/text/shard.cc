#include "libmarkings/text/shard.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "libmarkings/text/digits.h"

namespace markings {
namespace {

std::unexpected<Error> Bad(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

}  // namespace

Result<Shard> ParseShard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto number = ReadDecimal(text.substr(0, slash));
    const auto of = ReadDecimal(text.substr(slash + 1));
    if (number && of && *number >= 1 && *number <= *of && *of <= Shard::kMost)
      return Shard{static_cast<std::uint32_t>(*number), static_cast<std::uint32_t>(*of)};
  }
  return Bad("the shard is none", "write K/N, the first of eight as 1/8; N is at most 65536");
}

std::string FormatShard(Shard shard) { return fmt::format("{}/{}", shard.number, shard.of); }

Result<void> EachShardOnce(std::span<const Shard> shards) {
  if (shards.empty()) return Bad("there is no result to merge", "name that of each shard");
  const std::uint32_t of = shards.front().of;
  std::vector<bool> seen(of);
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const Shard shard = shards[i];
    if (shard.of != of) {
      return Bad(fmt::format("result {} is part {} of {}, the first is one of {}", i + 1, shard.number,
                             shard.of, of),
                 "give the results of one --shard K/N");
    }
    if (seen[shard.number - 1]) {
      return Bad(fmt::format("the part {} of {} is there twice", shard.number, of),
                 "give the result of each once");
    }
    seen[shard.number - 1] = true;
  }
  const auto missing = std::ranges::find(seen, false);
  if (missing == seen.end()) return {};
  return Bad(fmt::format("the part {} of {} is missing", missing - seen.begin() + 1, of),
             "run that shard, and give its result too");
}

}  // namespace markings
