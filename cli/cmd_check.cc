#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "cli/as_of.h"
#include "cli/check_baseline.h"
#include "cli/check_files.h"
#include "cli/check_reports.h"
#include "cli/check_sources.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/load.h"
#include "cli/parallel.h"
#include "cli/progress.h"
#include "libmarkings/report/check_text.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings check [options] PATH...
       markings check [options] --staged
       markings check [options] --since REV [PATH...]

Checks the marks of texts: each mark by itself, the banners of each page against its portions, the first banner against
all portions, and the classification authority block. With the regime state a text is a cable: its class line and captions are
the banner. --policy takes regime, vocabulary and edition from a policy, and looks for what its [[corpus]] rules forbid.
A folder is walked, every file in it, in the order of paths; links in it are not followed, .git and what .markingsignore
names is passed over. - reads standard input. --staged reads what is staged in git, as the index has it; --since what
differs from a commit. The result does not depend on the number of jobs, nor on how a file came to be checked.

Findings go to standard output, one a line: FILE:LINE:COLUMN: SEVERITY: CODE RULE: MESSAGE: FIX. A message holds marks
and line numbers, nothing else of the text. A file in a folder that cannot be checked is a finding too.

options:
  --policy FILE             check by the vocabulary and the edition that a policy names, and by its [[corpus]] rules
  --regime NAME             us, cui, nato, uk, au, tlp, or state (the default): cables
  --edition NAME            the edition of the standard; that of the policy, else the newest is the default
  --vocabulary FILE         a vocabulary file instead of a regime
  --as-of YYYY-MM-DD        the day by which declassification dates and baselines are overdue; today is the default
  --staged                  check what is staged in git, not the working tree
  --since REV               check what differs from the commit REV, and what git does not know yet
  --root DIR                what paths in fingerprints begin at; the root of the git tree, or the current folder
  --format NAME[=FILE]      text (the default), json, sarif, junit, github or markdown; several may be given
  --output OUT              write the format that has no FILE there instead of to standard output
  --baseline FILE           findings that were accepted before: docs/formats/baseline.md
  --write-baseline FILE     accept what is found now and would fail, with --reason; reasons that stand there are kept
  --prune-baseline          take entries out of the --baseline that no finding has any more
  --reason TEXT             why what is found now is accepted
  --by NAME                 who accepts it; the name of the user unless given
  --baseline-key FILE       the key of context tags, instead of the variable MARKINGS_BASELINE_KEY
  --fail-on SEVERITY        error, warning or note: what makes the exit code 1; never: nothing does
  --unreadable WHAT         what a file that cannot be read makes: a finding (the default), or a fault: exit code 3
  --allow-empty             no file to check is no error
  --shard K/N               check the K-th of N parts of the files; markings merge joins the results
  --show-ignored            list what .markingsignore passes over, and check nothing
  --cache FILE              remember in FILE what was found: what has not changed since is not read again
  --jobs N                  at most so many threads, up to 256; 0, the default: as many as there are cores
  --show-source             below each finding its line of the file, with the place. That line may hold what is withheld: for a
                            person at a terminal, with text on standard output alone, never where what is printed is kept
  --summary                 a table of what was found, to standard error
  --force                   overwrite existing files

exit status: 0 done; 1 a finding as severe as --fail-on or more; 2 unusable input, policy, baseline or arguments; 3 an I/O or
internal fault.

examples:
  markings check --regime us report.txt
  markings check --policy policies/corpus-public.toml --baseline accepted.jsonl --format github --format sarif=out.sarif .
  markings check --policy corpus.toml --staged
  markings check --regime us --format json reports/ | jq '.findings[] | select(.severity == "error")'
)";

