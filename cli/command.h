#ifndef CLI_COMMAND_H_
#define CLI_COMMAND_H_

#include <span>
#include <string_view>

#include "cli/exit_code.h"

namespace markings::cli {

// What follows the command's name on the command line.
using Arguments = std::span<const char* const>;

struct Command {
  std::string_view name;
  std::string_view summary;  // one line of `markings --help`
  ExitCode (*run)(Arguments arguments);
};

// One for each cmd_<name>.cc.
extern const Command kMarkCommand;
extern const Command kParseCommand;
extern const Command kCheckCommand;
extern const Command kMergeCommand;
extern const Command kStreamCommand;
extern const Command kPolicyCommand;
extern const Command kDecisionsCommand;
extern const Command kRedactCommand;
extern const Command kReviewCommand;
extern const Command kReleaseCommand;
extern const Command kGlomarCommand;
extern const Command kFitCommand;
extern const Command kAttestCommand;
extern const Command kVerifyCommand;
extern const Command kKeygenCommand;
extern const Command kInitCommand;
extern const Command kDoctorCommand;
extern const Command kSignCommand;
extern const Command kEncryptCommand;
extern const Command kDecryptCommand;
extern const Command kSealCommand;
extern const Command kOpenCommand;
extern const Command kResealCommand;
extern const Command kRegisterCommand;
extern const Command kKeyringCommand;
extern const Command kIndexCommand;
extern const Command kLeaksCommand;
extern const Command kConsistencyCommand;

}  // namespace markings::cli

#endif  // CLI_COMMAND_H_
