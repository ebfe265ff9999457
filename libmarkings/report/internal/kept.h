#ifndef LIBMARKINGS_REPORT_INTERNAL_KEPT_H_
#define LIBMARKINGS_REPORT_INTERNAL_KEPT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "libmarkings/corpus/check_result.h"

namespace markings::internal {

// Which findings a format with limits takes.
struct Kept {
  std::vector<const CheckFinding*> findings;  // of the result, in its order
  std::size_t over_file = 0;                  // that one file had too many of
  std::size_t over_all = 0;                   // that the format takes no more of
};

enum class Which : std::uint8_t { kAll, kCounting };

// The most severe that count first, then the suppressed; within those, earlier before later. The result keeps
// its findings file by file; the limit of a file holds for all of its name. What is not asked for is not over
// a limit.
[[nodiscard]] Kept Keep(const CheckResult& result, std::size_t max_per_file, std::size_t max_all,
                        Which which = Which::kAll);

}  // namespace markings::internal

#endif  // LIBMARKINGS_REPORT_INTERNAL_KEPT_H_