struct Settings {
  std::string regime, edition, vocabulary, policy, fail_on, as_of, output, since, root, baseline,
      write_baseline, reason, by, baseline_key, unreadable, shard, cache;
  std::vector<std::string> paths, formats;
  std::int64_t jobs = 0;
  bool staged = false, prune = false, allow_empty = false, show_ignored = false, show_source = false,
       summary = false, force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options;
  const auto text = [&](const char* name, std::string& into) {
    options.add_options()(name, po::value(&into), "");
  };
  const auto flag = [&](const char* name, bool& into) {
    options.add_options()(name, po::bool_switch(&into), "");
  };
  text("policy", settings.policy);
  options.add_options()("regime", OneOf(&settings.regime, RegimeWords(true)), "");
  text("edition", settings.edition);
  text("vocabulary", settings.vocabulary);
  text("as-of", settings.as_of);
  flag("staged", settings.staged);
  text("since", settings.since);
  text("root", settings.root);
  options.add_options()("format", WordsWithFiles(&settings.formats, ReportFormats()), "");
  text("output", settings.output);
  text("baseline", settings.baseline);
  text("write-baseline", settings.write_baseline);
  flag("prune-baseline", settings.prune);
  text("reason", settings.reason);
  text("by", settings.by);
  text("baseline-key", settings.baseline_key);
  options.add_options()(
      "fail-on", OneOf(&settings.fail_on, {"error", "warning", "note", "never"})->default_value("warning"),
      "")("unreadable", OneOf(&settings.unreadable, {"finding", "fault"})->default_value("finding"), "");
  flag("allow-empty", settings.allow_empty);
  text("shard", settings.shard);
  text("cache", settings.cache);
  flag("show-ignored", settings.show_ignored);
  options.add_options()("jobs", po::value(&settings.jobs), "");
  flag("show-source", settings.show_source);
  flag("summary", settings.summary);
  flag("force", settings.force);
  options.add_options()("path", po::value(&settings.paths), "");
  return options;
}

// The vocabulary to check by, and whether somebody chose its edition. What the command line says beside a
// policy may say the same as the policy, not something else.
Loaded<std::shared_ptr<const Vocabulary>> LoadChosen(const Settings& settings, const Policy* policy,
                                                     CheckFacts& facts) {
  facts.edition_chosen = !settings.edition.empty();
  if (policy == nullptr) return LoadVocabulary(settings.vocabulary, settings.regime, settings.edition);
  auto vocabulary = policy->shared_vocabulary();
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
    if (!policy->edition().empty()) return refuse("--edition", edition);
    return LoadVocabulary(settings.vocabulary, regime, settings.edition);
  }
  facts.edition_chosen = facts.edition_chosen || !policy->edition().empty();
  return vocabulary;
}

// Arguments that go together, and what they say.
struct Plan {
  std::vector<ReportTarget> targets;
  std::optional<Severity> fail_on;  // nothing: never
  CheckFacts facts;
  SourceOptions source;
};

std::optional<Error> CheckWords(const Settings& settings) {
  const bool git = settings.staged || !settings.since.empty();
  if (settings.staged && !settings.since.empty())
    return Unusable("--staged and --since are both given", "choose one");
  if (!git && settings.paths.empty())
    return Unusable("no path is given", "name files or folders, or - for standard input");
  if (git && std::ranges::find(settings.paths, "-") != settings.paths.end()) {
    return Unusable("standard input is nothing that git knows", "leave - out");
  }
  if (const auto jobs = JobsOf(settings.jobs); !jobs) return jobs.error();
  return std::nullopt;
}

Result<Plan> MakePlan(const Settings& settings) {
  if (auto error = CheckWords(settings)) return std::unexpected(*std::move(error));
  Plan plan;
  auto targets = ReadTargets(settings.formats, settings.output);
  if (!targets) return std::unexpected(std::move(targets).error());
  plan.targets = *std::move(targets);
  if (settings.show_source &&
      !(plan.targets.size() == 1 && plan.targets[0].format == "text" && plan.targets[0].output.empty())) {
    return std::unexpected(
        Unusable("--show-source is for text on standard output alone: a report may be kept",
                 "leave --format and --output out"));
  }
  const auto fail_on = ReadFailOn(settings.fail_on);
  if (!fail_on) return std::unexpected(fail_on.error());
  plan.fail_on = *fail_on;
  const auto day = DecidingDay(settings.as_of);
  if (!day) return std::unexpected(day.error());
  plan.facts.as_of = *day;
  plan.source = {.paths = settings.paths,
                 .staged = settings.staged,
                 .since = settings.since,
                 .root = settings.root,
                 .keep_ignored = settings.show_ignored};
  auto shard = ReadShard(settings.shard);
  if (!shard) return std::unexpected(std::move(shard).error());
  plan.source.shard = *shard;
  return plan;
}

