#ifndef LIBMARKINGS_REDACT_INTERNAL_PSEUDONYMS_H_
#define LIBMARKINGS_REDACT_INTERNAL_PSEUDONYMS_H_

// Numbers for masked spans: the same for the same. You should use libmarkings/redact/derivative.h.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/redact/internal/units.h"

namespace markings::internal {

// Reads the masked spans of all units that go out. Two are the same when they have the same unit word and the
// same text, in either case, blanks apart; a single word of a person's name is the person of whom it is part,
// where only one masked name has it. Numbers count up in document order, for each unit word. So a reader
// learns which places are the same, and nothing else of them.
class Pseudonyms {
 public:
  Pseudonyms(const Document& document, const Decisions& decisions, const std::vector<UnitParts>& units);

  // "PERSON 1", "E-MAIL 2"; "PERSON" for a name that may be that of several. `part` and `mask` are indices
  // into the decisions' elements and the element's masks, of a mask that begins there.
  [[nodiscard]] const std::string& Of(std::size_t part, std::size_t mask) const {
    return words_.at({part, mask});
  }

 private:
  std::map<std::pair<std::size_t, std::size_t>, std::string> words_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_REDACT_INTERNAL_PSEUDONYMS_H_
