#ifndef LIBMARKINGS_CONSISTENCY_INTERNAL_DISJOINT_SETS_H_
#define LIBMARKINGS_CONSISTENCY_INTERNAL_DISJOINT_SETS_H_

// You should use libmarkings/consistency/consistency.h.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace markings::internal {

// Numbers from 0 that are put together in sets. The least of a set stands for it.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t size) : above_(size) { std::iota(above_.begin(), above_.end(), 0U); }

  std::uint32_t Of(std::uint32_t one) {
    while (above_[one] != one) one = above_[one] = above_[above_[one]];
    return one;
  }
  void Unite(std::uint32_t a, std::uint32_t b) {
    a = Of(a);
    b = Of(b);
    above_[std::max(a, b)] = std::min(a, b);
  }
  // The sets of two and more, each in rising order, by their least.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> Sets() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_set;
    std::vector<bool> shared(above_.size());
    for (std::uint32_t one = 0; one < above_.size(); ++one) {
      if (Of(one) != one) shared[one] = shared[above_[one]] = true;
    }
    for (std::uint32_t one = 0; one < above_.size(); ++one) {
      if (shared[one]) by_set.emplace_back(Of(one), one);
    }
    std::ranges::sort(by_set);
    std::vector<std::vector<std::uint32_t>> sets;
    for (std::size_t i = 0; i < by_set.size(); ++i) {
      if (i == 0 || by_set[i].first != by_set[i - 1].first) sets.emplace_back();
      sets.back().push_back(by_set[i].second);
    }
    return sets;
  }

 private:
  std::vector<std::uint32_t> above_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_CONSISTENCY_INTERNAL_DISJOINT_SETS_H_
