#include "libmarkings/marking/forms.h"

#include <gtest/gtest.h>

#include "libmarkings/marking/portion.h"
#include "tests/marking/mark_dump.h"
#include "tests/marking/small_regime.h"

namespace markings {
namespace {

// Whether the rules of the vocabulary let all controls of a marking stand together.
bool MayBeWritten(const Vocabulary& vocabulary, const Marking& marking) {
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    if (((marking.controls >> i) & 1U) == 0) continue;
    const Control& control = vocabulary.controls()[i];
    if ((control.excludes & marking.controls) != 0 || (control.requires_all & ~marking.controls) != 0)
      return false;
    if (control.max_level && marking.level > *control.max_level) return false;
  }
  return true;
}

// Every marking of both vocabularies: each form parses to the same value, canonical and without a word about
// it.
TEST(Forms, EveryMarkingRoundTrips) {
  for (const Vocabulary* vocabulary : {&StateVocabulary(), &SmallRegime()}) {
    std::size_t tried = 0;
    for (const Marking& marking : AllMarkings(*vocabulary)) {
      if (!MayBeWritten(*vocabulary, marking)) continue;
      ++tried;
      const ParsedMarking portion = ParsePortion(*vocabulary, PortionForm(*vocabulary, marking));
      EXPECT_EQ(Dump(*vocabulary, portion), "valid " + PortionForm(*vocabulary, marking));
      EXPECT_EQ(portion.value, marking);
      const ParsedMarking banner = ParseBanner(*vocabulary, BannerForm(*vocabulary, marking)).mark;
      EXPECT_EQ(Dump(*vocabulary, banner), "valid " + BannerForm(*vocabulary, marking));
      EXPECT_EQ(banner.value, marking);
      const std::string long_form = LongForm(*vocabulary, marking);
      EXPECT_EQ(ParseBanner(*vocabulary, long_form).mark.value, marking) << long_form;
      EXPECT_EQ(ParsePortion(*vocabulary, long_form).value, marking) << long_form;
    }
    EXPECT_GT(tried, 30U);
  }
}

TEST(Forms, Table) {
  struct Row {
    std::string_view portion, banner, long_form;
  };
  const Row rows[] = {
      {"(U)", "UNCLAS", "UNCLASSIFIED"},
      {"(SBU)", "UNCLAS SENSITIVE", "UNCLASSIFIED//SENSITIVE BUT UNCLASSIFIED"},
      {"(SBU//NF)", "UNCLAS SENSITIVE NOFORN",
       "UNCLASSIFIED//SENSITIVE BUT UNCLASSIFIED//NOT RELEASABLE TO FOREIGN NATIONALS"},
      {"(C//NF)", "CONFIDENTIAL NOFORN", "CONFIDENTIAL//NOT RELEASABLE TO FOREIGN NATIONALS"},
      {"(S//XD)", "SECRET EXDIS", "SECRET//EXCLUSIVE DISTRIBUTION"},
      {"(TS)", "TOP SECRET", "TOP SECRET"},
  };
  for (const Row& row : rows) {
    const Marking value = ParsePortion(StateVocabulary(), row.portion).value;
    EXPECT_EQ(PortionForm(StateVocabulary(), value), row.portion);
    EXPECT_EQ(BannerForm(StateVocabulary(), value), row.banner);
    EXPECT_EQ(LongForm(StateVocabulary(), value), row.long_form);
  }
}

// The engine knows no token by name: an invented regime works, with every kind of rule.
TEST(Forms, InventedRegime) {
  struct Row {
    std::string_view input, dump;
  };
  const Row rows[] = {
      {"(W)", "valid (W)"},
      {"(SF)", "valid (SF)"},
      {"(W//SF)", "valid (SF) MK0110"},
      {"(OS)", "valid (SF) MK0115"},
      {"(G//SF)", "valid (G) MK0110"},
      {"(G//H//R)", "valid (G//R) MK0110"},
      {"(B//D)", "valid (B//D)"},
      {"(W//K)", "valid (W//H//K) MK0110"},
      {"(B//K)", "malformed MK0112"},
      {"(G//GU)", "malformed MK0114"},
      {"(G//R//GU)", "valid (G//R//GU)"},
      {"(G//D//GU)", "malformed MK0113 MK0114"},
      {"(G//R//H)", "malformed MK0111"},
      {"(B - ALL OF IT)", "valid (B - ALL OF IT)"},
      {"(SBU)", "unknown MK0103"},
      {"(U)", "unknown MK0103"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Dump(SmallRegime(), ParsePortion(SmallRegime(), row.input)), row.dump) << row.input;
  }
  EXPECT_EQ(Dump(SmallRegime(), ParseBanner(SmallRegime(), "B L A C K QUIET ANYVILLE 001234").mark),
            "valid BLACK MK0110");
}

}  // namespace
}  // namespace markings
