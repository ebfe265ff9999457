#include "cli/findings.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "cli/io.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

std::string Listed(const std::vector<std::string>& ids) {
  std::string listed;
  for (const std::string& id : ids) listed += (listed.empty() ? "" : ", ") + id;
  return listed;
}

void Print(const std::string& line) {
  const std::string whole = Printable(line) + "\n";
  // Nobody is left to be told when this fails; the exit code says it as well.
  static_cast<void>(std::fwrite(whole.data(), 1, whole.size(), stderr));
}

}  // namespace

void ReportFindings(const Redaction& redaction, std::string_view name, const Document& document) {
  for (const ResidualFinding& finding : redaction.findings) {
    if (finding.waived) continue;
    const bool element = document.Find(finding.place) != kNoElement;
    const std::string where =
        element ? fmt::format(" (line {}, column {} of the derivative)", finding.line, finding.column)
                : std::string();
    const std::string_view mend = element ? "withhold that element" : "write that text differently";
    Print(
        fmt::format("markings: {}: residual disclosure: {}{} holds a {} of withheld {}: {}, or waive finding "
                    "\"{}\" with a reason",
                    name, finding.id, where, finding.kind, Listed(finding.from), mend, finding.id));
  }
  if (!redaction.stop_pending) return;
  const LineIndex lines(document.buffer().text());
  for (const std::size_t index : redaction.decisions.pending) {
    const Element element = document.elements()[index];
    const Position at = lines.At(element.span.begin);
    Print(
        fmt::format("markings: {}:{}:{}: pending: {} is withheld without an exemption code: decide it by "
                    "hand with a code, "
                    "or give --code, --reason and --authority for all of them",
                    name, at.line, at.column, element.id()));
  }
}

}  // namespace markings::cli
