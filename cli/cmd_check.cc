#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/check/mark_checker.h"
#include "libmarkings/report/check_json.h"
#include "libmarkings/text/day.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::string_view kUsage = R"(usage: markings check [options] PATH...

Checks the marks of texts: each mark by itself, the banners of each page against its portions, the first banner against
all portions, and the classification authority block. With the regime state a text is a cable: its class line and captions are
the banner. --policy takes regime, vocabulary and edition from a policy. A folder is walked, every file in it, in the
order of names; links in it are not followed. - reads standard input.

Findings go to standard output, one a line: FILE:LINE:COLUMN: SEVERITY: CODE RULE: MESSAGE: FIX. A message holds marks
and line numbers, nothing else of the text.

The exit code is 0, 1 when a finding is as severe as --fail-on or more, or 2 when a file cannot be read as text.

examples:
  markings check --regime us report.txt
  markings check --regime us --edition pre-2012 archive/
  markings check --regime us --format json reports/ | jq '.findings[] | select(.severity == "error")'
)";

struct Settings {
  std::string regime, edition, vocabulary, policy, format, fail_on, as_of, output;
  std::vector<std::string> paths;
  bool force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options("options");
  options.add_options()("regime", po::value(&settings.regime)->value_name("NAME"),
                        "us, cui, nato, uk, au, tlp, or state (the default): cables")(
      "edition", po::value(&settings.edition)->value_name("NAME"),
      "the edition of the standard; that of the policy, else the newest is the default")(
      "policy", po::value(&settings.policy)->value_name("FILE"),
      "check by the vocabulary and the edition that a policy names")(
      "vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
      "a vocabulary file instead of a regime")(
      "format", po::value(&settings.format)->default_value("text")->value_name("NAME"), "text or json")(
      "fail-on", po::value(&settings.fail_on)->default_value("warning")->value_name("SEVERITY"),
      "error, warning or note: what makes the exit code 1")(
      "as-of", po::value(&settings.as_of)->value_name("YYYY-MM-DD"),
      "the day by which declassification dates are overdue; today is the default")(
      "output", po::value(&settings.output)->value_name("OUT"), "write there instead of to standard output")(
      "force", po::bool_switch(&settings.force), "overwrite OUT")("path", po::value(&settings.paths), "");
  return options;
}

// The files of a path, in the order of names. Errors: a folder that cannot be read.
Result<void> AddFiles(const std::string& path, std::vector<std::string>& files) {
  std::error_code fault;
  if (path == "-" || !fs::is_directory(path, fault)) {
    files.push_back(path);  // (What does not exist is said when it is read.)
    return {};
  }
  std::vector<std::string> found;
  auto entry = fs::recursive_directory_iterator(path, fault);
  for (; !fault && entry != fs::recursive_directory_iterator(); entry.increment(fault)) {
    const bool link = entry->is_symlink(fault);
    if (!fault && !link && entry->is_regular_file(fault)) found.push_back(entry->path().string());
  }
  if (fault)
    return Fail(ErrorCode::kIo, {}, "the folder " + path + " cannot be read: " + fault.message(),
                "see to its permissions");
  std::ranges::sort(found);
  files.insert(files.end(), found.begin(), found.end());
  return {};
}

// The findings of one file; nothing when it cannot be checked, which has been said then.
class FileChecker {
 public:
  FileChecker(std::shared_ptr<const Vocabulary> vocabulary, CheckFacts facts)
      : vocabulary_(std::move(vocabulary)), facts_(facts), checker_(vocabulary_) {}

  std::optional<ExitCode> Run(const std::string& file, CheckResult& result) {
    auto text = ReadText(file);
    if (!text) return ReportError(text.error(), file);
    if (vocabulary_->grammar() != nullptr) {
      Take(file, text->text(), checker_.Check(text->text(), facts_), result);
      return std::nullopt;
    }
    const auto document = Document::Parse(*std::move(text), vocabulary_);
    if (!document) return ReportError(document.error(), file);
    std::vector<Diagnostic> found(document->diagnostics().begin(), document->diagnostics().end());
    std::ranges::stable_sort(found, {}, [](const Diagnostic& one) { return one.where.begin; });
    Take(file, document->buffer().text(), std::move(found), result);
    return std::nullopt;
  }

