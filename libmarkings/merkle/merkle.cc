#include "libmarkings/merkle/merkle.h"

#include <sodium.h>

#include <bit>
#include <vector>

namespace markings {

// (crypto_hash_sha256 needs no sodium_init: it has one implementation and no randomness.)
TreeHash LeafHash(std::span<const unsigned char> entry) {
  constexpr unsigned char kLeaf = 0;
  TreeHash hash;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &kLeaf, 1);
  crypto_hash_sha256_update(&state, entry.data(), entry.size());
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

TreeHash NodeHash(const TreeHash& left, const TreeHash& right) {
  constexpr unsigned char kNode = 1;
  TreeHash hash;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &kNode, 1);
  crypto_hash_sha256_update(&state, left.data(), left.size());
  crypto_hash_sha256_update(&state, right.data(), right.size());
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

std::uint64_t SplitOf(std::uint64_t size) { return std::bit_floor(size - 1); }

TreeHash TreeRoot(std::span<const TreeHash> leaves) {
  if (leaves.empty()) {
    TreeHash hash;
    crypto_hash_sha256(hash.data(), nullptr, 0);
    return hash;
  }
  // The peaks of the perfect trees so far, the largest first; two of one height become one. The bits of the
  // count say which heights there are.
  std::vector<TreeHash> peaks;
  std::uint64_t count = 0;
  for (const TreeHash& leaf : leaves) {
    peaks.push_back(leaf);
    for (std::uint64_t bits = count++; (bits & 1) != 0; bits >>= 1) {
      const TreeHash right = peaks.back();
      peaks.pop_back();
      peaks.back() = NodeHash(peaks.back(), right);
    }
  }
  TreeHash root = peaks.back();
  for (std::size_t i = peaks.size() - 1; i-- > 0;) root = NodeHash(peaks[i], root);
  return root;
}

}  // namespace markings
