#ifndef LIBMARKINGS_MERKLE_MERKLE_H_
#define LIBMARKINGS_MERKLE_MERKLE_H_

// Merkle trees of RFC 9162 (as RFC 6962 before it): SHA-256, leaves and inner nodes told apart by a first
// byte, a list split at the largest power of two below its size. Serves redaction proofs and the register.
//
// Thread-safety: functions keep no state.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "libmarkings/export.h"

namespace markings {

using TreeHash = std::array<unsigned char, 32>;

// SHA-256(00 || entry).
[[nodiscard]] MARKINGS_API TreeHash LeafHash(std::span<const unsigned char> entry);
// SHA-256(01 || left || right).
[[nodiscard]] MARKINGS_API TreeHash NodeHash(const TreeHash& left, const TreeHash& right);
// The root over leaf hashes; SHA-256 of nothing when there are none. Source: RFC 9162, section 2.1.1.
[[nodiscard]] MARKINGS_API TreeHash TreeRoot(std::span<const TreeHash> leaves);
// Where a tree of `size` leaves, two or more, splits: the largest power of two below it.
[[nodiscard]] MARKINGS_API std::uint64_t SplitOf(std::uint64_t size);

}  // namespace markings

#endif  // LIBMARKINGS_MERKLE_MERKLE_H_
