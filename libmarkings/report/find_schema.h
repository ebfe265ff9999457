#ifndef LIBMARKINGS_REPORT_FIND_SCHEMA_H_
#define LIBMARKINGS_REPORT_FIND_SCHEMA_H_

#include <string>
#include <string_view>

#include "libmarkings/export.h"

namespace markings {

// What JSON says that it is: "markings/check/1". Empty when it says nothing, or is no JSON up to there.
// Thread-safe.
[[nodiscard]] MARKINGS_API std::string FindSchema(std::string_view json);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_FIND_SCHEMA_H_
