#ifndef CLI_CHECK_FILES_H_
#define CLI_CHECK_FILES_H_

// Checking many files at once: `markings check` without its words. Where files come from is in
// check_sources.h.

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "cli/check_cache.h"
#include "cli/check_text.h"
#include "libmarkings/corpus/check_result.h"
#include "libmarkings/corpus/fingerprint.h"
#include "libmarkings/report/source_line.h"
#include "libmarkings/report/text_region.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// One file to be checked.
struct CheckItem {
  std::string shown;  // for people and reports
  std::string key;    // below the root of the corpus: what fingerprints and shards are of
  int folder = -1;    // opened beneath this descriptor, by its path below it
  std::string below;
  std::optional<std::string> bytes{};        // instead of both
  std::optional<CheckCache::Known> known{};  // of a run before
  bool named = false;  // by the command line itself: that it cannot be read is an error, no finding
};

// Hands over items until it is told that there are enough, or has no more.
using CheckSource = std::function<void(const std::function<bool(CheckItem)>& put)>;

struct CheckRun {
  std::size_t files = 0;               // checked
  std::vector<CheckFinding> findings;  // by file, then by place; files that could not be checked among them
  struct Failed {
    std::string shown;
    Error error;
  };
  std::vector<Failed> failed;      // items that were named
  std::vector<std::string> names;  // of the files that were checked, where they were asked for
  FindingIdentities identities;    // of the findings, by their fingerprints

  // Where findings stand in units of UTF-16, which some reports count.
  using Place = std::tuple<std::string, std::size_t, std::size_t>;  // file, first byte, end
  std::map<Place, TextRegion> regions;
  [[nodiscard]] std::optional<TextRegion> RegionOf(const CheckFinding& one) const;
  // The lines that findings stand in, as they were when the text was checked, where they were asked for.
  std::map<Place, SourceLine> sources;
  [[nodiscard]] std::optional<SourceLine> SourceOf(const CheckFinding& one) const;
};

// Checks all that a source has, by as many threads. The result is the same whatever their number. `progress`
// is called after each file, from all of them; it may be empty. Memory: that of what is found, and of the
// files being read.
[[nodiscard]] CheckRun CheckAll(const CheckSource& source, const CheckBy& by, std::size_t jobs,
                                const std::function<void()>& progress);

}  // namespace markings::cli

#endif  // CLI_CHECK_FILES_H_
