#ifndef CLI_POLICY_DIFF_H_
#define CLI_POLICY_DIFF_H_

// What `policy diff --corpus` finds, and how it is written.

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/policy_actions.h"
#include "libmarkings/policy/decision_diff.h"

namespace markings::cli {

// One side of the comparison.
struct DiffSide {
  std::string file, name, version;
};

struct AudienceDiff {
  struct OfDocument {
    std::string document;  // its path below the folder
    std::vector<ElementChange> changes;
  };
  std::string audience;
  std::size_t elements = 0;           // that were compared
  std::vector<OfDocument> documents;  // in which something changes, in the order of names
  std::map<Change, std::size_t> count;
  std::map<std::pair<std::string, std::string>, std::size_t> transitions;  // outcome, outcome
};

struct CorpusDiff {
  DiffSide first, second;
  std::vector<std::string> only_first, only_second;  // audiences of one policy
  AsOf as_of;                                        // the day that was decided by
  std::size_t documents = 0;                         // that were compared
  // Path and what is wrong, which never says text of the document.
  PassedOver unread, in_doubt;
  std::vector<AudienceDiff> audiences;
};

[[nodiscard]] std::size_t CountOf(const AudienceDiff& diff, Change change);

[[nodiscard]] std::string OnlyText(const CorpusDiff& diff);  // the audiences of one policy only
[[nodiscard]] std::string DiffText(const CorpusDiff& diff);
[[nodiscard]] PolicyJson DiffJson(const CorpusDiff& diff);
[[nodiscard]] std::string DiffHtml(const CorpusDiff& diff);  // one file, no script, everything escaped

}  // namespace markings::cli

#endif  // CLI_POLICY_DIFF_H_
