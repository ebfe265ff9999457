#ifndef LIBMARKINGS_POLICY_INTERNAL_SECTIONS_H_
#define LIBMARKINGS_POLICY_INTERNAL_SECTIONS_H_

// Which elements of a document stand in which section. Users want policy/decision.h.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/internal/unit_texts.h"

namespace markings::internal {

// An element stands in the section COMMENT when
//   it is a heading COMMENT, or stands under one;
//   its text begins with COMMENT or BEGIN COMMENT and a colon, full stop or hyphen;
//   it stands between such an element and the next that says END COMMENT, both included;
//   it belongs to an element that does (sub-paragraph, quoted text).
// Letters of either case; a heading may end in a colon or full stop. Source: CABLES 12, 14 (open and close
// may be in different paragraphs).
class SectionIndex {
 public:
  // `names` are in upper case. Linear in the text for each name.
  SectionIndex(const Document& document, const UnitTexts& texts, const std::vector<std::string>& names);

  // False for a name that was not asked for.
  [[nodiscard]] bool Contains(const std::string& name, std::size_t element) const;
  // The same number for elements that stand in the same of these sections.
  [[nodiscard]] std::uint32_t GroupOf(std::size_t element) const {
    return element < groups_.size() ? groups_[element] : 0;
  }

 private:
  void Group();

  std::unordered_map<std::string, std::vector<bool>> members_;
  std::vector<std::uint32_t> groups_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_SECTIONS_H_
