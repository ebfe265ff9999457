#ifndef LIBMARKINGS_REPORT_INTERNAL_BY_CODE_H_
#define LIBMARKINGS_REPORT_INTERNAL_BY_CODE_H_

#include <cstddef>
#include <map>

#include "libmarkings/corpus/check_result.h"

namespace markings::internal {

struct CodeCounts {
  std::size_t errors = 0, warnings = 0, notes = 0, suppressed = 0;

  void Add(const CheckFinding& one);
};

// How many findings of each code, in the order of codes.
[[nodiscard]] std::map<DiagnosticCode, CodeCounts> ByCode(const CheckResult& result);
[[nodiscard]] CodeCounts InAll(const CheckResult& result);
// How many files have findings that count.
[[nodiscard]] std::size_t FilesWithFindings(const CheckResult& result);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REPORT_INTERNAL_BY_CODE_H_
