#ifndef LIBMARKINGS_MERKLE_PROOF_H_
#define LIBMARKINGS_MERKLE_PROOF_H_

// Proofs in the trees of merkle.h: that an entry stands in a tree, and that a tree is the beginning of
// another. They are made from hashes of perfect subtrees, which a log keeps (in tiles), so that no entry need
// be read. Source: RFC 9162, sections 2.1.3 and 2.1.4.
//
// Thread-safety: functions keep no state.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/merkle/merkle.h"
#include "libmarkings/text/error.h"

namespace markings {

// Gives the root over the leaves [index << level, (index + 1) << level); level 0 is a leaf's hash. It is only
// asked for subtrees that lie within the tree. Its errors are passed on.
using HashReader = std::function<Result<TreeHash>(unsigned level, std::uint64_t index)>;

// No tree is larger: sizes are signed 64-bit numbers elsewhere (C2SP tlog-cosignature, Go).
inline constexpr std::uint64_t kMaxTreeSize = (std::uint64_t{1} << 63) - 1;

// The root of the first `size` leaves. Asks for at most 63 hashes.
[[nodiscard]] MARKINGS_API Result<TreeHash> ReadRoot(const HashReader& reader, std::uint64_t size);

// That leaf `index` stands in the tree of `size` leaves: siblings from the leaf up to below the root. Errors:
// kBadProof when there is no such leaf.
[[nodiscard]] MARKINGS_API Result<std::vector<TreeHash>> MakeInclusionProof(const HashReader& reader,
                                                                            std::uint64_t index,
                                                                            std::uint64_t size);
// The root that such a proof leads to; nothing when it has not the length of a proof for that leaf and size.
// The caller compares it with the root that was signed.
[[nodiscard]] MARKINGS_API std::optional<TreeHash> RootOfInclusion(const TreeHash& leaf, std::uint64_t index,
                                                                   std::uint64_t size,
                                                                   std::span<const TreeHash> proof);

// That the tree of `from` leaves is the beginning of the one of `to`. Empty when from is 0 or both are equal.
// Errors: kBadProof when from is the larger.
[[nodiscard]] MARKINGS_API Result<std::vector<TreeHash>> MakeConsistencyProof(const HashReader& reader,
                                                                              std::uint64_t from,
                                                                              std::uint64_t to);
// Whether it proves that. A tree of no leaves is the beginning of any, with an empty proof.
[[nodiscard]] MARKINGS_API bool ConsistencyHolds(std::uint64_t from, const TreeHash& from_root,
                                                 std::uint64_t to, const TreeHash& to_root,
                                                 std::span<const TreeHash> proof);

}  // namespace markings

#endif  // LIBMARKINGS_MERKLE_PROOF_H_
