#ifndef LIBMARKINGS_REPORT_CHECK_SARIF_H_
#define LIBMARKINGS_REPORT_CHECK_SARIF_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"
#include "libmarkings/report/text_region.h"

namespace markings {

// What a SARIF file says beside the findings, and how much it holds. Views must live through the call.
struct MARKINGS_API SarifOptions {
  std::string_view version;         // of the program; empty: not said
  std::optional<int> exit_code{};   // of the program
  RegionOfFinding region{};         // empty: no file's text is at hand
  std::size_t max_results = 25000;  // GitHub refuses a run with more
  std::size_t max_per_file = 1000;  // so that one bad file does not crowd out the others
};

// SARIF 2.1.0 (OASIS, with errata 01) with a line end: one run, each code and rule once among the tool's
// rules, suppressed findings with who suppressed them. Holds nothing of the files but what messages hold:
// marks.
//
// - Paths become relative references, percent-encoded byte by byte, so that names that are no UTF-8 survive;
//   there is never a scheme. (GitHub refuses others.) What is no path below the root has a base of its own.
// - Columns are UTF-16 code units, SARIF's default and what GitHub and editors count. A finding counts bytes,
// so
//   columns, and the bytes beside them (SARIF 3.30.4: both must say the same), are written where `region`
//   gives them; elsewhere the region is the whole line. The bytes are in any case in the result's property
//   bag.
// - What is over a limit is left out, the least severe and what is suppressed first, later before earlier.
// How
//   many is said by a notification of the run.
// - A file that could not be checked is a result and a notification, and the run was not successful.
[[nodiscard]] MARKINGS_API std::string CheckSarif(const CheckResult& result,
                                                  const SarifOptions& options = {});

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_CHECK_SARIF_H_
