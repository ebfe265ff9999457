// An invented regime of banner categories so small that all its marks can be taken: the laws of join over
// every pair and triple, and the roll-up against a second one that is written from the words of the rule
// (CAPCO 2016, D.2) with sets of strings and none of the engine's code.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <stdexcept>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/rollup.h"

namespace markings {
namespace {

constexpr const char* kYard = R"(
schema = "markings/vocabulary/1"
regime = "yard"
version = "1"
style = "categories"
[syntax]
category = "//"
home = "XCR"
[[level]]
id = "O"
banner = "OUTSIDE"
long = "OUTSIDE"
portion = "O"
unmarked = true
source = "invented"
[[level]]
id = "Y"
banner = "YARD"
long = "YARD"
portion = "Y"
source = "invented"
[[level]]
id = "V"
banner = "VAULT"
long = "VAULT"
portion = "V"
source = "invented"
[[category]]
id = "things"
field = "sap"
source = "invented"
[[category]]
id = "release"
field = "dissem"
source = "invented"
[[control]]
id = "LAMP"
category = "things"
source = "invented"
[[control]]
id = "DUST"
category = "things"
absorbed_from = "V"
source = "invented"
[[control]]
id = "ROPE"
category = "things"
supersedes = ["DUST"]
source = "invented"
[[control]]
id = "NOBODY"
category = "release"
release = "none"
source = "invented"
[[control]]
id = "SHARE"
category = "release"
takes = "countries"
list_separator = ", "
home_first = true
release = "list"
source = "invented"
[[control]]
id = "WARDEN"
category = "release"
release = "officer"
source = "invented"
[[control]]
id = "SHOW"
category = "release"
takes = "countries"
list_separator = ", "
home_never = true
release = "display"
source = "invented"
[[rule]]
id = "Y-1"
on = ["NOBODY"]
excludes = ["SHARE", "WARDEN", "SHOW"]
source = "invented"
[[rule]]
id = "Y-2"
on = ["SHOW"]
excludes = ["WARDEN"]
source = "invented"
)";

const Vocabulary& Yard() {
  static const std::shared_ptr<const Vocabulary> yard = [] {
    const auto buffer = Buffer::FromBytes(kYard, "yard.toml");
    auto vocabulary = Vocabulary::Load(*buffer);
    if (!vocabulary) throw std::runtime_error(vocabulary.error().message);
    return *vocabulary;
  }();
  return *yard;
}

using Words = std::set<std::string>;

// A mark as a person thinks of it.
struct Plain {
  int level = 0;
  Words things, share, show;
  bool nobody = false, warden = false;
};

std::string Listed(const Words& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += word;
  }
  return text;
}

std::string Write(const Plain& mark, const std::vector<std::string>& levels) {
  std::string text = levels[static_cast<std::size_t>(mark.level)];
  std::string things;
  for (const char* one : {"LAMP", "DUST", "ROPE"}) {
    if (mark.things.contains(one)) things += (things.empty() ? "" : "/") + std::string(one);
  }
  if (!things.empty()) text += "//" + things;
  std::vector<std::string> release;
  if (mark.nobody) release.emplace_back("NOBODY");
  if (!mark.share.empty()) release.push_back("SHARE XCR, " + Listed(mark.share, ", "));
  if (mark.warden) release.emplace_back("WARDEN");
  if (!mark.show.empty()) release.push_back("SHOW " + Listed(mark.show, ", "));
  for (std::size_t i = 0; i < release.size(); ++i) text += (i == 0 ? "//" : "/") + release[i];
  return text;
}

std::string Portion(const Plain& mark) { return "(" + Write(mark, {"O", "Y", "V"}) + ")"; }
std::string Banner(const Plain& mark) { return Write(mark, {"OUTSIDE", "YARD", "VAULT"}); }

std::vector<Plain> EveryMark() {
  const std::vector<Words> lists = {{}, {"XAZ"}, {"XBI"}, {"XAZ", "XBI"}};
  std::vector<Plain> all;
  for (int level = 0; level < 3; ++level) {
    for (int set = 0; set < 8; ++set) {
      Plain one;
      one.level = level;
      if ((set & 1) != 0) one.things.insert("LAMP");
      if ((set & 2) != 0) one.things.insert("DUST");
      if ((set & 4) != 0) one.things.insert("ROPE");
      // What is absorbed or superseded is not written.
      if (one.things.contains("DUST") && (level == 2 || one.things.contains("ROPE"))) continue;
      Plain nobody = one;
      nobody.nobody = true;
      all.push_back(nobody);
      for (const Words& share : lists) {
        for (const Words& show : lists) {
          // (What may be given may be shown: nobody writes it twice.)
          const bool twice =
              std::ranges::any_of(show, [&](const std::string& code) { return share.contains(code); });
          if (twice) continue;
          Plain released = one;
          released.share = share;
          released.show = show;
          all.push_back(released);
          if (!show.empty()) continue;
          released.warden = true;
          all.push_back(released);
        }
      }
    }
  }
  return all;
}

