#include "cli/policy_forecast.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <filesystem>

#include "cli/as_of.h"
#include "cli/corpus.h"
#include "cli/io.h"
#include "cli/output_set.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::string_view kUsage =
    R"(usage: markings policy forecast [options] --policy P --audience A PATH...

On which days what is withheld or masked now is decided on otherwise, for documents: text files, or all below a folder.
Each document is decided on for each day after --as-of on which a condition on dates (newer_than, older_than, declassified)
comes to another answer. Shown are the portions whose outcome changes, and the rules that give way.

Beside these, dates for a review, on which nothing is released: the date of declassification that the document names, 31
December of the 25th year after it where it names none (E.O. 13526, 3.3(a); the 50th or 75th with an exemption from that),
and the day on which an exemption lapses by the policy or, (b)(5), by statute, while a rule still gives it.

Files that are no readable text or no cable, and documents whose marking is in doubt, are named. Links are not followed.
No text of a document is printed; its dates are, so this is for an officer and not for publication.

The exit code is 0, and 2 when the policy does not load or none of the documents can be decided on.

example:
  markings policy forecast --policy policies/state-foia.toml --audience public --until 2035-12-31 cables/
)";

void AddOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()("until", po::value(&settings.until)->value_name("YYYY-MM-DD"),
                        "with forecast: the last day to look at; no end is the default");
}

Error Check(const PolicySettings& settings) {
  if (settings.policy.empty()) return Unusable("no policy is given", "name one with --policy FILE");
  if (settings.audiences.empty()) return Unusable("no audience is given", "name one with --audience NAME");
  if (settings.audiences.size() > 1)
    return Unusable("a forecast is for one audience", "name one with --audience");
  return {};
}

class Forecasting {
 public:
  Forecasting(const Policy& policy, CorpusForecast& corpus) : policy_(policy), corpus_(corpus) {}

  // A file, or all files below a folder. Errors: neither can be read.
  Result<void> AddPath(const std::string& path) {
    std::error_code fault;
    if (fs::is_regular_file(path, fault)) {
      AddFile(path);
      return {};
    }
    if (!fs::is_directory(path, fault))
      return std::unexpected(
          Unusable("it is neither a file nor a folder", "name documents, or folders of them"));
    const auto files = FilesBelow(path, "documents");
    if (!files) return std::unexpected(files.error());
    for (const fs::path& file : *files) AddFile(file);
    return {};
  }

 private:
  void AddFile(const fs::path& file) {
    std::string name = file.generic_string();
    const auto document = ReadDocument(file, policy_);
    if (!document) {
      corpus_.unread.emplace_back(std::move(name), document.error().message);
      return;
    }
    auto forecast = ForecastDecisions(policy_, corpus_.audience, *document,
                                      {.as_of = corpus_.as_of, .until = corpus_.until});
    if (!forecast) {
      corpus_.in_doubt.emplace_back(std::move(name), forecast.error().message);
      return;
    }
    corpus_.documents.push_back({std::move(name), *std::move(forecast)});
  }

  const Policy& policy_;
  CorpusForecast& corpus_;
};

ExitCode Run(const PolicySettings& settings) {
  CorpusForecast corpus;
  const auto day = DecidingDay(settings.as_of);
  if (!day) return ReportError(day.error());
  corpus.as_of = *day;
  if (!settings.until.empty()) {
    const auto until = DecidingDay(settings.until, "--until");
    if (!until) return ReportError(until.error());
    if (*until < *day)
      return ReportError(Unusable("--until is before the day to decide by", "write a later day"));
    corpus.until = *until;
  }
  const auto loaded = LoadPolicy(settings.policy, settings.vocabulary);
  if (!loaded) return loaded.error();
  const Policy& policy = loaded->policy;
  const auto audience = policy.FindAudience(settings.audiences.front());
  if (!audience) return ReportError(audience.error(), settings.policy);
  corpus.file = settings.policy;
  corpus.name = policy.name();
  corpus.version = policy.version();
  corpus.audience = settings.audiences.front();
  Forecasting forecasting(policy, corpus);
  for (const std::string& path : settings.files) {
    if (auto added = forecasting.AddPath(path); !added) return ReportError(added.error(), path);
  }
  if (corpus.documents.empty()) {
    return ReportError(Unusable(fmt::format("none of the {} files can be decided on",
                                            corpus.unread.size() + corpus.in_doubt.size()),
                                "name text files that hold cables, or folders of them"),
                       settings.files.front());
  }
  return WriteResult(settings.format == "json" ? JsonText(ForecastJson(corpus)) : ForecastText(corpus),
                     settings.output, settings.force);
}

}  // namespace

const PolicyAction kPolicyForecast = {"forecast", kUsage, AddOptions, Check, Run};

}  // namespace markings::cli
