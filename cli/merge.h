#ifndef CLI_MERGE_H_
#define CLI_MERGE_H_

// `markings merge`: the parts of each kind of work as one. What the parts are, their first bytes say.

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/exit_code.h"
#include "cli/io.h"
#include "cli/load.h"

namespace markings::cli {

struct MergeSettings {
  std::vector<std::string> parts, formats;
  std::string output, fail_on, key, regime, policy, vocabulary;
  std::optional<double> threshold{};
  std::int64_t jobs = 0;
  bool allow_empty = false, force = false;
};

// A part as it was read.
struct MergePart {
  std::string file, bytes;
};

// What `read` makes of the bytes of each, which are let go. Reports what goes wrong.
template <class Read>
auto ReadParts(std::vector<MergePart> parts, Read read)
    -> Loaded<std::vector<typename std::invoke_result_t<Read, const std::string&>::value_type>> {
  std::vector<typename std::invoke_result_t<Read, const std::string&>::value_type> all;
  for (MergePart& part : parts) {
    auto one = read(part.bytes);
    if (!one) return std::unexpected(ReportError(one.error(), part.file));
    all.push_back(*std::move(one));
    part.bytes = {};
  }
  return all;
}

// All report what goes wrong, and give the exit code.
[[nodiscard]] ExitCode MergeCheckParts(const MergeSettings& settings, std::vector<MergePart> parts);
[[nodiscard]] ExitCode MergeLeaksParts(const MergeSettings& settings, std::vector<MergePart> parts);
[[nodiscard]] ExitCode MergeIndexParts(const MergeSettings& settings, std::vector<MergePart> parts);
[[nodiscard]] ExitCode MergeConsistencyParts(const MergeSettings& settings, std::vector<MergePart> parts);

}  // namespace markings::cli

#endif  // CLI_MERGE_H_
