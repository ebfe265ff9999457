// The laws of join and dominance in regimes with banner categories, over every mark that the cases of
// tests/testdata/rules accept: all pairs, and triples of a sample; and what holds between forms and values.

#include <gtest/gtest.h>

#include <toml++/toml.h>
#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/rollup.h"

namespace markings {
namespace {

class CategoryLattice : public ::testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override {
    const auto loaded = Vocabulary::ForRegime(GetParam());
    ASSERT_TRUE(loaded);
    vocabulary_ = *loaded;
    const std::string path = std::string(MARKINGS_TESTDATA_DIR "/rules/") + std::string(GetParam()) + ".toml";
    const toml::table root = toml::parse_file(path);
    std::set<std::string> texts;
    const auto add = [&](const toml::node* node) {
      if (node == nullptr) return;
      if (node->is_string()) texts.insert(*node->value<std::string>());
      if (const toml::array* array = node->as_array()) {
        for (const toml::node& item : *array) texts.insert(item.value_or(std::string()));
      }
    };
    for (const auto& [key, rows] : root) {
      for (const toml::node& row : *rows.as_array()) {
        for (const char* name : {"accept", "text", "portions", "banner"}) add(row.as_table()->get(name));
      }
    }
    for (const std::string& text : texts) {
      const ParsedMarking mark =
          text.starts_with('(') ? ParsePortion(*vocabulary_, text) : ParseBanner(*vocabulary_, text).mark;
      if (mark.status == MarkingStatus::kValid) parsed_.push_back(mark);
    }
    ASSERT_GT(parsed_.size(), 5U);
    for (const ParsedMarking& mark : parsed_) {
      const Marking normal = Normalise(*vocabulary_, mark.value);
      if (std::ranges::find(marks_, normal) == marks_.end()) marks_.push_back(normal);
    }
  }

  std::string Show(const Marking& mark) const { return PortionForm(*vocabulary_, mark); }

  std::shared_ptr<const Vocabulary> vocabulary_;
  std::vector<ParsedMarking> parsed_;
  std::vector<Marking> marks_;
};

// (Whether SBU NOFORN is one word or two is no matter of protection.)
Marking InParts(Marking mark) {
  mark.fused = 0;
  return mark;
}

TEST_P(CategoryLattice, JoinIsACommutativeIdempotentUpperBound) {
  for (const Marking& a : marks_) {
    EXPECT_EQ(Show(Join(*vocabulary_, a, a)), Show(a));
    EXPECT_TRUE(Dominates(*vocabulary_, a, a)) << Show(a);
    for (const Marking& b : marks_) {
      const Marking joined = Join(*vocabulary_, a, b);
      EXPECT_EQ(Show(joined), Show(Join(*vocabulary_, b, a))) << Show(a) << " " << Show(b);
      EXPECT_TRUE(Dominates(*vocabulary_, joined, a))
          << Show(joined) << " from " << Show(a) << " " << Show(b);
      EXPECT_EQ(Show(Join(*vocabulary_, joined, a)), Show(joined)) << Show(a) << " " << Show(b);
      const bool equal = Dominates(*vocabulary_, a, b) && Dominates(*vocabulary_, b, a);
      EXPECT_EQ(equal, InParts(a) == InParts(b)) << Show(a) << " " << Show(b);
    }
  }
}

TEST_P(CategoryLattice, JoinIsAssociative) {
  std::mt19937 random(20261124);
  for (int i = 0; i < 20'000; ++i) {
    const Marking& a = marks_[random() % marks_.size()];
    const Marking& b = marks_[random() % marks_.size()];
    const Marking& c = marks_[random() % marks_.size()];
    const std::string left = Show(Join(*vocabulary_, Join(*vocabulary_, a, b), c));
    EXPECT_EQ(left, Show(Join(*vocabulary_, a, Join(*vocabulary_, b, c))))
        << Show(a) << " " << Show(b) << " " << Show(c);
    const Marking rolled[] = {a, b, c};
    EXPECT_EQ(left, Show(RollUp(*vocabulary_, rolled)));
    if (::testing::Test::HasFailure()) return;
  }
}

TEST_P(CategoryLattice, FormsGoBothWays) {
  for (const ParsedMarking& mark : parsed_) {
    const std::string portion = PortionForm(*vocabulary_, mark.value);
    const std::string banner = BannerForm(*vocabulary_, mark.value);
    const ParsedMarking again = ParsePortion(*vocabulary_, portion);
    const ParsedMarking line = ParseBanner(*vocabulary_, banner).mark;
    EXPECT_EQ(again.value, mark.value) << portion;
    EXPECT_EQ(line.value, mark.value) << banner;
    EXPECT_EQ(PortionForm(*vocabulary_, again.value), portion);
    EXPECT_EQ(BannerForm(*vocabulary_, line.value), banner);
    // What draws no remark is canonical as it stands.
    if (mark.diagnostics.empty()) {
      EXPECT_EQ(CanonicalForm(*vocabulary_, mark), mark.kind == MarkingKind::kBanner ? banner : portion);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Regimes, CategoryLattice, ::testing::Values("au", "cui", "nato", "tlp", "uk", "us"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace markings
