#ifndef CLI_DECISIONS_ACTIONS_H_
#define CLI_DECISIONS_ACTIONS_H_

// The actions of `markings decisions`.

#include <boost/program_options/options_description.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/load.h"

namespace markings::cli {

// The options of all of them.
struct DecisionsSettings {
  std::string policy, vocabulary, output;
  InputOptions how;
  std::string format = "text";        // check, carry
  std::string audience;               // new
  std::vector<std::string> elements;  // bind
  std::string document;               // merge
  bool strictest = false;             // merge
  bool force = false;
  std::vector<std::string> files;
};

struct DecisionsAction {
  std::string_view name;
  std::string_view usage;
  std::size_t files;       // how many it takes
  std::string_view named;  // them
  bool needs_output;
  void (*add_options)(boost::program_options::options_description& options, DecisionsSettings& settings);
  ExitCode (*run)(const DecisionsSettings& settings);
};
extern const DecisionsAction kDecisionsNew, kDecisionsCheck, kDecisionsBind, kDecisionsMerge, kDecisionsCarry;

}  // namespace markings::cli

#endif  // CLI_DECISIONS_ACTIONS_H_
