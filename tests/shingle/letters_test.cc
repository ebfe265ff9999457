#include "libmarkings/shingle/letters.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace markings {
namespace {

std::string Letters(std::string_view text) { return std::string(ComparedLetters(text).letters()); }

TEST(ComparedLetters, CopiesOfATextAreOne) {
  const std::string plain = Letters("The harbour fees rose by forty percent");
  for (const std::string_view copy : {
           "THE HARBOUR FEES ROSE BY FORTY PERCENT",
           "The har-\n   bour fees rose\r\nby forty per-\r\ncent.",
           "\"The harbour fees\", rose (by forty) percent!",
           "The har\xC2\xAD"
           "bour fees rose by forty per\xE2\x80\x8B"
           "cent",
           "Th\xC3\xA9 h\xC3\xA5rbour fees rose by forty percent",
           "\xEF\xBC\xB4he harbour fees rose by forty percent",
           "The harb0ur fee5 r05e by f0rty percent",
           "The h a r b o u r fees rose by forty percent",
       })
    EXPECT_EQ(Letters(copy), plain) << copy;
  EXPECT_NE(Letters("The harbour fees rose by fourty percent"), plain);
}

TEST(ComparedLetters, LettersThatScannersTakeForEachOther) {
  EXPECT_EQ(Letters("0 1 i l 5 8"), "olllsb");
  EXPECT_EQ(Letters("modern vvest clerk"), Letters("modem west derk"));
  EXPECT_EQ(Letters("for never"), Letters("fomever"));  // over a blank as well: it is gone in both
  EXPECT_EQ(Letters("r"), "r");
  EXPECT_EQ(Letters("rrn"), "rm");
  EXPECT_EQ(Letters("vvv"), "wv");
  EXPECT_EQ(Letters("rc"), "rc");
}

TEST(ComparedLetters, NothingIsNothing) {
  EXPECT_EQ(Letters(""), "");
  EXPECT_EQ(Letters(" \n.,-_!\xE2\x80\x94"), "");
  EXPECT_TRUE(ComparedLetters("").SpanOf(0, 0).empty());
  EXPECT_TRUE(ComparedLetters("ab").SpanOf(1, 3).empty());
  EXPECT_TRUE(ComparedLetters("ab").SpanOf(1, 1).empty());
}

TEST(ComparedLetters, OneByteForALetterOfAnyScript) {
  const std::string cyrillic = Letters("\xD0\x9F\xD0\xBE\xD1\x80\xD1\x82");  // four letters
  EXPECT_EQ(cyrillic.size(), 4);
  EXPECT_EQ(cyrillic, Letters("\xD0\xBF\xD0\x9E\xD0\xA0\xD0\xA2"));
  EXPECT_EQ(Letters("Stra\xC3\x9F"
                    "e"),
            "strasse");
  EXPECT_EQ(Letters("\xC3\x86sir"), "aeslr");
}

TEST(ComparedLetters, SpansAreTheBytesOfTheLetters) {
  const std::string_view text = "  A mo-\nrning\xC3\xA6 x.";
  const ComparedLetters letters(text);
  ASSERT_EQ(letters.letters(), "amomlngaex");
  EXPECT_EQ(letters.SpanOf(0, 1), (Span{2, 3}));
  EXPECT_EQ(letters.SpanOf(1, 4), (Span{4, 10}) /* mo-\nr with n: m, o, and rn as m */);
}

// The map back is made of marks and reading on from them: it must give what reading from the beginning gives.
TEST(ComparedLetters, SpansAreThoseOfReadingFromTheBeginning) {
  const std::vector<std::string_view> pieces = {"r",        "n",   "v", "c",       "l",        "m",
                                                " ",        "-\n", "a", "Z",       "\xC3\x86", "\xC3\x9F",
                                                "\xD0\xBF", "0",   ".", "\xC2\xAD"};
  std::mt19937 random(20261127);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  for (int round = 0; round < 20; ++round) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += pieces[random() % pieces.size()];
    const ComparedLetters all(text);
    std::size_t last_begin = 0;
    for (std::size_t letter = 0; letter < all.letters().size(); ++letter) {
      const Span one = all.SpanOf(letter, letter + 1);
      ASSERT_FALSE(one.empty());
      ASSERT_LE(last_begin, one.begin);
      last_begin = one.begin;
      // Its bytes alone read as it, or, where one character reads as two, as both.
      const std::string alone = Letters(Slice(text, one));
      ASSERT_NE(alone.find(all.letters()[letter]), std::string::npos) << letter;
      // What stands before it reads as what comes before.
      const std::string before = Letters(std::string_view(text).substr(0, one.begin));
      if (alone.size() == 1) {
        ASSERT_EQ(before, all.letters().substr(0, letter));
      }
      if (letter > 700) letter += 97;
    }
  }
}

}  // namespace
}  // namespace markings
