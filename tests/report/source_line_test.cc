// The line that is shown below a finding: what of it, and where the caret stands.

#include "libmarkings/report/source_line.h"

#include <gtest/gtest.h>

#include <string>

#include "libmarkings/text/utf8.h"

namespace markings {
namespace {

SourceLine At(const std::string& text, std::string_view marked) {
  const std::size_t at = text.find(marked);
  return SourceLineOf(text, {at, at + marked.size()});
}

TEST(SourceLineTest, IsTheLineThatThePlaceBeginsIn) {
  EXPECT_EQ(At("one\ntwo (S) three\nfour", "(S)"), (SourceLine{"two (S) three", 4, 3}));
  EXPECT_EQ(At("one\r\ntwo (S)\r\nfour", "(S)"), (SourceLine{"two (S)", 4, 3}));
  EXPECT_EQ(At("one\rtwo (S)\rfour", "(S)"), (SourceLine{"two (S)", 4, 3}));
  EXPECT_EQ(At("one\ntwo (S)\nfour", "S)\nfo"), (SourceLine{"two (S)", 5, 2}));
  EXPECT_EQ(At("one\n\nfour", "\nfour"), (SourceLine{"", 0, 1}));
  EXPECT_EQ(At("one\nfour", "\nfour"), (SourceLine{"one", 3, 1}));
  EXPECT_EQ(SourceLineOf("", {0, 0}), (SourceLine{"", 0, 1}));
  EXPECT_EQ(SourceLineOf("one", {9, 12}), (SourceLine{"one", 3, 1}));
}

TEST(SourceLineTest, CountsTheColumnsOfATerminal) {
  EXPECT_EQ(At("\tcaf\xC3\xA9 (S)", "(S)"), (SourceLine{" caf\xC3\xA9 (S)", 6, 3}));
  // Two cells for each of these, none for an accent that is a character of its own.
  EXPECT_EQ(At("\xE6\xB8\xAF\xE6\xB9\xBE (S)", "(S)").at, 5U);
  EXPECT_EQ(At("cafe\xCC\x81 (S)", "(S)").at, 5U);
  EXPECT_EQ(At("a \xE6\xB8\xAF\xE6\xB9\xBE b", "\xE6\xB8\xAF\xE6\xB9\xBE").size, 4U);
  // A place within a character: both halves are none.
  EXPECT_EQ(SourceLineOf("\xC3\xA9x", {1, 2}), (SourceLine{"\xEF\xBF\xBD\xEF\xBF\xBDx", 1, 1}));
}

TEST(SourceLineTest, NothingInItMovesTheCursor) {
  for (const char* text :
       {"\x1b[2J(S)", "\x08\x7f(S)", "\xC2\x9B(S)", "\xE2\x80\xAE(S)", "\xE2\x80\xA8(S)"}) {
    const std::string shown = At(text, "(S)").text;
    EXPECT_TRUE(shown.starts_with("\xEF\xBF\xBD")) << shown.size();
  }
}

// Of a long line the part around the place, whatever its characters take, and in no time.
TEST(SourceLineTest, IsNeverLong) {
  for (const char* one : {"x", "\xC3\xA9", "\xE6\xB8\xAF", "\xF0\x9F\x98\x80", "\xFF", "e\xCC\x81"}) {
    std::string many;
    for (int i = 0; i < 20000; ++i) many += one;
    for (const std::string& marked : {std::string("(S)"), "<" + many + ">"}) {
      std::string text = many;
      text += marked;
      text += many;
      const SourceLine line = SourceLineOf(text, {many.size(), many.size() + marked.size()});
      EXPECT_EQ(FindInvalidUtf8(line.text), std::string::npos);
      EXPECT_LE(line.text.size(), 4 * 121U);
      EXPECT_EQ(line.at, 60U);
      EXPECT_LE(line.at + line.size, 120U);
      EXPECT_EQ(line.size > 3, marked.size() > 3);
    }
  }
}

}  // namespace
}  // namespace markings
