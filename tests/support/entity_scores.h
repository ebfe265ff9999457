#ifndef TESTS_SUPPORT_ENTITY_SCORES_H_
#define TESTS_SUPPORT_ENTITY_SCORES_H_

// The labelled set of tools/make_entities.py, and how well the recognisers do on it. For the test that holds
// the figures and the program that prints them.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/recognise/recognisers.h"

namespace markings::testing {

struct LabelledDocument {
  std::string set;  // "dev", "heldout"
  bool capitals = false;
  std::string text;  // without labels
  std::vector<Recognition> entities;
};

// Nothing when the file cannot be read or a label is not closed.
[[nodiscard]] std::optional<std::vector<LabelledDocument>> ReadLabelled(const std::string& path);

struct Score {
  std::size_t labelled = 0, found = 0;
  std::size_t same = 0;          // found with the very span
  std::size_t labelled_hit = 0;  // labelled that something found overlaps
  std::size_t found_hit = 0;     // found that overlaps something labelled

  [[nodiscard]] double strict_precision() const { return Ratio(same, found); }
  [[nodiscard]] double strict_recall() const { return Ratio(same, labelled); }
  [[nodiscard]] double precision() const { return Ratio(found_hit, found); }
  [[nodiscard]] double recall() const { return Ratio(labelled_hit, labelled); }

 private:
  static double Ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
  }
};

// By kind, of the documents of one set and case. All kinds are looked for at once.
[[nodiscard]] std::array<Score, kEntityKinds> Measure(const std::vector<LabelledDocument>& documents,
                                                      const std::string& set, bool capitals);

}  // namespace markings::testing

#endif  // TESTS_SUPPORT_ENTITY_SCORES_H_
