#include <algorithm>
#include <bit>
#include <cstdint>
#include <set>
#include <span>
#include <string>
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

// Marks that go to some of the countries, and to no other.
void AddReleased(const Vocabulary& vocabulary, std::span<const std::string> countries,
                 std::vector<Marking>& marks) {
  constexpr std::size_t kMostCountries = 4;  // of which all sets are taken
  const std::size_t count = std::min(countries.size(), kMostCountries);
  for (std::size_t i = 0; i < vocabulary.controls().size(); ++i) {
    const Control& row = vocabulary.controls()[i];
    if (row.release != ReleaseRole::kList || row.deprecated || row.list_before) continue;
    for (std::size_t level = 0; level < vocabulary.levels().size(); ++level) {
      if (vocabulary.levels()[level].owners != 0) continue;
      for (std::size_t set = 1; set < std::size_t{1} << count; ++set) {
        Marking mark{level, std::uint64_t{1} << i};
        const auto add = [&](const std::string& code) {
          mark.names.push_back({static_cast<std::uint8_t>(i), code});
        };
        if (row.home_first) add(vocabulary.grammar()->home);
        for (std::size_t at = 0; at < count; ++at) {
          if ((set >> at & 1U) != 0) add(countries[at]);
        }
        mark = Normalise(vocabulary, mark);
        if (std::ranges::find(marks, mark) == marks.end()) marks.push_back(std::move(mark));
      }
    }
  }
}

}  // namespace

MarkDomain MarksOf(const Vocabulary& vocabulary, std::span<const std::string> countries) {
  MarkDomain domain;
  const std::size_t controls = vocabulary.controls().size();
  const bool listed = controls <= kMostControls;
  // (Where there is nothing beside levels, levels are all.)
  domain.complete = listed && (vocabulary.grammar() == nullptr || controls == 0);
  std::set<std::pair<std::size_t, std::uint64_t>> seen;
  for (const std::uint64_t set : ControlSets(controls, listed)) {
    for (std::size_t level = 0; level < vocabulary.levels().size(); ++level) {
      Marking mark = Normalise(vocabulary, {level, set});
      if (seen.insert({mark.level, mark.controls}).second) domain.marks.push_back(std::move(mark));
    }
  }
  AddReleased(vocabulary, countries, domain.marks);
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
