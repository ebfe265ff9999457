#ifndef CLI_KEYRING_ACTIONS_H_
#define CLI_KEYRING_ACTIONS_H_

// The actions of `markings keyring`.

#include <boost/program_options/options_description.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"

namespace markings::cli {

// The options of all of them.
struct KeyringSettings {
  std::vector<std::string> words;
  std::string name, purpose, key, from, to, threshold;  // what is changed
  std::vector<std::string> roots;
  std::string sign_key, passphrase_file;  // sign
  std::string state, at;                  // verify, show
  std::string format = "text";
  std::string output;
  bool first = false, force = false;
};

struct KeyringAction {
  std::string_view name;
  std::string_view usage;
  void (*add_options)(boost::program_options::options_description& options, KeyringSettings& settings);
  ExitCode (*run)(const KeyringSettings& settings);
};
extern const KeyringAction kKeyringKey, kKeyringNew, kKeyringAdd, kKeyringRetire, kKeyringRevoke,
    kKeyringRoots, kKeyringSign, kKeyringVerify, kKeyringShow;

}  // namespace markings::cli

#endif  // CLI_KEYRING_ACTIONS_H_
