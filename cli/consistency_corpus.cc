#include "cli/consistency_corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/io.h"
#include "cli/leak_files.h"
#include "cli/parallel.h"
#include "cli/progress.h"

namespace markings::cli {

Result<FileList> FilesToCompare(const std::vector<std::string>& paths, const std::optional<Shard>& shard) {
  if (std::ranges::find(paths, "-") != paths.end())
    return std::unexpected(
        Unusable("standard input cannot be compared: places are read a second time", "write it to a file"));
  auto list = ListFiles(paths, shard);
  if (!list) return list;
  std::ranges::sort(list->files);
  const auto again = std::ranges::unique(list->files);
  list->files.erase(again.begin(), again.end());
  return list;
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

std::vector<PrintedFile> PrintFiles(const std::vector<std::string>& files,
                                    const std::shared_ptr<const Vocabulary>& vocabulary, std::size_t jobs) {
  std::vector<PrintedFile> printed(files.size());
  Progress progress("reading", files.size());
  InParallel(files.size(), jobs, [&](std::size_t i) {
    PrintedFile& file = printed[i];
    file.name = files[i];
    const auto documents = ReadCorpusFile(files[i], vocabulary);
    progress.Add();
    if (!documents) {
      file.error = documents.error();
      return;
    }
    for (const CorpusDocument& one : *documents) {
      auto print = DocumentPrint::Of(one.document, {});
      if (!print) {
        file.error = std::move(print).error();
        file.documents.clear();
        return;
      }
      file.documents.push_back(*std::move(print));
    }
  });
  return printed;
}

Prints PrintsOf(std::vector<PrintedFile> files) {
  Prints all;
  all.errors.resize(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    PrintedFile& file = files[i];
    all.errors[i] = std::move(file.error);
    for (std::size_t at = 0; at < file.documents.size(); ++at) {
      // (A name that sorts as the files do and, in a file, as its documents stand. No path holds a zero
      // byte.)
      file.documents[at].name = fmt::format("{}{}{:08}", file.name, '\0', at);
      all.sources.emplace(file.documents[at].name, PrintSource{i, at});
      all.prints.push_back(std::move(file.documents[at]));
    }
    file.documents = {};
  }
  return all;
}

}  // namespace markings::cli
