#include "libmarkings/text/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace markings {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

TEST(FindInvalidUtf8, Table) {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  const Row rows[] = {
      {"", kNone},
      {"plain ASCII that is longer than a word of eight bytes", kNone},
      {"caf\xC3\xA9", kNone},
      {"\xE2\x82\xAC \xF0\x9F\x98\x80", kNone},
      {"\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF", kNone},  // the edges of surrogates and of Unicode
      {"caf\xE9", 3},
      {"\x80", 0},
      {"12345678\xFFrest", 8},
      {"\xC0\x80", 0},          // overlong NUL
      {"\xC1\xBF", 0},          // overlong
      {"\xE0\x9F\xBF", 0},      // overlong
      {"\xF0\x8F\xBF\xBF", 0},  // overlong
      {"a\xED\xA0\x80", 1},     // surrogate
      {"\xF4\x90\x80\x80", 0},  // above U+10FFFF
      {"\xF5\x80\x80\x80", 0},
      {"ab\xC3", 2},
      {"ab\xE2\x82", 2},
      {"ab\xF0\x9F\x98", 2},
      {"\xE2(\xA1", 0},
  };
  for (const Row& row : rows)
    EXPECT_EQ(FindInvalidUtf8(row.text), row.offset) << testing::PrintToString(row.text);
}

// Every code point, encoded as Unicode says, is accepted and decodes to itself; no surrogate is.
TEST(DecodeUtf8, AllCodePoints) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    std::string bytes;
    const auto add = [&](char32_t b) { bytes += static_cast<char>(static_cast<unsigned char>(b)); };
    if (c < 0x80) {
      add(c);
    } else if (c < 0x800) {
      add(0xC0 | (c >> 6));
      add(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      add(0xE0 | (c >> 12));
      add(0x80 | ((c >> 6) & 0x3F));
      add(0x80 | (c & 0x3F));
    } else {
      add(0xF0 | (c >> 18));
      add(0x80 | ((c >> 12) & 0x3F));
      add(0x80 | ((c >> 6) & 0x3F));
      add(0x80 | (c & 0x3F));
    }
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    ASSERT_EQ(FindInvalidUtf8(bytes), surrogate ? 0 : kNone) << static_cast<unsigned>(c);
    const CodePoint decoded = DecodeUtf8(bytes, 0);
    ASSERT_EQ(decoded.value, surrogate ? 0xFFFD : c);
    ASSERT_EQ(decoded.size, surrogate ? 1U : bytes.size());
  }
}

TEST(DecodeUtf8, EndAndBrokenBytes) {
  EXPECT_EQ(DecodeUtf8("ab", 2).size, 0U);
  EXPECT_EQ(DecodeUtf8("ab", 9).size, 0U);
  EXPECT_EQ(DecodeUtf8("\xE2\x82", 0).size, 1U);
}

TEST(IsDeceptive, NamesLookAlikesAndInvisibles) {
  for (const char32_t c : {U'\u0421', U'\u0391', U'\uFF33', U'\u200B', U'\u202E', U'\u00AD', U'\uFEFF',
                           U'\u2215', U'\U0001D412', U'\U000E0041', U'\u2066', U'\u2160'}) {
    EXPECT_TRUE(IsDeceptive(c)) << static_cast<unsigned>(c);
  }
  for (const char32_t c :
       {U'A', U'/', U'(', U'\u00E9', U'\u00A0', U'\u2013', U'\u2019', U'\u20AC', U'\u4E2D'}) {
    EXPECT_FALSE(IsDeceptive(c)) << static_cast<unsigned>(c);
  }
}

}  // namespace
}  // namespace markings
