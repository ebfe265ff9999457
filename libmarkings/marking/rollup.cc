#include "libmarkings/marking/rollup.h"

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

BannerCheck CheckBanner(const Vocabulary& vocabulary, const Marking& banner, const Marking& roll_up) {
  if (!Dominates(vocabulary, banner, roll_up)) return BannerCheck::kBelow;
  return Dominates(vocabulary, roll_up, banner) ? BannerCheck::kEqual : BannerCheck::kAbove;
}

}  // namespace markings
