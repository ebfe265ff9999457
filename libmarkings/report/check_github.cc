#include "libmarkings/report/check_github.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "libmarkings/report/check_text.h"
#include "libmarkings/report/internal/one_line.h"

namespace markings {
namespace {

std::string_view CommandOf(Severity severity) {
  return severity == Severity::kNote ? "notice" : Name(severity);
}

// Control characters are kept where the runner has an escape for them, so that a file's name stays its name.
std::string Escape(std::string_view text, bool property) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','))) {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  // Of what is left, nothing may end the line or be no UTF-8.
  return internal::OneLine(escaped);
}
std::string Property(std::string_view text) { return Escape(text, true); }
std::string Message(std::string_view text) { return Escape(text, false); }

std::string CommandLine(const CheckFinding& one, const GithubOptions& options) {
  const Diagnostic& found = one.diagnostic;
  std::string line =
      fmt::format("::{} file={},line={}", CommandOf(SeverityOf(found)), Property(one.file), one.at.line);
  const auto region = options.region ? options.region(one) : std::nullopt;
  if (region) {
    line += fmt::format(",endLine={},col={}", region->end.line, region->begin.column);
    // (The runner takes an end column only within one line.)
    if (region->end.line == region->begin.line) line += fmt::format(",endColumn={}", region->end.column);
  } else {
    line += fmt::format(",endLine={},col={}", one.at.line, one.at.column);
  }
  std::string title(one.code());
  if (!found.rule.empty()) title += " " + found.rule;
  line += fmt::format(",title={}::{}", Property(title), Message(found.message));
  if (!found.fix.empty()) line += Message(": " + found.fix);
  return line + "\n";
}

// A line that the runner does not take for a command: neither begins with :: nor holds the older ##[.
std::string PlainLine(const CheckFinding& one) {
  std::string line = internal::OneLine(TextLine(one));
  for (std::size_t at = 0; (at = line.find("##[", at)) != std::string::npos;) line.replace(at, 3, "## [");
  return "- " + line + "\n";
}

}  // namespace

std::string CheckGithub(const CheckResult& result, const GithubOptions& options) {
  std::string commands, rest;
  std::array<std::size_t, 3> seen{};
  std::size_t over = 0;
  for (const CheckFinding& one : result.findings) {
    if (!one.counts()) continue;
    if (++seen.at(std::to_underlying(SeverityOf(one.diagnostic))) <= options.max_of_severity) {
      commands += CommandLine(one, options);
    } else {
      ++over;
      rest += PlainLine(one);
    }
  }
  if (over > 0)
    commands += fmt::format(
        "{} more findings, without annotations, since GitHub shows {} of each severity in a step:\n", over,
        options.max_of_severity);
  return commands + rest;
}

}  // namespace markings
