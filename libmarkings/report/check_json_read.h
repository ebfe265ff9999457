#ifndef LIBMARKINGS_REPORT_CHECK_JSON_READ_H_
#define LIBMARKINGS_REPORT_CHECK_JSON_READ_H_

#include <string_view>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

// Reads what CheckJson wrote (markings/check/1), so that results of several runs can be put together:
// CheckJson(*ReadCheckJson(CheckJson(result))) is CheckJson(result), byte for byte.
// Strict: an unknown, missing or repeated key, a value of another type, a code or severity that this version
// does not know, or a summary that its findings do not add up to is kUnusableInput, and the message names the
// place (findings[3].line). Blanks, and the order of keys, do not matter.
[[nodiscard]] MARKINGS_API Result<CheckResult> ReadCheckJson(std::string_view text);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CHECK_JSON_READ_H_
