#ifndef LIBMARKINGS_CHECK_MARK_CHECKER_H_
#define LIBMARKINGS_CHECK_MARK_CHECKER_H_

// The marks of a text that is marked by portion: a report, a memorandum, a page of either.
//
//   MarkChecker checker(*Vocabulary::ForRegime("us"));
//   for (const Diagnostic& one : checker.Check(buffer.text(), {})) ...
//
// Banner lines stand at the top and at the bottom of a page, portion marks where paragraphs, list items and
// titles begin. Checked are each mark by itself, each page's banners against its portions, the banner of the
// first page against all portions, and the classification authority block, where the regime has one.

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/text/diagnostic.h"

namespace markings {

struct MARKINGS_API CheckFacts {
  // The day by which declassification dates are overdue. Not given: none is. (The library has no clock.)
  std::optional<std::chrono::year_month_day> as_of;
  // Somebody chose the vocabulary's edition: that another was in force at the time of the text is not said.
  bool edition_chosen = false;
};

// Checks texts by one vocabulary, and remembers the marks that it has read: the same few stand everywhere.
// Thread-safety: one at a time; use a checker for each thread.
class MARKINGS_API MarkChecker {
 public:
  explicit MarkChecker(std::shared_ptr<const Vocabulary> vocabulary);
  MarkChecker(MarkChecker&&) noexcept;
  MarkChecker& operator=(MarkChecker&&) noexcept;
  MarkChecker(const MarkChecker&) = delete;
  MarkChecker& operator=(const MarkChecker&) = delete;
  ~MarkChecker();

  // What is wrong with the marks of a text, in its order. Spans are bytes of `text`. Messages hold marks, the
  // vocabulary's words and line numbers, nothing else of the text. A mark that cannot be read counts as what
  // it may mean only in its own finding: what its page needs is then at least what is said.
  // Linear in the text. Source: CAPCO 2016, C, D, E; DoDM 5200.01-V2, encl. 3 and 4.
  [[nodiscard]] std::vector<Diagnostic> Check(std::string_view text, const CheckFacts& facts);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace markings

#endif  // LIBMARKINGS_CHECK_MARK_CHECKER_H_
