#include "libmarkings/marking/rollup.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "libmarkings/marking/internal/protection.h"
#include "libmarkings/marking/lattice.h"

namespace markings {

Marking RollUp(const Vocabulary& vocabulary, std::span<const Marking> portions) {
  if (vocabulary.grammar() != nullptr && !portions.empty()) {
    // Joined as protections and written once: a mark says less than what it stands for.
    internal::Protection joined = internal::ProtectionOf(vocabulary, portions.front());
    for (const Marking& portion : portions.subspan(1))
      joined = internal::JoinOf(vocabulary, joined, internal::ProtectionOf(vocabulary, portion));
    return internal::MarkingOf(vocabulary, joined);
  }
  Marking banner = Normalise(vocabulary, {});
  for (const Marking& portion : portions) banner = Join(vocabulary, banner, portion);
  return banner;
}

void AddMark(std::vector<Marking>& marks, const Marking& mark) {
  constexpr std::ptrdiff_t kFew = 32;
  const auto end = marks.begin() + std::min(kFew, std::ssize(marks));
  if (std::ranges::find(marks.begin(), end, mark) == end) marks.push_back(mark);
}

BannerCheck CheckBanner(const Vocabulary& vocabulary, const Marking& banner, const Marking& roll_up) {
  if (!Dominates(vocabulary, banner, roll_up)) return BannerCheck::kBelow;
  return Dominates(vocabulary, roll_up, banner) ? BannerCheck::kEqual : BannerCheck::kAbove;
}

}  // namespace markings
