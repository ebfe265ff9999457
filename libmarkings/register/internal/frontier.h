#ifndef LIBMARKINGS_REGISTER_INTERNAL_FRONTIER_H_
#define LIBMARKINGS_REGISTER_INTERNAL_FRONTIER_H_

// The right edge of a tree that grows: you should use libmarkings/register/register.h.

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "libmarkings/register/internal/tiles.h"

namespace markings::internal {

// For each level of tiles the hashes of the last one that is not full; the root of the whole follows from
// them. Leaves are added, and tiles handed out. A few kilobytes whatever the size of the tree.
class Frontier {
 public:
  using Sink = std::function<Result<void>(const Tile& tile, std::span<const TreeHash> hashes)>;

  Frontier() = default;  // of no leaves
  // Of the first `size` leaves of the tree of `tree_size` whose tiles stand in the folder. It is only what
  // the tiles say: compare Root() with what was signed, which then speaks for all hashes in it. Errors: those
  // of ReadTile.
  [[nodiscard]] static Result<Frontier> Read(const RegisterFolder& folder, std::uint64_t size,
                                             std::uint64_t tree_size);

  // Hands out each tile that becomes full.
  [[nodiscard]] Result<void> Add(const TreeHash& leaf, const Sink& sink);
  // Hands out the tiles that are not full and have grown since this was read.
  [[nodiscard]] Result<void> HandOutPartial(const Sink& sink) const;

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Result<TreeHash> Root() const;
  // Hashes of the leaves of the last tile when it is not full.
  [[nodiscard]] std::span<const TreeHash> leaves() const { return rows_[0].hashes; }

 private:
  struct Row {
    std::vector<TreeHash> hashes;  // fewer than 256
    bool grown = false;
  };
  static constexpr unsigned kRows = 8;
  std::array<Row, kRows> rows_;
  std::uint64_t size_ = 0;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_REGISTER_INTERNAL_FRONTIER_H_