// The second roll-up: for each partner, whether every portion that takes part lets it have or see the text.
Plain BruteRollUp(const std::vector<Plain>& portions) {
  Plain banner;
  bool any_part = false;
  bool silent = false;  // a classified portion says nothing of release
  bool speaking = false;
  bool warden = true;
  Words share = {"XAZ", "XBI"};
  Words show = share;
  for (const Plain& one : portions) {
    banner.level = std::max(banner.level, one.level);
    banner.things.insert(one.things.begin(), one.things.end());
    banner.nobody = banner.nobody || one.nobody;
    const bool says = one.nobody || one.warden || !one.share.empty() || !one.show.empty();
    if (!says && one.level == 0) continue;  // open to all: takes no part
    any_part = true;
    (says ? speaking : silent) = true;
    warden = warden && one.warden;
    for (const std::string code : {"XAZ", "XBI"}) {
      if (!one.share.contains(code)) share.erase(code);
      if (!one.share.contains(code) && !one.show.contains(code)) show.erase(code);
    }
  }
  if (banner.things.contains("ROPE") || banner.level == 2) banner.things.erase("DUST");
  if (!any_part || banner.nobody) return banner;
  if (silent) {
    banner.nobody = speaking;
    return banner;
  }
  for (const std::string& code : share) show.erase(code);
  banner.share = share;
  banner.show = show;
  banner.warden = warden;
  banner.nobody = share.empty() && show.empty() && !warden;
  return banner;
}

class Exhaustive : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const Plain& plain : EveryMark()) {
      const ParsedMarking mark = ParsePortion(Yard(), Portion(plain));
      ASSERT_EQ(mark.status, MarkingStatus::kValid) << Portion(plain);
      plain_.push_back(plain);
      marks_.push_back(mark.value);
    }
  }
  std::vector<Plain> plain_;
  std::vector<Marking> marks_;
};

TEST_F(Exhaustive, FormsGoBothWays) {
  ASSERT_GT(marks_.size(), 200U);
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    EXPECT_EQ(PortionForm(Yard(), marks_[i]), Portion(plain_[i]));
    EXPECT_EQ(BannerForm(Yard(), marks_[i]), Banner(plain_[i]));
    const ParsedMarking line = ParseBanner(Yard(), Banner(plain_[i])).mark;
    EXPECT_EQ(line.status, MarkingStatus::kValid);
    EXPECT_EQ(line.value, marks_[i]);
  }
}

TEST_F(Exhaustive, JoinOfEveryPair) {
  for (const Marking& a : marks_) {
    EXPECT_EQ(Join(Yard(), a, a), a);
    for (const Marking& b : marks_) {
      const Marking joined = Join(Yard(), a, b);
      ASSERT_EQ(joined, Join(Yard(), b, a)) << PortionForm(Yard(), a) << PortionForm(Yard(), b);
      ASSERT_TRUE(Dominates(Yard(), joined, a) && Dominates(Yard(), joined, b))
          << PortionForm(Yard(), a) << PortionForm(Yard(), b) << PortionForm(Yard(), joined);
      ASSERT_EQ(Dominates(Yard(), a, b) && Dominates(Yard(), b, a), a == b)
          << PortionForm(Yard(), a) << PortionForm(Yard(), b);
    }
  }
}

TEST_F(Exhaustive, TwoRollUpsAgree) {
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    for (std::size_t j = 0; j < marks_.size(); ++j) {
      const Marking pair[] = {marks_[i], marks_[j]};
      ASSERT_EQ(BannerForm(Yard(), RollUp(Yard(), pair)), Banner(BruteRollUp({plain_[i], plain_[j]})))
          << Portion(plain_[i]) << " " << Portion(plain_[j]);
    }
  }
  std::mt19937 random(20261124);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<Marking> marks;
    std::vector<Plain> plain;
    std::string shown;
    for (std::size_t count = 1 + random() % 6; count > 0; --count) {
      const std::size_t i = random() % marks_.size();
      marks.push_back(marks_[i]);
      plain.push_back(plain_[i]);
      shown += Portion(plain_[i]) + " ";
    }
    ASSERT_EQ(BannerForm(Yard(), RollUp(Yard(), marks)), Banner(BruteRollUp(plain))) << shown;
  }
}

}  // namespace
}  // namespace markings
