#include <algorithm>
#include <array>
#include <boost/program_options/value_semantic.hpp>
#include <string>
#include <vector>

#include "cli/actions.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/register_actions.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings register init DIR --name NAME --sign-key K
       markings register append DIR STEM.release.json... --sign-key K
       markings register append DIR --revoke KEY --from-index N --sign-key K
       markings register verify DIR --key VKEY
       markings register verify [STEM.release.json] --proof STEM.tlog-proof --key VKEY
       markings register show DIR [--key VKEY]
       markings register prove DIR INDEX|STEM.release.json --output F
       markings register consistency DIR --old CHECKPOINT --key VKEY
       markings register monitor DIR --state F --key VKEY

Keeps and checks an append-only log of releases: a folder that anybody can copy and check, in the layout of C2SP
tlog-tiles. It holds the digests of manifests and the days on which they were logged, no titles, and the keys that were
revoked. A proof that a release is in it is one small file, which is checked without it. Each action has a --help of
its own.

examples:
  markings register init register --name example.org/releases --sign-key register-key.key > register.vkey
  markings register append register out/cable.release.json --sign-key register-key.key
  markings register verify register --key register.vkey
)";

constexpr std::array kActions = {&kRegisterInit,  &kRegisterAppend,      &kRegisterVerify, &kRegisterShow,
                                 &kRegisterProve, &kRegisterConsistency, &kRegisterMonitor};

po::options_description Options(RegisterSettings& settings, const RegisterAction* action) {
  po::options_description options("options");
  if (action != nullptr) {
    action->add_options(options, settings);
  } else {
    for (const RegisterAction* one : kActions) {
      po::options_description own;
      one->add_options(own, settings);
      // Several actions have an option of one name.
      for (const auto& option : own.options()) {
        if (options.find_nothrow(option->long_name(), false) == nullptr) options.add(option);
      }
    }
  }
  options.add_options()("word", po::value(&settings.words), "");
  return options;
}

ExitCode RunAction(const RegisterAction& action, Arguments arguments) {
  RegisterSettings settings;
  po::positional_options_description positional;
  positional.add("word", -1);
  const ParsedArguments parsed = ParseArguments("register " + std::string(action.name), action.usage,
                                                arguments, Options(settings, &action), positional);
  if (parsed.done) return *parsed.done;
  return action.run(settings);
}

ExitCode Run(Arguments arguments) {
  const std::string_view name = arguments.empty() ? std::string_view() : arguments.front();
  const auto* const named =
      std::ranges::find(kActions, name, [](const RegisterAction* one) { return one->name; });
  if (named != kActions.end()) return RunAction(**named, arguments.subspan(1));
  RegisterSettings settings;
  std::vector<std::string> names;
  names.reserve(kActions.size());
  for (const RegisterAction* one : kActions) names.emplace_back(one->name);
  return WithoutAction("register", kUsage, arguments, names, Options(settings, nullptr), "word");
}

}  // namespace

void AddSignerOptions(po::options_description& options, RegisterSettings& settings) {
  options.add_options()("sign-key", po::value(&settings.sign_key)->value_name("K"),
                        "the register's own secret key, a .key file (required)")(
      "passphrase-file", po::value(&settings.passphrase_file)->value_name("FILE"),
      "read its passphrase from the first line of FILE");
}

void AddTrustOptions(po::options_description& options, RegisterSettings& settings) {
  options.add_options()("key", po::value(&settings.key)->value_name("VKEY"),
                        "the register's key, as init printed it, or a file that holds it")(
      "witness", po::value(&settings.witnesses)->composing()->value_name("VKEY"),
      "the key of a witness that must have cosigned; may be given again")(
      "quorum", po::value(&settings.quorum)->value_name("N"), "so many of the witnesses are enough");
}

void AddOutputOptions(po::options_description& options, RegisterSettings& settings) {
  options.add_options()("output", po::value(&settings.output)->value_name("F"), "write it to F")(
      "force", po::bool_switch(&settings.force), "overwrite what is there");
}

Result<RegisterTrust> ReadTrust(const RegisterSettings& settings) {
  if (settings.key.empty()) {
    return std::unexpected(
        Unusable("the register's key is not given", "name it with --key VKEY; register init printed it"));
  }
  auto log = ReadNoteKey(settings.key);
  if (!log) return std::unexpected(std::move(log).error());
  RegisterTrust trust{*std::move(log)};
  for (const std::string& word : settings.witnesses) {
    auto witness = ReadNoteKey(word);
    if (!witness) return std::unexpected(std::move(witness).error());
    trust.witnesses.push_back(*std::move(witness));
  }
  if (!settings.quorum.empty()) {
    const auto quorum = ReadNumber(settings.quorum, "--quorum");
    if (!quorum) return std::unexpected(quorum.error());
    trust.quorum = *quorum;
  }
  return trust;
}

const Command kRegisterCommand = {"register", "log releases where anybody can check them, and check", Run};

}  // namespace markings::cli
