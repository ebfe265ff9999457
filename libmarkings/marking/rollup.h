#ifndef LIBMARKINGS_MARKING_ROLLUP_H_
#define LIBMARKINGS_MARKING_ROLLUP_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

// The marking that a document holding these portions needs: their join; the lowest marking for none.
// Linear in the portions. Thread-safe. Source: CAPCO 2016, D.2; DoDM 5200.01-V2, encl. 4, 1 and 10.
[[nodiscard]] MARKINGS_API Marking RollUp(const Vocabulary& vocabulary, std::span<const Marking> portions);

// Adds a mark to those that are rolled up, unless it is among the first few of them: most texts hold a few
// marks many times. (A mark joined to the roll-up of others says less than the roll-up of all.)
MARKINGS_API void AddMark(std::vector<Marking>& marks, const Marking& mark);

enum class BannerCheck : std::uint8_t { kEqual, kAbove, kBelow };  // banner against roll-up

// kBelow also when the two cannot be compared: the banner then lacks something the portions need.
[[nodiscard]] MARKINGS_API BannerCheck CheckBanner(const Vocabulary& vocabulary, const Marking& banner,
                                                   const Marking& roll_up);

// Why one token is in the banner, or is left out of it though a portion has it.
struct MARKINGS_API RollUpToken {
  std::string token;  // in banner form: "SECRET", "SI-G", "REL TO USA, GBR"
  bool present = false;
  std::string why;                    // one line, without the text of any portion
  std::vector<std::size_t> portions;  // those that it comes from, counted from 1
  std::string rule, source;           // of the vocabulary's row for this step of the roll-up
};

struct MARKINGS_API RollUpReport {
  Marking banner;
  std::vector<RollUpToken> tokens;  // in the order of the banner, then what was left out
};

// The roll-up with the reason for each token. `lines`: the 1-based line on which each portion stands; the
// reasons then name lines instead of counting portions. Thread-safe.
[[nodiscard]] MARKINGS_API RollUpReport ExplainRollUp(const Vocabulary& vocabulary,
                                                      std::span<const Marking> portions,
                                                      std::span<const std::size_t> lines = {});

// How a banner that is written differs from the one that its portions need.
struct MARKINGS_API BannerDifference {
  enum class Kind : std::uint8_t {
    kMissing,      // the portions need it: an error
    kExcessive,    // no portion needs it
    kCompilation,  // the level is higher than that of any portion: right only when the whole says more
  };
  Kind kind = Kind::kMissing;
  std::string token, why;
  std::string rule, source;
  Severity severity = Severity::kError;
};

// Empty when the banner is what the portions need. Thread-safe.
[[nodiscard]] MARKINGS_API std::vector<BannerDifference> CompareBanner(const Vocabulary& vocabulary,
                                                                       const Marking& banner,
                                                                       const RollUpReport& needed);

}  // namespace markings

#endif  // LIBMARKINGS_MARKING_ROLLUP_H_
