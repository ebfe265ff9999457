#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/init_files.h"
#include "cli/init_policy.h"
#include "cli/init_questions.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/sealing.h"
#include "cli/signing.h"
#include "cli/terminal.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings init [options] [DIR]

Begins the files of an office that releases: a commented policy with tests, a pair of keys that signs releases, another
that says which keys count, a keyring, and a README.md with the next commands. They are written to DIR, which is made when it
is not there; without DIR to the current folder. All are written or none, and none is ever overwritten.

What the options do not say is asked for on the terminal. Without a terminal, --name, --regime and --audience must say it, or
--yes takes the defaults; and the keys need --passphrase-file or --no-passphrase.

options:
  --name NAME               of the office; Release Office is the default
  --regime REGIME           whose marks: au, cui, nato, state (the default), tlp, uk or us
  --audience NAME=MARK      who reads releases, and up to which mark: public=U; without =MARK the lowest. May be given
                            again. The default is public, up to the lowest mark
  --exemption CODE=TITLE    a code for what is cut out: '(b)(6)=Personal privacy'. May be given again. With one, a release
                            stops at a cut without a code
  --persons-code CODE       the one of them for names and numbers of persons
  --yes                     ask nothing: what is not said is the default
  --passphrase-file FILE    read the passphrase of both keys from the first line of FILE
  --no-passphrase           do not protect the secret keys (for CI: keep the files in a secret store)

example:
  markings init office
  markings init --name 'Harbour Office' --regime state --audience public=U --audience partner=SBU --no-passphrase office
  markings init --yes --passphrase-file phrase.txt office

exit status: 0 the files are in place; 2 unusable arguments, or a file exists; 3 an I/O or internal fault. Unless it is
0 nothing was written.
)";

struct Settings {
  std::string folder, name, regime, persons_code, passphrase_file;
  std::vector<std::string> audiences, exemptions;
  bool yes = false, no_passphrase = false;
};

// What the options say; the defaults where they say nothing.
Result<InitAnswers> ReadAnswers(const Settings& settings) {
  InitAnswers answers;
  answers.name = settings.name.empty() ? "Release Office" : settings.name;
  const auto vocabulary = Vocabulary::ForRegime(settings.regime.empty() ? "auto" : settings.regime);
  if (!vocabulary) {
    Error error = vocabulary.error();
    error.file = "--regime";
    return std::unexpected(std::move(error));
  }
  answers.regime = (*vocabulary)->regime();
  const auto named = [](Error error, const char* option) {
    if (error.file.empty()) error.file = option;
    return std::unexpected(std::move(error));
  };
  for (const std::string& word : settings.audiences) {
    auto audience = ReadInitAudience(word, answers.regime);
    if (!audience) return named(std::move(audience).error(), "--audience");
    answers.audiences.push_back(*std::move(audience));
  }
  for (const std::string& word : settings.exemptions) {
    auto exemption = ReadInitExemption(word);
    if (!exemption) return named(std::move(exemption).error(), "--exemption");
    answers.exemptions.push_back(*std::move(exemption));
  }
  answers.persons_code = settings.persons_code;
  return answers;
}

std::optional<Error> CheckSettings(const Settings& settings) {
  if (settings.no_passphrase && !settings.passphrase_file.empty())
    return Unusable("--no-passphrase and --passphrase-file exclude each other", "give one of them");
  if (!settings.persons_code.empty() && settings.exemptions.empty())
    return Unusable("--persons-code is given without --exemption", "give both");
  return std::nullopt;
}

std::string PathIn(const std::string& folder, std::string_view name) {
  return (std::filesystem::path(folder) / name).string();
}

// Said before anything is asked for in vain.
std::optional<Error> CheckFolder(const std::string& folder) {
  struct stat status = {};
  if (stat(folder.c_str(), &status) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return Unusable(std::string("the folder cannot be used (") + std::strerror(errno) + ")", "name another",
                    folder);
  }
  if (!S_ISDIR(status.st_mode))
    return Unusable("it is no folder", "name a folder, or one that is not there yet", folder);
  for (const std::string_view name : kInitFiles) {
    const std::string path = PathIn(folder, name);
    if (lstat(path.c_str(), &status) == 0)
      return Unusable("it exists, and init overwrites nothing", "name another folder", path);
  }
  return std::nullopt;
}

// A folder that is taken away again unless it is kept.
class NewFolder {
 public:
  explicit NewFolder(std::string path) : path_(std::move(path)) {}
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder() {
    if (made_) rmdir(path_.c_str());
  }
  // Keys lie in it: for its owner alone.
  Result<void> Make() {
    if (mkdir(path_.c_str(), 0700) == 0) {
      made_ = true;
      return {};
    }
    if (errno == EEXIST) return {};
    if (errno == ENOENT)
      return std::unexpected(
          Unusable("the folder that it is to stand in does not exist", "make that first", path_));
    return std::unexpected(Error{ErrorCode::kIo,
                                 {},
                                 std::string("the folder cannot be made (") + std::strerror(errno) + ")",
                                 "mend that and run it again",
                                 path_});
  }
  void Keep() { made_ = false; }

