#include "cli/policy_witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/io.h"
#include "cli/output_set.h"

namespace markings::cli {

std::string WitnessText(const Comparison& comparison) {
  std::string text = comparison.kind.empty() ? "" : " " + comparison.kind;
  if (!comparison.mark.empty()) text += " " + comparison.mark;
  if (!comparison.witness) {
    return text + fmt::format(", with {} against {}", Listed(comparison.first_rules),
                              Listed(comparison.second_rules));
  }
  const Witness& witness = *comparison.witness;
  text += fmt::format(": {} by {}, {} by {}\n", OutcomeText(witness.first), Listed(witness.first.rules),
                      OutcomeText(witness.second), Listed(witness.second.rules));
  for (std::size_t at = 0; at < witness.text.size();) {
    const std::size_t end = std::min(witness.text.find('\n', at), witness.text.size());
    text += end == at ? "\n" : "    " + Printable(witness.text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  text.pop_back();
  return text;
}

PolicyJson ComparisonJson(const Comparison& comparison) {
  PolicyJson json = {{"verdict", Name(comparison.verdict)}};
  if (comparison.verdict == Verdict::kNever || comparison.verdict == Verdict::kUnknown) return json;
  json["kind"] = comparison.kind;
  json["mark"] = comparison.mark.empty() ? PolicyJson() : PolicyJson(comparison.mark);
  json["rules"] = {{"first", comparison.first_rules}, {"second", comparison.second_rules}};
  if (comparison.witness) {
    json["witness"] = {{"text", comparison.witness->text},
                       {"element", comparison.witness->element},
                       {"first", SideJson(comparison.witness->first)},
                       {"second", SideJson(comparison.witness->second)}};
  }
  return json;
}

ExitCode WriteTests(const PolicySettings& settings, const std::string& tests, ExitCode code) {
  if (settings.tests.empty()) return code;
  if (tests.empty()) {
    Note("there is no witness, so no test is written");
    return code;
  }
  const ExitCode written = WriteResult(tests, settings.tests, settings.force);
  return written == ExitCode::kDone ? code : written;
}

}  // namespace markings::cli
