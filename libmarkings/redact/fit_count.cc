// Cuts of one list are different. A candidate fits one of them only where the others can be chosen too.

#include <algorithm>
#include <set>

#include "libmarkings/redact/internal/fit_parts.h"

namespace markings::internal {
namespace {

using Sets = std::vector<std::vector<std::size_t>*>;

// Finds another candidate for a set, moving those that are taken (augmenting paths; no deeper than there are
// sets, of which a list has few).
class Matcher {
 public:
  Matcher(const Sets& sets, std::size_t without, std::size_t taken)
      : sets_(sets), without_(without), taken_(taken) {}

  bool All() {
    for (std::size_t i = 0; i < sets_.size(); ++i) {
      tried_.clear();
      if (i != without_ && !Place(i)) return false;
    }
    return true;
  }

 private:
  bool Place(std::size_t set) {
    // As many as there are sets are enough to have one over.
    const std::size_t enough = std::min(sets_[set]->size(), sets_.size() + 1);
    for (std::size_t i = 0; i < enough; ++i) {
      const std::size_t candidate = (*sets_[set])[i];
      if (candidate == taken_ || !tried_.insert(candidate).second) continue;
      const auto holder = std::ranges::find(chosen_, candidate, &Choice::candidate);
      if (holder == chosen_.end()) {
        chosen_.push_back({candidate, set});
        return true;
      }
      if (Place(holder->set)) {
        const auto again =
            std::ranges::find_if(chosen_, [&](const Choice& one) { return one.candidate == candidate; });
        again->set = set;
        return true;
      }
    }
    return false;
  }

  struct Choice {
    std::size_t candidate, set;
  };
  const Sets& sets_;
  std::size_t without_, taken_;
  std::vector<Choice> chosen_;
  std::set<std::size_t> tried_;
};

}  // namespace

void KeepDifferent(const Sets& sets) {
  // A list of more has other things to tell than this.
  constexpr std::size_t kMostSets = 16;
  if (sets.size() < 2 || sets.size() > kMostSets) return;
  // Where a set has as many members as there are cuts, the others never take all of it: only members of
  // smaller ones can be in the way.
  std::set<std::size_t> few;
  for (const auto* set : sets) {
    if (set->size() < sets.size()) few.insert(set->begin(), set->end());
  }
  if (few.empty()) return;
  std::vector<std::vector<std::size_t>> kept(sets.size());
  for (std::size_t i = 0; i < sets.size(); ++i) {
    for (const std::size_t candidate : *sets[i]) {
      if (!few.contains(candidate) || Matcher(sets, i, candidate).All()) kept[i].push_back(candidate);
    }
  }
  for (std::size_t i = 0; i < sets.size(); ++i) *sets[i] = std::move(kept[i]);
}

}  // namespace markings::internal
