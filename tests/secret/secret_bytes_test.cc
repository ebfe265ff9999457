#include "libmarkings/secret/secret_bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace markings {
namespace {

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);
static_assert(!std::is_convertible_v<std::size_t, SecretBytes>);

bool AllZero(std::span<const unsigned char> bytes) {
  return std::ranges::all_of(bytes, [](unsigned char byte) { return byte == 0; });
}

TEST(SecretBytes, BeginsZeroed) {
  const SecretBytes bytes(100);
  EXPECT_EQ(bytes.size(), 100U);
  EXPECT_TRUE(AllZero(bytes.Reveal()));
  EXPECT_EQ(SecretBytes(0).size(), 0U);
}

TEST(SecretBytes, MovesAndLeavesNothingBehind) {
  SecretBytes first(3);
  first.RevealForWriting()[1] = 7;
  const unsigned char* place = first.Reveal().data();
  SecretBytes second(std::move(first));
  EXPECT_EQ(second.Reveal().data(), place);
  EXPECT_EQ(second.Reveal()[1], 7);
  SecretBytes third(1);
  third = std::move(second);
  EXPECT_EQ(third.Reveal().data(), place);
  EXPECT_EQ(third.size(), 3U);
}

TEST(SecretBytes, TruncateWipesTheRest) {
  SecretBytes bytes(4);
  std::ranges::fill(bytes.RevealForWriting(), static_cast<unsigned char>(9));
  const std::span<const unsigned char> all = bytes.Reveal();
  bytes.Truncate(1);
  EXPECT_EQ(bytes.size(), 1U);
  EXPECT_EQ(bytes.Reveal()[0], 9);
  EXPECT_TRUE(AllZero(all.subspan(1)));
  bytes.Truncate(5);  // never grows
  EXPECT_EQ(bytes.size(), 1U);
}

// Guarded memory: a byte past the end is no memory at all.
TEST(SecretBytesDeathTest, ReadingPastTheEndEnds) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        const SecretBytes bytes(16);
        const volatile unsigned char* end = bytes.Reveal().data() + bytes.size();
        const unsigned char byte = *end;
        (void)byte;
      },
      "");
}

}  // namespace
}  // namespace markings
