#include "libmarkings/levels/readers.h"

#include <string>
#include <utility>
#include <vector>

#include "tests/levels/levels_testing.h"

namespace markings {
namespace {

using testing::HarbourPolicy;
using testing::kHead;
using testing::Readers;
using testing::ReaderTable;
using testing::Text;

// "public:Cy Doe,Ben Tal partner:Ben Tal", or the error.
std::string Plan(const Recipients& recipients) {
  const auto levels = PlanLevels(recipients, HarbourPolicy());
  if (!levels) return levels.error().message;
  std::string plan;
  for (const LevelPlan& level : *levels) {
    plan += (plan.empty() ? "" : " ") + level.audience->id + ":";
    for (const std::size_t i : level.readers) plan += recipients.readers[i].name.substr(0, 3) + ",";
  }
  return plan;
}

std::string PlanOf(const std::string& toml) {
  const auto recipients = Recipients::Load(Text(toml, "recipients.toml"));
  return recipients ? Plan(*recipients) : "load: " + recipients.error().message;
}

TEST(Readers, EachOpensWhatTheClearanceDominates) {
  EXPECT_EQ(Plan(Readers()), "public:Ann,Ben,Cy , partner:Ann,Ben, mission:Ann,");
  const auto levels = PlanLevels(Readers(), HarbourPolicy());
  ASSERT_TRUE(levels);
  EXPECT_EQ((*levels)[0].below, 0U);
  EXPECT_EQ((*levels)[1].below, 1U);
  EXPECT_EQ((*levels)[2].below, 2U);
}

TEST(Readers, ALevelAboveTheClearanceIsRefusedWithTheReason) {
  const std::string refused = PlanOf(std::string(kHead) + ReaderTable("Ann Roe", 0, "C//NF") +
                                     ReaderTable("Ben Tal", 1, "SBU", "levels = [\"mission\"]\n"));
  EXPECT_TRUE(refused.starts_with("Ben Tal may not open the level mission: ")) << refused;
  EXPECT_GT(refused.size(), std::string("Ben Tal may not open the level mission: ").size() + 10) << refused;
}

TEST(Readers, AForeignReaderNeedsARelease) {
  const std::string foreign = PlanOf(std::string(kHead) + ReaderTable("Ann Roe", 0, "C//NF") +
                                     ReaderTable("Ben Tal", 1, "C//NF", "nationality = \"GBR\"\n"));
  EXPECT_EQ(foreign, "public:Ann,Ben, partner:Ann, mission:Ann,");
}

TEST(Readers, OnlyTheLevelsThatAreNamed) {
  EXPECT_EQ(PlanOf(std::string(kHead) + ReaderTable("Ann Roe", 0, "C//NF", "levels = [\"mission\"]\n") +
                   ReaderTable("Ben Tal", 1, "SBU")),
            "public:Ben, partner:Ben, mission:Ann,");
}

TEST(Readers, WhatMakesNoSense) {
  const std::string ann = ReaderTable("Ann Roe", 0, "C//NF");
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"[x]\n", ""},
      {"schema = \"markings/recipients/2\"\nlevels = [\"public\"]\n" + ann, "the schema is not"},
      {std::string(kHead), "no readers"},
      {"schema = \"markings/recipients/1\"\n" + ann, "no levels"},
      {"schema = \"markings/recipients/1\"\nlevels = [\"public\", \"public\"]\n" + ann, "twice"},
      {std::string(kHead) + ann + ann, "another reader"},
      {std::string(kHead) + ann + ReaderTable("Ben Tal", 0, "SBU"), "another reader"},
      {std::string(kHead) + "[[reader]]\nname = \"A\"\nkey = \"age1x\"\nclearance = \"U\"\n", ""},
      {std::string(kHead) + ReaderTable("Ann Roe", 0, "C//NF", "levels = [\"moon\"]\n"),
       "none of the levels"},
      {std::string(kHead) + ReaderTable("Ann Roe", 0, "C//NF", "colour = \"red\"\n"), ""},
  };
  for (const auto& [toml, message] : rows) {
    const std::string said = PlanOf(toml);
    EXPECT_TRUE(said.starts_with("load: ")) << toml << said;
    EXPECT_TRUE(said.contains(message)) << toml << said;
  }
  EXPECT_TRUE(PlanOf(std::string(kHead) + ReaderTable("Ann Roe", 0, "MOON")).starts_with("Ann Roe: "));
  EXPECT_TRUE(PlanOf(std::string(kHead) + ReaderTable("Ben Tal", 1, "SBU"))
                  .contains("nobody may open the level mission"));
  const auto unknown =
      Recipients::Load(Text("schema = \"markings/recipients/1\"\nlevels = [\"moon\"]\n" + ann, "r.toml"));
  ASSERT_TRUE(unknown);
  EXPECT_EQ(PlanLevels(*unknown, HarbourPolicy()).error().code, ErrorCode::kUnknownAudience);
}

}  // namespace
}  // namespace markings
