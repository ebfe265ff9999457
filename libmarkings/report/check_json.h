#ifndef LIBMARKINGS_REPORT_CHECK_JSON_H_
#define LIBMARKINGS_REPORT_CHECK_JSON_H_

#include <string>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/report/check_text.h"  // IWYU pragma: export (CheckText stood here)
#include "libmarkings/report/json.h"

namespace markings {

// markings/check/1 (docs/schema/check-1.schema.json), without a line end.
[[nodiscard]] MARKINGS_API std::string CheckJson(const CheckResult& result);
// The same, handed over piece by piece: no more than one finding is in memory twice.
MARKINGS_API void CheckJson(const CheckResult& result, const TextSink& sink);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CHECK_JSON_H_
