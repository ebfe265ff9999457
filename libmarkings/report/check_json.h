#ifndef LIBMARKINGS_REPORT_CHECK_JSON_H_
#define LIBMARKINGS_REPORT_CHECK_JSON_H_

#include <string>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/text/diagnostic.h"
#include "libmarkings/text/line_index.h"

namespace markings {

// One finding of `markings check`, with its place for people.
struct MARKINGS_API CheckFinding {
  std::string file;
  Position at;
  Diagnostic diagnostic;
};

// What was checked, and by what.
struct MARKINGS_API CheckResult {
  std::string regime, edition;  // the edition may be empty
  std::size_t files = 0;
  std::vector<CheckFinding> findings;  // by file as given, then by place

  [[nodiscard]] std::size_t Count(Severity severity) const;
};

// markings/check/1 (docs/schema/check-1.schema.json), without a line end.
[[nodiscard]] MARKINGS_API std::string CheckJson(const CheckResult& result);
// FILE:LINE:COL: SEVERITY: CODE RULE: MESSAGE: FIX, one line for each finding.
[[nodiscard]] MARKINGS_API std::string CheckText(const CheckResult& result);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CHECK_JSON_H_
