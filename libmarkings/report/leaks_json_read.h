#ifndef LIBMARKINGS_REPORT_LEAKS_JSON_READ_H_
#define LIBMARKINGS_REPORT_LEAKS_JSON_READ_H_

#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/report/leaks_json.h"
#include "libmarkings/text/error.h"

namespace markings {

// Reads what LeaksJson wrote (markings/leaks/1): LeaksJson(*ReadLeaksJson(LeaksJson(report))) is
// LeaksJson(report), byte for byte. Strict as ReadCheckJson is. Of an unread file's error the code is kIo
// where the program ends with 3, else kUnusableInput. Errors: kUnusableInput with the place in words.
[[nodiscard]] MARKINGS_API Result<LeakReport> ReadLeaksJson(std::string_view text);

// The reports of all shards as one, the same as that of a single run. Errors: kUnusableInput when there are
// none, when one of N is missing or there twice, when they are of different indexes, or when two of them
// speak of one file. Thread-safe.
[[nodiscard]] MARKINGS_API Result<LeakReport> MergeLeakReports(std::vector<LeakReport> reports);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_LEAKS_JSON_READ_H_
