#include <algorithm>
#include <bit>
#include <cstdint>
#include <set>
#include <utility>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/internal/mark_domain.h"

namespace markings::internal {
namespace {

// Of more controls the sets are not listed: 2^12 by each level is still quick.
constexpr std::size_t kMostControls = 12;

std::vector<std::uint64_t> ControlSets(std::size_t controls, bool all) {
  std::vector<std::uint64_t> sets;
  if (all) {
    for (std::uint64_t set = 0; set < std::uint64_t{1} << controls; ++set) sets.push_back(set);
  } else {
    sets.push_back(0);
    for (std::size_t i = 0; i < controls; ++i) {
      sets.push_back(std::uint64_t{1} << i);
      for (std::size_t j = 0; j < i; ++j) sets.push_back(std::uint64_t{1} << i | std::uint64_t{1} << j);
    }
  }
  std::ranges::stable_sort(sets, {}, [](std::uint64_t set) { return std::popcount(set); });
  return sets;
}

}  // namespace

MarkDomain MarksOf(const Vocabulary& vocabulary) {
  MarkDomain domain;
  const std::size_t controls = vocabulary.controls().size();
  domain.complete = controls <= kMostControls;
  std::set<std::pair<std::size_t, std::uint64_t>> seen;
  for (const std::uint64_t set : ControlSets(controls, domain.complete)) {
    for (std::size_t level = 0; level < vocabulary.levels().size(); ++level) {
      Marking mark = Normalise(vocabulary, {level, set});
      if (seen.insert({mark.level, mark.controls}).second) domain.marks.push_back(std::move(mark));
    }
  }
  return domain;
}

std::vector<Marking> SimpleMarks(const Vocabulary& vocabulary) {
  std::vector<Marking> marks;
  for (std::size_t level = 0; level < vocabulary.levels().size(); ++level) {
    marks.push_back(Normalise(vocabulary, {level, 0}));
    for (std::size_t i = 0; i < vocabulary.controls().size(); ++i)
      marks.push_back(Normalise(vocabulary, {level, std::uint64_t{1} << i}));
  }
  return marks;
}

}  // namespace markings::internal
