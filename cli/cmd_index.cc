#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/as_of.h"
#include "cli/check_sources.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/leak_files.h"
#include "cli/load.h"
#include "cli/output_set.h"
#include "cli/progress.h"
#include "libmarkings/leaks/leak_index_part.h"
#include "libmarkings/leaks/leak_search.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/redact/withheld.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings index [options] --key KEY --output INDEX FILE...

Makes a leak index: what is withheld of the files for one audience, as fingerprints under a secret key. markings leaks finds
copies of it in other texts; the file INDEX alone tells nobody what they are, and lets nobody try a guess.

What is withheld is decided as markings redact does it. With --passages each FILE holds the passages themselves, with blank
lines between them. Texts of fewer than 40 letters, such as a name, are too short to be looked for and are left out.

For each passage a line goes to standard output: its id, by which markings leaks names it, and where it is from, and
"known" when it was left out by --known. Keep these lines: INDEX does not hold them.

With --known, what stands in texts that everybody may see (releases, forms, a letterhead) is taken out again: it is no leak, and
would be found everywhere. Name nothing there that a withheld passage may have leaked into.

With --shard each of several machines indexes a part of the files, and INDEX is a part of an index: markings merge joins all of
them, and markings leaks takes no part for an index.

KEY is a file that markings keygen --type leaks wrote. Who has both INDEX and KEY can try guesses: keep KEY as safe as the
documents.

The exit code is 0, 2 for a document, policy or key that cannot be used, and 3 for an I/O or internal fault.

examples:
  markings index cable.txt --policy policies/state-public.toml --audience public --key leaks.key --output leaks.index
  markings index --passages list.txt --add leaks.index --key leaks.key --output leaks.index --force
)";

struct Settings {
  std::vector<std::string> files, known;
  std::string policy, audience, overrides, vocabulary, key, add, output, label, as_of, shard;
  InputOptions how;
  bool passages = false, allow_empty = false, force = false;
};

po::options_description Options(Settings& settings) {
  po::options_description options("options");
  options.add_options()("policy", po::value(&settings.policy)->value_name("FILE"), "the policy")(
      "audience", po::value(&settings.audience)->value_name("NAME"), "from whom it is withheld")(
      "overrides", po::value(&settings.overrides)->value_name("FILE"),
      "what an officer decided by hand for the one document (decisions.toml)")(
      "passages", po::bool_switch(&settings.passages),
      "the files hold passages instead of documents, with blank lines between them")(
      "key", po::value(&settings.key)->value_name("KEY"), "the key (required)")(
      "output", po::value(&settings.output)->value_name("INDEX"), "the index (required)")(
      "add", po::value(&settings.add)->value_name("INDEX"), "begin with the passages of an index")(
      "known", po::value(&settings.known)->value_name("PATH"),
      "a file or folder of texts that are public: what stands there is not indexed; may be given several "
      "times")("label", po::value(&settings.label)->value_name("TEXT"),
               "what markings leaks shall call the new passages beside their ids, at most 80 bytes")(
      "allow-empty", po::bool_switch(&settings.allow_empty), "write an index that holds no passage")(
      "shard", po::value(&settings.shard)->value_name("K/N"), "index the K-th of N parts of the files")(
      "vocabulary", po::value(&settings.vocabulary)->value_name("FILE"),
      "a vocabulary file instead of the one the policy names")(
      "as-of", po::value(&settings.as_of)->value_name("YYYY-MM-DD"),
      "the day to decide by, where rules ask for dates; today is the default")(
      "force", po::bool_switch(&settings.force), "overwrite INDEX");
  AddInputOptions(options, settings.how);
  options.add_options()("file", po::value(&settings.files), "");
  return options;
}

std::optional<Error> Check(const Settings& settings) {
  if (settings.files.empty())
    return Unusable("no file is given", "name documents, or passages with --passages");
  if (settings.key.empty())
    return Unusable("no key is given", "name one with --key KEY; markings keygen --type leaks makes it");
  if (settings.output.empty()) return Unusable("--output is missing", "name the index with --output INDEX");
  if (settings.passages &&
      !(settings.policy.empty() && settings.audience.empty() && settings.overrides.empty()))
    return Unusable("--passages is given with a policy, an audience or overrides",
                    "passages are withheld whole: leave the others out");
  if (!settings.passages && settings.policy.empty())
    return Unusable("no policy is given", "name one with --policy FILE, or give --passages");
  if (!settings.passages && settings.audience.empty())
    return Unusable("no audience is given", "name one with --audience NAME");
  if (!settings.overrides.empty() && settings.files.size() > 1)
    return Unusable("--overrides is given for several files",
                    "decisions are for one document: index it alone");
  if (!settings.overrides.empty() && !settings.shard.empty())
    return Unusable("--overrides is given with --shard", "decisions are for one document: index it alone");
  if (!settings.shard.empty() && std::ranges::find(settings.files, "-") != settings.files.end())
    return Unusable("standard input is in no shard", "leave out --shard, or name files");
  auto from_standard_input = std::ranges::count(settings.files, "-");
  for (const std::string* path : {&settings.policy, &settings.overrides, &settings.vocabulary})
    from_standard_input += *path == "-" ? 1 : 0;
  if (from_standard_input > 1)
    return Unusable("two inputs are to come from standard input", "name a file for all but one");
  for (const std::string& file : settings.files) {
    std::error_code ignored;
    if (std::filesystem::equivalent(settings.output, file, ignored))
      return Unusable("--output is an input itself", "write the index to another file");
  }
  return std::nullopt;
}

