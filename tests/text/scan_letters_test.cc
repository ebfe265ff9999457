#include "libmarkings/text/internal/scan_letters.h"

#include <gtest/gtest.h>

namespace markings::internal {
namespace {

TEST(ScanLetters, WordsThatLookAlikeHaveOneKey) {
  EXPECT_EQ(ScanKey("relk0v"), ScanKey("relkov"));
  EXPECT_EQ(ScanKey("1lse"), ScanKey("ilse"));
  EXPECT_EQ(ScanKey("torrnel"), ScanKey("tormel"));
  EXPECT_EQ(ScanKey("tor5el"), ScanKey("torsel"));
  EXPECT_EQ(ScanKey("vvren"), ScanKey("wren"));
  EXPECT_NE(ScanKey("relkov"), ScanKey("relkev"));
}

}  // namespace
}  // namespace markings::internal
