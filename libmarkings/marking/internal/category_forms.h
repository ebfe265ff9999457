#ifndef LIBMARKINGS_MARKING_INTERNAL_CATEGORY_FORMS_H_
#define LIBMARKINGS_MARKING_INTERNAL_CATEGORY_FORMS_H_

#include <cstdint>
#include <string>

#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

enum class Form : std::uint8_t { kBanner, kPortion, kLong };

// Appends a marking of a regime with categories, without parentheses.
void AppendCategories(std::string& out, const Vocabulary& vocabulary, const Marking& marking, Form form);

// Appends one control with its list or compartments: "REL TO USA, GBR", "SI-G ABCD".
void AppendControl(std::string& out, const Vocabulary& vocabulary, const Marking& marking,
                   std::size_t control, Form form);

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_CATEGORY_FORMS_H_
