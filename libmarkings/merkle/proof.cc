// Ranges of leaves are walked from the root down, halving as the definition does, so that nothing recurses;
// what a proof lists from the leaf up is turned round at the end.

#include "libmarkings/merkle/proof.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace markings {
namespace {

std::unexpected<Error> BadProof(std::string message) {
  return Fail(ErrorCode::kBadProof, {}, std::move(message), "ask for a place within the tree");
}

// The root over the leaves [begin, end), where begin is a multiple of the smallest power of two that is no
// smaller than the range: then it is made of perfect subtrees, the largest first.
Result<TreeHash> RangeRoot(const HashReader& reader, std::uint64_t begin, std::uint64_t end) {
  std::vector<TreeHash> peaks;
  for (std::uint64_t at = begin; at < end;) {
    const auto level = static_cast<unsigned>(std::bit_width(end - at) - 1);
    auto hash = reader(level, at >> level);
    if (!hash) return hash;
    peaks.push_back(*hash);
    at += std::uint64_t{1} << level;
  }
  if (peaks.empty()) return TreeRoot({});
  TreeHash root = peaks.back();
  for (std::size_t i = peaks.size() - 1; i-- > 0;) root = NodeHash(peaks[i], root);
  return root;
}

// Adds a range's root to a proof.
Result<void> Add(const HashReader& reader, std::uint64_t begin, std::uint64_t end,
                 std::vector<TreeHash>& proof) {
  auto hash = RangeRoot(reader, begin, end);
  if (!hash) return std::unexpected(std::move(hash).error());
  proof.push_back(*hash);
  return {};
}

// Whether a hash of a proof stands on the left. Both numbers then go up to where that stays so.
// Source: RFC 9162, section 2.1.3.2, step 4.
bool StandsLeft(std::uint64_t& fn, std::uint64_t& sn) {
  const bool left = (fn & 1) == 1 || fn == sn;
  if (left) {
    while ((fn & 1) == 0 && fn != 0) {
      fn >>= 1;
      sn >>= 1;
    }
  }
  return left;
}

}  // namespace

Result<TreeHash> ReadRoot(const HashReader& reader, std::uint64_t size) { return RangeRoot(reader, 0, size); }

Result<std::vector<TreeHash>> MakeInclusionProof(const HashReader& reader, std::uint64_t index,
                                                 std::uint64_t size) {
  if (index >= size || size > kMaxTreeSize) return BadProof("the tree has no such leaf");
  std::vector<TreeHash> proof;
  std::uint64_t begin = 0, end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + SplitOf(end - begin);
    const bool left = index < middle;
    if (auto added = left ? Add(reader, middle, end, proof) : Add(reader, begin, middle, proof); !added) {
      return std::unexpected(std::move(added).error());
    }
    (left ? end : begin) = middle;
  }
  std::ranges::reverse(proof);
  return proof;
}

std::optional<TreeHash> RootOfInclusion(const TreeHash& leaf, std::uint64_t index, std::uint64_t size,
                                        std::span<const TreeHash> proof) {
  if (index >= size || size > kMaxTreeSize) return std::nullopt;
  std::uint64_t fn = index, sn = size - 1;
  TreeHash root = leaf;
  for (const TreeHash& hash : proof) {
    if (sn == 0) return std::nullopt;
    root = StandsLeft(fn, sn) ? NodeHash(hash, root) : NodeHash(root, hash);
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return std::nullopt;
  return root;
}

Result<std::vector<TreeHash>> MakeConsistencyProof(const HashReader& reader, std::uint64_t from,
                                                   std::uint64_t to) {
  if (from > to || to > kMaxTreeSize) return BadProof("the first tree is not the smaller one");
  std::vector<TreeHash> proof;
  if (from == 0 || from == to) return proof;
  std::uint64_t begin = 0, end = to;
  // While the range begins where the tree does, a subtree that ends with the old tree is the old tree, whose
  // root the verifier has.
  bool known = true;
  while (end != from) {
    const std::uint64_t middle = begin + SplitOf(end - begin);
    const bool left = from <= middle;
    if (auto added = left ? Add(reader, middle, end, proof) : Add(reader, begin, middle, proof); !added) {
      return std::unexpected(std::move(added).error());
    }
    (left ? end : begin) = middle;
    known = known && left;
  }
  if (!known) {
    if (auto added = Add(reader, begin, end, proof); !added) return std::unexpected(std::move(added).error());
  }
  std::ranges::reverse(proof);
  return proof;
}

bool ConsistencyHolds(std::uint64_t from, const TreeHash& from_root, std::uint64_t to,
                      const TreeHash& to_root, std::span<const TreeHash> proof) {
  if (from > to || to > kMaxTreeSize) return false;
  if (from == to) return proof.empty() && from_root == to_root;
  if (from == 0) return proof.empty() && from_root == TreeRoot({});
  // Source: RFC 9162, section 2.1.4.2. A perfect old tree is itself the first hash.
  if (proof.empty()) return false;
  const bool perfect = std::has_single_bit(from);
  std::uint64_t fn = from - 1, sn = to - 1;
  while ((fn & 1) == 1) {
    fn >>= 1;
    sn >>= 1;
  }
  TreeHash old_root = perfect ? from_root : proof.front();
  TreeHash new_root = old_root;
  for (const TreeHash& hash : perfect ? proof : proof.subspan(1)) {
    if (sn == 0) return false;
    if (StandsLeft(fn, sn)) {
      old_root = NodeHash(hash, old_root);
      new_root = NodeHash(hash, new_root);
    } else {
      new_root = NodeHash(new_root, hash);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && old_root == from_root && new_root == to_root;
}

}  // namespace markings
