#include "cli/check_reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "cli/io.h"
#include "cli/near.h"
#include "cli/output_set.h"
#include "libmarkings/report/check_github.h"
#include "libmarkings/report/check_json.h"
#include "libmarkings/report/check_junit.h"
#include "libmarkings/report/check_markdown.h"
#include "libmarkings/report/check_sarif.h"
#include "libmarkings/report/check_text.h"

namespace markings::cli {
namespace {

// Of any format but json.
std::string Format(const CheckResult& result, const ReportTarget& target, const ReportFacts& facts) {
  if (target.format == "sarif") {
    return CheckSarif(result, {.version = MARKINGS_VERSION,
                               .exit_code = static_cast<int>(facts.exit_code),
                               .region = facts.region});
  }
  if (target.format == "junit") return CheckJunit(result, {.fail_on = facts.fail_on, .files = facts.files});
  if (target.format == "github") return CheckGithub(result, {.region = facts.region});
  if (target.format == "markdown") return CheckMarkdown(result);
  // (A file has no colours, and no text of those that were checked.)
  const bool shown = target.output.empty();
  std::string text =
      CheckText(result, {.color = facts.color && shown, .source = shown ? facts.source : LineOfFinding()});
  if (facts.summary) text += (text.empty() ? "" : "\n") + CheckSummary(result);
  return text;
}

// The text of a report, in pieces that are worth a write each. (Only the JSON of many findings is long: it is
// never whole in memory.)
void Report(const CheckResult& result, const ReportTarget& target, const ReportFacts& facts,
            const TextSink& sink) {
  if (target.format != "json") return sink(Format(result, target, facts));
  constexpr std::size_t kPiece = std::size_t{1} << 16;
  std::string held;
  CheckJson(result, [&](std::string_view piece) {
    held += piece;
    if (held.size() < kPiece) return;
    sink(held);
    held.clear();
  });
  sink(held + "\n");
}

}  // namespace

std::vector<std::string> ReportFormats() { return {"text", "json", "sarif", "junit", "github", "markdown"}; }

Result<std::vector<ReportTarget>> ReadTargets(const std::vector<std::string>& words,
                                              const std::string& output) {
  std::vector<ReportTarget> targets;
  for (const std::string& word : words) {
    const std::size_t equals = std::min(word.find('='), word.size());
    ReportTarget target{word.substr(0, equals), word.substr(std::min(equals + 1, word.size()))};
    if (equals < word.size() && target.output.empty()) {
      return std::unexpected(Unusable("--format " + Printable(word) + " names no file",
                                      "write --format " + target.format + "=FILE"));
    }
    targets.push_back(std::move(target));
  }
  if (targets.empty()) targets.push_back({"text", ""});
  if (!output.empty()) {
    const auto open = std::ranges::find(targets, std::string(), &ReportTarget::output);
    if (open == targets.end()) {
      return std::unexpected(Unusable("--output is for a format that has no file", "leave it out"));
    }
    open->output = output;
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (targets[i].output != targets[j].output) continue;
      return std::unexpected(
          Unusable("two formats go to one place",
                   fmt::format("write --format {}=FILE for one of them", targets[i].format)));
    }
  }
  return targets;
}

Result<std::vector<ReportTarget>> ReadTextOrJson(const std::vector<std::string>& words,
                                                 const std::string& output) {
  auto targets = ReadTargets(words, output);
  if (!targets) return targets;
  for (const ReportTarget& one : *targets) {
    if (one.format != "text" && one.format != "json")
      return std::unexpected(
          Unusable("there is no format " + one.format + " here", "use --format text or json"));
  }
  return targets;
}

bool WantsFiles(std::span<const ReportTarget> targets) {
  return std::ranges::find(targets, "junit", &ReportTarget::format) != targets.end();
}

bool WantsRegions(std::span<const ReportTarget> targets) {
  return std::ranges::any_of(targets, [](const ReportTarget& target) {
    return target.format == "sarif" || target.format == "github";
  });
}

Result<std::optional<Severity>> ReadFailOn(const std::string& word) {
  if (word == "never") return std::nullopt;
  if (const auto severity = SeverityNamed(word)) return severity;
  return std::unexpected(
      Unusable("there is no severity " + Printable(word), "use error, warning, note or never"));
}

bool Fails(const CheckResult& result, const std::optional<Severity>& fail_on) {
  return fail_on && std::ranges::any_of(result.findings, [&](const CheckFinding& one) {
           return one.counts() && SeverityOf(one.diagnostic) >= *fail_on;
         });
}

ExitCode WriteTargets(std::span<const ReportTarget> targets, const ReportWriter& write, bool force) {
  std::vector<PlannedFile> files;
  const ReportTarget* shown = nullptr;
  for (const ReportTarget& target : targets) {
    if (target.output.empty()) {
      shown = &target;
      continue;
    }
    files.push_back(
        {.path = target.output, .bytes = {}, .source = [&](const TextSink& sink) { write(target, sink); }});
  }
  if (!files.empty()) {
    if (const auto written = WriteAll(files, force); !written) return ReportError(written.error());
  }
  if (shown == nullptr) return ExitCode::kDone;
  return WriteResult([&](const TextSink& sink) { write(*shown, sink); }, "", force);
}

ExitCode WriteReports(const CheckResult& result, std::span<const ReportTarget> targets,
                      const ReportFacts& facts) {
  const auto write = [&](const ReportTarget& target, const TextSink& sink) {
    Report(result, target, facts, sink);
  };
  return WriteTargets(targets, write, facts.force);
}

}  // namespace markings::cli
