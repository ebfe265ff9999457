#include "libmarkings/recognise/gazetteer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>

#include "libmarkings/recognise/internal/word_table.h"
#include "tests/recognise/recognise_testing.h"

namespace markings::testing {
namespace {

TEST(Gazetteer, ReadsNamesALine) {
  const auto names = Gazetteer::Parse("# protected\nOrla Vénn\n\n  Brel-Koster  # the clerk\nO'Tas\n");
  ASSERT_TRUE(names);
  EXPECT_EQ(names->size(), 5U);
  for (const char* word : {"orla", "venn", "brel", "koster", "otas"}) EXPECT_TRUE(names->Holds(word)) << word;
  EXPECT_FALSE(names->Holds("protected"));
  EXPECT_TRUE(Gazetteer::Parse("")->empty());
}

TEST(Gazetteer, RefusesWithThePlaceAndNoName) {
  const auto bytes = Gazetteer::Parse("Orla\n\xFF\n");
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().where.begin, 5U);
  const auto line = Gazetteer::Parse("Orla\n" + std::string(300, 'x'));
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().where.begin, 5U);
  EXPECT_EQ(line.error().message.find("xxx"), std::string::npos);
}

TEST(Gazetteer, AListedWordIsANameWhereverItStands) {
  auto names = Gazetteer::Parse("Harbour\n");
  ASSERT_TRUE(names);
  const Recognisers recognisers(*std::move(names));
  EXPECT_EQ(Found("the lot fell to Harbour again", {EntityKind::kPerson}, recognisers), "person:Harbour");
  EXPECT_EQ(Found("the lot fell to Harbour again", {EntityKind::kPerson}), "");
  const auto found = recognisers.Find("to Harbour", {EntityKind::kPerson});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].evidence.Has(Evidence::kListed));
}

// A list that is not sorted and folded would be searched in vain.
TEST(WordLists, AreSortedAndFolded) {
  for (const char* name : {"cities", "given", "heads", "organisations", "saying", "surnames", "titles"}) {
    std::ifstream file(std::string(MARKINGS_SOURCE_DIR) + "/policies/words/" + name + ".txt");
    std::string before;
    std::size_t count = 0;
    for (std::string word; std::getline(file, word); before = word, ++count) {
      EXPECT_LT(before, word) << name;
      EXPECT_TRUE(std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; })) << word;
      EXPECT_NE(internal::WordTable::Shared().Find(word), 0) << word;
    }
    EXPECT_GT(count, 100U) << name;
  }
  EXPECT_EQ(internal::WordTable::Shared().Find("tasmerelk"), 0);
  EXPECT_EQ(internal::WordTable::Shared().Find(""), 0);
}

}  // namespace
}  // namespace markings::testing
