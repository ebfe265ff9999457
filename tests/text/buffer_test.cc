#include "libmarkings/text/buffer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace markings {
namespace {

using std::string_literals::operator""s;
using testing::HasSubstr;

TEST(Buffer, TakesTextAsItIs) {
  const std::string text =
      "\xEF\xBB\xBF"
      "1. (U) Caf\xC3\xA9\r\n\tnext\f\nlast line without an end";
  const auto buffer = Buffer::FromBytes(text, "note.txt");
  ASSERT_TRUE(buffer);
  EXPECT_EQ(buffer->text(), text);
  EXPECT_EQ(buffer->name(), "note.txt");
}

TEST(Buffer, Refusals) {
  struct Row {
    std::string bytes;
    Span where;
    std::string_view message;
    std::string_view fix;
  };
  const Row rows[] = {
      {"", {0, 0}, "empty", ""},
      {" \t\r\n\f\n", {0, 0}, "empty", ""},
      {"text\0more"s, {4, 5}, "control byte 0x00", "not its binary file"},
      {"a line that is longer\n\x1B[2J", {22, 23}, "control byte 0x1b", ""},
      {"12345678\x01", {8, 9}, "control byte 0x01", ""},
      {"caf\xE9 au lait",
       {3, 4},
       "0xe9 is not valid UTF-8 and looks like Windows-1252",
       "iconv -f WINDOWS-1252"},
      {"a \x93quoted\x94 word", {2, 3}, "Windows-1252", "iconv"},
      {"\xFF\xFEU\0"s, {0, 2}, "UTF-16", "iconv -f UTF-16"},
      {"\xFE\xFF\0U"s, {0, 2}, "UTF-16", "iconv -f UTF-16"},
      {"U\0N\0C\0"s, {1, 2}, "UTF-16", "UTF-16LE"},
      {"\0U\0N\0C"s, {0, 1}, "UTF-16", "UTF-16BE"},
      {"\xB1\xB2\xB3\xB4\xB5", {0, 1}, "not valid UTF-8", "iconv"},
  };
  for (const Row& row : rows) {
    const auto buffer = Buffer::FromBytes(row.bytes, "x");
    ASSERT_FALSE(buffer) << row.message;
    EXPECT_EQ(buffer.error().code, ErrorCode::kUnusableInput);
    EXPECT_EQ(buffer.error().where, row.where) << buffer.error().message;
    EXPECT_THAT(buffer.error().message, HasSubstr(row.message));
    EXPECT_THAT(buffer.error().fix, HasSubstr(row.fix));
    EXPECT_FALSE(buffer.error().fix.empty());
  }
}

// Each control byte at each place of a word of eight: the fast path and the slow one agree.
TEST(Buffer, EveryControlByteAtEveryPlace) {
  for (int byte = 0; byte < 0x20; ++byte) {
    const bool allowed = byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
    for (std::size_t at = 4; at < 28; ++at) {
      std::string text(30, '~');
      text[2] = '\x7E';
      text[at] = static_cast<char>(byte);
      const auto buffer = Buffer::FromBytes(text, "x");
      ASSERT_EQ(buffer.has_value(), allowed) << byte << " at " << at;
      if (!allowed) {
        EXPECT_EQ(buffer.error().where, (Span{at, at + 1}));
      }
    }
  }
}

TEST(Buffer, FirstOffendingByteIsReported) {
  EXPECT_EQ(Buffer::FromBytes("ab\xE9 cd\x01", "x").error().where.begin, 2U);
  EXPECT_EQ(Buffer::FromBytes("ab\x01 cd\xE9", "x").error().where.begin, 2U);
}

TEST(Buffer, Limits) {
  const TextLimits limits{.max_bytes = 20, .max_line_bytes = 5};
  EXPECT_TRUE(Buffer::FromBytes("12345\n12345\r\n12345", "x", limits));
  const auto line = Buffer::FromBytes("12345\n123456\n", "x", limits);
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().where, (Span{11, 12}));
  const auto with_return = Buffer::FromBytes("12345\n123456\r\n", "x", limits);
  ASSERT_FALSE(with_return);
  EXPECT_EQ(with_return.error().where, (Span{11, 12}));
  const auto last = Buffer::FromBytes("1\n123456", "x", limits);
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().where, (Span{7, 8}));
  // Lines of old Macs, ended by CR alone.
  EXPECT_TRUE(Buffer::FromBytes("12345\r12345\r\r12345", "x", limits));
  EXPECT_TRUE(Buffer::FromBytes("1\r2345\r\n12345", "x", limits));
  const auto carriage = Buffer::FromBytes("12345\r123456\r", "x", limits);
  ASSERT_FALSE(carriage);
  EXPECT_EQ(carriage.error().where, (Span{11, 12}));
  const auto all = Buffer::FromBytes(std::string(21, 'a'), "x", limits);
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().where, (Span{20, 21}));
}

TEST(Buffer, HundredMegabyteLineIsRefused) {
  const auto buffer = Buffer::FromBytes(std::string(std::size_t{100} << 20, 'a'), "x");
  ASSERT_FALSE(buffer);
  EXPECT_EQ(buffer.error().where.begin, std::size_t{1} << 20);
}

}  // namespace
}  // namespace markings
