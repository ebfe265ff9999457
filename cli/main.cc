// `markings COMMAND ...`: finds the command and runs it. Nothing else happens here.

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"

namespace markings::cli {
namespace {

constexpr std::array kCommands = {
    &kMarkCommand,        &kParseCommand,     &kCheckCommand,   &kMergeCommand,  &kStreamCommand,
    &kPolicyCommand,      &kDecisionsCommand, &kRedactCommand,  &kReviewCommand, &kReleaseCommand,
    &kFitCommand,         &kGlomarCommand,    &kAttestCommand,  &kVerifyCommand, &kKeygenCommand,
    &kSignCommand,        &kEncryptCommand,   &kDecryptCommand, &kSealCommand,   &kOpenCommand,
    &kResealCommand,      &kRegisterCommand,  &kKeyringCommand, &kIndexCommand,  &kLeaksCommand,
    &kConsistencyCommand, &kInitCommand,      &kDoctorCommand,
};

std::string Usage() {
  std::string text =
      "usage: markings COMMAND [options] [FILE...]\n\n"
      "Reads classification markings, redacts cables by policy, signs the derivative.\n\n"
      "commands:\n";
  for (const Command* command : kCommands) {
    text += "  " + std::string(command->name) + std::string(13 - command->name.size(), ' ') +
            std::string(command->summary) + "\n";
  }
  text +=
      "\noptions:\n"
      "  --help                    print this and exit; after a command: its options and an example\n"
      "  --version                 print the version and exit\n"
      "\nexample:\n"
      "  markings release cable.txt --policy state-public.toml --audience public --out out --sign-key "
      "office.key\n"
      "  markings verify out/cable.release.json --key office.pub\n"
      "\nexit status: 0 done, nothing found; 1 findings, or a verification that failed; 2 unusable input, "
      "policy,\n"
      "key or arguments; 3 an I/O or internal fault\n";
  return text;
}

ExitCode Print(std::string_view text) {
  const auto written = WriteStandardOutput(text);
  return written ? ExitCode::kDone : ReportError(written.error(), "standard output");
}

// For completion and the manual: each command and its line, with a tab between.
std::string Commands() {
  std::string text;
  for (const Command* command : kCommands)
    text += std::string(command->name) + "\t" + std::string(command->summary) + "\n";
  return text;
}

// For completion: the audiences of a policy, one a line.
ExitCode CompleteAudiences(Arguments arguments) {
  if (arguments.size() != 1) return ExitCode::kUnusable;
  const auto policy = LoadPolicy(arguments.front(), {});
  if (!policy) return policy.error();
  std::string text;
  for (const Audience& audience : policy->policy.audiences()) text += audience.id + "\n";
  return Print(text);
}

ExitCode Refuse(std::string message, std::string fix) {
  return ReportError(Unusable(std::move(message), std::move(fix)));
}

ExitCode Dispatch(std::span<const char* const> arguments) {
  if (arguments.empty()) return Refuse("no command is given", "markings --help lists them");
  const std::string_view name = arguments.front();
  if (name == "--help" || name == "-h") return Print(Usage());
  if (name == "--complete-commands") return Print(Commands());
  if (name == "--complete-audiences") return CompleteAudiences(arguments.subspan(1));
  if (name == "--version") return Print("markings " MARKINGS_VERSION "\n");
  const auto found =
      std::ranges::find_if(kCommands, [&](const Command* command) { return command->name == name; });
  if (found != kCommands.end()) return (*found)->run(arguments.subspan(1));
  if (name.starts_with('-')) {
    std::string near = DidYouMean(name, {"--help", "--version"});
    if (near.empty()) near = "options follow it;";
    return Refuse("the first word must be a command", near + " markings --help lists the commands");
  }
  const std::string shown(name);
  std::vector<std::string> names;
  names.reserve(kCommands.size());
  for (const Command* command : kCommands) names.emplace_back(command->name);
  std::string near = DidYouMean(name, names);
  if (!near.empty()) near += " ";
  return Refuse("there is no command " + shown, near + "markings --help lists them");
}

ExitCode Fault(std::string_view what) {
  return ReportError(Error{ErrorCode::kInternal,
                           {},
                           "internal fault: " + std::string(what),
                           "nothing is to be trusted of this run; please report it with an invented input",
                           {}});
}

void Prepare() {
  // No dump of a process that has held keys or withheld text.
  constexpr rlimit kNone = {0, 0};
  setrlimit(RLIMIT_CORE, &kNone);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  // A closed pipe and a file over its limit are errors of write(), so that cleaning up still happens.
  struct sigaction ignore = {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
  sigaction(SIGXFSZ, &ignore, nullptr);
  std::set_terminate([] {
    Fault("terminated");
    _exit(static_cast<int>(ExitCode::kFault));
  });
}

ExitCode Run(std::span<const char* const> arguments) {
  try {
    return Dispatch(arguments);
  } catch (const std::bad_alloc&) {
    return Fault("out of memory");
  } catch (const std::exception& exception) {
    // Its words may hold text of a document; its type never does.
    return Fault(typeid(exception).name());
  } catch (...) {
    return Fault("unknown");
  }
}

}  // namespace
}  // namespace markings::cli

int main(int argc, char** argv) {
  markings::cli::Prepare();
  const std::span<const char* const> words(argv, static_cast<std::size_t>(argc));
  return static_cast<int>(markings::cli::Run(words.empty() ? words : words.subspan(1)));
}
