#ifndef LIBMARKINGS_CORPUS_BASELINE_H_
#define LIBMARKINGS_CORPUS_BASELINE_H_

// Findings that somebody accepted, each with a reason: they are reported as suppressed and count no more.
// JSON lines in one fixed form, sorted, so that two people's changes merge. docs/formats/baseline.md
//
//     auto baseline = Baseline::Parse(text);
//     baseline->Apply(result, use);                      // findings that are in it count no more
//     auto next = baseline->Write(result, use, accept);  // those that count are taken in, reasons stay
//     next->baseline.Format();
//
// Thread-safe for reading.

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/corpus/fingerprint.h"
#include "libmarkings/export.h"
#include "libmarkings/text/error.h"
#include "libmarkings/text/span.h"

namespace markings {

struct MARKINGS_API BaselineEntry {
  FindingIdentity identity;
  std::string reason, by;  // in words of a person; neither is empty
  std::string added;       // the day, "2026-11-27"
  std::string expires{};   // the last day that it holds; empty: none
  std::string fingerprint{};
  Span where{};  // its line, in the file that it was read from
};

// What a result is held against a baseline by.
struct MARKINGS_API BaselineUse {
  std::string file;  // the baseline's own name: what is said of an entry has that file and the entry's line
  std::chrono::year_month_day today;
  // Of code and rule: whether such findings may never be accepted. MK0403 to MK0410 may not in any case,
  // since they tell how the checking itself was done. Null: all others may.
  std::function<bool(std::string_view code, std::string_view rule)> never{};
  // Whether all files were checked: not with a shard, --since, --staged or a folder of many. An entry is dead
  // only then.
  bool whole = true;
  // What AddFingerprints said of the findings. Null: entries are found by their fingerprints alone, so none
  // that moved, and none without a tag while there is a key. Not owned.
  const FindingIdentities* identities = nullptr;
  // Whether a path (as BaselinePath writes it) is there no more, so that its entries may have moved. Null:
  // what has no finding is gone if all files were checked, and else nothing is.
  std::function<bool(std::string_view path)> gone{};
};

// Who accepts findings, and why.
struct MARKINGS_API Acceptance {
  std::string reason, by;
  std::string expires{};             // a day or nothing
  Severity least = Severity::kNote;  // of what is taken in
};

// What Apply did, each of them numbers of entries from 0.
struct MARKINGS_API BaselineReport {
  std::vector<std::size_t> dead;     // no finding has them; empty unless all files were checked
  std::vector<std::size_t> expired;  // whose finding counts again
  std::vector<std::size_t> refused;
  std::vector<std::size_t> moved;  // found in a file of another name
  std::size_t untagged = 0;        // that suppress without a context tag: swapped content goes unnoticed
  std::size_t suppressed = 0;      // findings
};

class MARKINGS_API Baseline {
 public:
  static constexpr std::size_t kMaxSize = std::size_t{256} << 20;
  static constexpr std::size_t kMaxReason = 1000, kMaxBy = 200;  // bytes

  Baseline() = default;  // of no entries

  // Takes exactly what Format makes; the empty text is a baseline of nothing. Errors: kUnusableInput with the
  // place: another form or order, a key twice or unknown, a fingerprint that is not that of its entry.
  [[nodiscard]] static Result<Baseline> Parse(std::string_view text);
  [[nodiscard]] std::string Format() const;

  [[nodiscard]] const std::vector<BaselineEntry>& entries() const { return entries_; }  // by fingerprint

  // Marks findings that an entry accepts (Suppressed::kBaseline, the reason as justification) and adds what
  // is to be said of entries: MK0407, MK0408, MK0409. The findings are in their order again afterwards.
  BaselineReport Apply(CheckResult& result, const BaselineUse& use) const;

  struct Written;
  // This baseline with all findings that count, before or after Apply. Entries stay as they are, also dead
  // ones; one that moved or gets a tag takes its finding's identity, one that expired is accepted anew.
  // Errors: kUnusableInput for words that an entry may not hold, without `use.identities`, or without the key
  // of an entry's tag.
  [[nodiscard]] Result<Written> Write(const CheckResult& result, const BaselineUse& use,
                                      const Acceptance& acceptance) const;

  // Without dead entries. Errors: kUnusableInput when only a part of the files was checked,
  // and as Write.
  [[nodiscard]] Result<Baseline> Prune(const CheckResult& result, const BaselineUse& use) const;

 private:
  std::vector<BaselineEntry> entries_;
};

struct MARKINGS_API Baseline::Written {
  Baseline baseline;
  std::size_t added = 0;    // accepted now
  std::size_t kept = 0;     // from before
  std::size_t refused = 0;  // findings that may not be accepted, and still count
};

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_BASELINE_H_
