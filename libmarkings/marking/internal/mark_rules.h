#ifndef LIBMARKINGS_MARKING_INTERNAL_MARK_RULES_H_
#define LIBMARKINGS_MARKING_INTERNAL_MARK_RULES_H_

// The rules of a vocabulary that hold between the tokens of one mark.

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

[[nodiscard]] bool Matches(const Vocabulary& vocabulary, const Marking& mark, const Pattern& pattern);

struct BrokenRule {
  const MarkRule* rule;
  std::string message;
};

// The rules that a mark, as it was written, breaks; in the order of the vocabulary. No allocation when there
// are none.
[[nodiscard]] std::vector<BrokenRule> BrokenRules(const Vocabulary& vocabulary, const Marking& mark,
                                                  MarkingKind kind);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_MARK_RULES_H_
