#include "libmarkings/release/internal/names.h"

#include <gtest/gtest.h>

#include <string>

namespace markings::internal {
namespace {

TEST(Names, PlainStems) {
  for (const char* stem : {"cable", "06-KALVOR_123", "cable.v2", "caf\xc3\xa9", "a b", ".hidden"}) {
    EXPECT_TRUE(IsPlainStem(stem)) << stem;
  }
  const std::string refused[] = {
      "",         "..",   "a/b",           "/a", "a\\b", "a\nb", "a\tb", std::string("a\0b", 3),
      "a\x7f",    "\xff", "a\xe2\x80\xae", " a", "a ",   "a.",   ".",    std::string(201, 'a'),
      "a\xc2\x85"};
  for (const std::string& stem : refused) EXPECT_FALSE(IsPlainStem(stem)) << stem.size();
}

TEST(Names, StemsOfFiles) {
  EXPECT_EQ(StemOfDerivative("cable.txt"), "cable");
  EXPECT_EQ(StemOfDerivative("cable.release.json"), std::nullopt);
  EXPECT_EQ(StemOfDerivative("../cable.txt"), std::nullopt);
  EXPECT_EQ(StemOfDerivative(".txt"), std::nullopt);
  EXPECT_EQ(StemOfManifest("cable.release.json"), "cable");
  EXPECT_EQ(StemOfManifest("cable.json"), std::nullopt);
}

TEST(Names, Dates) {
  for (const char* date : {"2026-11-23T10:15:00Z", "2024-02-29T23:59:59Z", "1970-01-01T00:00:00Z"}) {
    EXPECT_TRUE(IsUtcDate(date)) << date;
  }
  for (const char* date :
       {"", "2026-11-23", "2026-11-23T10:15:00", "2026-11-23T10:15:00+", "2026-13-23T10:15:00Z",
        "2026-02-29T10:15:00Z", "2026-11-31T10:15:00Z", "2026-11-23T24:15:00Z", "2026-11-23T10:60:00Z",
        "2026-11-23T10:15:60Z", "2026-11-23 10:15:00Z", "2026-11-23T10:15:0xZ", "2026-00-10T10:15:00Z"}) {
    EXPECT_FALSE(IsUtcDate(date)) << date;
  }
}

TEST(Names, Digests) {
  EXPECT_TRUE(IsSha256Hex(std::string(64, 'a')));
  EXPECT_FALSE(IsSha256Hex(std::string(63, 'a')));
  EXPECT_FALSE(IsSha256Hex(std::string(64, 'A')));
  EXPECT_FALSE(IsSha256Hex(std::string(64, 'g')));
}

}  // namespace
}  // namespace markings::internal
