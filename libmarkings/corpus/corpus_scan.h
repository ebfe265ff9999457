#ifndef LIBMARKINGS_CORPUS_CORPUS_SCAN_H_
#define LIBMARKINGS_CORPUS_CORPUS_SCAN_H_

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/policy/corpus_rule.h"
#include "libmarkings/text/diagnostic.h"

namespace markings {

// Looks for what the [[corpus]] rules of a policy forbid: all patterns in one pass over the text, then each
// by itself in the paragraphs that have something. A pattern sees one paragraph at a time: no match reaches
// over a blank line. Linear in the text, by RE2. Thread-safe: one scanner serves all threads.
class MARKINGS_API CorpusScan {
 public:
  // The rules, which are copied. None: nothing is ever found.
  explicit CorpusScan(std::span<const CorpusRule> rules);
  CorpusScan(CorpusScan&&) noexcept;
  CorpusScan& operator=(CorpusScan&&) noexcept;
  ~CorpusScan();

  // MK0401 for each match, in the order of places, then of rules; spans are bytes of `text`. The message is
  // the rule's reason, and holds nothing of the text.
  [[nodiscard]] std::vector<Diagnostic> Find(std::string_view text) const;
  // Whether a paragraph of the text may have a match: no text for which this is false has one.
  [[nodiscard]] bool MayFind(std::string_view text) const;
  // Whether Find finds nothing and ApplySuppressions (suppression.h) neither, by one search. False: one of
  // them may.
  [[nodiscard]] bool IsQuiet(std::string_view text) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_CORPUS_SCAN_H_
