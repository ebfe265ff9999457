#ifndef CLI_CANDIDATES_H_
#define CLI_CANDIDATES_H_

// A list of candidates for what was cut out, and what is said of cuts that too few of them fit.

#include <string>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/load.h"
#include "libmarkings/redact/candidates.h"
#include "libmarkings/redact/fit.h"

namespace markings::cli {

[[nodiscard]] Loaded<Candidates> LoadCandidates(const std::string& file);

// One line on standard error for each cut of a derivative with fewer bits left than `min_bits`: its place and
// how many fit, never which. kFindings when there is one.
[[nodiscard]] ExitCode ReportFit(const Fit& fit, std::string_view text, double min_bits,
                                 std::string_view name);

}  // namespace markings::cli

#endif  // CLI_CANDIDATES_H_
