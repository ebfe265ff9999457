#ifndef LIBMARKINGS_REPORT_INTERNAL_MARKING_JSON_H_
#define LIBMARKINGS_REPORT_INTERNAL_MARKING_JSON_H_

// What the writers of markings/marking/1 share. Users want report/json.h.

#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/marking/repair.h"

namespace markings::internal {

// What stands in a JSON string as it is: no quotation mark, no backslash, no control character, ASCII.
[[nodiscard]] bool IsPlain(std::string_view text);
// Appends a JSON string. A byte that is not UTF-8 becomes U+FFFD, so that every input can be answered.
void AppendString(std::string& out, std::string_view text);
// The value of "repair": an object, or null.
void AppendRepair(std::string& out, const std::optional<Repair>& repair);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REPORT_INTERNAL_MARKING_JSON_H_
