#ifndef LIBMARKINGS_CONSISTENCY_PRINT_PART_H_
#define LIBMARKINGS_CONSISTENCY_PRINT_PART_H_

// The prints of the documents in a part of a corpus: several machines read it, and one compares.
//
//   PrintPart part{.shard = {2, 8}, .made_by = VocabularyDigest(vocabulary, key)};    part.files ...
//   auto file = part.Seal(key);
//   auto files = JoinPrintParts(std::move(parts));                                    FindInconsistencies
//
// Prints hold the hashes of everybody: who has them can try guesses at what is withheld. So a part is sealed
// under a leak key (leaks/leak_key.h). Form: docs/formats/consistency-part.md.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/consistency/document_print.h"
#include "libmarkings/export.h"
#include "libmarkings/leaks/leak_key.h"
#include "libmarkings/leaks/sealed_file.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/shard.h"

namespace markings {

// What came of one file.
struct MARKINGS_API PrintedFile {
  std::string name;                        // the bytes of its path, none of them zero
  std::optional<Error> error{};            // why it was not read: it has no documents then
  std::vector<DocumentPrint> documents{};  // in their order; their names are left empty
};

struct MARKINGS_API PrintPart {
  // A larger file is not read by the program.
  static constexpr std::size_t kMostBytes = (std::size_t{1} << 28) - 1;

  Shard shard;
  std::string regime, edition;     // of the vocabulary; the edition may be empty
  MadeWith::Digest made_by{};      // VocabularyDigest
  MadeWith::Digest listing{};      // KeyedDigest of the paths of all files, of all parts
  std::vector<PrintedFile> files;  // by name, each once

  // The same part and key give the same bytes. Errors: kUnusableInput when it is larger than kMostBytes;
  // kInternal.
  [[nodiscard]] Result<std::string> Seal(const LeakKey& key) const;
  // Of an error of a file the place is not kept, and its code is kIo where the program ends with 3, else
  // kUnusableInput. Errors: as LeakIndex::Open.
  [[nodiscard]] static Result<PrintPart> Open(std::string_view file, const LeakKey& key);
};

// By which parts of other vocabularies are known.
[[nodiscard]] MARKINGS_API MadeWith::Digest VocabularyDigest(const Vocabulary& vocabulary,
                                                             const LeakKey& key);

// The files of all parts, by name. Errors: kUnusableInput when there are no parts, when one of N is missing
// or there twice, when they are of different vocabularies, or when a file is in two of them.
[[nodiscard]] MARKINGS_API Result<std::vector<PrintedFile>> JoinPrintParts(std::vector<PrintPart> parts);

// Whether all marks are marks of the vocabulary: FindInconsistencies takes them for granted. Errors:
// kUnusableInput.
[[nodiscard]] MARKINGS_API Result<void> HasMarksOf(const std::vector<PrintedFile>& files,
                                                   const Vocabulary& vocabulary);

}  // namespace markings

#endif  // LIBMARKINGS_CONSISTENCY_PRINT_PART_H_