 private:
  std::string path_;
  bool made_ = false;
};

ExitCode Write(const Settings& settings, const InitAnswers& answers, const std::string& policy,
               const SecretBytes* passphrase) {
  const auto now = ReleaseTime({});
  if (!now) return ReportError(now.error());
  const std::string day = FormatUtc(*now).substr(0, std::string_view("2026-11-23").size());
  const auto keys = MakeInitKeys(NameInOneWord(answers.name), day, passphrase);
  if (!keys) return ReportError(keys.error());
  const std::string readme = InitReadme(answers, passphrase != nullptr);
  NewFolder folder(settings.folder);
  if (const auto made = folder.Make(); !made) return ReportError(made.error());
  const auto in = [&](std::size_t index) { return PathIn(settings.folder, kInitFiles[index]); };
  const std::array<PlannedFile, kInitFiles.size()> files = {
      PlannedFile{in(0), View(keys->root_secret), 0600},
      PlannedFile{in(1), keys->root_public, 0644},
      PlannedFile{in(2), View(keys->release_secret), 0600},
      PlannedFile{in(3), keys->release_public, 0644},
      PlannedFile{in(4), keys->keyring, 0644},
      PlannedFile{in(5), policy, 0644},
      PlannedFile{in(6), readme, 0644}};
  if (const auto written = WriteAll(files, false); !written) return ReportError(written.error());
  folder.Keep();
  Note(fmt::format("wrote policy, keys and keyring; {} says what to do next", in(6)));
  return ExitCode::kDone;
}

// Asks, where something is to be asked and may be.
Result<void> Complete(const Settings& settings, InitAnswers& answers) {
  // Who says these three is asked nothing.
  const bool said = !settings.name.empty() && !settings.regime.empty() && !settings.audiences.empty();
  if (!settings.yes && !said) {
    if (!HasTerminal()) {
      return std::unexpected(
          Unusable("there is no terminal to ask on, and --name, --regime or --audience is missing",
                   "give these three, or --yes for the defaults"));
    }
    const InitKnown known{.name = !settings.name.empty(),
                          .regime = !settings.regime.empty(),
                          .audiences = !settings.audiences.empty(),
                          .exemptions = !settings.exemptions.empty(),
                          .persons_code = !settings.persons_code.empty()};
    return AskForAnswers(known, answers);
  }
  if (answers.audiences.empty()) {
    auto audience = ReadInitAudience("public", answers.regime);
    if (!audience) return std::unexpected(std::move(audience).error());
    answers.audiences.push_back(*std::move(audience));
  }
  return {};
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::options_description options;
  const auto text = [&](const char* name, std::string& into) {
    options.add_options()(name, po::value(&into), "");
  };
  const auto list = [&](const char* name, std::vector<std::string>& into) {
    options.add_options()(name, po::value(&into)->composing(), "");
  };
  text("name", settings.name);
  text("regime", settings.regime);
  list("audience", settings.audiences);
  list("exemption", settings.exemptions);
  text("persons-code", settings.persons_code);
  options.add_options()("yes", po::bool_switch(&settings.yes), "");
  text("passphrase-file", settings.passphrase_file);
  options.add_options()("no-passphrase", po::bool_switch(&settings.no_passphrase), "")(
      "folder", po::value(&settings.folder)->default_value("."), "");
  po::positional_options_description positional;
  positional.add("folder", 1);
  const ParsedArguments parsed = ParseArguments("init", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = CheckSettings(settings)) return ReportError(*error);
  if (const auto error = CheckFolder(settings.folder)) return ReportError(*error);
  auto answers = ReadAnswers(settings);
  if (!answers) return ReportError(answers.error());
  if (const auto completed = Complete(settings, *answers); !completed) return ReportError(completed.error());
  const auto policy = MakeInitPolicy(*answers);
  if (!policy) return ReportError(policy.error());

  std::optional<SecretBytes> passphrase;
  if (!settings.no_passphrase) {
    auto read = ReadPassphrase("Passphrase for both keys: ", settings.passphrase_file, true);
    if (!read && !HasTerminal() && settings.passphrase_file.empty()) {
      return ReportError(Unusable("the keys need a passphrase, and there is no terminal to ask for it on",
                                  "give --passphrase-file FILE, or --no-passphrase"));
    }
    if (!read) return ReportError(read.error());
    passphrase = *std::move(read);
  }
  return Write(settings, *answers, *policy, passphrase ? &*passphrase : nullptr);
}

}  // namespace

const Command kInitCommand = {"init", "begin: a policy, keys and a keyring, by a few questions", Run};

}  // namespace markings::cli
