#include <algorithm>
#include <array>
#include <boost/program_options/value_semantic.hpp>
#include <string>
#include <vector>

#include "cli/actions.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/keyring_actions.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings keyring key NAME office.pub
       markings keyring new --name NAME --root VKEY... --threshold K --output F
       markings keyring add RING --name NAME --purpose P --key KEY --from DAY [--to DAY] --output F
       markings keyring retire RING --key KEY --to DAY --output F
       markings keyring revoke RING --key KEY --output F
       markings keyring roots RING --root VKEY... --threshold K --output F
       markings keyring sign RING --sign-key K [--name NAME] --output F
       markings keyring verify RING... --state F [--first]
       markings keyring show RING [--name NAME --purpose P --at DAY]

Says which keys are trusted for what, and from when to when. A keyring is a text that so many of its roots sign, each
with a key of their own; each version is signed by the roots of the one before too, so who trusts one version needs no
server to trust the next. new and the changes write a text that is not signed yet; every root signs it in turn. RING is
such a text or a signed keyring: a change to a signed one begins the next version. Each action has a --help of its own.

examples:
  markings keyring key ada.example.org ada.pub > ada.vkey
  markings keyring new --name example.org/keys --root ada.vkey --threshold 1 --output keys
  markings keyring sign keys --sign-key ada.key --output keys.signed
  markings keyring verify keys.signed --state keys.trusted --first
)";

constexpr std::array kActions = {&kKeyringKey,    &kKeyringNew,    &kKeyringAdd,
                                 &kKeyringRetire, &kKeyringRevoke, &kKeyringRoots,
                                 &kKeyringSign,   &kKeyringVerify, &kKeyringShow};

po::options_description Options(KeyringSettings& settings, const KeyringAction* action) {
  po::options_description options("options");
  for (const KeyringAction* one : kActions) {
    if (action != nullptr && action != one) continue;
    po::options_description own;
    one->add_options(own, settings);
    // Several actions have an option of one name.
    for (const auto& option : own.options()) {
      if (options.find_nothrow(option->long_name(), false) == nullptr) options.add(option);
    }
  }
  options.add_options()("word", po::value(&settings.words), "");
  return options;
}

ExitCode RunAction(const KeyringAction& action, Arguments arguments) {
  KeyringSettings settings;
  po::positional_options_description positional;
  positional.add("word", -1);
  const ParsedArguments parsed = ParseArguments("keyring " + std::string(action.name), action.usage,
                                                arguments, Options(settings, &action), positional);
  if (parsed.done) return *parsed.done;
  return action.run(settings);
}

ExitCode Run(Arguments arguments) {
  const std::string_view name = arguments.empty() ? std::string_view() : arguments.front();
  const auto* const named =
      std::ranges::find(kActions, name, [](const KeyringAction* one) { return one->name; });
  if (named != kActions.end()) return RunAction(**named, arguments.subspan(1));
  KeyringSettings settings;
  std::vector<std::string> names;
  names.reserve(kActions.size());
  for (const KeyringAction* one : kActions) names.emplace_back(one->name);
  return WithoutAction("keyring", kUsage, arguments, names, Options(settings, nullptr), "word");
}

}  // namespace

const Command kKeyringCommand = {"keyring", "say which keys are trusted for what, signed by several", Run};

}  // namespace markings::cli