 private:
  static void Take(const std::string& file, std::string_view text, std::vector<Diagnostic> found,
                   CheckResult& result) {
    ++result.files;
    if (found.empty()) return;
    const LineIndex lines(text);
    for (Diagnostic& one : found) {
      const Position at = lines.At(one.where.begin);
      result.findings.push_back({Printable(file), at, std::move(one)});
    }
  }

  std::shared_ptr<const Vocabulary> vocabulary_;
  CheckFacts facts_;
  MarkChecker checker_;
};

// The vocabulary to check by, and whether somebody chose its edition. What the command line says beside a
// policy may say the same as the policy, not something else.
Loaded<std::shared_ptr<const Vocabulary>> LoadChosen(const Settings& settings, CheckFacts& facts) {
  facts.edition_chosen = !settings.edition.empty();
  if (settings.policy.empty()) return LoadVocabulary(settings.vocabulary, settings.regime, settings.edition);
  const auto policy = LoadPolicy(settings.policy, settings.vocabulary);
  if (!policy) return std::unexpected(policy.error());
  auto vocabulary = policy->policy.shared_vocabulary();
  const auto refuse = [&](std::string_view option, const std::string& has) {
    return std::unexpected(ReportError(Unusable(fmt::format("{} is not the one of the policy", option),
                                                fmt::format("leave it out, or write {} {}", option, has))));
  };
  const std::string& regime = vocabulary->regime();
  if (!settings.regime.empty() && settings.regime != "auto" && settings.regime != regime)
    return refuse("--regime", regime);
  const std::string& edition = vocabulary->editions().empty() ? vocabulary->version() : vocabulary->edition();
  if (!settings.edition.empty() && settings.edition != edition) {
    // (A policy that chooses none leaves it to the command line.)
    if (!policy->policy.edition().empty()) return refuse("--edition", edition);
    return LoadVocabulary(settings.vocabulary, regime, settings.edition);
  }
  facts.edition_chosen = facts.edition_chosen || !policy->policy.edition().empty();
  return vocabulary;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  const po::options_description options = Options(settings);
  po::positional_options_description positional;
  positional.add("path", -1);
  const ParsedArguments parsed = ParseArguments("check", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;

  if (settings.format != "text" && settings.format != "json")
    return ReportError(
        Unusable("there is no format " + settings.format + " here", "use --format text or json"));
  const auto fail_on = SeverityNamed(settings.fail_on);
  if (!fail_on)
    return ReportError(Unusable("there is no severity " + settings.fail_on, "use error, warning or note"));
  CheckFacts facts;
  facts.as_of =
      std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  if (!settings.as_of.empty()) {
    facts.as_of = ReadDay(settings.as_of);
    if (!facts.as_of) return ReportError(Unusable("--as-of is no day", "write it as 2031-05-17"));
  }
  if (settings.paths.empty())
    return ReportError(Unusable("no path is given", "name files or folders, or - for standard input"));
  auto vocabulary = LoadChosen(settings, facts);
  if (!vocabulary) return vocabulary.error();

  std::vector<std::string> files;
  for (const std::string& path : settings.paths) {
    if (const auto added = AddFiles(path, files); !added) return ReportError(added.error());
  }
  if (files.empty())
    return ReportError(
        Unusable("there is no file in what was given", "name a file, or a folder that holds one"));
  CheckResult result{(*vocabulary)->regime(), (*vocabulary)->edition(), 0, {}};
  FileChecker checker(*vocabulary, facts);
  ExitCode worst = ExitCode::kDone;
  for (const std::string& file : files) {
    if (const auto fault = checker.Run(file, result)) worst = std::max(worst, *fault);
  }
  const std::string text = settings.format == "json" ? CheckJson(result) + "\n" : CheckText(result);
  const ExitCode written = WriteResult(text, settings.output, settings.force);
  if (written != ExitCode::kDone) return written;
  if (isatty(STDERR_FILENO) != 0) {
    Note(fmt::format("{} of {} files checked: {} errors, {} warnings, {} notes", result.files, files.size(),
                     result.Count(Severity::kError), result.Count(Severity::kWarning),
                     result.Count(Severity::kNote)));
  }
  if (worst != ExitCode::kDone) return worst;
  const bool fails = std::ranges::any_of(
      result.findings, [&](const CheckFinding& one) { return SeverityOf(one.diagnostic) >= *fail_on; });
  return fails ? ExitCode::kFindings : ExitCode::kDone;
}

}  // namespace

const Command kCheckCommand = {"check", "the marks of texts: banners against portions, page by page", Run};

}  // namespace markings::cli
