#include "libmarkings/text/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "libmarkings/text/buffer.h"
#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

using std::string_literals::operator""s;
using testing::HasSubstr;

// Written down apart from the code under test: one character as bytes of an encoding.
std::string Utf8(char32_t c) {
  const auto byte = [](char32_t value) { return std::string(1, static_cast<char>(value)); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) return byte(0xC0 + c / 64) + byte(0x80 + c % 64);
  if (c < 0x10000) return byte(0xE0 + c / 4096) + byte(0x80 + c / 64 % 64) + byte(0x80 + c % 64);
  return byte(0xF0 + c / 262144) + byte(0x80 + c / 4096 % 64) + byte(0x80 + c / 64 % 64) +
         byte(0x80 + c % 64);
}

std::string Utf16(char32_t c, bool big) {
  const auto unit = [&](char32_t value) {
    const char high = static_cast<char>(value / 256);
    const char low = static_cast<char>(value % 256);
    return big ? std::string{high, low} : std::string{low, high};
  };
  if (c < 0x10000) return unit(c);
  return unit(0xD800 + (c - 0x10000) / 1024) + unit(0xDC00 + (c - 0x10000) % 1024);
}

std::string Utf16(std::u32string_view text, bool big) {
  std::string bytes;
  for (const char32_t c : text) bytes += Utf16(c, big);
  return bytes;
}

TEST(Encoding, EveryByteOfWindows1252) {
  // What `iconv -f WINDOWS-1252 -t UTF-8` makes of 0x80 to 0x9F; ? is not assigned.
  constexpr std::u32string_view kOdd =
      U"€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž?"
      U"?‘’“”•–—˜™š›œ?žŸ";
  ASSERT_EQ(kOdd.size(), 32U);
  for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
    const std::string input = "a" + std::string(1, static_cast<char>(byte)) + "b";
    const char32_t expected = byte < 0xA0 ? kOdd[byte - 0x80] : byte;
    EXPECT_EQ(DetectEncoding(input), Encoding::kWindows1252);
    const auto decoded = DecodeText(input, Encoding::kWindows1252);
    if (expected == U'?') {
      ASSERT_FALSE(decoded) << byte;
      EXPECT_EQ(decoded.error().where, (Span{1, 2}));
      EXPECT_EQ(decoded.error().code, ErrorCode::kUnusableInput);
    } else {
      ASSERT_TRUE(decoded) << byte;
      EXPECT_EQ(decoded->text, "a" + Utf8(expected) + "b");
    }
  }
}

TEST(Encoding, Detection) {
  struct Row {
    std::string input;
    Encoding encoding;
  };
  const Row rows[] = {
      {"", Encoding::kUtf8},
      {"plain", Encoding::kUtf8},
      {"caf\xC3\xA9", Encoding::kUtf8},
      {"\xEF\xBB\xBFtext", Encoding::kUtf8},
      {"\xFF\xFEU\0"s, Encoding::kUtf16Le},
      {"\xFE\xFF\0U"s, Encoding::kUtf16Be},
      {"U\0N\0C\0"s, Encoding::kUtf16Le},
      {"\0U\0N\0C"s, Encoding::kUtf16Be},
      {"U\0NC"s, Encoding::kUtf8},
      {"caf\xE9 au lait", Encoding::kWindows1252},
      {"ends in caf\xE9", Encoding::kWindows1252},
      {"cr\xE9\xE9 \x93quoted\x94", Encoding::kWindows1252},
      {"\x97\x97\x97\x97\x97\x97", Encoding::kWindows1252},
      // UTF-8 but for a stray byte, before it and after it.
      {"caf\xC3\xA9 caf\xE9", Encoding::kUtf8},
      {"caf\xE9 caf\xC3\xA9", Encoding::kUtf8},
      {"\xE9\xC3\xA9", Encoding::kUtf8},
      // Cyrillic in a one-byte encoding of its own.
      {"\xEF\xF0\xE8\xE2\xE5\xF2", Encoding::kUtf8},
  };
  for (const Row& row : rows) EXPECT_EQ(DetectEncoding(row.input), row.encoding) << row.input;
}

