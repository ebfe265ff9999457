#include "cli/findings.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

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

void ReportGlomarFinding(const ResidualFinding& finding, std::string_view record) {
  Print(fmt::format(
      "markings: {}: residual disclosure: {} holds a {} of this record, which is withheld: write that "
      "text differently",
      record, finding.id, finding.kind));
}

ExitCode ReportProof(const Proof& proof, std::uint64_t seed, std::string_view name) {
  if (proof.difference) {
    const ProofDifference& found = *proof.difference;
    const std::string place = found.place.empty() ? std::string() : fmt::format(" ({})", found.place);
    const std::string element = found.element.empty() ? "several elements together" : found.element;
    const std::string_view what = found.what == ProofDifference::What::kText     ? ""
                                  : found.what == ProofDifference::What::kRecord ? "the record of "
                                                                                 : "the decision on ";
    const std::string_view why =
        found.what == ProofDifference::What::kDecision ? ", at which no rule looks," : "";
    Print(fmt::format(
        "markings: {}: not proved: {}line {}, column {} of the derivative{} changes with withheld text of "
        "{}{} in redraw {}: report this; --prove {} --prove-seed {} shows it again",
        name, what, found.line, found.column, place, element, why, found.redraw, proof.redraws, seed));
    return ExitCode::kFindings;
  }
  if (proof.nothing_proved()) {
    Print(fmt::format(
        "markings: {}: nothing was proved: in none of {} redraws could any of {} withheld stretches "
        "be drawn anew so that the document is read and decided on as it is: redact it without --prove, or "
        "use another policy; --prove-seed {}",
        name, proof.redraws, proof.stretches, seed));
    return ExitCode::kFindings;
  }
  if (proof.stretches == 0) {
    Note(fmt::format("{}: nothing is withheld, so there was nothing to prove", name));
    return ExitCode::kDone;
  }
  std::string line =
      fmt::format("{}: proved with {} redraws, {} stretches, {} drawn in part, {} undrawn; seed {}", name,
                  proof.compared, proof.stretches, proof.in_part, proof.undrawn, seed);
  if (proof.compared < proof.redraws)
    line += fmt::format("; {} more redraws could not be compared", proof.redraws - proof.compared);
  if (proof.undrawn == 0) {
    Note(line);
    return ExitCode::kDone;
  }
  // What was not tried is said in quiet runs too.
  constexpr std::size_t kNamed = 16;
  std::vector<std::string> ids = proof.undrawn_elements;
  const bool more = ids.size() > kNamed;
  if (more) ids.resize(kNamed);
  Caution(fmt::format("{}; not drawn anew: {}{}", line, Listed(ids), more ? ", ..." : ""));
  return ExitCode::kDone;
}

}  // namespace markings::cli
