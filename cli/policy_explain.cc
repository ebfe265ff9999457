#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/as_of.h"
#include "cli/choice.h"
#include "cli/io.h"
#include "cli/output_set.h"
#include "cli/policy_actions.h"
#include "cli/policy_explain_text.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/report/policy_explain_json.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kUsage = R"(usage: markings policy explain [options] --policy POLICY FILE

Who could see what of a document, why this is withheld and what would release it, why that is not. FILE is the document, in
any form that redact reads; - is standard input. Without --element and --at: each unit with its outcome for each audience,
and what is withheld with the least change that would release it. With one of them the whole account: where the mark comes from, the rules on both
sides, those that came nearest and the first condition each failed at, and the changes of policy, or the decision by hand,
that would turn it. --at also says what recognisers and mask patterns made of these places.

Each change was tried on the document, and is shown with how many other units it turns. None is advice. No text of the
document is printed and no pattern of a rule; places are lines and columns of the input, or of the text that was read out of
it. Explanations tell more than a release: they are for the officer.

The exit code is 0, and 2 for a policy, document or decisions that cannot be used.

examples:
  markings policy explain cable.txt --policy policies/state-public.toml
  markings policy explain cable.txt --policy policies/state-public.toml --audience public --element p3
  markings policy explain cable.txt --policy policies/state-public.toml --at 12:5-12:20
)";

void AddOptions(po::options_description& options, PolicySettings& settings) {
  options.add_options()("element", po::value(&settings.element)->value_name("ID"),
                        "with explain: this element, by its id")(
      "at", po::value(&settings.at)->value_name("PLACE"),
      "with explain: what stands there, LINE[:COLUMN][-LINE[:COLUMN]], both ends included")(
      "overrides", po::value(&settings.overrides)->value_name("DECISIONS"),
      "with explain: what an officer decided by hand (decisions.toml)");
  AddInputOptions(options, settings.how);
}

Error Check(const PolicySettings& settings) {
  if (settings.policy.empty()) return Unusable("no policy is given", "name one with --policy POLICY");
  if (settings.files.size() != 1) return Unusable("explain is about one document", "name one FILE");
  if (!settings.element.empty() && !settings.at.empty())
    return Unusable("--element and --at exclude each other", "leave one of them out");
  int from_standard_input = 0;
  for (const std::string* path :
       {&settings.files.front(), &settings.policy, &settings.overrides, &settings.vocabulary})
    from_standard_input += *path == "-" ? 1 : 0;
  if (from_standard_input > 1)
    return Unusable("two inputs are to come from standard input", "name a file for all but one");
  return {};
}

// A number of a place; 0: none.
std::size_t Number(std::string_view& words) {
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(words.data(), words.data() + words.size(), number);
  if (fault != std::errc()) return 0;
  words.remove_prefix(static_cast<std::size_t>(end - words.data()));
  return number;
}

struct PlaceAsked {
  std::size_t line = 0, column = 0;  // column 0: not given
};
std::optional<PlaceAsked> TakePlace(std::string_view& words) {
  PlaceAsked place{Number(words), 0};
  if (place.line == 0) return std::nullopt;
  if (words.starts_with(':')) {
    words.remove_prefix(1);
    place.column = Number(words);
    if (place.column == 0) return std::nullopt;
  }
  return place;
}

// "12", "12:5", "12-14", "12:5-12:20" as bytes of a text, both ends included.
Result<Span> SpanAsked(const std::string& at, std::string_view text) {
  std::string_view words = at;
  const auto first = TakePlace(words);
  auto last = first;
  if (first && words.starts_with('-')) {
    words.remove_prefix(1);
    last = TakePlace(words);
  }
  if (!first || !last || !words.empty())
    return std::unexpected(Unusable("--at is no place", "write --at 12, --at 12:5 or --at 12:5-12:20"));
  const LineIndex lines(text);
  if (first->line > lines.line_count() || last->line > lines.line_count()) {
    return std::unexpected(Unusable(fmt::format("--at is past the last line, {}", lines.line_count()),
                                    "name a line of the document"));
  }
  const auto begin_of = [&](std::size_t line) {
    return line > lines.line_count() ? text.size() : lines.OffsetOf({line, 1});
  };
  const auto offset_of = [&](const PlaceAsked& place) {
    return std::min(begin_of(place.line) + place.column - 1, begin_of(place.line + 1));
  };
  Span span;
  span.begin = first->column == 0 ? begin_of(first->line) : offset_of(*first);
  span.end = last->column == 0 ? begin_of(last->line + 1) : std::min(offset_of(*last) + 1, text.size());
  if (span.begin >= span.end)
    return std::unexpected(Unusable("--at names no text", "write a place that ends after it begins"));
  return span;
}

