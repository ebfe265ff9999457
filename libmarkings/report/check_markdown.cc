#include "libmarkings/report/check_markdown.h"

#include <fmt/format.h>

#include <string_view>

#include "libmarkings/report/internal/by_code.h"
#include "libmarkings/report/internal/kept.h"
#include "libmarkings/report/internal/one_line.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

// Each ASCII character that may begin markup, a link (www. http: a@b) or a cell's end is a reference:
// references are text wherever they stand (CommonMark 0.31, 2.5).
std::string Escape(std::string_view text) {
  std::string escaped;
  for (const char c : internal::OneLine(text)) {
    const bool is_plain = static_cast<unsigned char>(c) >= 0x80 || IsLetter(c) || IsDigit(c) ||
                          std::string_view(" /,;()").contains(c);
    if (is_plain) {
      escaped += c;
    } else {
      escaped += fmt::format("&#{};", static_cast<int>(c));
    }
  }
  return escaped;
}

std::string CheckedBy(const CheckResult& result) {
  std::string by = fmt::format("Regime {}", Escape(result.regime));
  if (!result.edition.empty()) by += fmt::format(", edition {}", Escape(result.edition));
  if (!result.policy.empty()) by += fmt::format(", policy {}", Escape(result.policy));
  return by + ".";
}

std::string CodeTable(const CheckResult& result) {
  std::string table = "| Code | | Errors | Warnings | Notes | Suppressed |\n|---|---|--:|--:|--:|--:|\n";
  for (const auto& [code, counts] : internal::ByCode(result))
    table += fmt::format("| {} | {} | {} | {} | {} | {} |\n", Info(code).id, Escape(Info(code).meaning),
                         counts.errors, counts.warnings, counts.notes, counts.suppressed);
  return table;
}

std::string Row(const CheckFinding& one) {
  const Diagnostic& found = one.diagnostic;
  std::string code(one.code());
  if (!found.rule.empty()) code += " " + found.rule;
  return fmt::format("| {} | {} | <code>{}</code> | {} | {} | {} |\n", Name(SeverityOf(found)), Escape(code),
                     Escape(one.file), one.at.line, Escape(found.message), Escape(found.fix));
}

}  // namespace

std::string CheckMarkdown(const CheckResult& result, const MarkdownOptions& options) {
  const internal::CodeCounts all = internal::InAll(result);
  std::string text = fmt::format(
      "## markings check\n\n**{} errors, {} warnings, {} notes** in {} of {} files; {} suppressed. {}\n",
      all.errors, all.warnings, all.notes, internal::FilesWithFindings(result), result.files, all.suppressed,
      CheckedBy(result));
  if (result.findings.empty()) return text;
  text += "\n" + CodeTable(result);

  const internal::Kept kept =
      internal::Keep(result, result.findings.size(), options.max_findings, internal::Which::kCounting);
  if (kept.findings.empty()) return text;
  text += "\n| Severity | Code | File | Line | | Fix |\n|---|---|---|--:|---|---|\n";
  std::size_t shown = 0;
  for (const CheckFinding* one : kept.findings) {
    const std::string row = Row(*one);
    if (text.size() + row.size() > options.max_bytes) break;
    text += row;
    ++shown;
  }
  if (const std::size_t counting = all.errors + all.warnings + all.notes; shown < counting)
    text += fmt::format("\n{} findings are left out: the JSON holds all of them.\n", counting - shown);
  return text;
}

}  // namespace markings