// The index that grows, and what is said of it.
struct Indexing {
  const LeakKey& key;
  std::string label;
  LeakIndex index;
  std::vector<std::pair<PassageId, std::string>> places;
  std::set<PassageId> gone;
  MadeWith made_with{key};
  std::size_t added = 0, present = 0, short_ones = 0;

  std::optional<ExitCode> Add(std::string_view text, const std::string& file, Position at) {
    const auto one = index.Add(text, label, key);
    if (!one) return ReportError(one.error());
    if (one->outcome == LeakIndex::Outcome::kTooShort) {
      ++short_ones;
      return std::nullopt;
    }
    ++(one->outcome == LeakIndex::Outcome::kAdded ? added : present);
    places.emplace_back(one->id, fmt::format("{}:{}:{}", Printable(file), at.line, at.column));
    return std::nullopt;
  }
};

// Passages with blank lines between them.
std::optional<ExitCode> AddPassages(const std::string& file, Indexing& indexing) {
  const auto texts = ReadTexts(file);
  if (!texts) return ReportError(texts.error(), file);
  for (const MemberText& one : *texts) {
    const std::string_view text = one.text.text();
    LineCounter lines(text);
    std::optional<std::size_t> begin;
    for (std::size_t line = 0; line != std::string_view::npos;) {
      const std::size_t next = lines.NextBegin();
      const bool last = next == std::string_view::npos;
      const bool blank =
          text.substr(line, next - line).find_first_not_of(" \t\r\n\f") == std::string_view::npos;
      if (!blank && !begin) begin = line;
      if (begin && (blank || last)) {
        const std::size_t end = blank ? line : text.size();
        if (const auto failed =
                indexing.Add(text.substr(*begin, end - *begin), file, LineCounter(text).At(*begin)))
          return failed;
        begin.reset();
      }
      if (!last) lines.Next();
      line = next;
    }
  }
  return std::nullopt;
}

std::optional<ExitCode> AddWithheld(const Settings& settings, const Policy& policy,
                                    std::chrono::year_month_day day, const std::string& file,
                                    Indexing& indexing) {
  auto input = LoadInput(file, policy.shared_vocabulary(), settings.how);
  if (!input) return input.error();
  if (!input->no_cables.empty()) {
    return ReportError(Unusable(fmt::format("{} of the texts in it cannot be read", input->no_cables.size()),
                                "choose those that can with --member; markings parse lists them"),
                       file);
  }
  std::optional<OverridesFile> overrides;
  if (!settings.overrides.empty()) {
    if (input->documents.size() > 1)
      return ReportError(
          Unusable("it holds several documents, and decisions are for one", "choose it with --member"), file);
    auto loaded = LoadOverrides(settings.overrides, policy);
    if (!loaded) return loaded.error();
    overrides = *std::move(loaded);
  }
  for (const LoadedDocument& one : input->documents) {
    const auto decisions =
        Decide(policy, settings.audience, one.document, overrides ? &overrides->overrides : nullptr, day);
    if (!decisions) {
      const bool by_officer = decisions.error().code == ErrorCode::kBadOverrides && overrides;
      return ReportError(decisions.error(), by_officer ? overrides->text : one.document.buffer());
    }
    const LineIndex lines(one.document.buffer().text());
    for (const WithheldText& text : WithheldTexts(one.document, *decisions)) {
      const std::size_t begin = one.document.elements()[text.element].text_span.begin;
      if (const auto failed = indexing.Add(text.text, file, lines.At(begin))) return failed;
    }
  }
  return std::nullopt;
}

std::optional<ExitCode> AddFiles(const Settings& settings, const std::vector<std::string>& files,
                                 Indexing& indexing) {
  std::optional<PolicyFile> policy;
  const auto day = DecidingDay(settings.as_of);
  if (!day) return ReportError(day.error());
  if (!settings.passages) {
    auto loaded = LoadPolicy(settings.policy, settings.vocabulary);
    if (!loaded) return loaded.error();
    policy = *std::move(loaded);
    if (const auto audience = policy->policy.FindAudience(settings.audience); !audience)
      return ReportError(audience.error(), settings.policy);
    const Vocabulary& vocabulary = policy->policy.vocabulary();
    for (const std::string_view one :
         {std::string_view(policy->policy.source_text()), std::string_view(vocabulary.source_text()),
          std::string_view(vocabulary.edition()), std::string_view(settings.audience),
          std::string_view(settings.how.type), std::string_view(settings.how.member),
          std::string_view(settings.how.format)})
      indexing.made_with.Add(one);
    indexing.made_with.Add(fmt::format("{}", std::chrono::sys_days(*day).time_since_epoch().count()));
  }
  for (const std::string& file : files) {
    const auto failed =
        policy ? AddWithheld(settings, policy->policy, *day, file, indexing) : AddPassages(file, indexing);
    if (failed) return failed;
  }
  return std::nullopt;
}

