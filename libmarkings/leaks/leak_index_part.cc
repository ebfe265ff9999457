#include "libmarkings/leaks/leak_index_part.h"

#include <fmt/format.h>

#include <utility>

#include "libmarkings/leaks/internal/index_body.h"

namespace markings {

Result<std::string> LeakIndexPart::Seal(const LeakKey& key) const {
  return SealFile(SealedKind::kLeakIndexPart, internal::WritePartBody({shard, made_with}, index.passages()),
                  key);
}

Result<LeakIndexPart> LeakIndexPart::Open(std::string_view file, const LeakKey& key) {
  const auto body = OpenFile(SealedKind::kLeakIndexPart, file, key);
  if (!body) return std::unexpected(body.error());
  auto read = internal::ReadPartBody(*body);
  if (!read) return std::unexpected(std::move(read).error());
  LeakIndexPart part;
  part.shard = read->head.shard;
  part.made_with = read->head.made_with;
  if (auto united = part.index.Unite(std::move(read->passages)); !united)
    return std::unexpected(std::move(united).error());
  return part;
}

Result<LeakIndex> JoinIndexParts(std::vector<LeakIndexPart> parts) {
  std::vector<Shard> shards;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].made_with != parts[0].made_with) {
      return Fail(
          ErrorCode::kUnusableInput, {},
          fmt::format("part {} was made with other arguments than the first", i + 1),
          "index all shards of the same files with the same policy, audience, day, label, --add and --known");
    }
    shards.push_back(parts[i].shard);
  }
  if (auto complete = EachShardOnce(shards); !complete) return std::unexpected(complete.error());
  LeakIndex index = std::move(parts.front().index);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (auto united = index.Unite(parts[i].index.passages()); !united)
      return std::unexpected(std::move(united).error());
    parts[i].index = {};
  }
  return index;
}

}  // namespace markings
