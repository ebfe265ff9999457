#ifndef LIBMARKINGS_REPORT_CHECK_JUNIT_H_
#define LIBMARKINGS_REPORT_CHECK_JUNIT_H_

#include <optional>
#include <span>
#include <string>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/text/diagnostic.h"

namespace markings {

// Views must live through the call.
struct MARKINGS_API JunitOptions {
  // What fails, as the exit code has it; nothing: none does. A finding below it is a passing case that says
  // so.
  std::optional<Severity> fail_on = Severity::kWarning;
  // All files that were checked, as findings name them: those without a finding are passing cases. Empty:
  // they are not known, and only the number of files is said.
  std::span<const std::string> files{};
};

// JUnit XML with a line end, as GitLab and Jenkins read it. A suite for each file; in it a case for each
// finding, or one passing case. The class name is the file, which both show as the group; the name of a case
// is code, rule and element, with no line, so that a finding that only moved is no new failure to them, and a
// number where those are the same, since GitLab drops cases of one name. Suppressed findings are skipped
// cases with their reason; a file that cannot be checked is an error, not a failure. What XML 1.0 forbids,
// and what else is no text (internal/one_line.h), is U+FFFD.
[[nodiscard]] MARKINGS_API std::string CheckJunit(const CheckResult& result,
                                                  const JunitOptions& options = {});

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CHECK_JUNIT_H_
