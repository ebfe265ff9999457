#include "libmarkings/report/check_text.h"

#include <fmt/format.h>

#include <string_view>

#include "libmarkings/report/internal/by_code.h"
#include "libmarkings/report/internal/one_line.h"

namespace markings {
namespace {

constexpr std::string_view kBold = "\x1b[1m", kPlain = "\x1b[0m", kCaret = "\x1b[1;32m";

std::string_view ColorOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "\x1b[1;31m";
    case Severity::kWarning:
      return "\x1b[1;35m";
    case Severity::kNote:
      break;
  }
  return "\x1b[1;36m";
}

// The parts of a line, so that one format makes the plain and the coloured.
std::string Line(const CheckFinding& one, bool color) {
  const Diagnostic& found = one.diagnostic;
  const Severity severity = SeverityOf(found);
  const auto in = [&](std::string_view sequence) { return color ? sequence : std::string_view(); };
  // (A CI log may take a line that begins with :: for a command: no name of a file may give one.)
  const std::string_view guard = one.file.starts_with(':') || one.file.starts_with(' ') ? "./" : "";
  std::string line =
      fmt::format("{}{}{}:{}:{}:{} {}{}:{} {}{}{}: {}", in(kBold), guard, one.file, one.at.line,
                  one.at.column, in(kPlain), in(ColorOf(severity)), Name(severity), in(kPlain), one.code(),
                  found.rule.empty() ? "" : " ", found.rule, found.message);
  if (!found.fix.empty()) line += ": " + found.fix;
  return line;
}

std::string CaretLines(const CheckFinding& one, const SourceLine& source, bool color) {
  const std::string margin = fmt::format("{:>5} | ", one.at.line);
  std::string caret = "^" + std::string(source.size - 1, '~');
  if (color) caret = std::string(kCaret) + caret + std::string(kPlain);
  return fmt::format("{}{}\n{:>{}}{}{}\n", margin, source.text, "| ", margin.size(),
                     std::string(source.at, ' '), caret);
}

}  // namespace

std::string TextLine(const CheckFinding& finding) { return Line(finding, false); }

std::string CheckText(const CheckResult& result, const TextOptions& options) {
  std::string text;
  for (const CheckFinding& one : result.findings) {
    if (!one.counts() && !options.show_suppressed) continue;
    text += Line(one, options.color);
    if (!one.counts())
      text += fmt::format(" ({}: {})", Name(one.suppressed), internal::OneLine(one.justification));
    text += '\n';
    if (!options.source) continue;
    if (const auto line = options.source(one)) text += CaretLines(one, *line, options.color);
  }
  return text;
}

std::string CheckSummary(const CheckResult& result) {
  std::string table;
  const auto row = [&](std::string_view code, const auto& errors, const auto& warnings, const auto& notes,
                       const auto& suppressed, std::string_view meaning) {
    const std::string line =
        fmt::format("{:<6} {:>7} {:>8} {:>7} {:>10}  {}", code, errors, warnings, notes, suppressed, meaning);
    table += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  };
  if (!result.findings.empty()) {
    row("code", "errors", "warnings", "notes", "suppressed", "");
    for (const auto& [code, counts] : internal::ByCode(result))
      row(Info(code).id, counts.errors, counts.warnings, counts.notes, counts.suppressed, Info(code).meaning);
    const internal::CodeCounts all = internal::InAll(result);
    row("all", all.errors, all.warnings, all.notes, all.suppressed, "");
  }
  return table + fmt::format("{} files checked, {} with findings\n", result.files,
                             internal::FilesWithFindings(result));
}

}  // namespace markings
