#include "libmarkings/recognise/gazetteer.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

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

}  // namespace
}  // namespace markings::testing
