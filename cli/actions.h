#ifndef CLI_ACTIONS_H_
#define CLI_ACTIONS_H_

#include <boost/program_options/options_description.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/exit_code.h"

namespace markings::cli {

// A command that is followed by the name of an action, and was not: answers --help, and --complete-actions
// for completion (the names, one a line), or reports what is wrong and which action was likely meant.
// `options` are those of all actions, with the arguments that are no options under `positional_name`.
[[nodiscard]] ExitCode WithoutAction(std::string_view command, std::string_view usage, Arguments arguments,
                                     const std::vector<std::string>& actions,
                                     const boost::program_options::options_description& options,
                                     const char* positional_name);

}  // namespace markings::cli

#endif  // CLI_ACTIONS_H_
