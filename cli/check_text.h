#ifndef CLI_CHECK_TEXT_H_
#define CLI_CHECK_TEXT_H_

// Checking one text of a corpus: its marks, what the corpus may not hold, what its own lines accept.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/check_cache.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/cable/plain_cable.h"
#include "libmarkings/check/mark_checker.h"
#include "libmarkings/corpus/corpus_scan.h"
#include "libmarkings/corpus/fingerprint.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/buffer.h"

namespace markings::cli {

// What files are checked by. It outlives the run.
struct CheckBy {
  std::shared_ptr<const Vocabulary> vocabulary;
  CheckFacts facts;
  const CorpusScan* corpus = nullptr;   // null: no rules
  const FingerprintKey* key = nullptr;  // null: fingerprints without a context tag
  // Of code and rule: what no inline suppression accepts.
  std::function<bool(std::string_view code, std::string_view rule)> never{};
  bool names = false;   // keep the names of all files that were checked
  bool source = false;  // keep the line of each finding
  // Keep what some reports and a baseline ask for: of many findings it takes more memory than they do.
  bool regions = true, identities = true;
  CheckCache* cache = nullptr;  // null: none
};

// One thread's tools. Findings have the key of the file as their file.
class TextChecker {
 public:
  explicit TextChecker(const CheckBy& by) : by_(by), marks_(by.vocabulary), plain_(by.vocabulary) {}

  // What is found, in the order of places. Errors: kUnusableInput for a text that is no document, where
  // `must_be_document` says so; else that is a finding.
  [[nodiscard]] Result<std::vector<FileFinding>> Check(const std::string& key, Buffer text,
                                                       bool must_be_document);
  // The one finding of a file that cannot be checked.
  [[nodiscard]] std::vector<FileFinding> Only(const std::string& key, Diagnostic found) const;

 private:
  std::vector<FileFinding> Finish(const std::string& key, std::string_view text, const Document* document,
                                  std::vector<Diagnostic> found) const;

  const CheckBy& by_;
  MarkChecker marks_;
  PlainCables plain_;
};

// Gives findings their lines of the text that they are of.
void AddSource(std::string_view text, std::vector<FileFinding>& findings);

// A file whose text cannot be checked, and why.
[[nodiscard]] Diagnostic Uncheckable(const Error& error);

}  // namespace markings::cli

#endif  // CLI_CHECK_TEXT_H_
