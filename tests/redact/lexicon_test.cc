#include "libmarkings/redact/internal/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace markings::internal {
namespace {

std::string ReadList(const std::string& name) {
  std::ifstream file(std::string(MARKINGS_SOURCE_DIR) + "/policies/words/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST(Lexicon, ListsAreSortedFoldedAndFoundWhole) {
  for (const char* name :
       {"english.txt", "names.txt", "trade.txt", "places.txt", "nationalities.txt", "function.txt"}) {
    const std::string list = ReadList(name);
    const std::vector<std::string> lines = Lines(list);
    ASSERT_GT(lines.size(), 200U) << name;
    EXPECT_TRUE(std::ranges::is_sorted(lines)) << name;
    EXPECT_EQ(std::ranges::adjacent_find(lines), lines.end()) << name;
    for (const std::string& line : lines) {
      EXPECT_TRUE(std::ranges::all_of(line, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      })) << line;
      EXPECT_TRUE(HoldsLine(list, line)) << line;
      EXPECT_FALSE(HoldsLine(list, line + "qx")) << line;
    }
    EXPECT_FALSE(HoldsLine(list, ""));
    EXPECT_FALSE(HoldsLine(list, "zzzz"));
    EXPECT_FALSE(HoldsLine(list, "\n"));
  }
}

TEST(Lexicon, Classes) {
  Lexicon lexicon;
  lexicon.AddTrade("PORT KALVOR");
  struct Row {
    const char* word;
    bool capitals;
    WordClass expected;
  };
  const Row rows[] = {
      {"the", false, WordClass::kFunction},      {"embassy", false, WordClass::kTrade},
      {"kazakhstan", false, WordClass::kTrade},  {"norwegian", false, WordClass::kNationality},
      {"monday", false, WordClass::kTrade},      {"lighthouse", false, WordClass::kEnglish},
      {"prosecutors", false, WordClass::kTrade}, {"brown", false, WordClass::kName},
      {"mark", false, WordClass::kName},         {"relk", false, WordClass::kDistinct},
      {"gok", true, WordClass::kTrade},          {"gox", true, WordClass::kTrade},
      {"gox", false, WordClass::kDistinct},      {"gord", true, WordClass::kDistinct},
      {"kalvor", false, WordClass::kTrade},      {"kalvora", false, WordClass::kDistinct},
  };
  for (const Row& row : rows) EXPECT_EQ(lexicon.Classify(row.word, row.capitals), row.expected) << row.word;
}

}  // namespace
}  // namespace markings::internal
