#ifndef LIBMARKINGS_POLICY_INTERNAL_ENTITIES_H_
#define LIBMARKINGS_POLICY_INTERNAL_ENTITIES_H_

// What recognisers find in the units of a document. Users want policy/decision.h.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/rule.h"
#include "libmarkings/recognise/recognition.h"

namespace markings::internal {

// "name", "e-mail": what stands for it in a derivative.
[[nodiscard]] std::string_view UnitWord(EntityKind kind);

// A text made of units, searched as a whole: a surname alone is known by the full name in another unit, so
// only units may be in it that the reader sees as well.
class UnitReader {
 public:
  explicit UnitReader(const Document& document) : document_(document) {}

  // `text` is the unit's joined text; its label goes before it, since it says what the text is.
  void Add(std::size_t head, std::string_view text);
  // What is found in each unit, in the order in which they were added, in bytes of its joined text.
  [[nodiscard]] std::vector<std::vector<Recognition>> Find(EntityKinds kinds) const;

 private:
  const Document& document_;
  std::string all_;
  std::vector<Span> units_;  // into all_, without labels
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_ENTITIES_H_
