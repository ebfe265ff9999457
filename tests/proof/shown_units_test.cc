#include "libmarkings/proof/internal/shown_units.h"

#include <gtest/gtest.h>

namespace markings::internal {
namespace {

TEST(ShownUnits, LaidOutAnew) {
  EXPECT_TRUE(IsLaidOut("one two\r\nthree", "one two\nthree"));
  EXPECT_TRUE(IsLaidOut("one two  \nthree\n", "one two three"));
  EXPECT_TRUE(IsLaidOut("  one", "one"));
  EXPECT_TRUE(IsLaidOut("one", "one\n"));
  EXPECT_TRUE(IsLaidOut("well-\nknown", "well-known"));
  EXPECT_TRUE(IsLaidOut("well-\r\n  known", "well- known"));
  EXPECT_TRUE(IsLaidOut(" \n", ""));
  EXPECT_TRUE(IsLaidOut("", ""));
}

TEST(ShownUnits, AnotherWording) {
  EXPECT_FALSE(IsLaidOut("now here", "nowhere"));
  EXPECT_FALSE(IsLaidOut("nowhere", "now here"));
  EXPECT_FALSE(IsLaidOut("well- known", "well-known"));
  EXPECT_FALSE(IsLaidOut("well-known", "well-\nknown"));
  EXPECT_FALSE(IsLaidOut("one two", "one"));
  EXPECT_FALSE(IsLaidOut("one", "one two"));
  EXPECT_FALSE(IsLaidOut("one", "One"));
  EXPECT_FALSE(IsLaidOut("a\nb", "ab"));
  EXPECT_FALSE(IsLaidOut("", "x"));
  EXPECT_FALSE(IsLaidOut("x", ""));
}

}  // namespace
}  // namespace markings::internal
