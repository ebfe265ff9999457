#include "cli/decisions_actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "cli/io.h"
#include "cli/output_set.h"
#include "libmarkings/policy/decisions_file.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

namespace po = boost::program_options;
using Json = nlohmann::ordered_json;

void NoOptions(po::options_description& /*options*/, DecisionsSettings& /*settings*/) {}

// What an action reads. `decisions` is absent with new, `first` is the document.
struct Inputs {
  std::optional<Policy> policy;
  std::optional<Buffer> decisions;
  std::vector<Document> documents;
};

Loaded<Inputs> Load(const DecisionsSettings& settings, const std::string& decisions,
                    const std::vector<std::string>& documents) {
  Inputs inputs;
  auto policy = LoadPolicy(settings.policy, settings.vocabulary);
  if (!policy) return std::unexpected(policy.error());
  inputs.policy = std::move(policy->policy);
  if (!decisions.empty()) {
    auto text = ReadText(decisions);
    if (!text) return std::unexpected(ReportError(text.error(), decisions));
    inputs.decisions = *std::move(text);
  }
  for (const std::string& file : documents) {
    auto document = LoadDocument(file, inputs.policy->shared_vocabulary(), settings.how);
    if (!document) return std::unexpected(document.error());
    inputs.documents.push_back(*std::move(document));
  }
  return inputs;
}

// Where entries stand in a file.
class Places {
 public:
  explicit Places(const Buffer& file) : name_(file.name()), lines_(file.text()) {}
  [[nodiscard]] std::string Of(Span where) const {
    const Position at = lines_.At(where.begin);
    return fmt::format("{}:{}:{}", name_, at.line, at.column);
  }
  void Add(Span where, Json& json) const {
    const Position at = lines_.At(where.begin);
    json["line"] = at.line;
    json["column"] = at.column;
  }

 private:
  std::string name_;
  LineIndex lines_;
};

ExitCode PrintReport(const DecisionsSettings& settings, const Json& json, const std::string& text,
                     ExitCode code) {
  // A path may be no UTF-8; a replacement is safer than a throw.
  const auto written = WriteStandardOutput(
      settings.format == "json" ? json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n" : text);
  return written ? code : ReportError(written.error(), "standard output");
}

std::string Counted(const std::map<std::string, std::size_t>& counts) {
  std::string text;
  for (const auto& [word, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
  return text.empty() ? "nothing is decided" : text;
}

// ---- new ----

constexpr std::string_view kNewUsage = R"(usage: markings decisions new [options] FILE --policy P --audience A

Begins a decisions file for a cable: a salt of its own, and for each element that the policy withholds from the audience
without an exemption code a commented decision, already bound to its text, to be filled in.

The exit code is 0, 2 for a cable, policy or audience that cannot be used, and 3 for an I/O or internal fault.

example:
  markings decisions new cable.txt --policy state-foia.toml --audience public --output decisions.toml
)";

void AddNewOptions(po::options_description& options, DecisionsSettings& settings) {
  options.add_options()("audience", po::value(&settings.audience)->value_name("NAME"),
                        "with new: who the release is for (required)");
}

ExitCode RunNew(const DecisionsSettings& settings) {
  if (settings.audience.empty())
    return ReportError(Unusable("no audience is given", "name one with --audience NAME"));
  const auto inputs = Load(settings, {}, settings.files);
  if (!inputs) return inputs.error();
  const Document& document = inputs->documents.front();
  if (const auto known = inputs->policy->FindAudience(settings.audience); !known)
    return ReportError(known.error(), settings.policy);
  const auto decisions = Decide(*inputs->policy, settings.audience, document, nullptr);
  if (!decisions) return ReportError(decisions.error(), document.buffer());
  const auto text = NewDecisions(document, *decisions);
  if (!text) return ReportError(text.error());
  return WriteResult(*text, settings.output, settings.force);
}

// ---- check ----

constexpr std::string_view kCheckUsage =
    R"(usage: markings decisions check [options] DECISIONS FILE --policy P

Says of each entry how it stands to the cable: fits; stale: its text has changed since it was decided; missing; bad-spans;
unmatched: it was carried over and not settled; unbound or one-person: the policy asks for more. Waivers are held against
findings by redact and release.

The exit code is 0 when all fit, 1 when one does not, 2 for a file that cannot be used.

example:
  markings decisions check decisions.toml cable.txt --policy state-foia.toml
)";

ExitCode RunCheck(const DecisionsSettings& settings) {
  const auto inputs = Load(settings, settings.files[0], {settings.files[1]});
  if (!inputs) return inputs.error();
  const Buffer& toml = *inputs->decisions;
  const auto draft = Overrides::LoadDraft(toml, *inputs->policy);
  if (!draft) return ReportError(draft.error(), toml);
  const auto checked = CheckDecisions(*draft, *inputs->policy, inputs->documents.front());
  if (!checked) return ReportError(checked.error(), toml);
  Json json = {{"schema", "markings/decisions-check/1"},
               {"decisions", settings.files[0]},
               {"document", settings.files[1]},
               {"entries", Json::array()}};
  std::string text;
  const Places places(toml);
  std::map<std::string, std::size_t> counts;
  for (const CheckedDecision& one : *checked) {
    ++counts[std::string(Name(one.state))];
    const bool fits = one.state == DecisionState::kFits;
    text += fmt::format("{}: {} {}: {}{}\n", places.Of(one.where), Name(one.entry), Printable(one.element),
                        Name(one.state),
                        fits ? (one.bound ? ", bound" : "") : ": " + one.message + ": " + one.fix);
    Json entry = {{"entry", Name(one.entry)}, {"element", one.element}};
    places.Add(one.where, entry);
    entry.update(
        {{"bound", one.bound}, {"state", Name(one.state)}, {"message", one.message}, {"fix", one.fix}});
    json["entries"].push_back(std::move(entry));
  }
  const bool all = counts["fits"] == checked->size();
  if (counts["fits"] == 0) counts.erase("fits");
  text += fmt::format("{}: {}\n", toml.name(), Counted(counts));
  return PrintReport(settings, json, text, all ? ExitCode::kDone : ExitCode::kFindings);
}

// ---- bind ----

constexpr std::string_view kBindUsage =
    R"(usage: markings decisions bind [options] DECISIONS FILE --policy P --output F

Commits each decision to the text that it was made on: when the cable changes there, it is no longer used. What is bound
stays as it is. Where the text has changed since, look at it first and name the element with --element.

The exit code is 0, 2 for decisions, a cable or a policy that cannot be used, and 3 for an I/O or internal fault.

example:
  markings decisions bind decisions.toml cable.txt --policy state-foia.toml --output bound.toml
)";

