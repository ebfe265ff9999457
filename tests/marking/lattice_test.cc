#include "libmarkings/marking/lattice.h"

#include <gtest/gtest.h>

#include "tests/marking/mark_dump.h"
#include "tests/marking/small_regime.h"

namespace markings {
namespace {

// All pairs and triples of a small vocabulary; of the real one all pairs, and triples by a stride that is
// prime to their number, since all of them would take minutes.
class Lattice : public testing::TestWithParam<const char*> {
 protected:
  const Vocabulary& vocabulary() const { return GetParam()[1] == 'm' ? SmallRegime() : StateVocabulary(); }
  std::size_t stride() const { return GetParam()[1] == 'm' ? 1 : 61; }
};

TEST_P(Lattice, NormaliseIsIdempotent) {
  for (std::size_t level = 0; level < vocabulary().levels().size(); ++level) {
    for (std::uint64_t set = 0; set < std::uint64_t{1} << vocabulary().controls().size(); ++set) {
      const Marking once = Normalise(vocabulary(), {level, set});
      EXPECT_EQ(Normalise(vocabulary(), once), once);
      EXPECT_EQ(once.level, level);
      // Nothing is lost and nothing is added by it.
      EXPECT_TRUE(Dominates(vocabulary(), once, {level, set}));
      EXPECT_TRUE(Dominates(vocabulary(), {level, set}, once));
    }
  }
}

TEST_P(Lattice, DominatesIsAPartialOrder) {
  const std::vector<Marking> all = AllMarkings(vocabulary());
  ASSERT_GT(all.size(), 50U);
  for (const Marking& a : all) {
    EXPECT_TRUE(Dominates(vocabulary(), a, a));
    for (const Marking& b : all) {
      // Antisymmetric: equal protection is equal value.
      if (Dominates(vocabulary(), a, b) && Dominates(vocabulary(), b, a)) {
        EXPECT_EQ(a, b);
      }
    }
  }
  std::size_t i = 0;
  for (const Marking& a : all) {
    for (const Marking& b : all) {
      if (!Dominates(vocabulary(), a, b)) continue;
      for (const Marking& c : all) {
        if (++i % stride() != 0 || !Dominates(vocabulary(), b, c)) continue;
        ASSERT_TRUE(Dominates(vocabulary(), a, c));
      }
    }
  }
}

TEST_P(Lattice, JoinIsTheLeastUpperBound) {
  const std::vector<Marking> all = AllMarkings(vocabulary());
  std::size_t i = 0;
  for (const Marking& a : all) {
    EXPECT_EQ(Join(vocabulary(), a, a), a);
    for (const Marking& b : all) {
      const Marking join = Join(vocabulary(), a, b);
      ASSERT_EQ(join, Join(vocabulary(), b, a));
      ASSERT_TRUE(Dominates(vocabulary(), join, a));
      ASSERT_TRUE(Dominates(vocabulary(), join, b));
      for (const Marking& c : all) {
        if (++i % stride() != 0) continue;
        ASSERT_EQ(Join(vocabulary(), join, c), Join(vocabulary(), a, Join(vocabulary(), b, c)));
        if (Dominates(vocabulary(), c, a) && Dominates(vocabulary(), c, b)) {
          ASSERT_TRUE(Dominates(vocabulary(), c, join));
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Regimes, Lattice, testing::Values("small", "state"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST(StateLattice, Facts) {
  const Vocabulary& state = StateVocabulary();
  const auto mark = [&](std::string_view text) {
    const ParsedMarking parsed = ParseBanner(state, text).mark;
    EXPECT_EQ(parsed.status, MarkingStatus::kValid) << text;
    return parsed.value;
  };
  EXPECT_TRUE(Dominates(state, mark("CONFIDENTIAL"), mark("UNCLAS SENSITIVE")));
  EXPECT_FALSE(Dominates(state, mark("SECRET"), mark("UNCLAS NOFORN")));
  EXPECT_TRUE(Dominates(state, mark("UNCLAS NODIS"), mark("UNCLAS EXDIS")));
  EXPECT_FALSE(Dominates(state, mark("UNCLAS EXDIS"), mark("UNCLAS NODIS")));
  EXPECT_TRUE(Dominates(state, mark("UNCLAS SENSITIVE"), mark("UNCLAS FOUO")));
  EXPECT_FALSE(Dominates(state, mark("UNCLAS FOUO"), mark("UNCLAS SENSITIVE")));
  EXPECT_EQ(mark("LIMITED OFFICIAL USE"), mark("UNCLAS SENSITIVE"));
}

}  // namespace
}  // namespace markings
