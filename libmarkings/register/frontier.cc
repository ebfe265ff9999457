#include <utility>

#include "libmarkings/register/internal/frontier.h"

namespace markings::internal {

Result<Frontier> Frontier::Read(const RegisterFolder& folder, std::uint64_t size, std::uint64_t tree_size) {
  Frontier frontier;
  frontier.size_ = size;
  for (unsigned level = 0; level < kRows; ++level) {
    const std::uint64_t hashes = size >> (kTileHeight * level), index = hashes / kTileWidth;
    if (hashes % kTileWidth == 0) continue;
    // As wide as the whole tree has it: the one of that size alone may be gone.
    auto tile = ReadTile(folder, {level, index, WidthOf(level, index, tree_size)});
    if (!tile) return std::unexpected(std::move(tile).error());
    tile->resize(static_cast<std::size_t>(hashes % kTileWidth));
    frontier.rows_[level].hashes = *std::move(tile);
  }
  return frontier;
}

Result<void> Frontier::Add(const TreeHash& leaf, const Sink& sink) {
  ++size_;
  TreeHash hash = leaf;
  for (unsigned level = 0; level < kRows; ++level) {
    Row& row = rows_[level];
    row.hashes.push_back(hash);
    row.grown = true;
    if (row.hashes.size() < kTileWidth) return {};
    const std::uint64_t index = (size_ >> (kTileHeight * level)) / kTileWidth - 1;
    if (auto handed = sink({level, index, kTileWidth}, row.hashes); !handed) return handed;
    hash = TreeRoot(row.hashes);
    row.hashes.clear();
  }
  return {};
}

Result<void> Frontier::HandOutPartial(const Sink& sink) const {
  for (unsigned level = 0; level < kRows; ++level) {
    const Row& row = rows_[level];
    if (!row.grown || row.hashes.empty()) continue;
    const std::uint64_t index = (size_ >> (kTileHeight * level)) / kTileWidth;
    if (auto handed = sink({level, index, row.hashes.size()}, row.hashes); !handed) return handed;
  }
  return {};
}

Result<TreeHash> Frontier::Root() const {
  // Each subtree that the root is made of ends where a row of the frontier does.
  const HashReader reader = [this](unsigned level, std::uint64_t index) -> Result<TreeHash> {
    const std::vector<TreeHash>& row = rows_[level / kTileHeight].hashes;
    const std::size_t count = std::size_t{1} << level % kTileHeight, begin = (index * count) % kTileWidth;
    return TreeRoot(std::span(row).subspan(begin, count));
  };
  return ReadRoot(reader, size_);
}

}  // namespace markings::internal
