#ifndef LIBMARKINGS_CORPUS_CHECK_RESULT_H_
#define LIBMARKINGS_CORPUS_CHECK_RESULT_H_

// What checking a corpus found: what every report is made of, and what a baseline is held against.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/corpus/shard.h"
#include "libmarkings/export.h"
#include "libmarkings/text/diagnostic.h"
#include "libmarkings/text/line_index.h"

namespace markings {

// One finding, with its place for people and what it is known by from run to run.
struct MARKINGS_API CheckFinding {
  std::string file;           // as it was named or found: "/" between names
  Position at;                // of diagnostic.where: line and byte column, from 1
  Diagnostic diagnostic;      // its span counts bytes of the file
  std::string element{};      // id of the document's element that it stands in; empty: none
  std::string fingerprint{};  // 32 hexadecimal digits (corpus/fingerprint.h); empty: none was made

  // Why it does not count: somebody decided so before, with a reason.
  enum class Suppressed : std::uint8_t { kNo, kBaseline, kInline };
  Suppressed suppressed = Suppressed::kNo;
  std::string justification{};

  [[nodiscard]] bool counts() const { return suppressed == Suppressed::kNo; }
  // "MK0301"
  [[nodiscard]] std::string_view code() const { return Info(diagnostic.code).id; }
};
[[nodiscard]] MARKINGS_API std::string_view Name(
    CheckFinding::Suppressed suppressed);  // "baseline", "inline"

// What was checked, by what, and what was found. Files that could not be checked are findings too.
struct MARKINGS_API CheckResult {
  std::string regime, edition;           // the edition may be empty
  std::string policy{};                  // "NAME VERSION"; empty: none
  std::size_t files = 0;                 // that were checked
  std::vector<CheckFinding> findings{};  // by file in the order of names, then by place
  Shard shard{};                         // which part of the corpus; 1 of 1: all of it

  // Of those that count.
  [[nodiscard]] std::size_t Count(Severity severity) const;
  [[nodiscard]] std::size_t CountSuppressed() const;
};

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_CHECK_RESULT_H_
