#include "cli/consistency_corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/check_sources.h"
#include "cli/io.h"
#include "cli/leak_files.h"
#include "cli/parallel.h"
#include "cli/progress.h"

namespace markings::cli {

Result<std::vector<std::string>> FilesToCompare(const std::vector<std::string>& paths) {
  if (std::ranges::find(paths, "-") != paths.end())
    return std::unexpected(
        Unusable("standard input cannot be compared: places are read a second time", "write it to a file"));
  auto files = FilesOf(paths, std::nullopt);
  if (!files) return files;
  std::ranges::sort(*files);
  const auto again = std::ranges::unique(*files);
  files->erase(again.begin(), again.end());
  return files;
}

Result<std::vector<CorpusDocument>> ReadCorpusFile(const std::string& file,
                                                   const std::shared_ptr<const Vocabulary>& vocabulary) {
  auto texts = ReadTexts(file);
  if (!texts) return std::unexpected(std::move(texts).error());
  std::vector<CorpusDocument> documents;
  for (MemberText& one : *texts) {
    auto document =
        Document::Parse(std::move(one.text), vocabulary, {.format = {}, .regions = {}, .any_form = true});
    if (!document) return std::unexpected(std::move(document).error());
    documents.push_back({std::move(one.member), one.extracted, *std::move(document)});
  }
  return documents;
}

Prints PrintAll(const std::vector<std::string>& files, const std::shared_ptr<const Vocabulary>& vocabulary,
                std::size_t jobs) {
  std::vector<std::vector<DocumentPrint>> of_file(files.size());
  Prints all;
  all.errors.resize(files.size());
  Progress progress("reading", files.size());
  InParallel(files.size(), jobs, [&](std::size_t i) {
    const auto documents = ReadCorpusFile(files[i], vocabulary);
    progress.Add();
    if (!documents) {
      all.errors[i] = documents.error();
      return;
    }
    for (const CorpusDocument& one : *documents) {
      // (A name that sorts as the files do and, in a file, as its documents stand. No path holds a zero
      // byte.)
      std::string name = fmt::format("{}{}{:08}", files[i], '\0', of_file[i].size());
      auto print = DocumentPrint::Of(one.document, std::move(name));
      if (!print) {
        all.errors[i] = std::move(print).error();
        of_file[i].clear();
        return;
      }
      of_file[i].push_back(*std::move(print));
    }
  });
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t at = 0; at < of_file[i].size(); ++at) {
      all.sources.emplace(of_file[i][at].name, PrintSource{i, at});
      all.prints.push_back(std::move(of_file[i][at]));
    }
    of_file[i] = {};
  }
  return all;
}

}  // namespace markings::cli
