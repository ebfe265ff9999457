#include "libmarkings/merkle/merkle.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <functional>
#include <string>
#include <vector>

namespace markings {
namespace {

std::string Hex(const TreeHash& hash) {
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

std::vector<unsigned char> FromHex(const std::string& hex) {
  std::vector<unsigned char> bytes(hex.size() / 2);
  if (hex.empty()) return bytes;
  EXPECT_EQ(sodium_hex2bin(bytes.data(), bytes.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr), 0);
  return bytes;
}

// The published test tree of Certificate Transparency: eight entries and the roots over the first n of them.
const std::vector<std::string> kEntries = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                         "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                         "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                         "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                         "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                         "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                         "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(MerkleTest, PublishedRoots) {
  std::vector<TreeHash> leaves;
  EXPECT_EQ(Hex(TreeRoot(leaves)), kRoots[0]);
  for (std::size_t n = 0; n < kEntries.size(); ++n) {
    leaves.push_back(LeafHash(FromHex(kEntries[n])));
    EXPECT_EQ(Hex(TreeRoot(leaves)), kRoots[n + 1]) << n + 1 << " leaves";
  }
}

TEST(MerkleTest, AgreesWithTheRecursiveDefinition) {
  std::vector<TreeHash> leaves;
  const std::function<TreeHash(std::size_t, std::size_t)> root = [&](std::size_t from, std::size_t to) {
    if (to - from == 1) return leaves[from];
    const std::size_t middle = from + SplitOf(to - from);
    return NodeHash(root(from, middle), root(middle, to));
  };
  for (std::size_t n = 1; n <= 130; ++n) {
    leaves.push_back(LeafHash(std::vector<unsigned char>{static_cast<unsigned char>(n)}));
    EXPECT_EQ(TreeRoot(leaves), root(0, n)) << n;
  }
}

TEST(MerkleTest, SplitsAtTheLargestPowerOfTwoBelow) {
  EXPECT_EQ(SplitOf(2), 1U);
  EXPECT_EQ(SplitOf(3), 2U);
  EXPECT_EQ(SplitOf(4), 2U);
  EXPECT_EQ(SplitOf(5), 4U);
  EXPECT_EQ(SplitOf(std::uint64_t{1} << 40), std::uint64_t{1} << 39);
}

}  // namespace
}  // namespace markings
