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

}  // namespace
}  // namespace markings::internal
