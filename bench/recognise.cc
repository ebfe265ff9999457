// How many of the labelled set the recognisers find, and how fast they are.
//
//   build/bench/bench/recognise tests/testdata/recognise/entities.txt           the table of
//   docs/recognisers.md build/bench/bench/recognise --errors SET tests/testdata/recognise/entities.txt   each
//   miss and each false find build/bench/bench/recognise --text MIB tests/testdata/recognise/entities.txt so
//   much of its text, to time others on build/bench/bench/recognise --speed FILE one search of a file, for
//   all kinds
//
// The set is synthetic, so that nothing of it need be kept from a terminal.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/support/entity_scores.h"

namespace {

using markings::EntityKind;
using markings::Recognition;
using markings::testing::LabelledDocument;

void PrintTable(const std::vector<LabelledDocument>& documents) {
  for (const bool capitals : {false, true}) {
    std::printf("\n%s\n\n", capitals ? "In capitals" : "In mixed case");
    std::printf(
        "| recogniser | entities | strict P | strict R | P | R | held out: entities | strict P | strict R | "
        "P | R |\n");
    std::printf("|---|---|---|---|---|---|---|---|---|---|---|\n");
    const auto dev = Measure(documents, "dev", capitals);
    const auto heldout = Measure(documents, "heldout", capitals);
    for (int i = 0; i < markings::kEntityKinds; ++i) {
      const std::string_view name = markings::Name(static_cast<EntityKind>(i));
      std::printf("| %.*s ", static_cast<int>(name.size()), name.data());
      for (const auto& score : {dev[static_cast<std::size_t>(i)], heldout[static_cast<std::size_t>(i)]})
        std::printf("| %zu | %.3f | %.3f | %.3f | %.3f ", score.labelled, score.strict_precision(),
                    score.strict_recall(), score.precision(), score.recall());
      std::printf("|\n");
    }
  }
}

std::string InLine(std::string_view text, markings::Span span) {
  const std::size_t begin = span.begin > 40 ? span.begin - 40 : 0;
  std::string line(text.substr(begin, span.begin - begin));
  line += "[" + std::string(Slice(text, span)) + "]" + std::string(text.substr(span.end, 30));
  std::ranges::replace(line, '\n', ' ');
  return line;
}

void PrintErrors(const std::vector<LabelledDocument>& documents, std::string_view set) {
  for (const LabelledDocument& document : documents) {
    if (document.set != set) continue;
    const auto found = markings::Recognisers().Find(document.text, markings::AllEntityKinds());
    const auto print = [&](const char* what, const Recognition& one) {
      std::printf("%s %s %s %d: %s\n", what, document.capitals ? "capitals" : "mixed",
                  std::string(markings::Name(one.kind)).c_str(), one.confidence,
                  InLine(document.text, one.span).c_str());
    };
    const auto missing = [](const std::vector<Recognition>& from, const Recognition& one) {
      return std::ranges::none_of(
          from, [&](const Recognition& other) { return other.kind == one.kind && other.span == one.span; });
    };
    for (const Recognition& one : document.entities)
      if (missing(found, one)) print("missed", one);
    for (const Recognition& one : found)
      if (missing(document.entities, one)) print("false", one);
  }
}

int TimeFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto begin = std::chrono::steady_clock::now();
  const auto found = markings::Recognisers().Find(text, markings::AllEntityKinds());
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
  std::printf("%zu found in %.3f s, %.1f MB/s\n", found.size(), time.count(),
              static_cast<double>(text.size()) / 1e6 / time.count());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view option = argc > 2 ? argv[1] : "";
  if (option == "--speed") return TimeFile(argv[2]);
  const auto documents = argc > 1 ? markings::testing::ReadLabelled(argv[argc - 1]) : std::nullopt;
  if (!documents) {
    (void)std::fprintf(stderr, "recognise: give the labelled set, tests/testdata/recognise/entities.txt\n");
    return 2;
  }
  if (option == "--errors" && argc == 4) {
    PrintErrors(*documents, argv[2]);
  } else if (option == "--text" && argc == 4) {
    const std::size_t size = std::strtoul(argv[2], nullptr, 10) << 20U;
    for (std::size_t written = 0, i = 0; written < size;
         written += (*documents)[i++ % documents->size()].text.size())
      (void)std::fputs((*documents)[i % documents->size()].text.c_str(), stdout);
  } else {
    PrintTable(*documents);
  }
  return 0;
}
