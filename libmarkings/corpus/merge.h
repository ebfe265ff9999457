#ifndef LIBMARKINGS_CORPUS_MERGE_H_
#define LIBMARKINGS_CORPUS_MERGE_H_

#include <vector>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/text/error.h"

namespace markings {

// The results of all shards as one, the same as that of a single run. What is said of entries of the baseline
// may stand in several and is taken once. Errors: kUnusableInput when there are none, when they were made by
// different regimes, editions or policies, when one of N shards is missing or there twice, or when findings
// of one file stand in two of them. Thread-safe.
[[nodiscard]] MARKINGS_API Result<CheckResult> MergeResults(std::vector<CheckResult> results);

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_MERGE_H_
