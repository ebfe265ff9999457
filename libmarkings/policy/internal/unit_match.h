#ifndef LIBMARKINGS_POLICY_INTERNAL_UNIT_MATCH_H_
#define LIBMARKINGS_POLICY_INTERNAL_UNIT_MATCH_H_

// Which element of another copy of a document is the one that was decided on: you should use CarryDecisions
// (libmarkings/policy/decisions_file.h).

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decisions_file.h"

namespace markings::internal {

// What a decision needs of the text that it is carried to.
enum class Demand : std::uint8_t {
  kSimilar,   // it withholds
  kSameText,  // it lets text out
  kSameBytes  // it has spans
};

struct UnitMatch {
  CarriedBy how = CarriedBy::kUnmatched;
  std::size_t to = kNoElement;
  std::string note;  // why not
};

// Both documents must outlive it. Making one is linear in both texts, matching in the text of a unit.
class UnitMatcher {
 public:
  UnitMatcher(const Document& from, const Document& to);
  [[nodiscard]] UnitMatch Match(std::size_t head, Demand demand) const;

 private:
  using Groups = std::unordered_map<std::string, std::vector<std::size_t>>;
  struct Copy {
    Groups exact, folded;
  };
  [[nodiscard]] static Copy Index(const Document& document);
  // The one of `there` that answers to an element that is one of `here`, kNoElement when it is not clear.
  [[nodiscard]] std::size_t TheOne(std::size_t head, const std::vector<std::size_t>& here,
                                   const std::vector<std::size_t>& there) const;
  [[nodiscard]] UnitMatch MatchExact(std::size_t head) const;
  [[nodiscard]] UnitMatch MatchFolded(std::size_t head) const;
  [[nodiscard]] UnitMatch MatchSimilar(std::size_t head) const;

  const Document& from_;
  const Document& to_;
  Copy here_, there_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> numbered_;  // paragraphs of `to`
};

// Whether two texts differ in nothing but case, the number of blanks, hyphens within words, and a digit for
// the letter that a scanner takes it for (or l for I).
[[nodiscard]] bool SameButForScanning(const std::string& a, const std::string& b);
// How much two texts have in common, from 0 to 1: of all runs of five characters, the part that both have.
[[nodiscard]] double Likeness(const std::string& a, const std::string& b);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_UNIT_MATCH_H_
