#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/register/internal/tiles.h"

namespace markings::internal {
namespace {

constexpr std::size_t kHashSize = 32;

// 1234067 is x001/x234/067.
std::string NumberPath(std::uint64_t number) {
  std::string path = fmt::format("{:03}", number % 1000);
  while ((number /= 1000) != 0) path = fmt::format("x{:03}/{}", number % 1000, path);
  return path;
}

std::string Suffix(std::size_t width) { return width == kTileWidth ? "" : fmt::format(".p/{}", width); }

}  // namespace

std::string TilePath(const Tile& tile) {
  return fmt::format("tile/{}/{}{}", tile.level, NumberPath(tile.index), Suffix(tile.width));
}

std::string BundlePath(std::uint64_t index, std::size_t width) {
  return fmt::format("tile/entries/{}{}", NumberPath(index), Suffix(width));
}

std::size_t WidthOf(unsigned level, std::uint64_t index, std::uint64_t size) {
  const std::uint64_t hashes = size >> (kTileHeight * level);
  const std::uint64_t before = index * kTileWidth;
  return hashes <= before ? 0
                          : static_cast<std::size_t>(std::min<std::uint64_t>(hashes - before, kTileWidth));
}

std::string TileBytes(std::span<const TreeHash> hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * kHashSize);
  for (const TreeHash& hash : hashes) bytes.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  return bytes;
}

Result<std::vector<TreeHash>> ReadTile(const RegisterFolder& folder, const Tile& tile) {
  for (const std::size_t width : {tile.width, kTileWidth}) {
    const std::string name = TilePath({tile.level, tile.index, width});
    const auto bytes = folder.Read(name, kTileWidth * kHashSize);
    if (!bytes) return std::unexpected(bytes.error());
    if (!*bytes) continue;
    const std::string& text = **bytes;
    if (text.size() != width * kHashSize) {
      return std::unexpected(Error{ErrorCode::kBadRegister,
                                   {},
                                   "the tile has not the length that its name says",
                                   "take the register from a copy",
                                   folder.path() + "/" + name});
    }
    std::vector<TreeHash> hashes(tile.width);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(i * kHashSize), kHashSize, hashes[i].begin());
    }
    return hashes;
  }
  return std::unexpected(Error{ErrorCode::kBadRegister,
                               {},
                               "the tile is missing",
                               "take the register from a copy",
                               folder.path() + "/" + TilePath(tile)});
}

Result<TreeHash> TileReader::Read(unsigned level, std::uint64_t index) {
  constexpr std::size_t kMostKept = 64;
  const unsigned row = level / kTileHeight, height = level % kTileHeight;
  const std::uint64_t first = index << height, number = first / kTileWidth;
  const std::size_t count = std::size_t{1} << height, begin = first % kTileWidth;
  const std::size_t width = WidthOf(row, number, size_);
  if (begin + count > width) {
    return Fail(ErrorCode::kInternal, {}, "a hash outside the tree was asked for", "report this");
  }
  auto kept = tiles_.find({row, number});
  if (kept == tiles_.end()) {
    auto tile = ReadTile(*folder_, {row, number, width});
    if (!tile) return std::unexpected(std::move(tile).error());
    if (tiles_.size() == kMostKept) tiles_.clear();
    kept = tiles_.emplace(std::pair(row, number), *std::move(tile)).first;
  }
  // (Of two to the height hashes: their root is that of the perfect subtree above them.)
  return TreeRoot(std::span(kept->second).subspan(begin, count));
}

}  // namespace markings::internal
