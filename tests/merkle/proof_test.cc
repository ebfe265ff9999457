// Proofs against the simple definition of the root, over all trees of up to 130 leaves, and the published
// ones of Certificate Transparency.

#include "libmarkings/merkle/proof.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

namespace markings {
namespace {

constexpr std::size_t kSizes = 130;

TreeHash FromHex(const std::string& hex) {
  TreeHash hash;
  EXPECT_EQ(sodium_hex2bin(hash.data(), hash.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr), 0);
  return hash;
}

std::vector<TreeHash> Leaves(std::size_t count) {
  std::vector<TreeHash> leaves;
  for (std::size_t i = 0; i < count; ++i) {
    leaves.push_back(LeafHash(std::vector<unsigned char>{static_cast<unsigned char>(i), 7}));
  }
  return leaves;
}

// A subtree's root by the definition. It must lie within the tree.
HashReader ReaderOf(const std::vector<TreeHash>& leaves) {
  std::vector<std::vector<TreeHash>> roots;
  for (std::size_t size = 1; size <= leaves.size(); size *= 2) {
    roots.emplace_back();
    for (std::size_t begin = 0; begin + size <= leaves.size(); begin += size) {
      roots.back().push_back(TreeRoot(std::span(leaves).subspan(begin, size)));
    }
  }
  return [roots](unsigned level, std::uint64_t index) -> Result<TreeHash> {
    if (level >= roots.size() || index >= roots[level].size()) {
      ADD_FAILURE() << "there is no subtree " << index << " at level " << level;
      return TreeHash{};
    }
    return roots[level][index];
  };
}

TreeHash RootOf(const std::vector<TreeHash>& leaves, std::size_t size) {
  return TreeRoot(std::span(leaves).first(size));
}

TEST(ProofTest, RootFromSubtrees) {
  const auto leaves = Leaves(kSizes);
  for (std::size_t size = 0; size <= kSizes; ++size) {
    EXPECT_EQ(*ReadRoot(ReaderOf(leaves), size), RootOf(leaves, size)) << size;
  }
}

TEST(ProofTest, EveryLeafOfEveryTree) {
  const auto leaves = Leaves(kSizes);
  const HashReader reader = ReaderOf(leaves);
  for (std::size_t size = 1; size <= kSizes; ++size) {
    const TreeHash root = RootOf(leaves, size);
    for (std::size_t index = 0; index < size; ++index) {
      SCOPED_TRACE(std::to_string(index) + " of " + std::to_string(size));
      const auto made = MakeInclusionProof(reader, index, size);
      ASSERT_TRUE(made);
      std::vector<TreeHash> proof = *made;
      ASSERT_LE(proof.size(), static_cast<std::size_t>(std::bit_width(size - 1)));
      EXPECT_EQ(RootOfInclusion(leaves[index], index, size, proof), root);
      // Another leaf, another place, another size: never this root.
      EXPECT_NE(RootOfInclusion(leaves[(index + 1) % kSizes], index, size, proof), root);
      for (std::size_t bit = 1; bit <= 2 * size; bit *= 2) {
        EXPECT_NE(RootOfInclusion(leaves[index], index ^ bit, size, proof), root) << bit;
      }
      // Longer, shorter, changed.
      proof.push_back(root);
      EXPECT_EQ(RootOfInclusion(leaves[index], index, size, proof), std::nullopt);
      proof.pop_back();
      for (TreeHash& hash : proof) {
        hash[size % 32] ^= 1;
        EXPECT_NE(RootOfInclusion(leaves[index], index, size, proof), root);
        hash[size % 32] ^= 1;
      }
      if (proof.empty()) continue;
      proof.pop_back();
      EXPECT_EQ(RootOfInclusion(leaves[index], index, size, proof), std::nullopt);
    }
  }
}

TEST(ProofTest, EveryPairOfTrees) {
  const auto leaves = Leaves(kSizes);
  const HashReader reader = ReaderOf(leaves);
  for (std::size_t to = 0; to <= kSizes; ++to) {
    const TreeHash to_root = RootOf(leaves, to);
    for (std::size_t from = 0; from <= to; ++from) {
      SCOPED_TRACE(std::to_string(from) + " to " + std::to_string(to));
      const TreeHash from_root = RootOf(leaves, from);
      const auto made = MakeConsistencyProof(reader, from, to);
      ASSERT_TRUE(made);
      std::vector<TreeHash> proof = *made;
      EXPECT_TRUE(ConsistencyHolds(from, from_root, to, to_root, proof));
      // Another root on either side, or the proof of another pair.
      TreeHash changed = from_root;
      changed[0] ^= 1;
      EXPECT_FALSE(ConsistencyHolds(from, changed, to, to_root, proof));
      if (from > 0) {
        changed = to_root;
        changed[31] ^= 1;
        EXPECT_FALSE(ConsistencyHolds(from, from_root, to, changed, proof));
        EXPECT_FALSE(ConsistencyHolds(from - 1, from_root, to, to_root, proof));
        EXPECT_FALSE(ConsistencyHolds(to + 1, from_root, to, to_root, proof));
      }
      proof.push_back(to_root);
      EXPECT_FALSE(ConsistencyHolds(from, from_root, to, to_root, proof));
      proof.pop_back();
      for (TreeHash& hash : proof) {
        hash[to % 32] ^= 1;
        EXPECT_FALSE(ConsistencyHolds(from, from_root, to, to_root, proof));
        hash[to % 32] ^= 1;
      }
      if (proof.empty()) continue;
      proof.pop_back();
      EXPECT_FALSE(ConsistencyHolds(from, from_root, to, to_root, proof));
    }
  }
}

// A tree that is not the beginning: one leaf of the old one is another.
TEST(ProofTest, NoProofForAForkedTree) {
  const auto leaves = Leaves(kSizes);
  for (std::size_t from = 1; from <= kSizes; ++from) {
    auto forked = leaves;
    forked[from - 1][0] ^= 1;
    for (const auto& maker : {leaves, forked}) {
      const auto proof = MakeConsistencyProof(ReaderOf(maker), from, kSizes);
      EXPECT_FALSE(ConsistencyHolds(from, RootOf(forked, from), kSizes, RootOf(leaves, kSizes), *proof))
          << from;
    }
  }
}

TEST(ProofTest, RefusesPlacesOutsideTheTree) {
  const auto leaves = Leaves(3);
  const HashReader reader = ReaderOf(leaves);
  EXPECT_EQ(MakeInclusionProof(reader, 3, 3).error().code, ErrorCode::kBadProof);
  EXPECT_EQ(MakeInclusionProof(reader, 0, 0).error().code, ErrorCode::kBadProof);
  EXPECT_EQ(MakeConsistencyProof(reader, 3, 2).error().code, ErrorCode::kBadProof);
  EXPECT_EQ(RootOfInclusion(leaves[0], 0, 0, {}), std::nullopt);
  EXPECT_EQ(RootOfInclusion(leaves[0], 0, kMaxTreeSize + 1, {}), std::nullopt);
}

TEST(ProofTest, PassesOnWhatTheReaderSays) {
  const HashReader broken = [](unsigned, std::uint64_t) -> Result<TreeHash> {
    return Fail(ErrorCode::kIo, {}, "no tile", "");
  };
  EXPECT_EQ(ReadRoot(broken, 5).error().code, ErrorCode::kIo);
  EXPECT_EQ(MakeInclusionProof(broken, 1, 5).error().code, ErrorCode::kIo);
  EXPECT_EQ(MakeConsistencyProof(broken, 3, 5).error().code, ErrorCode::kIo);
}

// The published proofs of the eight-entry test tree of Certificate Transparency (its roots: merkle_test.cc).
TEST(ProofTest, PublishedProofs) {
  const std::vector<std::vector<unsigned char>> entries = {
      {},
      {0x00},
      {0x10},
      {0x20, 0x21},
      {0x30, 0x31},
      {0x40, 0x41, 0x42, 0x43},
      {0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57},
      {0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f}};
  std::vector<TreeHash> leaves;
  for (const auto& entry : entries) leaves.push_back(LeafHash(entry));
  const HashReader reader = ReaderOf(leaves);
  const auto hashes = [](std::initializer_list<const char*> texts) {
    std::vector<TreeHash> list;
    for (const char* text : texts) list.push_back(FromHex(text));
    return list;
  };
  EXPECT_EQ(*MakeInclusionProof(reader, 0, 8),
            hashes({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(*MakeInclusionProof(reader, 5, 8),
            hashes({"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(*MakeConsistencyProof(reader, 6, 8),
            hashes({"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(*MakeConsistencyProof(reader, 2, 5),
            hashes({"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

}  // namespace
}  // namespace markings
