#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/program_options/value_semantic.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/io.h"
#include "cli/policy_actions.h"
#include "cli/policy_witness.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/compare.h"
#include "libmarkings/redact/witness_test.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings policy compare [options] FILE...

For each two audiences of a policy: a proof that what the first sees is within what the second sees, over all marks,
kinds of elements and conditions, or a synthetic cable in which it is not. An audience with the lower clearance should see
no more than one with the higher: where that is not proved it is a finding. --within FIRST:SECOND says which pairs
should hold instead. A cable holds no text of a document, but it may hold words of the policy's own patterns.

The answers: proved; shown, with a cable; possible, where the conditions allow it but no cable could be made (they may
exclude each other); unknown, where the policy is too large to tell.

The exit code is 0, 1 with a finding, and 2 for a policy that does not load or an audience that it does not have.

examples:
  markings policy compare policies/office.toml
  markings policy compare --within public:partner --tests new-tests.toml policies/office.toml
)";

void AddOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()("within", po::value(&settings.within)->value_name("FIRST:SECOND"),
                        "with compare: the first should see no more than the second; repeatable");
}

Error Check(const PolicySettings& settings) {
  if (settings.tests.empty() || settings.files.size() == 1) return {};
  return Unusable("--tests is for the witnesses of one policy", "name one FILE");
}

struct Pair {
  const Audience* first;
  const Audience* second;
  bool claimed;  // that the first sees no more
};

// Which pairs to compare. Errors: an audience that the policy does not have.
Result<std::vector<Pair>> PairsOf(const Policy& policy, const PolicySettings& settings) {
  std::vector<Pair> pairs;
  for (const std::string& words : settings.within) {
    const std::size_t colon = words.find(':');
    if (colon == std::string::npos) {
      return std::unexpected(
          Unusable("--within names one audience only", "write --within FIRST:SECOND, two audiences"));
    }
    const auto first = policy.FindAudience(words.substr(0, colon));
    if (!first) return std::unexpected(first.error());
    const auto second = policy.FindAudience(words.substr(colon + 1));
    if (!second) return std::unexpected(second.error());
    pairs.push_back({*first, *second, true});
  }
  if (!pairs.empty()) return pairs;
  for (const Audience& first : policy.audiences()) {
    for (const Audience& second : policy.audiences()) {
      if (&first == &second) continue;
      const Vocabulary& vocabulary = policy.vocabulary();
      // (With categories nothing is ever proved, and nothing is claimed unless somebody does.)
      const bool lower = vocabulary.grammar() == nullptr &&
                         Dominates(vocabulary, second.clears, first.clears) &&
                         !Dominates(vocabulary, first.clears, second.clears);
      pairs.push_back({&first, &second, lower});
    }
  }
  return pairs;
}

std::string Answer(const Pair& pair, const Comparison& is) {
  const std::string first = fmt::format("'{}'", pair.first->id);
  const std::string second = fmt::format("'{}'", pair.second->id);
  switch (is.verdict) {
    case Verdict::kNever:
      return fmt::format("{} sees nothing that {} does not: proved", first, second);
    case Verdict::kShown:
      return fmt::format("{} sees what {} does not:{}", first, second, WitnessText(is));
    case Verdict::kPossible:
      return fmt::format("{} may see what {} does not, but no cable could be made that shows it:{}", first,
                         second, WitnessText(is));
    case Verdict::kUnknown:
      break;
  }
  return fmt::format("whether {} sees what {} does not is unknown: there are too many cases", first, second);
}

ExitCode ReportPair(const std::string& file, const PolicyFile& loaded, const Pair& pair, PolicyOutput& out,
                    std::string& tests) {
  const LineIndex lines(loaded.text.text());
  const Comparison is = CompareAudiences(loaded.policy, *pair.first, *pair.second);
  const std::vector<std::string> captions = CaptionsBeyond(*pair.first, *pair.second);
  const bool finding = pair.claimed && (is.verdict != Verdict::kNever || !captions.empty());
  const std::string begin = Place(file, lines, pair.first->where) + (finding ? ": error: " : ": note: ");
  out.text += begin + Answer(pair, is) + "\n";
  if (!captions.empty()) {
    out.text += fmt::format("{}'{}' sees captions that '{}' does not: {}\n", begin, pair.first->id,
                            pair.second->id, Listed(captions));
  }
  PolicyJson json = {{"first", pair.first->id}, {"second", pair.second->id}};
  json.update(PlaceJson(file, lines, pair.first->where));
  json["finding"] = finding;
  json["captions"] = captions;
  json.update(ComparisonJson(is));
  out.json["pairs"].push_back(std::move(json));
  if (is.witness) {
    const std::array<std::string, 2> audiences = {pair.first->id, pair.second->id};
    const auto test = TestFromWitness(
        loaded.policy, *is.witness,
        fmt::format("witness: {} sees what {} does not", audiences[0], audiences[1]), audiences);
    if (!test) return ReportError(test.error(), file);
    tests += (tests.empty() ? "" : "\n") + *test;
  }
  return finding ? ExitCode::kFindings : ExitCode::kDone;
}

ExitCode Run(const PolicySettings& settings) {
  PolicyOutput out;
  out.json = {{"schema", "markings/policy-compare/1"}, {"pairs", PolicyJson::array()}};
  std::string tests;
  ExitCode code = ForEachPolicy(settings, [&](const std::string& file, const PolicyFile& loaded) {
    const auto pairs = PairsOf(loaded.policy, settings);
    if (!pairs) return ReportError(pairs.error(), file);
    ExitCode worst = ExitCode::kDone;
    for (const Pair& pair : *pairs) worst = std::max(worst, ReportPair(file, loaded, pair, out, tests));
    if (pairs->empty()) out.text += fmt::format("{}: there is only one audience\n", file);
    return worst;
  });
  code = std::max(code, WriteTests(settings, tests, code));
  return PrintOutput(settings, out, code);
}

}  // namespace

const PolicyAction kPolicyCompare = {"compare", kUsage, AddOptions, Check, Run};

}  // namespace markings::cli
