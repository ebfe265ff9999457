#ifndef CLI_LEVEL_READERS_H_
#define CLI_LEVEL_READERS_H_

// Who opens which level: recipients.toml, the policy that it names or another, and the plan that follows.

#include <memory>
#include <string>
#include <vector>

#include "cli/load.h"
#include "libmarkings/levels/readers.h"
#include "libmarkings/text/buffer.h"

namespace markings::cli {

// They live together: the plan points into the policy.
struct LevelReaders {
  Buffer text;
  Recipients recipients;
  PolicyFile policy;
  std::vector<LevelPlan> levels;
};

// `policy`: instead of the one that the file names beside itself; `vocabulary`: instead of the policy's. Both
// may be empty. Reports what is wrong, with its place.
[[nodiscard]] Loaded<std::unique_ptr<LevelReaders>> LoadLevelReaders(const std::string& recipients,
                                                                     const std::string& policy,
                                                                     const std::string& vocabulary);

}  // namespace markings::cli

#endif  // CLI_LEVEL_READERS_H_
