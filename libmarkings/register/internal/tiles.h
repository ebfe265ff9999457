#ifndef LIBMARKINGS_REGISTER_INTERNAL_TILES_H_
#define LIBMARKINGS_REGISTER_INTERNAL_TILES_H_

// The files that hold a tree: you should use libmarkings/register/register.h. Source: C2SP tlog-tiles.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/merkle/proof.h"
#include "libmarkings/register/internal/files.h"

namespace markings::internal {

inline constexpr std::size_t kTileWidth = 256;
inline constexpr unsigned kTileHeight = 8;  // 2^8 hashes; a tree of 2^63 leaves has tiles at 8 levels

// A row of hashes at height 8 * level, from index * 256 on.
struct Tile {
  unsigned level = 0;
  std::uint64_t index = 0;
  std::size_t width = 0;  // 1 to 256
};

// "tile/0/x001/234" and, when it is not full, ".p/17".
[[nodiscard]] std::string TilePath(const Tile& tile);
// "tile/entries/..." of the same form: the entries below a tile of level 0.
[[nodiscard]] std::string BundlePath(std::uint64_t index, std::size_t width);
// How many hashes that tile has in a tree of `size` leaves.
[[nodiscard]] std::size_t WidthOf(unsigned level, std::uint64_t index, std::uint64_t size);

[[nodiscard]] std::string TileBytes(std::span<const TreeHash> hashes);

// The hashes of a tile of a tree that has it with that width: from its file, or from that of the full tile,
// since a partial one may go once the full one is there. Errors: kBadRegister when neither is there or one
// has another length; kIo.
[[nodiscard]] Result<std::vector<TreeHash>> ReadTile(const RegisterFolder& folder, const Tile& tile);

// Reads hashes of any level out of the tiles of a tree, and keeps some tiles. Not thread-safe.
class TileReader {
 public:
  // The folder must outlive it.
  TileReader(const RegisterFolder& folder, std::uint64_t size) : folder_(&folder), size_(size) {}
  // What a HashReader gives: the subtree must lie within the tree.
  [[nodiscard]] Result<TreeHash> Read(unsigned level, std::uint64_t index);
  // Valid as long as this.
  [[nodiscard]] HashReader AsReader() {
    return [this](unsigned level, std::uint64_t index) { return Read(level, index); };
  }

 private:
  const RegisterFolder* folder_;
  std::uint64_t size_;
  std::map<std::pair<unsigned, std::uint64_t>, std::vector<TreeHash>> tiles_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_REGISTER_INTERNAL_TILES_H_