// Takes out what stands in texts that are public.
std::optional<ExitCode> ForgetKnown(const Settings& settings, Indexing& indexing) {
  if (settings.known.empty()) return std::nullopt;
  const auto known = ListFiles(settings.known, std::nullopt);
  if (!known) return ReportError(known.error());
  if (known->files.empty())
    return ReportError(
        Unusable("there is no file in what --known names", "name a file, or a folder that holds one"));
  const auto searcher = LeakSearcher::Create(indexing.index, indexing.key, LeakIndex::kMostPassages);
  if (!searcher) return ReportError(searcher.error());
  std::vector<PassageStretch> stretches;
  Progress progress("searching", known->files.size());
  for (const std::string& file : known->files) {
    const auto texts = ReadTexts(file);
    if (!texts) return ReportError(texts.error(), file);
    for (const MemberText& one : *texts) {
      indexing.made_with.Add(one.text.text());
      const auto found = searcher->Search(one.text.text());
      if (!found) return ReportError(found.error(), file);
      for (const LeakFinding& finding : *found) stretches.push_back({finding.passage, finding.of_passage});
    }
    progress.Add();
  }
  for (const PassageId id : indexing.index.Forget(stretches)) indexing.gone.insert(id);
  return std::nullopt;
}

Result<std::string> Seal(Indexing& indexing, const std::optional<Shard>& shard) {
  if (!shard) return indexing.index.Seal(indexing.key);
  return LeakIndexPart{std::move(indexing.index), *shard, indexing.made_with.Finish()}.Seal(indexing.key);
}

ExitCode Run(Arguments arguments) {
  Settings settings;
  const po::options_description options = Options(settings);
  po::positional_options_description positional;
  positional.add("file", -1);
  const ParsedArguments parsed = ParseArguments("index", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (const auto error = Check(settings)) return ReportError(*error);
  const auto key = LoadLeakKey(settings.key);
  if (!key) return key.error();
  Indexing indexing{.key = *key, .label = settings.label, .index = {}, .places = {}, .gone = {}};
  const auto shard = ReadShard(settings.shard);
  if (!shard) return ReportError(shard.error());
  const auto list = ListNamed(settings.files, *shard);
  if (!list) return ReportError(list.error());
  for (const std::string& one : list->keys) indexing.made_with.Add(one);
  std::string added_to;
  if (!settings.add.empty()) {
    auto index = LoadLeakIndex(settings.add, *key, &added_to);
    if (!index) return index.error();
    indexing.index = *std::move(index);
  }
  for (const std::string& one :
       {settings.label, added_to, std::string(settings.passages ? "passages" : "documents")})
    indexing.made_with.Add(one);
  if (const auto failed = AddFiles(settings, list->files, indexing)) return *failed;
  if (const auto failed = ForgetKnown(settings, indexing)) return *failed;
  if (!indexing.gone.empty()) {
    Caution(
        fmt::format("{} passages stand in the known texts and are not in the index", indexing.gone.size()));
  }
  if (indexing.short_ones > 0) {
    // (Said in quiet runs too: they are withheld, and no leak of them will be found.)
    Caution(fmt::format("{} withheld texts of fewer than {} letters are not in the index",
                        indexing.short_ones, kShortestPassage));
  }
  if (indexing.index.passages().empty() && !settings.allow_empty) {
    return ReportError(Unusable("nothing that is withheld is long enough for an index",
                                "check policy and audience, or give --allow-empty"));
  }
  const std::size_t passages = indexing.index.passages().size();
  const auto sealed = Seal(indexing, *shard);
  if (!sealed) return ReportError(sealed.error());
  const std::array<PlannedFile, 1> files = {PlannedFile{settings.output, *sealed}};
  if (auto written = WriteAll(files, settings.force); !written) return ReportError(written.error());
  std::string lines;
  for (const auto& [id, place] : indexing.places)
    lines += fmt::format("{} {}{}\n", FormatPassageId(id), place, indexing.gone.contains(id) ? " known" : "");
  if (auto said = WriteStandardOutput(lines); !said) return ReportError(said.error(), "standard output");
  Note(fmt::format("{}: {} passages, {} of them new", Printable(settings.output), passages, indexing.added));
  return ExitCode::kDone;
}

}  // namespace

const Command kIndexCommand = {"index", "what is withheld, as keyed fingerprints, for markings leaks", Run};

}  // namespace markings::cli
