// Writes reports of sample results into a folder, for validate_reports.py: NAME.json, .sarif, .xml and .md.

#include <fmt/format.h>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/report/check_json.h"
#include "libmarkings/report/check_junit.h"
#include "libmarkings/report/check_sarif.h"
#include "tests/report/check_results.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<std::pair<std::string, markings::CheckResult>> samples = {
      {"clean", {"state", "", "", 2}},
      {"mixed", markings::MixedResult()},
      {"hostile", markings::HostileResult()},
      {"large", markings::LargeResult(30000, 100)},
  };
  for (int seed = 0; seed < 20; ++seed)
    samples.emplace_back(fmt::format("random{}", seed), markings::RandomResult(static_cast<unsigned>(seed)));
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream out(fmt::format("{}/{}", argv[1], name), std::ios::binary);
    out << text;
    return out.flush().good();
  };
  markings::SarifOptions sarif;
  sarif.version = "1.2.3";
  sarif.exit_code = 1;
  // Of some files the text is at hand, of others not.
  sarif.region = [](const markings::CheckFinding& one) -> std::optional<markings::TextRegion> {
    if (one.at.line % 2 == 0) return std::nullopt;
    return markings::TextRegion{{one.at.line, 2}, {one.at.line, 6}};
  };
  for (const auto& [name, result] : samples) {
    std::vector<std::string> files = {"reports/without.txt"};
    markings::JunitOptions junit;
    junit.files = files;
    const bool good = write(name + ".json", markings::CheckJson(result)) &&
                      write(name + ".sarif", markings::CheckSarif(result, sarif)) &&
                      write(name + ".xml", markings::CheckJunit(result, junit));
    if (!good) return 3;
  }
  return 0;
}