void AddBindOptions(po::options_description& options, DecisionsSettings& settings) {
  options.add_options()("element", po::value(&settings.elements)->value_name("ID"),
                        "with bind: its text was looked at; bind it anew (repeatable)");
}

ExitCode RunBind(const DecisionsSettings& settings) {
  const auto inputs = Load(settings, settings.files[0], {settings.files[1]});
  if (!inputs) return inputs.error();
  const auto text =
      BindDecisions(*inputs->decisions, *inputs->policy, inputs->documents.front(), settings.elements);
  if (!text) return ReportError(text.error(), *inputs->decisions);
  return WriteResult(*text, settings.output, settings.force);
}

// ---- merge ----

constexpr std::string_view kMergeUsage =
    R"(usage: markings decisions merge [options] FIRST SECOND --policy P --output F

Makes one file of what two officers decided on one cable. What both decided alike stands once, with both authorities. What
they decided differently is listed with both places, the exit code is 1 and nothing is written; with --strictest the
stricter one is taken (withhold, then mask, then release; codes united), and its reason says so. Files that were bound under
salts of their own need --document: both are checked against it and bound anew.

The exit code is 0, 1 when the two decided differently, 2 for decisions, a cable or a policy that cannot be used, and 3 for
an I/O or internal fault.

example:
  markings decisions merge jane.toml ada.toml --policy state-foia.toml --document cable.txt --output decisions.toml
)";

void AddMergeOptions(po::options_description& options, DecisionsSettings& settings) {
  options.add_options()("document", po::value(&settings.document)->value_name("FILE"),
                        "with merge: the cable that both are on")(
      "strictest", po::bool_switch(&settings.strictest), "with merge: take the stricter of two decisions");
}

