#ifndef LIBMARKINGS_CONSISTENCY_INTERNAL_PART_BODY_H_
#define LIBMARKINGS_CONSISTENCY_INTERNAL_PART_BODY_H_

// You should use libmarkings/consistency/print_part.h.

#include <string>
#include <string_view>

#include "libmarkings/consistency/print_part.h"

namespace markings::internal {

// What is sealed: docs/formats/consistency-part.md. One form for each part.
[[nodiscard]] std::string WritePrintPartBody(const PrintPart& part);
// Errors: kUnusableInput with the byte where it is not that form.
[[nodiscard]] Result<PrintPart> ReadPrintPartBody(std::string_view body);

}  // namespace markings::internal

#endif  // LIBMARKINGS_CONSISTENCY_INTERNAL_PART_BODY_H_
