#ifndef LIBMARKINGS_REDACT_INTERNAL_NAME_KEYS_H_
#define LIBMARKINGS_REDACT_INTERNAL_NAME_KEYS_H_

// You should use libmarkings/redact/residual.h.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace markings::internal {

// Letters of the shortest name that is compared by sound.
inline constexpr std::size_t kShortestSound = 5;

// Keys of what a name sounds like, so that its spellings in Latin letters meet: consonants by class (kh is h,
// ph is f, w is v, ch and sch and sh are one), vowels in two classes and i, doubles once, endings -ov, -off,
// -yev as one, an article or Abdul- in front with and without. Two names are spellings of one when they share
// a key. Empty for names that are too short to be told from others so: kShortestSound letters, four sounds,
// two of them consonants. `folded`: tokens.h; a letter outside a to z makes no key. Source: the usual
// romanisations (BGN/PCGN, ISO 9, ALA-LC, French and German press) of Cyrillic and Arabic names.
[[nodiscard]] std::vector<std::string> SoundKeys(std::string_view folded);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_NAME_KEYS_H_
