#include "cli/policy_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <filesystem>

#include "cli/as_of.h"
#include "cli/corpus.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/policy_witness.h"
#include "libmarkings/policy/compare.h"
#include "libmarkings/redact/witness_test.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::string_view kUsage = R"(usage: markings policy diff [options] FIRST SECOND

What changes for the audiences that both policies have. With --corpus, over the text files below DIR: each portion whose
outcome, codes or masks differ, by document and by count, with the rules of both sides. Rules that ask for dates are asked
by the day of --as-of. Files that are no readable text or no cable, and documents whose marking is in doubt, are named.
Links are not followed. No text of a document is printed.

Without --corpus, over all documents: whether anything is shown by SECOND and not by FIRST, by FIRST and not by SECOND, or
with other exemption codes: proved never, or with a short synthetic cable that shows it.

The exit code is 0 when nothing changes, 1 when something does or may, and 2 when a policy does not load, the policies read
marks by different vocabularies, or no document below DIR can be compared.

examples:
  markings policy diff state-public.toml changed.toml
  markings policy diff --corpus cables/ --format html --output diff.html state-public.toml changed.toml
)";

void AddOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()("corpus", po::value(&settings.corpus)->value_name("DIR"),
                        "with diff: a folder of documents");
}

Error Check(const PolicySettings& settings) {
  if (settings.files.size() != 2) return Unusable("diff compares two policies", "write FIRST and SECOND");
  if (settings.corpus.empty() && settings.format == "html") {
    return Unusable("--format html is for --corpus", "add --corpus DIR, or write --format text or json");
  }
  if (!settings.corpus.empty() && !settings.tests.empty()) {
    return Unusable("--tests and --corpus exclude each other", "leave one of them out");
  }
  if (settings.corpus.empty() && !settings.as_of.empty()) {
    return Unusable("--as-of is for --corpus", "add --corpus DIR, or leave it out");
  }
  if (!settings.tests.empty() && settings.tests == settings.output) {
    return Unusable("--tests and --output are the same file", "give each a name of its own");
  }
  return {};
}

class CorpusDiffer {
 public:
  CorpusDiffer(const Policy& first, const Policy& second, CorpusDiff& diff)
      : first_(first), second_(second), diff_(diff) {
    for (const Audience& audience : first.audiences()) {
      if (second.FindAudience(audience.id)) {
        diff_.audiences.push_back({audience.id, 0, {}, {}, {}});
      } else {
        diff_.only_first.push_back(audience.id);
      }
    }
    for (const Audience& audience : second.audiences()) {
      if (!first.FindAudience(audience.id)) diff_.only_second.push_back(audience.id);
    }
  }

  void Add(const std::string& name, const Document& document) {
    std::vector<DocumentDiff> found;
    for (const AudienceDiff& one : diff_.audiences) {
      auto diff = DiffDecisions(first_, second_, one.audience, document, diff_.as_of);
      if (!diff) {
        diff_.in_doubt.emplace_back(name, diff.error().message);
        return;
      }
      found.push_back(*std::move(diff));
    }
    ++diff_.documents;
    for (std::size_t i = 0; i < found.size(); ++i) Take(name, std::move(found[i]), diff_.audiences[i]);
  }

 private:
  static void Take(const std::string& name, DocumentDiff diff, AudienceDiff& into) {
    into.elements += diff.elements;
    for (const ElementChange& change : diff.changes) {
      ++into.count[change.change];
      ++into.transitions[{std::string(Name(change.first.outcome)), std::string(Name(change.second.outcome))}];
    }
    if (!diff.changes.empty()) into.documents.push_back({name, std::move(diff.changes)});
  }

  const Policy& first_;
  const Policy& second_;
  CorpusDiff& diff_;
};

