#include "libmarkings/marking/detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libmarkings/marking/forms.h"

namespace markings {
namespace {

using ::testing::ElementsAre;

TEST(Detect, Order) {
  EXPECT_THAT(DetectionOrder(), ElementsAre("state", "us", "cui", "nato", "uk", "au", "tlp"));
  EXPECT_EQ(DetectionOrder().size(), Vocabulary::Regimes().size());
}

TEST(Detect, ReadsByTheRegimeThatFits) {
  struct Row {
    const char* text;
    const char* regime;
    const char* canonical;  // empty: not valid
  };
  for (const Row& row :
       std::vector<Row>{{"(SBU)", "state", "(SBU)"},
                        {"(C/NF)", "state", "(C//NF)"},  // one finding in either regime: the first
                        {"C O N F I D E N T I A L", "state", "CONFIDENTIAL"},
                        {"SECRET", "state", "SECRET"},
                        {"(S//REL TO USA, GBR)", "us", "(S//REL TO USA, GBR)"},
                        {"TOP SECRET//SI//NOFORN", "us", "TOP SECRET//SI//NOFORN"},
                        {"//NATO SECRET", "us", "//NATO SECRET"},
                        {"NATO SECRET", "nato", "NATO SECRET"},  // us reads it with findings
                        {"(CUI)", "cui", "(CUI)"},
                        {"OFFICIAL-SENSITIVE", "uk", "OFFICIAL-SENSITIVE"},
                        {"OFFICIAL: Sensitive", "au", "OFFICIAL: Sensitive"},
                        {"TLP:RED", "tlp", "TLP:RED"},
                        {"(XYZ)", "state", ""},
                        {"", "state", ""},
                        {"(S//REL TO USA, GBR", "state", ""}}) {
    const RegimeReading read = ReadByAnyRegime(row.text);
    ASSERT_NE(read.vocabulary, nullptr);
    EXPECT_EQ(read.vocabulary->regime(), row.regime) << row.text;
    const bool valid = read.mark.status == MarkingStatus::kValid;
    EXPECT_EQ(valid ? CanonicalForm(*read.vocabulary, read.mark) : std::string(), row.canonical) << row.text;
  }
  EXPECT_EQ(ReadByAnyRegime("S//REL TO USA, GBR", MarkingKind::kPortion).vocabulary->regime(), "us");
}

// A broken mark is mended by the regime that it is nearest to.
TEST(Detect, RepairsByTheLikeliestRegime) {
  for (const auto& [text, regime] :
       std::vector<std::pair<const char*, const char*>>{{"SECERT//NOFORN//SI", "us"},
                                                        {"(S//REL TO USA, GBR", "us"},
                                                        {"(SBU//NOFRON)", "state"},
                                                        {"OFFICAL-SENSITIVE", "uk"},
                                                        {"COSMIC TOP SECERT//ATOMAL", "nato"}}) {
    const auto vocabulary = RegimeOfRepair(text);
    ASSERT_NE(vocabulary, nullptr) << text;
    EXPECT_EQ(vocabulary->regime(), regime) << text;
  }
  EXPECT_EQ(RegimeOfRepair("(see below)"), nullptr);
}

TEST(Detect, MarksOfOneRollUpAreOfOneRegime) {
  const auto regime = [](const std::vector<std::string>& marks) { return RegimeOfAll(marks)->regime(); };
  EXPECT_EQ(regime({"(S//NF)", "(U)"}), "state");
  EXPECT_EQ(regime({"(S//NF)", "(S//REL TO USA, GBR)"}), "us");  // the first alone would be one of state
  EXPECT_EQ(regime({"(TLP:RED)", "(TLP:GREEN)"}), "tlp");
  EXPECT_EQ(regime({"(TLP:RED)", "(SBU)"}), "state");  // of none: the nearest, then the first
  EXPECT_EQ(regime({}), "state");
}

// A search that ends with the first clean reading takes none that protects less than a clean one of another
// regime at the same level: every level with up to two controls, as the first regime spells them.
TEST(Detect, NoCleanReadingProtectsLess) {
  const auto first = *Vocabulary::ForRegime(DetectionOrder().front());
  std::vector<std::string> controls;
  for (const Control& one : first->controls()) controls.push_back(one.portion);
  std::vector<std::string> texts;
  for (const Level& level : first->levels()) {
    texts.push_back("(" + level.portion + ")");
    for (const std::string& one : controls) {
      texts.push_back("(" + one + ")");
      texts.push_back("(" + level.portion + "//" + one + ")");
      for (const std::string& two : controls) {
        texts.push_back("(" + level.portion + "//" + one + "//" + two + ")");
        texts.push_back("(" + level.portion + "//" + one + "/" + two + ")");
      }
    }
  }
  const auto said = [](const Vocabulary& vocabulary, const Marking& mark) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
      if ((mark.controls >> i & 1U) != 0) ids.push_back(vocabulary.controls()[i].id);
    }
    return ids;
  };
  std::size_t compared = 0;
  for (const std::string& text : texts) {
    const RegimeReading read = ReadByAnyRegime(text);
    if (read.mark.status != MarkingStatus::kValid || !read.mark.diagnostics.empty()) continue;
    const auto& level = read.vocabulary->levels()[read.mark.value.level];
    const std::vector<std::string> ids = said(*read.vocabulary, read.mark.value);
    for (const std::string_view regime : DetectionOrder()) {
      const auto other = *Vocabulary::ForRegime(regime);
      const ParsedMarking mark = ParseMark(*other, text);
      if (mark.status != MarkingStatus::kValid || !mark.diagnostics.empty()) continue;
      if (other->levels()[mark.value.level].long_form != level.long_form) continue;
      ++compared;
      for (const std::string& id : said(*other, mark.value))
        EXPECT_THAT(ids, ::testing::Contains(id)) << text << " in " << regime;
    }
  }
  EXPECT_GT(compared, 10U);
}

}  // namespace
}  // namespace markings
