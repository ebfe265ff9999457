#ifndef CLI_CHECK_REPORTS_H_
#define CLI_CHECK_REPORTS_H_

// What `markings check` and `markings merge` found, in the forms that were asked for: several in one pass.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "libmarkings/corpus/check_result.h"
#include "libmarkings/report/json.h"
#include "libmarkings/report/source_line.h"
#include "libmarkings/report/text_region.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// One report: its format, and the file that it goes to; empty: standard output.
struct ReportTarget {
  std::string format, output;
};

// The words that --format takes.
[[nodiscard]] std::vector<std::string> ReportFormats();
// What --format was given, each one of those or WORD=FILE; `output` is that of --output, for the one without
// a file. Errors: kUnusableInput for two that go to one place, --output without a format for it.
[[nodiscard]] Result<std::vector<ReportTarget>> ReadTargets(const std::vector<std::string>& words,
                                                            const std::string& output);
// The same of commands that know text and json alone.
[[nodiscard]] Result<std::vector<ReportTarget>> ReadTextOrJson(const std::vector<std::string>& words,
                                                               const std::string& output);
// Whether one of them lists all files that were checked.
[[nodiscard]] bool WantsFiles(std::span<const ReportTarget> targets);

// Whether one of them counts columns in units of UTF-16.
[[nodiscard]] bool WantsRegions(std::span<const ReportTarget> targets);

// The word of --fail-on: what makes the exit code 1; nothing for never. Errors: kUnusableInput.
[[nodiscard]] Result<std::optional<Severity>> ReadFailOn(const std::string& word);
// Whether a finding that counts is as severe as that.
[[nodiscard]] bool Fails(const CheckResult& result, const std::optional<Severity>& fail_on);

struct ReportFacts {
  ExitCode exit_code = ExitCode::kDone;
  std::optional<Severity> fail_on;       // nothing: never
  std::span<const std::string> files{};  // all that were checked, where they are wanted
  RegionOfFinding region{};
  LineOfFinding source{};               // of text on standard output
  bool color = false, summary = false;  // of the text
  bool force = false;
};

// What `write` says for each target to its place. All files appear together or none does. Reports what goes
// wrong and gives its exit code.
using ReportWriter = std::function<void(const ReportTarget& target, const TextSink& sink)>;
[[nodiscard]] ExitCode WriteTargets(std::span<const ReportTarget> targets, const ReportWriter& write,
                                    bool force);
[[nodiscard]] ExitCode WriteReports(const CheckResult& result, std::span<const ReportTarget> targets,
                                    const ReportFacts& facts);

}  // namespace markings::cli

#endif  // CLI_CHECK_REPORTS_H_
