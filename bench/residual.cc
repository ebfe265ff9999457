// How much of the planted set the residual check finds.
//
//   build/bench/bench/residual tests/testdata/residual/planted.txt               the tables of
//   docs/residual.md build/bench/bench/residual --errors SET tests/testdata/residual/planted.txt  each miss
//   and each finding astray
//
// The set is synthetic, so that nothing of it need be kept from a terminal.

#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "tests/support/residue_scores.h"

namespace {

using markings::testing::IsExact;
using markings::testing::PlantedCase;
using markings::testing::ResidueScore;

void PrintRow(const std::string& name, const ResidueScore (&columns)[4]) {
  std::printf("| %s ", name.c_str());
  for (const ResidueScore& score : columns) {
    if (score.planted == 0) {
      std::printf("| %zu | ", score.clean);
    } else {
      std::printf("| %zu | %.3f ", score.planted, score.recall());
    }
    std::printf("| %zu ", score.astray);
  }
  std::printf("|\n");
}

void PrintTable(const std::vector<PlantedCase>& cases) {
  std::map<std::string, ResidueScore> scores[4];
  std::set<std::string> kinds[2];
  std::size_t unfair = 0;
  for (int i = 0; i < 4; ++i) {
    scores[i] = Measure(cases, i < 2 ? "dev" : "heldout", i % 2 == 1);
    for (const auto& [kind, score] : scores[i]) {
      if (kind != "clean") kinds[IsExact(kind) ? 0 : 1].insert(kind);
      unfair += score.unfair;
    }
  }
  std::printf(
      "| class | mixed: planted | recall | astray | capitals: planted | recall | astray | held out, mixed: "
      "planted | "
      "recall | astray | held out, capitals: planted | recall | astray |\n");
  std::printf("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (int exact = 0; exact < 2; ++exact) {
    ResidueScore sums[4];
    for (const std::string& kind : kinds[exact]) {
      ResidueScore row[4];
      for (int i = 0; i < 4; ++i) {
        row[i] = scores[i][kind];
        sums[i].Add(row[i]);
      }
      PrintRow(kind, row);
    }
    PrintRow(exact == 0 ? "**exact terms**" : "**variants**", sums);
  }
  const ResidueScore clean[4] = {scores[0]["clean"], scores[1]["clean"], scores[2]["clean"],
                                 scores[3]["clean"]};
  PrintRow("clean cables", clean);
  if (unfair != 0) std::printf("\n%zu cases are broken: what is planted does not go out\n", unfair);
}

void PrintErrors(const std::vector<PlantedCase>& cases, std::string_view set) {
  for (const PlantedCase& one : cases) {
    if (one.set != set) continue;
    std::vector<markings::ResidualFinding> findings;
    const ResidueScore score = MeasureOne(one, &findings);
    if (score.found == score.planted && score.astray == 0 && score.unfair == 0) continue;
    std::printf("==== %s %s %s%s: %s\n", one.kind.c_str(), one.place.c_str(),
                one.capitals ? "capitals" : "mixed",
                score.unfair != 0             ? ", broken"
                : score.found < score.planted ? ", missed"
                                              : "",
                one.residue.c_str());
    for (const auto& text : one.outgoing) std::printf("+++ %s %s\n", text.place.c_str(), text.text.c_str());
    std::printf("%s", one.text.c_str());
    for (const auto& finding : findings) std::printf("-> %s %s\n", finding.id.c_str(), finding.kind.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto cases = argc > 1 ? markings::testing::ReadPlanted(argv[argc - 1]) : std::nullopt;
  if (!cases) {
    (void)std::fprintf(stderr, "residual: give the planted set, tests/testdata/residual/planted.txt\n");
    return 2;
  }
  if (argc == 4 && std::string_view(argv[1]) == "--errors") {
    PrintErrors(*cases, argv[2]);
  } else {
    PrintTable(*cases);
  }
  return 0;
}