ExitCode DiffCorpus(const PolicySettings& settings, const Policy& first, const Policy& second) {
  const auto day = DecidingDay(settings.as_of);
  if (!day) return ReportError(day.error());
  const auto files = FilesBelow(settings.corpus, "--corpus");
  if (!files) return ReportError(files.error(), settings.corpus);
  CorpusDiff diff;
  diff.as_of = *day;
  diff.first = {settings.files[0], first.name(), first.version()};
  diff.second = {settings.files[1], second.name(), second.version()};
  CorpusDiffer differ(first, second, diff);
  for (const fs::path& file : *files) {
    const std::string name = file.lexically_relative(settings.corpus).generic_string();
    const auto document = ReadDocument(file, first);
    if (document) {
      differ.Add(name, *document);
    } else {
      diff.unread.emplace_back(name, document.error().message);
    }
  }
  if (diff.documents == 0) {
    return ReportError(Unusable(fmt::format("none of the {} files in it can be compared", files->size()),
                                "name a folder of text files that hold cables"),
                       settings.corpus);
  }
  const std::string product = settings.format == "html"   ? DiffHtml(diff)
                              : settings.format == "json" ? JsonText(DiffJson(diff))
                                                          : DiffText(diff);
  const ExitCode written = WriteResult(product, settings.output, settings.force);
  if (written != ExitCode::kDone) return written;
  const bool changed =
      std::ranges::any_of(diff.audiences, [](const AudienceDiff& one) { return !one.documents.empty(); });
  return changed || !diff.only_first.empty() || !diff.only_second.empty() ? ExitCode::kFindings
                                                                          : ExitCode::kDone;
}

std::string Answer(const std::string& audience, std::string_view what, const Comparison& is) {
  switch (is.verdict) {
    case Verdict::kNever:
      return fmt::format("{}: {}: never, proved\n", audience, what);
    case Verdict::kShown:
      return fmt::format("{}: {}:{}\n", audience, what, WitnessText(is));
    case Verdict::kPossible:
      return fmt::format("{}: {}: possible, but no cable could be made that shows it:{}\n", audience, what,
                         WitnessText(is));
    case Verdict::kUnknown:
      break;
  }
  return fmt::format("{}: {}: unknown, there are too many cases\n", audience, what);
}

// Over all documents.
ExitCode DiffDomain(const PolicySettings& settings, const Policy& first, const Policy& second) {
  const auto comparisons = ComparePolicies(first, second);
  if (!comparisons) return ReportError(comparisons.error(), settings.files[1]);
  CorpusDiff sides;
  const CorpusDiffer differ(first, second, sides);  // which audiences there are
  sides.first = {settings.files[0], first.name(), first.version()};
  sides.second = {settings.files[1], second.name(), second.version()};
  PolicyOutput out{OnlyText(sides), DiffJson(sides)};
  out.json["corpus"] = nullptr;
  out.json["audiences"] = PolicyJson::array();
  std::string tests;
  bool changed = !sides.only_first.empty() || !sides.only_second.empty();
  for (const PolicyComparison& one : *comparisons) {
    PolicyJson json = {{"audience", one.audience}};
    const auto add = [&](const char* key, std::string_view what, const Comparison& is) -> Result<void> {
      changed = changed || is.verdict != Verdict::kNever;
      out.text += Answer(one.audience, what, is);
      json[key] = ComparisonJson(is);
      if (!is.witness) return {};
      const std::array<std::string, 1> audience = {one.audience};
      const auto test =
          TestFromWitness(first, *is.witness, fmt::format("witness: {} {}", one.audience, what), audience);
      if (!test) return std::unexpected(test.error());
      tests += (tests.empty() ? "" : "\n") + *test;
      return {};
    };
    for (const auto& added : {add("more", "shown by the second policy only", one.more),
                              add("less", "shown by the first policy only", one.less),
                              add("codes", "with other exemption codes", one.codes)}) {
      if (!added) return ReportError(added.error(), settings.files[0]);
    }
    out.json["audiences"].push_back(std::move(json));
  }
  ExitCode code = changed ? ExitCode::kFindings : ExitCode::kDone;
  code = WriteTests(settings, tests, code);
  const ExitCode written =
      WriteResult(settings.format == "json" ? JsonText(out.json) : out.text, settings.output, settings.force);
  return written == ExitCode::kDone ? code : written;
}

ExitCode Run(const PolicySettings& settings) {
  const auto first = LoadPolicy(settings.files[0], settings.vocabulary);
  if (!first) return first.error();
  const auto second = LoadPolicy(settings.files[1], settings.vocabulary);
  if (!second) return second.error();
  const Vocabulary& vocabulary = first->policy.vocabulary();
  if (vocabulary.source_text() != second->policy.vocabulary().source_text() ||
      vocabulary.edition() != second->policy.vocabulary().edition()) {
    return ReportError(Unusable("the two policies read marks by different vocabularies",
                                "compare policies of one vocabulary and edition"),
                       settings.files[1]);
  }
  return settings.corpus.empty() ? DiffDomain(settings, first->policy, second->policy)
                                 : DiffCorpus(settings, first->policy, second->policy);
}

}  // namespace

const PolicyAction kPolicyDiff = {"diff", kUsage, AddOptions, Check, Run};

}  // namespace markings::cli