// Counts the files that a run goes through, beside it, once somebody has waited a second for it.
class FileCount {
 public:
  FileCount(SourceOptions options, Progress& progress) {
    if (!progress.shown()) return;
    options.names_only = true;
    options.keep_ignored = false;
    counter_ = std::jthread([options = std::move(options), &progress](const std::stop_token& stop) {
      std::mutex mutex;
      std::unique_lock lock(mutex);
      if (std::condition_variable_any().wait_for(lock, stop, std::chrono::seconds(1),
                                                 [&] { return stop.stop_requested(); })) {
        return;
      }
      // (What goes wrong is the run's to say.)
      const auto corpus = Corpus::Open(options);
      std::size_t files = 0;
      const bool listed = corpus && (*corpus)->List([&](const CheckItem&) {
        ++files;
        return !stop.stop_requested();
      });
      if (listed && !stop.stop_requested()) progress.SetTotal(files);
    });
  }

 private:
  std::jthread counter_;
};

CheckRun CheckShown(Corpus& corpus, const SourceOptions& source, const CheckBy& by, std::size_t jobs,
                    Result<void>& listed) {
  Progress progress("checking", corpus.size());
  std::optional<FileCount> count;
  if (corpus.size() == 0) count.emplace(source, progress);
  const auto one_more = [&] { progress.Add(); };
  return CheckAll([&](const auto& put) { listed = corpus.List(put); }, by, jobs,
                  progress.shown() ? std::function<void()>(one_more) : nullptr);
}

// The findings of a run, with those of folders that could not be read.
CheckResult ResultOf(CheckRun& run, const Corpus& corpus, const Vocabulary& vocabulary, const Policy* policy,
                     const std::optional<Shard>& shard) {
  CheckResult result{vocabulary.regime(), vocabulary.edition()};
  if (policy != nullptr) result.policy = policy->name() + " " + policy->version();
  result.files = run.files;
  if (shard) result.shard = *shard;
  result.findings = std::move(run.findings);
  for (const CheckFinding& one : corpus.unreadable()) result.findings.push_back(one);
  std::ranges::stable_sort(result.findings, {}, &CheckFinding::file);
  return result;
}

ExitCode CodeOf(const CheckRun& run, const CheckResult& result, const Plan& plan, const Settings& settings) {
  ExitCode worst = ExitCode::kDone;
  for (const CheckRun::Failed& one : run.failed) worst = std::max(worst, ReportError(one.error, one.shown));
  for (const CheckFinding& one : result.findings) {
    if (one.diagnostic.code == DiagnosticCode::kFileUnreadable && settings.unreadable == "fault") {
      worst = std::max(worst, ExitCode::kFault);
    }
  }
  return Fails(result, plan.fail_on) ? std::max(worst, ExitCode::kFindings) : worst;
}

ExitCode ShowIgnored(Corpus& corpus) {
  if (const auto listed = corpus.List([](const CheckItem&) { return true; }); !listed) {
    return ReportError(listed.error());
  }
  std::string text;
  for (const std::string& path : corpus.ignored()) text += Printable(path) + "\n";
  const auto written = WriteStandardOutput(text);
  return written ? ExitCode::kDone : ReportError(written.error(), "standard output");
}

// Ids of the corpus rules that nothing accepts.
std::set<std::string, std::less<>> FinalRules(const Policy* policy) {
  std::set<std::string, std::less<>> ids;
  if (policy == nullptr) return ids;
  for (const CorpusRule& rule : policy->corpus_rules()) {
    if (!rule.baseline) ids.insert(rule.id);
  }
  return ids;
}

// All that findings depend on, beside the file.
std::string CacheContext(const CheckFacts& facts, const Vocabulary& vocabulary, const Policy* policy,
                         const FingerprintKey* key) {
  return fmt::format("markings {}\n{}\n{}\n{}\n{}\n{}\n{}", MARKINGS_VERSION, facts.edition_chosen,
                     facts.as_of ? std::chrono::sys_days(*facts.as_of).time_since_epoch().count() : -1,
                     vocabulary.edition(), key != nullptr ? key->Tag("cache") : "", vocabulary.source_text(),
                     policy != nullptr ? policy->source_text() : "");
}

