#ifndef CLI_CONSISTENCY_CORPUS_H_
#define CLI_CONSISTENCY_CORPUS_H_

// The documents that markings consistency compares: read once for their prints and, where there is something
// to say of them, once more for the places. Texts are not kept.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/check_sources.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/consistency/print_part.h"
#include "libmarkings/report/leaks_json.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/shard.h"

namespace markings::cli {

// The files to compare: those of folders with those in them, each once, in the order of names; of a shard
// those in it. Errors: a folder that cannot be read; "-", which cannot be read twice.
[[nodiscard]] Result<FileList> FilesToCompare(const std::vector<std::string>& paths,
                                              const std::optional<Shard>& shard);

// A document of a file.
struct CorpusDocument {
  std::string member;  // its place in the file; empty: it is the file
  bool extracted = false;
  Document document;
};
// All documents of a file; a text of no known form is a plain one. Thread-safe. Errors: those of ReadTexts
// and Document::Parse.
[[nodiscard]] Result<std::vector<CorpusDocument>> ReadCorpusFile(
    const std::string& file, const std::shared_ptr<const Vocabulary>& vocabulary);

// Where a print is from.
struct PrintSource {
  std::size_t file = 0;      // in the list of files
  std::size_t document = 0;  // in the file
};

struct Prints {
  std::vector<DocumentPrint> prints;
  std::unordered_map<std::string, PrintSource> sources;  // by DocumentPrint::name
  std::vector<std::optional<Error>> errors;              // of each file
};
// From so many threads, in the order of the files.
[[nodiscard]] std::vector<PrintedFile> PrintFiles(const std::vector<std::string>& files,
                                                  const std::shared_ptr<const Vocabulary>& vocabulary,
                                                  std::size_t jobs);
// Those of all documents, under names that sort as their files do; the order is that of the files.
[[nodiscard]] Prints PrintsOf(std::vector<PrintedFile> files);

}  // namespace markings::cli

#endif  // CLI_CONSISTENCY_CORPUS_H_
