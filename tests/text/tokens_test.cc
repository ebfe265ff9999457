#include "libmarkings/text/internal/tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace markings::internal {
namespace {

// "gap folded", one for each token; capitals as C, a capital first as c, numbers as #.
std::string Dump(const TokenStream& stream) {
  constexpr const char* kGaps[] = {"+", "-", "/", " ", "i", ",", "|", "!"};
  std::string dump;
  for (const Token& token : stream.tokens()) {
    dump += kGaps[static_cast<int>(token.gap)];
    if (token.quote_before) dump += '"';
    dump += token.number ? "#" : token.capitals ? "C:" : token.capital ? "c:" : "";
    dump += stream.Folded(token);
  }
  return dump;
}

struct Row {
  const char* input;
  const char* dump;
};

TEST(Tokens, CutsAndFolds) {
  const Row rows[] = {
      {"", ""},
      {" \n\t", ""},
      {"Dana Quorn left.", "|c:dana c:quorn left"},
      {"DANA  QUORN\nLEFT", "|C:dana C:quorn C:left"},
      {"He left. She stayed", "|c:he left|c:she stayed"},
      {"SUMMARY: Talks", "|C:summary|c:talks"},
      {"J. Quorn", "|c:jic:quorn"},
      {"Dr. Quorn and Amb. Ek", "|c:dric:quorn and c:ambic:ek"},
      {"Quorn's house", "|c:quorn house"},
      {"QUORN'S HOUSE", "|C:quorn C:house"},
      {"Quorn\xE2\x80\x99s", "|c:quorn"},
      {"O'Quorn, D\xE2\x80\x99"
       "Arvo",
       "|c:oquorn,c:darvo"},
      {"Quorn-Ek", "|c:quorn-c:ek"},
      {"Quorn-  \nEk", "|c:quorn-c:ek"},
      {"one - two -- three", "|one,two,three"},
      {"Qu\xC2\xADorn Quo\xE2\x80\x8Brn", "|c:quorn c:quorn"},
      {"\xC3\x89lan \xC5\x81uk\xC3\xA1\xC5\xA1 Stra\xC3\x9F"
       "e \xC3\x86gir",
       "|c:elan c:lukas c:strasse c:aegir"},
      {"e\xCC\x81lan", "|elan"},
      {"\xEF\xBC\xB1\xEF\xBD\x95orn", "|c:quorn"},
      {"\xD0\x9A\xD0\xB2\xD0\xBE\xD1\x80", "|c:\xD0\xBA\xD0\xB2\xD0\xBE\xD1\x80"},
      {"X1234567", "|c:x+#1234567"},
      {"040-910535, 1,500 and 02/05/2019", "|#040-#910535,#1/#500 and #02/#05/#2019"},
      {"05KALVOR2503", "|#05+C:kalvor+#2503"},
      {"said \"very odd\".", "|said,\"very odd"},
      {"a \x1F\x1F b", "|a!b"},
      {"end.\" Next", "|end|\"c:next"},
  };
  for (const Row& row : rows) EXPECT_EQ(Dump(TokenStream(row.input)), row.dump) << row.input;
}

TEST(Tokens, KnowsATextOfCapitals) {
  EXPECT_TRUE(TokenStream("DOCK CLERK ASKS FOR HELP").mostly_capitals());
  EXPECT_TRUE(TokenStream("DOCK CLERK (SBu) ASKS").mostly_capitals());
  EXPECT_FALSE(TokenStream("Dock Clerk Asks For Help").mostly_capitals());
  EXPECT_FALSE(TokenStream("UN and EU said so at length").mostly_capitals());
  EXPECT_FALSE(TokenStream("12345").mostly_capitals());
}

TEST(Tokens, PositionsAreThoseOfTheText) {
  const std::string text = "see Quorn's file";
  const TokenStream stream(text);
  ASSERT_EQ(stream.tokens().size(), 3U);
  EXPECT_EQ(text.substr(stream.tokens()[1].begin, stream.tokens()[1].end - stream.tokens()[1].begin),
            "Quorn");
}

TEST(Tokens, NoByteStringIsTooMuch) {
  // Every pair of bytes that is UTF-8 or not: no crash, positions in order.
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; b += 5) {
      const std::string text = {'x', static_cast<char>(a), static_cast<char>(b), 'y'};
      const TokenStream stream(text);
      std::size_t before = 0;
      for (const Token& token : stream.tokens()) {
        EXPECT_LE(before, token.begin);
        EXPECT_LE(token.begin, token.end);
        EXPECT_LE(token.end, text.size());
        before = token.end;
      }
    }
  }
}

}  // namespace
}  // namespace markings::internal
