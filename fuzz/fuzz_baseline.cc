// Any bytes as a .markingsignore with paths, as a baseline, as a text with suppressions. What is read of a
// baseline is written back byte for byte; a suppression silences nothing without a reason, nothing in a
// document's own text, and says where it stands.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "libmarkings/corpus/baseline.h"
#include "libmarkings/corpus/ignore_file.h"
#include "libmarkings/corpus/shard.h"
#include "libmarkings/corpus/suppression.h"
#include "libmarkings/text/line_index.h"

namespace {

// The patterns, a NUL, a path.
void TryIgnoreFile(std::string_view text) {
  const std::size_t at = std::min(text.find('\0'), text.size());
  const std::string_view path = at < text.size() ? text.substr(at + 1) : std::string_view("a/b.txt");
  const auto file = markings::IgnoreFile::Parse(text.substr(0, at));
  if (!file) {
    Require(file.error().where.end <= at);
    return;
  }
  markings::IgnoreRules rules;
  rules.Add("", *file);
  const bool folder = rules.Ignored(path, true);
  if (folder) Require(rules.Ignored(std::string(path) + "/below", false));  // nothing there comes back
}

void TryBaseline(std::string_view text) {
  const auto baseline = markings::Baseline::Parse(text);
  if (!baseline) {
    Require(baseline.error().where.end <= text.size() && !baseline.error().fix.empty());
    return;
  }
  Require(baseline->Format() == text);
  markings::CheckResult nothing;
  markings::BaselineUse use;
  use.today =
      std::chrono::year_month_day{std::chrono::year(2026), std::chrono::November, std::chrono::day(27)};
  const auto report = baseline->Apply(nothing, use);
  Require(report.dead.size() + report.refused.size() == baseline->entries().size());
  Require(nothing.findings.size() == baseline->entries().size());
}

void TrySuppressions(std::string_view text) {
  using markings::DiagnosticCode;
  std::vector<markings::CheckFinding> planted;
  const markings::LineIndex lines(text);
  for (std::size_t line = 1; line <= std::min<std::size_t>(lines.line_count(), 100); ++line) {
    for (const char* rule : {"", "a"}) {
      markings::CheckFinding one{"f", {line, 1}, {DiagnosticCode::kCorpusRule, {}, "", "", rule}};
      one.diagnostic.where.begin = one.diagnostic.where.end = lines.OffsetOf(one.at);
      planted.push_back(one);
    }
  }
  for (const bool own_text : {false, true}) {
    auto findings = planted;
    markings::ApplySuppressions(text, own_text, "f", findings);
    Require(findings.size() >= planted.size());
    std::size_t before = 0;
    for (const markings::CheckFinding& one : findings) {
      Require(one.diagnostic.where.begin >= before && one.diagnostic.where.end <= text.size());
      before = one.diagnostic.where.begin;
      if (one.counts()) continue;
      // It has a reason, names its rule and is not in the first line.
      Require(!own_text && !one.justification.empty() && one.diagnostic.rule == "a" && one.at.line > 1);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  TryIgnoreFile(text);
  TryBaseline(text);
  TrySuppressions(text);
  const auto shard = markings::ParseShard(text);
  if (shard) Require(shard->number >= 1 && shard->number <= shard->of);
  return 0;
}
