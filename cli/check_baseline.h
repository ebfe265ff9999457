#ifndef CLI_CHECK_BASELINE_H_
#define CLI_CHECK_BASELINE_H_

// The baseline of `markings check`: read before files are looked at, held against what was found, written
// anew where that is asked for.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/corpus/baseline.h"
#include "libmarkings/corpus/check_result.h"
#include "libmarkings/corpus/fingerprint.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

struct BaselineOptions {
  std::string file, write, reason, by, key_file;
  Severity least = Severity::kNote;  // of what is accepted anew
  bool prune = false, force = false;
};

class BaselineFile {
 public:
  // Reads the baseline and the key. Errors: kUnusableInput for options that do not go together or a baseline
  // that is none, kBadKey, kIo.
  [[nodiscard]] static Result<BaselineFile> Open(const BaselineOptions& options);

  [[nodiscard]] const FingerprintKey* key() const { return key_ ? &*key_ : nullptr; }
  // Files that are the command's own, and not to be checked.
  [[nodiscard]] std::vector<std::string> paths() const;

  struct Use {
    std::chrono::year_month_day today;
    std::function<bool(std::string_view code, std::string_view rule)> never;
    const FindingIdentities* identities = nullptr;
    bool whole = false;
    std::function<bool(std::string_view path)> gone;
  };
  // Marks what is accepted, accepts what is found now where that is asked for, and writes. Notes say what was
  // done. Errors: those of Baseline::Write and Prune, kIo.
  [[nodiscard]] Result<void> Apply(CheckResult& result, const Use& use) const;

 private:
  BaselineOptions options_;
  std::optional<FingerprintKey> key_;
  Baseline baseline_;
};

}  // namespace markings::cli

#endif  // CLI_CHECK_BASELINE_H_