TEST(Encoding, Utf16InBothOrders) {
  const std::u32string characters = U"\uFEFF1. (U) Café “x” \u20AC \U0001F5FA end\n";
  std::string expected;
  for (const char32_t c : characters) expected += Utf8(c);
  for (const bool big : {false, true}) {
    const std::string input = Utf16(characters, big);
    const Encoding encoding = DetectEncoding(input);
    EXPECT_EQ(encoding, big ? Encoding::kUtf16Be : Encoding::kUtf16Le);
    const auto decoded = DecodeText(input, encoding);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, expected);
    EXPECT_EQ(decoded->map.InputOffset(decoded->text, expected.size()), input.size());
  }
}

TEST(Encoding, RefusesWhatIsNoUtf16) {
  for (const bool big : {false, true}) {
    const Encoding encoding = big ? Encoding::kUtf16Be : Encoding::kUtf16Le;
    const auto unit = [&](char32_t c) { return Utf16(c, big); };
    const std::string high = unit(0xD83D);
    const std::string low = unit(0xDDFA);
    const std::string a = unit('a');
    struct Row {
      std::string input;
      Span where;
    };
    const Row rows[] = {
        {a + high + a, {2, 4}},
        {a + low + a, {2, 4}},
        {a + high, {2, 4}},
        {a + low + high, {2, 4}},
        {high + high + low, {0, 2}},
        {high + low + low, {4, 6}},
        {a + a + a.substr(1), {4, 5}},
        {a + high + low.substr(1), {2, 4}},
    };
    for (const Row& row : rows) {
      const auto decoded = DecodeText(row.input, encoding);
      ASSERT_FALSE(decoded);
      EXPECT_EQ(decoded.error().where, row.where);
      EXPECT_FALSE(decoded.error().fix.empty());
    }
    EXPECT_TRUE(DecodeText(a + high + low + a, encoding));
  }
}

// The map of every offset against adding up character by character.
TEST(Encoding, MapsEveryOffset) {
  std::mt19937 random(11);
  const std::u32string of_windows = U"ab1 \né€“œÿ";
  const std::u32string of_unicode = U"ab1 \né€\uFEFF\U0001F5FA\U0010FFFF\u0800";
  for (const Encoding encoding : {Encoding::kWindows1252, Encoding::kUtf16Le, Encoding::kUtf16Be}) {
    const std::u32string& characters = encoding == Encoding::kWindows1252 ? of_windows : of_unicode;
    for (const std::size_t size : {0U, 1U, 170U, 171U, 511U, 512U, 513U, 1024U, 5000U}) {
      std::string text;
      std::vector<std::size_t> expected;
      std::size_t input = 0;
      for (std::size_t i = 0; i < size; ++i) {
        const char32_t c = characters[random() % characters.size()];
        const std::string bytes = Utf8(c);
        for (std::size_t k = 0; k < bytes.size(); ++k) expected.push_back(input);
        text += bytes;
        input += encoding == Encoding::kWindows1252 ? 1 : Utf16(c, true).size();
      }
      expected.push_back(input);
      expected.push_back(input);  // past the end
      const SourceMap map(text, encoding);
      for (std::size_t at = 0; at < expected.size(); ++at) {
        ASSERT_EQ(map.InputOffset(text, at), expected[at]) << Name(encoding) << " " << size << " " << at;
      }
    }
  }
  EXPECT_EQ(SourceMap().InputOffset("text", 3), 3U);
}

TEST(Encoding, PositionInAnInput) {
  const std::u32string text = U"\uFEFFab\r\ncd\rx\n";
  for (const bool big : {false, true}) {
    const std::string input = Utf16(text, big);
    const auto at = [&](std::size_t offset) {
      const Position position = InputPosition(input, offset);
      return std::to_string(position.line) + ":" + std::to_string(position.column);
    };
    EXPECT_EQ(at(0), "1:1");
    EXPECT_EQ(at(2), "1:3");
    EXPECT_EQ(at(8), "1:9");  // the LF of CR LF
    EXPECT_EQ(at(10), "2:1");
    EXPECT_EQ(at(16), "3:1");
    EXPECT_EQ(at(99), "3:5");
  }
  EXPECT_EQ(InputPosition("a\nb\xE9", 3).line, 2U);
}

