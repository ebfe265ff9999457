#ifndef LIBMARKINGS_MARKING_ROLLUP_H_
#define LIBMARKINGS_MARKING_ROLLUP_H_

#include <cstdint>
#include <span>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// The marking that a document holding these portions needs: their join; the lowest marking for none.
// Source: CAPCO 2016, D.2.
[[nodiscard]] MARKINGS_API Marking RollUp(const Vocabulary& vocabulary, std::span<const Marking> portions);

enum class BannerCheck : std::uint8_t { kEqual, kAbove, kBelow };  // banner against roll-up

// kBelow also when the two cannot be compared: the banner then lacks something the portions need.
[[nodiscard]] MARKINGS_API BannerCheck CheckBanner(const Vocabulary& vocabulary, const Marking& banner,
                                                   const Marking& roll_up);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_ROLLUP_H_