ExitCode RunMerge(const DecisionsSettings& settings) {
  std::vector<std::string> documents;
  if (!settings.document.empty()) documents.push_back(settings.document);
  const auto inputs = Load(settings, settings.files[0], documents);
  if (!inputs) return inputs.error();
  const auto second = ReadText(settings.files[1]);
  if (!second) return ReportError(second.error(), settings.files[1]);
  const auto merged = MergeDecisions(*inputs->decisions, *second, *inputs->policy,
                                     {.document = documents.empty() ? nullptr : &inputs->documents.front(),
                                      .strictest = settings.strictest});
  if (!merged) return ReportError(merged.error());
  if (merged->conflicts.empty()) return WriteResult(merged->text, settings.output, settings.force);
  std::string text;
  const Places ours(*inputs->decisions);
  const Places theirs(*second);
  for (const DecisionConflict& one : merged->conflicts) {
    text += fmt::format("{}: {} {} is decided differently at {}: settle it, or add --strictest\n",
                        ours.Of(one.first), Name(one.entry), Printable(one.element), theirs.Of(one.second));
  }
  const auto written = WriteStandardOutput(text);
  return written ? ExitCode::kFindings : ReportError(written.error(), "standard output");
}

// ---- carry ----

constexpr std::string_view kCarryUsage =
    R"(usage: markings decisions carry [options] DECISIONS OLD NEW --policy P --output F

Takes decisions on the cable OLD over to NEW, a corrected or re-scanned copy. Each finds its element by the same bytes;
by the same text but for case, blanks, hyphens and what scanners take for each other (0 and O, 1 and l); or, where it only
withholds, by the same id or number and much the same text. What finds none is written with carried = "unmatched": redact
and release refuse the file until an officer has settled it. Waivers count for one text only.

The exit code is 0 when all were carried, 1 when one is unmatched; the file is written in either case.

example:
  markings decisions carry decisions.toml cable.txt rescan.txt --policy state-foia.toml --output carried.toml
)";

ExitCode RunCarry(const DecisionsSettings& settings) {
  const auto inputs = Load(settings, settings.files[0], {settings.files[1], settings.files[2]});
  if (!inputs) return inputs.error();
  const Buffer& toml = *inputs->decisions;
  const auto carried = CarryDecisions(toml, *inputs->policy, inputs->documents[0], inputs->documents[1]);
  if (!carried) return ReportError(carried.error(), toml);
  if (const ExitCode written = WriteResult(carried->text, settings.output, settings.force);
      written != ExitCode::kDone)
    return written;
  Json json = {{"schema", "markings/decisions-carry/1"},
               {"decisions", settings.files[0]},
               {"from", settings.files[1]},
               {"to", settings.files[2]},
               {"entries", Json::array()}};
  std::string text;
  const Places places(toml);
  std::map<std::string, std::size_t> counts;
  for (const CarriedDecision& one : carried->entries) {
    ++counts[std::string(Name(one.how))];
    text += fmt::format("{}: {} {}: {}{}\n", places.Of(one.where), Name(one.entry), Printable(one.from),
                        Name(one.how), one.to.empty() ? ": " + one.note : ", now " + Printable(one.to));
    Json entry = {{"entry", Name(one.entry)}, {"from", one.from}, {"to", nullptr}};
    if (!one.to.empty()) entry["to"] = one.to;
    places.Add(one.where, entry);
    entry.update({{"how", Name(one.how)}, {"note", one.note}});
    json["entries"].push_back(std::move(entry));
  }
  text += fmt::format("{}: {}\n", toml.name(), Counted(counts));
  return PrintReport(settings, json, text, carried->unmatched() == 0 ? ExitCode::kDone : ExitCode::kFindings);
}

}  // namespace

const DecisionsAction kDecisionsNew = {"new", kNewUsage, 1, "FILE", false, AddNewOptions, RunNew};
const DecisionsAction kDecisionsCheck = {"check", kCheckUsage, 2,       "DECISIONS FILE",
                                         false,   NoOptions,   RunCheck};
const DecisionsAction kDecisionsBind = {"bind", kBindUsage,     2,      "DECISIONS FILE",
                                        true,   AddBindOptions, RunBind};
const DecisionsAction kDecisionsMerge = {"merge", kMergeUsage,     2,       "FIRST SECOND",
                                         true,    AddMergeOptions, RunMerge};
const DecisionsAction kDecisionsCarry = {"carry", kCarryUsage, 3,       "DECISIONS OLD NEW",
                                         true,    NoOptions,   RunCarry};

}  // namespace markings::cli
