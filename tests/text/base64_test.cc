#include "libmarkings/text/base64.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace markings {
namespace {

std::vector<unsigned char> Bytes(std::string_view text) { return {text.begin(), text.end()}; }

// RFC 4648, section 10.
const std::vector<std::pair<std::string, std::string>> kKnown = {{"", ""},
                                                                 {"f", "Zg=="},
                                                                 {"fo", "Zm8="},
                                                                 {"foo", "Zm9v"},
                                                                 {"foob", "Zm9vYg=="},
                                                                 {"fooba", "Zm9vYmE="},
                                                                 {"foobar", "Zm9vYmFy"}};

TEST(Base64, PublishedAnswers) {
  for (const auto& [plain, padded] : kKnown) {
    const std::string bare = padded.substr(0, padded.find('='));
    EXPECT_EQ(EncodeBase64(Bytes(plain)), padded);
    EXPECT_EQ(EncodeBase64(Bytes(plain), Base64Padding::kNone), bare);
    EXPECT_EQ(Base64Size(plain.size()), padded.size());
    EXPECT_EQ(Base64Size(plain.size(), Base64Padding::kNone), bare.size());
    std::vector<unsigned char> read(plain.size());
    EXPECT_TRUE(DecodeBase64(padded, read)) << padded;
    EXPECT_EQ(read, Bytes(plain));
    EXPECT_TRUE(DecodeBase64(bare, read, Base64Padding::kNone)) << bare;
    EXPECT_EQ(read, Bytes(plain));
  }
}

TEST(Base64, OneSpellingAlone) {
  std::vector<unsigned char> one(1);
  // No padding, too much, bits left over, other alphabets, blanks, bytes above ASCII.
  for (const char* text :
       {"Zg", "Zg=", "Zg===", "Zh==", "Z-==", "Z_==", "Zg= ", " g==", "Zg\n=", "Z\xe7==", "Zgg="}) {
    EXPECT_FALSE(DecodeBase64(text, one)) << text;
  }
  for (const char* text : {"Zg==", "Zh", "Z", "Zgg", "Z-", "Z\xe7"}) {
    EXPECT_FALSE(DecodeBase64(text, one, Base64Padding::kNone)) << text;
  }
}

}  // namespace
}  // namespace markings
