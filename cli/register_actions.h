#ifndef CLI_REGISTER_ACTIONS_H_
#define CLI_REGISTER_ACTIONS_H_

// The actions of `markings register`.

#include <boost/program_options/options_description.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/key_words.h"
#include "libmarkings/register/trust.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// The options of all of them.
struct RegisterSettings {
  std::vector<std::string> words;  // the folder first, where one is named
  std::string sign_key, passphrase_file, name, date, id, revoke, from_index;  // init, append
  std::string key, quorum;                                                    // whom to trust
  std::vector<std::string> witnesses;
  std::string proof, old, state, from, count;
  std::string format = "text";
  std::string output;
  bool first = false, force = false;
};

struct RegisterAction {
  std::string_view name;
  std::string_view usage;
  void (*add_options)(boost::program_options::options_description& options, RegisterSettings& settings);
  ExitCode (*run)(const RegisterSettings& settings);
};
extern const RegisterAction kRegisterInit, kRegisterAppend, kRegisterVerify, kRegisterShow, kRegisterProve,
    kRegisterConsistency, kRegisterMonitor;

// --sign-key and --passphrase-file; --key, --witness and --quorum; --output and --force.
void AddSignerOptions(boost::program_options::options_description& options, RegisterSettings& settings);
void AddTrustOptions(boost::program_options::options_description& options, RegisterSettings& settings);
void AddOutputOptions(boost::program_options::options_description& options, RegisterSettings& settings);

// Whom --key, --witness and --quorum trust. Errors: kUnusableInput when there is no key; those of
// ReadNoteKey.
[[nodiscard]] Result<RegisterTrust> ReadTrust(const RegisterSettings& settings);

}  // namespace markings::cli

#endif  // CLI_REGISTER_ACTIONS_H_
