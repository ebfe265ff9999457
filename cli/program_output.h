#ifndef CLI_PROGRAM_OUTPUT_H_
#define CLI_PROGRAM_OUTPUT_H_

#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/text/error.h"

namespace markings::cli {

// How a short question to another program ended.
struct ProgramOutput {
  int exit_code = 0;
  std::string text;  // of its standard output, at most 1 MiB
};

// Asks another program: a path, or a name that is looked for in PATH. It reads nothing, and what it says on
// standard error is dropped. Errors: kIo when it cannot be run, says more, or ends by a signal.
[[nodiscard]] Result<ProgramOutput> OutputOf(const std::string& program, std::vector<std::string> words);

}  // namespace markings::cli

#endif  // CLI_PROGRAM_OUTPUT_H_
