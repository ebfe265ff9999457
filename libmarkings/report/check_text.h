#ifndef LIBMARKINGS_REPORT_CHECK_TEXT_H_
#define LIBMARKINGS_REPORT_CHECK_TEXT_H_

#include <string>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/report/source_line.h"

namespace markings {

struct MARKINGS_API TextOptions {
  bool color = false;            // of a terminal, by ANSI sequences
  bool show_suppressed = false;  // with who suppressed them, and why
  // Shows the line of each finding with a caret below. A line may hold what is to be withheld: set this only
  // when somebody at a terminal asked for it, never in what is kept as a log. Empty: no text of a file is
  // printed.
  LineOfFinding source{};
};

// FILE:LINE:COL: SEVERITY: CODE RULE: MESSAGE: FIX, without a line end.
[[nodiscard]] MARKINGS_API std::string TextLine(const CheckFinding& finding);
// One line for each finding.
[[nodiscard]] MARKINGS_API std::string CheckText(const CheckResult& result, const TextOptions& options = {});
// A table: for each code how many findings, by severity, and how many are suppressed; then the sums, and how
// many files were checked and how many have findings that count.
[[nodiscard]] MARKINGS_API std::string CheckSummary(const CheckResult& result);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CHECK_TEXT_H_
