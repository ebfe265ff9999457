#ifndef LIBMARKINGS_POLICY_INTERNAL_UNIT_TEXTS_H_
#define LIBMARKINGS_POLICY_INTERNAL_UNIT_TEXTS_H_

// The text of every unit of a document, joined once. Users want policy/decision.h.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"

namespace markings::internal {

// What Document::UnitText gives for each unit that is decided on. Views live as long as this.
class UnitTexts {
 public:
  explicit UnitTexts(const Document& document);
  UnitTexts(const UnitTexts&) = delete;
  UnitTexts& operator=(const UnitTexts&) = delete;

  // Empty for an element that is no head of such a unit.
  [[nodiscard]] std::string_view operator[](std::size_t element) const {
    return Slice(joined_, {ends_[element].begin, ends_[element].end});
  }

 private:
  // (A text is below 4 GiB, and joining makes none longer.)
  struct Ends {
    std::uint32_t begin = 0, end = 0;
  };
  std::string joined_;
  std::vector<Ends> ends_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_UNIT_TEXTS_H_
