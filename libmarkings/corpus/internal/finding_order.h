#ifndef LIBMARKINGS_CORPUS_INTERNAL_FINDING_ORDER_H_
#define LIBMARKINGS_CORPUS_INTERNAL_FINDING_ORDER_H_

#include <algorithm>
#include <vector>

#include "libmarkings/corpus/check_result.h"

namespace markings::internal {

// The order of a result: by file in the byte order of names, then by place; what stands at one place stays
// in the order that it was found in.
inline void SortFindings(std::vector<CheckFinding>& findings) {
  std::ranges::stable_sort(findings, [](const CheckFinding& a, const CheckFinding& b) {
    const int files = a.file.compare(b.file);
    return files != 0 ? files < 0 : a.diagnostic.where.begin < b.diagnostic.where.begin;
  });
}

// What is said of an entry of the baseline, not of a file that was checked.
inline bool IsOfBaseline(DiagnosticCode code) {
  return code == DiagnosticCode::kBaselineExpired || code == DiagnosticCode::kBaselineDead ||
         code == DiagnosticCode::kBaselineRefused;
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_CORPUS_INTERNAL_FINDING_ORDER_H_
