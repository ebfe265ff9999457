#ifndef TESTS_MARKING_SMALL_REGIME_H_
#define TESTS_MARKING_SMALL_REGIME_H_

// An invented regime, small enough to try everything and with every relation that a vocabulary can state.

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings {

inline constexpr const char* kSmallRegime = R"(
schema = "markings/vocabulary/1"
regime = "small"
version = "1"
whole_text = ["ALL OF IT"]
[[level]]
id = "W"
banner = "WHITE"
long = "WHITE PAPER"
portion = "W"
source = "invented"
[[level]]
id = "G"
banner = "GREY"
long = "GREY"
portion = "G"
source = "invented"
[[level]]
id = "B"
banner = "BLACK"
long = "BLACK"
portion = "B"
source = "invented"
[[control]]
id = "SOFT"
portion = "SF"
long = "SOFTLY"
field = "nonic"
stands_for = "W"
absorbed_from = "G"
source = "invented"
[[control]]
id = "OLDSOFT"
portion = "OS"
long = "OLD AND SOFT"
field = "nonic"
stands_for = "W"
implies = ["SOFT"]
deprecated = true
source = "invented"
[[control]]
id = "HOUSE"
portion = "H"
long = "IN THE HOUSE"
field = "dissem"
absorbed_from = "B"
source = "invented"
[[control]]
id = "ROOM"
portion = "R"
long = "IN THE ROOM"
field = "dissem"
supersedes = ["HOUSE"]
source = "invented"
[[control]]
id = "DESK"
portion = "D"
long = "ON THE DESK"
field = "dissem"
supersedes = ["ROOM"]
excludes = ["GUEST"]
source = "invented"
[[control]]
id = "KEYED"
portion = "K"
long = "UNDER A KEY"
field = "sci"
implies = ["HOUSE"]
max_level = "G"
source = "invented"
[[control]]
id = "GUEST"
portion = "GU"
long = "BY A GUEST"
field = "fgi"
requires = ["ROOM"]
source = "invented"
[[caption]]
name = "QUIET"
effect = "routing"
source = "invented"
)";

inline const Vocabulary& SmallRegime() {
  static const std::shared_ptr<const Vocabulary> small = [] {
    auto buffer = Buffer::FromBytes(kSmallRegime, "small.toml");
    auto vocabulary = Vocabulary::Load(*buffer);
    if (!vocabulary) throw std::runtime_error(vocabulary.error().message);
    return *vocabulary;
  }();
  return *small;
}

// Every marking of a vocabulary: each level with each set of controls, normalised, each once.
inline std::vector<Marking> AllMarkings(const Vocabulary& vocabulary) {
  std::vector<Marking> all;
  for (std::size_t level = 0; level < vocabulary.levels().size(); ++level) {
    for (std::uint64_t set = 0; set < std::uint64_t{1} << vocabulary.controls().size(); ++set) {
      const Marking marking = Normalise(vocabulary, {level, set});
      if (std::find(all.begin(), all.end(), marking) == all.end()) all.push_back(marking);
    }
  }
  return all;
}

}  // namespace markings

#endif  // TESTS_MARKING_SMALL_REGIME_H_
