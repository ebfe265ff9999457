#include <string_view>
#include <unordered_set>

#include "libmarkings/report/internal/by_code.h"

namespace markings::internal {

void CodeCounts::Add(const CheckFinding& one) {
  if (!one.counts()) {
    ++suppressed;
    return;
  }
  switch (SeverityOf(one.diagnostic)) {
    case Severity::kError:
      ++errors;
      break;
    case Severity::kWarning:
      ++warnings;
      break;
    case Severity::kNote:
      ++notes;
      break;
  }
}

std::map<DiagnosticCode, CodeCounts> ByCode(const CheckResult& result) {
  std::map<DiagnosticCode, CodeCounts> counts;
  for (const CheckFinding& one : result.findings) counts[one.diagnostic.code].Add(one);
  return counts;
}

CodeCounts InAll(const CheckResult& result) {
  CodeCounts counts;
  for (const CheckFinding& one : result.findings) counts.Add(one);
  return counts;
}

std::size_t FilesWithFindings(const CheckResult& result) {
  std::unordered_set<std::string_view> files;
  for (const CheckFinding& one : result.findings) {
    if (one.counts()) files.insert(one.file);
  }
  return files.size();
}

}  // namespace markings::internal
