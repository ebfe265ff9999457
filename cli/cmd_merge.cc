#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/check_reports.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/io.h"
#include "cli/merge.h"
#include "libmarkings/leaks/sealed_file.h"
#include "libmarkings/report/find_schema.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings merge [options] PART...

Joins what check, leaks, index or consistency made of the shards of a corpus: the same result, byte for byte, as one run over all
of it. What the parts are is read off them, and all are of one kind:

  check        its JSON
  leaks        its JSON. What could not be read in a shard is named again, and makes the exit code 2 or 3, as in a single run
  index        parts of a leak index; with --key and --output
  consistency  parts with the prints of documents; with --key. The files that something is found in are read again: they must be
               there, under the names that they had

Every shard must be there once, made in the same way: by the same regime, edition, policy, index or other arguments.

options:
  --format NAME[=FILE]      json (the default) or text, of check also sarif, junit, github or markdown; several may be given
  --output OUT              write the format that has no FILE there instead of to standard output; of index: the index
  --fail-on SEVERITY        of check and consistency: error, warning or note: what makes the exit code 1; of check also never.
                            The default is that of the command
  --key KEY                 of index and consistency: the key that the parts were made with
  --threshold SHARE         of consistency: how much of a passage must stand in another for both to be the same; 0.6 unless given
  --regime NAME             of consistency: the regime, unless it is that of the parts' own name
  --policy FILE             of consistency: the policy that the parts were made with
  --vocabulary FILE         of consistency: the vocabulary file that the parts were made with
  --jobs N                  of consistency: how many files are read at once; 0, the default: one for each processor
  --allow-empty             of leaks, index and consistency: no file, or no passage, is no error
  --force                   overwrite existing files

exit status: 0 done; 1 a finding as severe as --fail-on or more, or any of leaks; 2 a part that is none, or that does not go with
the others; 3 an I/O or internal fault.

examples:
  markings merge part-*.json --format sarif=all.sarif --format text
  markings merge --key leaks.key --output leaks.index part-*.index
)";

// What the parts are: what they are called, how their bytes are known, and which options go with them.
struct Kind {
  std::string_view name;    // for people
  std::string_view schema;  // of JSON; empty: a sealed file
  SealedKind sealed = SealedKind::kLeakIndex;
  std::string_view options;  // beside --output and --force, each between blanks
  ExitCode (*merge)(const MergeSettings& settings, std::vector<MergePart> parts);
};
constexpr std::array kKinds = {
    Kind{"a result of markings check", "markings/check/1", {}, " format fail-on ", MergeCheckParts},
    Kind{"a result of markings leaks", "markings/leaks/1", {}, " format allow-empty ", MergeLeaksParts},
    Kind{"a part of a leak index", "", SealedKind::kLeakIndexPart, " key allow-empty ", MergeIndexParts},
    Kind{"a part of a comparison", "", SealedKind::kConsistencyPart,
         " format fail-on key threshold regime policy vocabulary jobs allow-empty ", MergeConsistencyParts},
};

Result<const Kind*> KindOf(std::string_view bytes) {
  if (const auto sealed = FindSealedKind(bytes)) {
    const auto kind = std::ranges::find_if(
        kKinds, [&](const Kind& one) { return one.schema.empty() && one.sealed == *sealed; });
    if (kind != kKinds.end()) return &*kind;
    return std::unexpected(
        Unusable("it is a leak index, and no part of one", "to add to it give it to markings index --add"));
  }
  const std::string schema = FindSchema(bytes);
  const auto kind = std::ranges::find(kKinds, schema, &Kind::schema);
  if (kind != kKinds.end() && !schema.empty()) return &*kind;
  // (Any other JSON is taken for that of check: its reader says best what is wrong.)
  if (const std::size_t at = bytes.find_first_not_of(" \t\r\n"); at < bytes.size() && bytes[at] == '{')
    return kKinds.data();
  return std::unexpected(
      Unusable("it is neither a result nor a part of one", "name what a command wrote with --shard"));
}

std::optional<Error> WrongOption(const Kind& kind, const po::variables_map& values) {
  for (const char* option :
       {"format", "fail-on", "key", "threshold", "regime", "policy", "vocabulary", "jobs", "allow-empty"}) {
    const auto given = values.find(option);
    if (given == values.end() || given->second.defaulted() ||
        kind.options.contains(fmt::format(" {} ", option)))
      continue;
    return Unusable(fmt::format("--{} does not go with {}", option, kind.name), "leave it out");
  }
  if (kind.options.contains(" key ") && !values.contains("key"))
    return Unusable(fmt::format("no key is given for {}", kind.name), "name it with --key KEY");
  return std::nullopt;
}

ExitCode Merge(MergeSettings& settings, const po::variables_map& values) {
  std::vector<MergePart> parts;
  const Kind* kind = nullptr;
  for (const std::string& file : settings.parts) {
    auto bytes = ReadBytes(file);
    if (!bytes) return ReportError(bytes.error(), file);
    const auto of = KindOf(*bytes);
    if (!of) return ReportError(of.error(), file);
    if (kind != nullptr && kind != *of) {
      return ReportError(Unusable(fmt::format("it is {}, the first is {}", (*of)->name, kind->name),
                                  "merge parts of one kind"),
                         file);
    }
    kind = *of;
    parts.push_back({file, *std::move(bytes)});
  }
  if (kind == nullptr) return ReportError(Unusable("no part is given", "name what the shards wrote"));
  if (const auto error = WrongOption(*kind, values)) return ReportError(*error);
  if (settings.formats.empty()) settings.formats.emplace_back("json");
  return kind->merge(settings, std::move(parts));
}

ExitCode Run(Arguments arguments) {
  MergeSettings settings;
  po::options_description options;
  options.add_options()("part", po::value(&settings.parts), "")(
      "format", WordsWithFiles(&settings.formats, ReportFormats()), "")("output", po::value(&settings.output),
                                                                        "")(
      "fail-on", OneOf(&settings.fail_on, {"error", "warning", "note", "never"}), "")(
      "key", po::value(&settings.key), "")("threshold", po::value<double>(), "")(
      "regime", OneOf(&settings.regime, RegimeWords(true)), "")("policy", po::value(&settings.policy), "")(
      "vocabulary", po::value(&settings.vocabulary), "")("jobs", po::value(&settings.jobs), "")(
      "allow-empty", po::bool_switch(&settings.allow_empty), "")("force", po::bool_switch(&settings.force),
                                                                 "");
  po::positional_options_description positional;
  positional.add("part", -1);
  const ParsedArguments parsed = ParseArguments("merge", kUsage, arguments, options, positional);
  if (parsed.done) return *parsed.done;
  if (parsed.values.contains("threshold")) settings.threshold = parsed.values["threshold"].as<double>();
  return Merge(settings, parsed.values);
}

}  // namespace

const Command kMergeCommand = {"merge", "what the shards of a corpus came to as one", Run};

}  // namespace markings::cli
