#include "libmarkings/text/hex.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace markings {
namespace {

using Two = std::array<unsigned char, 2>;

TEST(Hex, RoundTrip) {
  Two bytes{};
  ASSERT_TRUE(FromHex("0fa9", bytes));
  EXPECT_EQ(bytes, (Two{0x0f, 0xa9}));
  EXPECT_EQ(ToHex(bytes), "0fa9");
}

TEST(Hex, RefusesWhatIsNotExactlyIt) {
  Two bytes{};
  for (const char* text : {"", "0f", "0fa", "0fa9a", "0fa9aa", "0FA9", "0fag", " fa9", "0x12", "0f:a"}) {
    EXPECT_FALSE(FromHex(text, bytes)) << text;
  }
}

TEST(Hex, Digests) {
  EXPECT_TRUE(IsSha256Hex(std::string(64, 'a')));
  EXPECT_FALSE(IsSha256Hex(std::string(63, 'a')));
  EXPECT_FALSE(IsSha256Hex(std::string(64, 'A')));
  EXPECT_FALSE(IsSha256Hex(std::string(64, 'g')));
}

}  // namespace
}  // namespace markings