TEST(Encoding, BufferFromInput) {
  const auto plain = Buffer::FromInput("1. (U) Caf\xC3\xA9", "x");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->encoding(), Encoding::kUtf8);
  EXPECT_EQ(plain->InputOffset(12), 12U);

  const auto windows = Buffer::FromInput("1. (U) Caf\xE9 \x93x\x94", "x");
  ASSERT_TRUE(windows) << windows.error().message;
  EXPECT_EQ(windows->encoding(), Encoding::kWindows1252);
  EXPECT_EQ(windows->text(), "1. (U) Café “x”");
  EXPECT_EQ(windows->InputOffset(windows->text().find('x')), 13U);

  auto wide = Buffer::FromInput(Utf16(U"1. (U) Café", false), "x");
  ASSERT_TRUE(wide);
  const Buffer moved = *std::move(wide);  // the map goes with the text
  EXPECT_EQ(moved.text(), "1. (U) Café");
  EXPECT_EQ(moved.InputOffset(moved.text().size()), 22U);
}

TEST(Encoding, BufferFromInputRefusals) {
  struct Row {
    std::string input;
    Span where;
    std::string_view message;
  };
  const Row rows[] = {
      {"caf\xC3\xA9 caf\xE9 x", {9, 10}, "not valid UTF-8"},
      {"x\x9D", {1, 2}, "neither UTF-8 nor Windows-1252"},
      {"x\xE9\x01\x81", {2, 3}, "control byte 0x01"},
      {Utf16(U"\uFEFFab\u0001", false), {6, 8}, "control byte 0x01"},
      {Utf16(U"\uFEFF\u20AC\U0001F5FA\u0001", true), {8, 10}, "control byte 0x01"},
      {"\xFF\xFE\0\0a\0\0\0"s, {2, 4}, "control byte 0x00"},  // UTF-32
      {Utf16(U" \n\t", true), {0, 0}, "empty"},
      {"", {0, 0}, "empty"},
      {"a\0b\0c"s, {4, 5}, "in the middle of a character"},
  };
  for (const Row& row : rows) {
    const auto buffer = Buffer::FromInput(row.input, "x");
    ASSERT_FALSE(buffer) << row.message;
    EXPECT_EQ(buffer.error().where, row.where) << row.message;
    EXPECT_THAT(buffer.error().message, HasSubstr(row.message));
    EXPECT_FALSE(buffer.error().fix.empty());
  }
}

// Limits count bytes of the input, not of what they become.
TEST(Encoding, LimitsOfTheInput) {
  const TextLimits limits{.max_bytes = 24, .max_line_bytes = 6};
  EXPECT_TRUE(Buffer::FromInput("\xE9 \xE9 \xE9 \n\xE9 \xE9 \xE9 ", "x", limits));
  const auto line = Buffer::FromInput("\xE9 \xE9 \xE9 \n\xE9 \xE9 \xE9 \xE9", "x", limits);
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().where, (Span{13, 14}));
  EXPECT_TRUE(Buffer::FromInput(Utf16(U"abc\r\nabc\n", false), "x", limits));
  const auto wide = Buffer::FromInput(Utf16(U"abc\r\nabcd\n", false), "x", limits);
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().where, (Span{16, 17}));
  const auto all = Buffer::FromInput(Utf16(U"abc\nabc\nabc\nabc", false), "x", limits);
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().where, (Span{24, 25}));
}

// What is cut off anywhere is refused or read as far as it goes: never read beyond.
TEST(Encoding, Truncation) {
  const std::string input = Utf16(U"\uFEFF1. (U) Caf\U0001F5FA é", false);
  for (std::size_t size = 2; size <= input.size(); ++size) {
    const auto buffer = Buffer::FromInput(input.substr(0, size), "x");
    if (!buffer) continue;
    EXPECT_EQ(size % 2, 0U);
    EXPECT_EQ(FindInvalidUtf8(buffer->text()), std::string_view::npos);
    EXPECT_EQ(buffer->InputOffset(buffer->text().size()), size);
  }
}

}  // namespace
}  // namespace markings
