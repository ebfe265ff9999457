#include "cli/program_output.h"

#include <sys/wait.h>

#include <chrono>
#include <utility>

#include "cli/child_process.h"

namespace markings::cli {

Result<ProgramOutput> OutputOf(const std::string& program, std::vector<std::string> words) {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  const HelperEnd end = RunHelper({program, std::move(words), std::chrono::seconds(30), kMost}, {});
  const auto fault = [&](const std::string& what) {
    return Fail(ErrorCode::kIo, {}, program + ": " + what, "mend that and run it again");
  };
  switch (end.how) {
    case HelperEnd::How::kFault:
      return fault("it cannot be run");
    case HelperEnd::How::kTooLong:
      return fault("it does not answer");
    case HelperEnd::How::kTooMuch:
      return fault("its answer is too long");
    case HelperEnd::How::kEnded:
      break;
  }
  if (!WIFEXITED(end.status)) return fault("it ended by a signal");
  return ProgramOutput{WEXITSTATUS(end.status), end.answer};
}

}  // namespace markings::cli
