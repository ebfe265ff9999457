#include "cli/policy_actions.h"

#include <fmt/format.h>

#include <boost/program_options/value_semantic.hpp>

#include "cli/io.h"

namespace markings::cli {

namespace po = boost::program_options;

void AddTestsOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()("tests", po::value(&settings.tests)->value_name("OUT"),
                        "with compare and diff: write each witness there as a [[test]]");
}

void AddSubjectOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()("policy", po::value(&settings.policy)->value_name("POLICY"),
                        "with explain and forecast: the policy (required)")(
      "audience", po::value(&settings.audiences)->value_name("NAME"),
      "with forecast: who it is for (required); with explain repeatable, all audiences without it");
}

void AddDocumentOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()(
      "as-of", po::value(&settings.as_of)->value_name("YYYY-MM-DD"),
      "with diff --corpus, explain and forecast: the day to decide by; today is the default")(
      "output", po::value(&settings.output)->value_name("OUT"),
      "with diff, explain and forecast: write there instead of to standard output");
}

void AddForceOption(po::options_description& options, PolicySettings& settings) {
  options.add_options()("force", po::bool_switch(&settings.force),
                        "with compare, diff, explain and forecast: overwrite OUT");
}

PolicyJson PathsJson(const PassedOver& paths) {
  PolicyJson json = PolicyJson::array();
  for (const auto& [path, reason] : paths) json.push_back({{"document", path}, {"reason", reason}});
  return json;
}

std::string PassedOverText(const PassedOver& unread, const PassedOver& in_doubt) {
  std::string text;
  for (const auto& [path, reason] : unread)
    text += fmt::format("not read: {}: {}\n", Printable(path), reason);
  for (const auto& [path, reason] : in_doubt)
    text += fmt::format("in doubt: {}: {}\n", Printable(path), reason);
  return text;
}

std::string Place(const std::string& file, const LineIndex& lines, Span where) {
  if (where == Span{}) return file;
  const Position at = lines.At(where.begin);
  return fmt::format("{}:{}:{}", file, at.line, at.column);
}

PolicyJson PlaceJson(const std::string& file, const LineIndex& lines, Span where) {
  const Position at = lines.At(where.begin);
  return {{"file", file}, {"line", at.line}, {"column", at.column}};
}

PolicyJson SideJson(const SideDecision& side) {
  return {{"outcome", Name(side.outcome)},
          {"codes", side.codes},
          {"pending", side.pending},
          {"masks", side.masks},
          {"rules", side.rules}};
}

std::string Listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text.empty() ? "no rule" : text;
}

std::string JsonText(const PolicyJson& json) {
  // A path may be no UTF-8; a replacement is safer than a throw.
  return json.dump(2, ' ', false, PolicyJson::error_handler_t::replace) + "\n";
}

ExitCode PrintOutput(const PolicySettings& settings, const PolicyOutput& out, ExitCode code) {
  const auto written = WriteStandardOutput(settings.format == "json" ? JsonText(out.json) : out.text);
  return written ? code : ReportError(written.error(), "standard output");
}

}  // namespace markings::cli