// Heads of the units that are asked about; of `asked` those that it meets.
Result<std::vector<std::size_t>> UnitsAsked(const PolicySettings& settings, const Document& document,
                                            const std::optional<Span>& asked) {
  std::vector<std::size_t> units;
  const ElementList& elements = document.elements();
  if (!settings.element.empty()) {
    const std::size_t found = document.Find(settings.element);
    if (found == kNoElement) {
      std::vector<std::string> ids;
      for (const Element element : elements) ids.push_back(element.id());
      const std::string near = DidYouMean(settings.element, ids);
      return std::unexpected(
          Unusable(fmt::format("the document has no element '{}'", Printable(settings.element)),
                   near + (near.empty() ? "" : " ") + "without --element all are listed"));
    }
    units.push_back(elements[found].continues == kNoElement ? found : elements[found].continues);
    return units;
  }
  for (const Element element : elements) {
    if (asked) {
      if (element.span.begin >= asked->end || asked->begin >= element.span.end) continue;
      units.push_back(element.continues == kNoElement ? element.index : element.continues);
    } else if (CanBeDecided(element)) {
      units.push_back(element.index);
    }
  }
  std::ranges::sort(units);
  units.erase(std::ranges::unique(units).begin(), units.end());
  return units;
}

struct Inputs {
  std::optional<Policy> policy;
  std::optional<Document> document;
  std::optional<Buffer> overrides_text;
  std::optional<Overrides> overrides;
  std::vector<std::string> audiences;
  AsOf as_of;
};

std::optional<ExitCode> Load(const PolicySettings& settings, Inputs& inputs) {
  const auto day = DecidingDay(settings.as_of);
  if (!day) return ReportError(day.error());
  inputs.as_of = *day;
  auto policy = LoadPolicy(settings.policy, settings.vocabulary);
  if (!policy) return policy.error();
  inputs.policy = std::move(policy->policy);
  inputs.audiences = settings.audiences;
  for (const std::string& audience : settings.audiences) {
    if (auto found = inputs.policy->FindAudience(audience); !found)
      return ReportError(found.error(), settings.policy);
  }
  if (inputs.audiences.empty()) {
    for (const Audience& audience : inputs.policy->audiences()) inputs.audiences.push_back(audience.id);
  }
  auto document = LoadDocument(settings.files.front(), inputs.policy->shared_vocabulary(), settings.how);
  if (!document) return document.error();
  inputs.document = *std::move(document);
  if (settings.overrides.empty()) return std::nullopt;
  auto loaded = LoadOverrides(settings.overrides, *inputs.policy);
  if (!loaded) return loaded.error();
  inputs.overrides_text = std::move(loaded->text);
  inputs.overrides = std::move(loaded->overrides);
  return std::nullopt;
}

// Everything for one audience.
Result<PolicyExplanation::OfAudience> Explain(const Inputs& inputs, const PolicyExplanation& all,
                                              const std::string& audience, bool whole) {
  const Policy& policy = *inputs.policy;
  const Document& document = *inputs.document;
  const Overrides* overrides = inputs.overrides ? &*inputs.overrides : nullptr;
  PolicyExplanation::OfAudience of;
  auto decisions = Decide(policy, audience, document, overrides, inputs.as_of);
  if (!decisions) return std::unexpected(decisions.error());
  of.decisions = *std::move(decisions);
  of.whys = ExplainDecisions(policy, document, of.decisions, all.units);
  if (all.asked) {
    for (const std::size_t unit : all.units)
      of.spans.push_back(ExplainSpan(policy, document, of.decisions, unit, *all.asked));
  }
  CounterfactualOptions options;
  options.overrides = overrides;
  options.by_hand = whole;
  auto changes = FindCounterfactuals(policy, document, of.decisions, all.units, options);
  if (!changes) return std::unexpected(changes.error());
  of.changes = *std::move(changes);
  return of;
}

ExitCode Run(const PolicySettings& settings) {
  Inputs inputs;
  if (const auto failed = Load(settings, inputs)) return *failed;
  const Document& document = *inputs.document;
  PolicyExplanation all;
  if (!settings.at.empty()) {
    const auto asked = SpanAsked(settings.at, document.buffer().text());
    if (!asked) return ReportError(asked.error(), settings.files.front());
    all.asked = *asked;
  }
  auto units = UnitsAsked(settings, document, all.asked);
  if (!units) return ReportError(units.error(), settings.files.front());
  all.units = *std::move(units);
  all.marks = SourcesOfMarks(document, all.units);
  const bool whole = !settings.element.empty() || !settings.at.empty();
  for (const std::string& audience : inputs.audiences) {
    auto of = Explain(inputs, all, audience, whole);
    if (!of) {
      const Error& error = of.error();
      if (error.code == ErrorCode::kBadOverrides && inputs.overrides_text)
        return ReportError(error, *inputs.overrides_text);
      return ReportError(error, document.buffer());
    }
    all.audiences.push_back(*std::move(of));
  }
  const std::string product = settings.format == "json"
                                  ? PolicyExplainJson(document, *inputs.policy, all) + "\n"
                                  : PolicyExplainText(document, all, whole);
  return WriteResult(product, settings.output, settings.force);
}

}  // namespace

const PolicyAction kPolicyExplain = {"explain", kUsage, AddOptions, Check, Run};

}  // namespace markings::cli