ExitCode Work(const Settings& settings, Plan& plan, bool color) {
  std::optional<PolicyFile> policy;
  if (!settings.policy.empty()) {
    auto loaded = LoadPolicy(settings.policy, settings.vocabulary);
    if (!loaded) return loaded.error();
    policy = *std::move(loaded);
  }
  const auto vocabulary = LoadChosen(settings, policy ? &policy->policy : nullptr, plan.facts);
  if (!vocabulary) return vocabulary.error();
  const auto baseline = BaselineFile::Open({.file = settings.baseline,
                                            .write = settings.write_baseline,
                                            .reason = settings.reason,
                                            .by = settings.by,
                                            .key_file = settings.baseline_key,
                                            .least = plan.fail_on.value_or(Severity::kNote),
                                            .prune = settings.prune,
                                            .force = settings.force});
  if (!baseline) return ReportError(baseline.error());
  plan.source.leave_out = baseline->paths();
  std::unique_ptr<CheckCache> cache;
  if (!settings.cache.empty()) {
    auto opened = CheckCache::Open(
        settings.cache,
        CacheContext(plan.facts, **vocabulary, policy ? &policy->policy : nullptr, baseline->key()));
    if (!opened) return ReportError(opened.error());
    cache = *std::move(opened);
    for (const char* suffix : {"", "-wal", "-shm"}) plan.source.leave_out.push_back(settings.cache + suffix);
  }
  const auto corpus = Corpus::Open(plan.source);
  if (!corpus) return ReportError(corpus.error());
  if (settings.show_ignored) return ShowIgnored(**corpus);

  const CorpusScan scan(policy ? std::span(policy->policy.corpus_rules()) : std::span<const CorpusRule>());
  const std::set<std::string, std::less<>> final_rules = FinalRules(policy ? &policy->policy : nullptr);
  const auto never = [&](std::string_view code, std::string_view rule) {
    return code == Info(DiagnosticCode::kCorpusRule).id && final_rules.contains(rule);
  };
  const CheckBy by{.vocabulary = *vocabulary,
                   .facts = plan.facts,
                   .corpus = &scan,
                   .key = baseline->key(),
                   .never = never,
                   .names = WantsFiles(plan.targets),
                   .source = settings.show_source,
                   .regions = WantsRegions(plan.targets),
                   .identities = !settings.baseline.empty() || !settings.write_baseline.empty(),
                   .cache = cache.get()};
  Result<void> listed;
  CheckRun run = CheckShown(**corpus, plan.source, by, *JobsOf(settings.jobs), listed);
  if (!listed) return ReportError(listed.error());
  run.failed.insert(run.failed.end(), (*corpus)->failed().begin(), (*corpus)->failed().end());
  if (run.files == 0 && run.findings.empty() && run.failed.empty() && !settings.allow_empty) {
    return ReportError(Unusable("there is no file to check in what was given",
                                "name a folder that holds one, see --show-ignored, or give --allow-empty"));
  }
  if (cache) cache->Finish((*corpus)->whole(), [&](std::string_view key) { return (*corpus)->Gone(key); });
  CheckResult result =
      ResultOf(run, **corpus, **vocabulary, policy ? &policy->policy : nullptr, plan.source.shard);
  const auto applied =
      baseline->Apply(result, {.today = *plan.facts.as_of,
                               .never = never,
                               .identities = &run.identities,
                               .whole = (*corpus)->whole(),
                               .gone = [&](std::string_view path) { return (*corpus)->Gone(path); }});
  if (!applied) return ReportError(applied.error());
  const ExitCode worst = CodeOf(run, result, plan, settings);
  const ExitCode written = WriteReports(result, plan.targets,
                                        {.exit_code = worst,
                                         .fail_on = plan.fail_on,
                                         .files = run.names,
                                         .region = [&](const CheckFinding& one) { return run.RegionOf(one); },
                                         .source = [&](const CheckFinding& one) { return run.SourceOf(one); },
                                         .color = color,
                                         .force = settings.force});
  if (written != ExitCode::kDone) return written;
  if (settings.summary) {
    static_cast<void>(std::fputs(CheckSummary(result).c_str(), stderr));
  } else if (isatty(STDERR_FILENO) != 0) {
    Note(fmt::format("{} files checked: {} errors, {} warnings, {} notes", result.files,
                     result.Count(Severity::kError), result.Count(Severity::kWarning),
                     result.Count(Severity::kNote)));
  }
  return worst;
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  po::positional_options_description positional;
  positional.add("path", -1);
  const ParsedArguments parsed = ParseArguments("check", kUsage, arguments, Options(settings), positional);
  if (parsed.done) return *parsed.done;
  auto plan = MakePlan(settings);
  if (!plan) return ReportError(plan.error());
  const bool color = UseColor(*ParseColorMode(parsed.values["color"].as<std::string>()), STDOUT_FILENO);
  return Work(settings, *plan, color);
}

}  // namespace

const Command kCheckCommand = {"check", "the marks of texts, and what may not stand in a corpus", Run};

}  // namespace markings::cli
