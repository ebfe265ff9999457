#ifndef CLI_CONSISTENCY_REPORT_H_
#define CLI_CONSISTENCY_REPORT_H_

// What `markings consistency` does once it has the prints, and `markings merge` with those of all parts.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "cli/consistency_corpus.h"
#include "cli/exit_code.h"
#include "cli/load.h"
#include "libmarkings/report/consistency_json.h"

namespace markings::cli {

// The vocabulary by which marks are read: that of a policy, or of a file, or of a regime. Reports what is
// wrong.
[[nodiscard]] Loaded<std::shared_ptr<const Vocabulary>> LoadComparedBy(const std::string& policy,
                                                                       const std::string& vocabulary,
                                                                       const std::string& regime);

[[nodiscard]] std::optional<Error> CheckThreshold(double threshold);

struct Compared {
  ConsistencyReport report;
  ExitCode worst = ExitCode::kDone;  // of the files that were not read
};
// Compares, places the findings, names the files that were not read. Reports what is wrong.
[[nodiscard]] Loaded<Compared> Compare(Prints prints, const std::vector<std::string>& files,
                                       const std::shared_ptr<const Vocabulary>& vocabulary, double threshold,
                                       std::size_t jobs);

[[nodiscard]] bool Fails(const ConsistencyReport& report, Severity fail_on);

}  // namespace markings::cli

#endif  // CLI_CONSISTENCY_REPORT_H_
