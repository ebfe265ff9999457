#ifndef CLI_EXIT_CODE_H_
#define CLI_EXIT_CODE_H_

#include <cstdint>

#include "libmarkings/text/error.h"

namespace markings::cli {

// What the program's exit status says. The numbers are fixed; only the program turns results into them.
enum class ExitCode : std::uint8_t {
  kDone = 0,      // done, nothing found
  kFindings = 1,  // findings, or a verification that failed
  kUnusable = 2,  // unusable input, policy, key or arguments
  kFault = 3,     // an I/O or internal fault
};

[[nodiscard]] constexpr ExitCode ExitCodeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kPending:
    case ErrorCode::kResidual:
    case ErrorCode::kNotAuthentic:
      return ExitCode::kFindings;
    case ErrorCode::kIo:
    case ErrorCode::kInternal:
      return ExitCode::kFault;
    default:
      return ExitCode::kUnusable;
  }
}

}  // namespace markings::cli

#endif  // CLI_EXIT_CODE_H_
