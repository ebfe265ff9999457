#include "libmarkings/report/check_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "libmarkings/report/internal/by_code.h"
#include "libmarkings/report/internal/one_line.h"
#include "libmarkings/text/utf8.h"

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

// How many columns of a terminal, where a character takes one: what comes before a caret. Characters are
// counted after OneLine, which makes one of each byte that is none.
std::size_t Width(std::string_view one_line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      one_line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Long lines are shown around the caret.
constexpr std::size_t kBefore = 60, kShown = 120;

// The bytes of a text that its characters [from, from + count) take.
std::string_view Characters(std::string_view text, std::size_t from, std::size_t count) {
  std::size_t at = 0, seen = 0, begin = text.size(), end = text.size();
  for (; at < text.size(); ++seen) {
    if (seen == from) begin = at;
    if (seen == from + count) end = std::min(end, at);
    at += DecodeUtf8(text, at).size;
  }
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

std::string CaretLines(const CheckFinding& one, std::string_view source, bool color) {
  const std::size_t column = std::min(one.at.column - 1, source.size());
  const std::size_t size = std::min(one.diagnostic.where.size(), source.size() - column);
  // (OneLine is applied piece by piece: a place may lie within a character of the line.)
  const std::string before = internal::OneLine(source.substr(0, column));
  const std::string marked = internal::OneLine(source.substr(column, size));
  const std::string line = before + marked + internal::OneLine(source.substr(column + size));
  const std::size_t at = Width(before);
  const std::size_t from = at > kBefore ? at - kBefore : 0;
  const std::size_t length =
      std::clamp<std::size_t>(Width(marked), 1, std::max<std::size_t>(1, kShown - (at - from)));
  const std::string margin = fmt::format("{:>5} | ", one.at.line);
  std::string caret = "^" + std::string(length - 1, '~');
  if (color) caret = std::string(kCaret) + caret + std::string(kPlain);
  return fmt::format("{}{}\n{:>{}}{}{}\n", margin, Characters(line, from, kShown), "| ", margin.size(),
                     std::string(at - from, ' '), caret);
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
