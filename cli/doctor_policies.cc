#include <fmt/format.h>

#include <filesystem>
#include <string>

#include "cli/doctor.h"
#include "cli/io.h"
#include "cli/load.h"
#include "libmarkings/policy/extends.h"
#include "libmarkings/policy/lint.h"
#include "libmarkings/redact/policy_tests.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

std::string At(const Buffer& text, Span where) {
  const Position at = LineIndex(text.text()).At(where.begin);
  return fmt::format("line {}, column {}: ", at.line, at.column);
}

}  // namespace

void CheckPolicyFile(const std::string& file, DoctorChecks& checks) {
  DoctorSubject subject(checks, "policies", file);
  const auto text = ReadText(file);
  if (!text) return subject.Finding("policy-load", text.error().message, text.error().fix);
  const auto policy = markings::LoadPolicy(*text, ReaderBeside(file));
  if (!policy) {
    const Error& error = policy.error();
    const bool here = error.file.empty() && error.where != Span{};
    return subject.Finding("policy-load", (here ? At(*text, error.where) : std::string()) + error.message,
                           error.fix);
  }
  subject.Ok("policy-load", fmt::format("{} {}, {} rules for {} audiences", policy->name(), policy->version(),
                                        policy->rules().size(), policy->audiences().size()));
  const auto findings = Lint(*policy);
  for (const LintFinding& one : findings)
    subject.Finding("policy-lint", At(*text, one.where) + one.message + " [" + one.code + "]", one.fix);
  if (findings.empty()) subject.Ok("policy-lint", "lint finds nothing");
  if (policy->tests().empty()) return;  // (Lint has said it.)
  const auto beside = [&](const std::string& name) {
    return ReadBytes((std::filesystem::path(file).parent_path() / name).string());
  };
  const auto report = RunPolicyTests(*policy, beside);
  if (!report) return subject.Finding("policy-tests", report.error().message, report.error().fix);
  if (!report->failures.empty()) {
    return subject.Finding("policy-tests",
                           fmt::format("{} of {} expectations of its tests do not hold",
                                       report->failures.size(), report->expectations),
                           "see which: markings policy test");
  }
  subject.Ok("policy-tests", fmt::format("its {} tests hold", policy->tests().size()));
}

}  // namespace markings::cli
