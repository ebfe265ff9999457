#ifndef TESTS_REPORT_CHECK_RESULTS_H_
#define TESTS_REPORT_CHECK_RESULTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/corpus/check_result.h"

namespace markings {

// A finding with a place, as a checker makes it.
[[nodiscard]] CheckFinding FindingAt(std::string_view file, std::size_t line, DiagnosticCode code,
                                     std::string_view message = "a mark that is out of order");

// Names of files that some format could take for something else.
[[nodiscard]] std::vector<std::string> HostileNames();

// One of each kind: severities, rules, fixes, elements, fingerprints, both suppressions, an unreadable file.
[[nodiscard]] CheckResult MixedResult();
// The hostile names and messages, each a finding.
[[nodiscard]] CheckResult HostileResult();
// `count` findings in files of `per_file`, each third a warning, each seventh suppressed.
[[nodiscard]] CheckResult LargeResult(std::size_t count, std::size_t per_file);
// Any result: all codes, severities, rules, hostile texts; the same for the same seed.
[[nodiscard]] CheckResult RandomResult(std::uint64_t seed);

}  // namespace markings

#endif  // TESTS_REPORT_CHECK_RESULTS_H_
