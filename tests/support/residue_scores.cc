#include "tests/support/residue_scores.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <string_view>
#include <utility>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/derivative.h"
#include "libmarkings/text/line_index.h"

namespace markings::testing {
namespace {

constexpr std::string_view kOpen = "⟦", kClose = "⟧";

// Portions marked (SBU) stay in; subject, TAGS, references, headings and the signature go out.
constexpr char kPolicy[] = R"toml(
schema = "markings/policy/1"
name = "planted"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Readers", clears = "SBU" }
[exemptions]
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
[[rule]]
id = "around"
release = ["public"]
when = { kind = ["subject", "tags", "reference", "heading", "signature", "eo", "end"] }
reason = "For the test."
)toml";

const Policy* PlantedPolicy() {
  static const auto policy = [] {
    auto toml = Buffer::FromBytes(kPolicy, "planted.toml");
    std::optional<Policy> loaded;
    if (toml) {
      if (auto read = Policy::Load(*toml)) loaded = *std::move(read);
    }
    return loaded;
  }();
  return policy ? &*policy : nullptr;
}

// Takes the label out of a text; false when it is not closed.
bool TakeLabel(std::string& text, std::string& residue) {
  const std::size_t open = text.find(kOpen);
  if (open == std::string::npos) return true;
  const std::size_t close = text.find(kClose, open);
  if (close == std::string::npos) return false;
  residue = text.substr(open + kOpen.size(), close - open - kOpen.size());
  text.replace(open, close + kClose.size() - open, residue);
  return true;
}

bool Finish(PlantedCase& one) {
  for (OutgoingText& text : one.outgoing) {
    if (!TakeLabel(text.text, one.residue)) return false;
  }
  return TakeLabel(one.text, one.residue) && (one.kind == "clean") == one.residue.empty();
}

// A finding may take in small words before the residue: "by the ...".
constexpr std::size_t kBefore = 8;

// Whether a finding is of the residue; `span`: of the residue in the text of its place.
bool Begins(const ResidualFinding& finding, const LineIndex& lines, Span span) {
  for (std::size_t at = span.begin - std::min(kBefore, span.begin); at < span.end; ++at) {
    const Position position = lines.At(at);
    if (position.line == finding.line && position.column == finding.column) return true;
  }
  return false;
}

}  // namespace

bool IsExact(const std::string& kind) {
  constexpr std::array<std::string_view, 6> kVariants = {"initials", "title-surname", "spelling",
                                                         "scan",     "acronym",       "date-form"};
  return std::ranges::find(kVariants, kind) == kVariants.end();
}

void ResidueScore::Add(const ResidueScore& other) {
  planted += other.planted;
  found += other.found;
  clean += other.clean;
  astray += other.astray;
  unfair += other.unfair;
}

std::optional<std::vector<PlantedCase>> ReadPlanted(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::vector<PlantedCase> cases;
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with("%%% ")) {
      if (!cases.empty() && !Finish(cases.back())) return std::nullopt;
      std::istringstream words(line.substr(4));
      PlantedCase& one = cases.emplace_back();
      std::string text_case;
      words >> one.set >> text_case >> one.kind >> one.place;
      one.capitals = text_case == "capitals";
    } else if (cases.empty()) {
      return std::nullopt;
    } else if (line.starts_with("+++ ")) {
      const std::size_t blank = line.find(' ', 4);
      if (blank == std::string::npos) return std::nullopt;
      cases.back().outgoing.push_back({line.substr(4, blank - 4), line.substr(blank + 1)});
    } else {
      cases.back().text += line + "\n";
    }
  }
  if (!cases.empty() && !Finish(cases.back())) return std::nullopt;
  return cases;
}

ResidueScore MeasureOne(const PlantedCase& one, std::vector<ResidualFinding>* findings) {
  ResidueScore score;
  const bool clean = one.kind == "clean";
  score.planted = clean ? 0 : 1;
  score.clean = clean ? 1 : 0;
  score.unfair = 1;
  const Policy* policy = PlantedPolicy();
  auto buffer = Buffer::FromBytes(one.text, "planted.txt");
  if (policy == nullptr || !buffer) return score;
  auto document = Document::Parse(*std::move(buffer), policy->shared_vocabulary());
  if (!document) return score;
  const auto decisions = Decide(*policy, "public", *document, nullptr);
  if (!decisions) return score;
  const auto derivative = BuildDerivative(*document, *decisions);
  if (!derivative) return score;

  const OutgoingText* beside = nullptr;  // where the residue stands, when it is not in the derivative
  for (const OutgoingText& text : one.outgoing) {
    if (!clean && text.text.contains(one.residue)) beside = &text;
  }
  const std::string& where = beside == nullptr ? derivative->text : beside->text;
  const std::size_t at = clean ? 0 : where.find(one.residue);
  if (at == std::string::npos) return score;
  score.unfair = 0;
  const LineIndex lines(where);
  bool found = false;
  std::vector<ResidualFinding> all =
      FindResidual(*document, *policy, *decisions, *derivative, one.outgoing, nullptr);
  for (const ResidualFinding& finding : all) {
    const bool here =
        beside == nullptr ? document->Find(finding.place) != kNoElement : finding.place == beside->place;
    bool hit = !clean && here;
    if (hit && beside == nullptr) hit = Begins(finding, lines, {at, at + one.residue.size()});
    if (hit && beside != nullptr && beside->place != kFileNamePlace)
      hit = finding.column + kBefore > at && finding.column <= at + one.residue.size();
    found = found || hit;
    score.astray += hit ? 0 : 1;
  }
  score.found = found ? 1 : 0;
  if (findings != nullptr) *findings = std::move(all);
  return score;
}

std::map<std::string, ResidueScore> Measure(const std::vector<PlantedCase>& cases, const std::string& set,
                                            bool capitals) {
  std::map<std::string, ResidueScore> scores;
  for (const PlantedCase& one : cases) {
    if (one.set == set && one.capitals == capitals) scores[one.kind].Add(MeasureOne(one));
  }
  return scores;
}

}  // namespace markings::testing
