// Real documents, where they lie beside the checkout: no crash, full coverage, no mark taken from prose.
// Nothing of them is printed or kept here.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/cable/cable_testing.h"

namespace markings {
namespace {

std::string Read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Corpus, EveryDocumentIsCoveredAndMarksAreMarks) {
  const std::filesystem::path folder = MARKINGS_SHARED_DIR "/corpus";
  if (!std::filesystem::exists(folder))
    GTEST_SKIP() << "the corpus of real documents is not beside this checkout (../shared/corpus)";
  std::size_t files = 0;
  std::size_t parsed = 0;
  std::size_t marks = 0;
  std::size_t lone = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    ++files;
    const auto document = testing::Parse(Read(entry.path()));
    if (!document) continue;  // no cable: refused as a whole
    ++parsed;
    for (const Element element : document->elements()) {
      if (element.marking_status != MarkingStatus::kValid || element.marking_span.empty()) continue;
      ++marks;
      // Office symbols and list letters are single classified letters; no document of this corpus has
      // paragraphs so marked.
      const std::string_view mark = document->Text(element.marking_span);
      if (mark == "(S)" || mark == "(C)") ++lone;
    }
  }
  EXPECT_GT(files, 200U);
  EXPECT_GT(parsed, files * 9 / 10);
  EXPECT_GT(marks, 200U);
  EXPECT_EQ(lone, 0U);
}

}  // namespace
}  // namespace markings
