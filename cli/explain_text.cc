#include "cli/explain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "libmarkings/marking/authority.h"
#include "libmarkings/marking/forms.h"

namespace markings::cli {
namespace {

using Row = std::array<std::string, 5>;

std::string Listed(const std::vector<std::string>& words) {
  std::string listed;
  for (const std::string& word : words) listed += (listed.empty() ? "" : ", ") + word;
  return listed;
}

std::string OutcomeWords(const Decision& decision) {
  std::string words(Name(decision.outcome));
  if (decision.outcome == Outcome::kMask) {
    const auto count =
        std::ranges::count_if(decision.masks, [](const MaskSpan& mask) { return !mask.continued; });
    words += fmt::format(" {}", count);
  }
  if (!decision.codes.empty()) words += " " + Listed(decision.codes);
  if (decision.pending) words += " ?";
  if (decision.overridden) words += " (by hand)";
  return words;
}

std::string Pad(const std::string& cell, std::size_t width) {
  return cell + std::string(width - std::min(width, cell.size()) + 2, ' ');
}

}  // namespace

std::string ExplainText(const Document& document, const Redaction& redaction) {
  const Row head = {"ELEMENT", "MARK", "FROM", "OUTCOME", "BY"};
  std::vector<Row> rows = {head};
  std::vector<const Decision*> decisions = {nullptr};
  for (const Decision& decision : redaction.decisions.elements) {
    if (decision.outcome == Outcome::kDrop) continue;
    const Element element = document.elements()[decision.element];
    const std::string mark = decision.mark_known       ? PortionForm(document.vocabulary(), decision.marking)
                             : IsPortion(element.kind) ? "unknown"
                                                       : "-";
    rows.push_back({element.id(), mark, std::string(Name(element.mark_origin)), OutcomeWords(decision),
                    Listed(decision.rules)});
    decisions.push_back(&decision);
  }
  std::array<std::size_t, 4> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t i = 0; i < widths.size(); ++i) text += Pad(rows[r][i], widths[i]);
    text += rows[r].back();
    const Decision* decision = decisions[r];
    if (decision != nullptr && !decision->reason.empty()) text += ": " + decision->reason.str();
    text += '\n';
    if (decision == nullptr || decision->outcome != Outcome::kWithhold) continue;
    for (const BeatenRule& also : decision->also) text += fmt::format("  also: {}\n", also.Shown());
    if (decision->nearest.empty()) continue;
    // A rule for another kind of element is not near.
    auto near = std::ranges::find_if(
        decision->nearest, [](const Decision::Nearest& one) { return !one.failed.starts_with("kind"); });
    if (near == decision->nearest.end()) near = decision->nearest.begin();
    text += fmt::format("  nearest: {}, which failed at {}\n", near->rule, near->Shown());
  }
  for (const std::string& note : redaction.decisions.notes) text += fmt::format("note: {}\n", note);
  if (redaction.decisions.as_of) text += fmt::format("as of: {}\n", Name(*redaction.decisions.as_of));
  for (const ResidualFinding& finding : redaction.findings) {
    text += fmt::format("residual {}: a {} of {}{}\n", finding.id, finding.kind, Listed(finding.from),
                        finding.waived ? ", waived" : "");
  }
  return text;
}

}  // namespace markings::cli
