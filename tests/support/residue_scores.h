#ifndef TESTS_SUPPORT_RESIDUE_SCORES_H_
#define TESTS_SUPPORT_RESIDUE_SCORES_H_

// The labelled set of tools/make_residues.py, and how well the residual check does on it. For the test that
// holds the figures and the program that prints them.

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/redact/residual.h"

namespace markings::testing {

struct PlantedCase {
  std::string set;  // "dev", "heldout"
  bool capitals = false;
  std::string kind;   // "surname", "spelling", ...; "clean": nothing is planted
  std::string place;  // where what is planted stands
  std::string text;   // without labels
  std::string residue;
  std::vector<OutgoingText> outgoing;
};

// Nothing when the file cannot be read or a case is not as it should be.
[[nodiscard]] std::optional<std::vector<PlantedCase>> ReadPlanted(const std::string& path);

// Classes whose residue stands as it is withheld, but for order, lines and grouping; the others are variants.
[[nodiscard]] bool IsExact(const std::string& kind);

struct ResidueScore {
  std::size_t planted = 0;
  std::size_t found = 0;   // a finding begins in the residue, or with a few small words before it
  std::size_t clean = 0;   // cables without a residue
  std::size_t astray = 0;  // findings outside of a residue, in any cable
  std::size_t unfair = 0;  // the residue does not go out, so that nothing could be found: the set is broken

  void Add(const ResidueScore& other);
  [[nodiscard]] double recall() const {
    return planted == 0 ? 1.0 : static_cast<double>(found) / static_cast<double>(planted);
  }
};

// One case: what came of it.
[[nodiscard]] ResidueScore MeasureOne(const PlantedCase& one,
                                      std::vector<ResidualFinding>* findings = nullptr);
// By class, of the cases of one set and case of letters.
[[nodiscard]] std::map<std::string, ResidueScore> Measure(const std::vector<PlantedCase>& cases,
                                                          const std::string& set, bool capitals);

}  // namespace markings::testing

#endif  // TESTS_SUPPORT_RESIDUE_SCORES_H_
