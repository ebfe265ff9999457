// Markings, and checking a text, for C.

#include <algorithm>
#include <functional>
#include <set>

#include "libmarkings/c/internal/handles.h"
#include "libmarkings/check/mark_checker.h"
#include "libmarkings/corpus/check_result.h"
#include "libmarkings/corpus/corpus_scan.h"
#include "libmarkings/corpus/fingerprint.h"
#include "libmarkings/corpus/suppression.h"
#include "libmarkings/marking/detect.h"
#include "libmarkings/marking/vocabulary.h"
#include "libmarkings/report/check_json.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/day.h"

namespace {

using markings::CheckFinding;
using markings::Diagnostic;
using markings::Document;
using markings::Vocabulary;
using markings::internal::BadArgument;
using markings::internal::ErrorForC;
using markings::internal::Guarded;
using markings::internal::NameOr;

bool IsAuto(const char* regime) { return regime == nullptr || std::string_view(regime) == "auto"; }

// One text and what it is checked by.
struct Checked {
  std::shared_ptr<const Vocabulary> vocabulary;
  const markings::Policy* policy = nullptr;  // null: none
  markings::CheckFacts facts;
  std::string name;
  std::string text;
};

// What is wrong with the text, in its order. Errors: of a text that is no document.
markings::Result<std::vector<Diagnostic>> Diagnose(const Checked& checked,
                                                   std::optional<Document>& document) {
  std::vector<Diagnostic> found;
  if (checked.policy != nullptr)
    found = markings::CorpusScan(checked.policy->corpus_rules()).Find(checked.text);
  const bool by_grammar = checked.vocabulary->grammar() != nullptr;
  if (by_grammar) {
    const auto marks = markings::MarkChecker(checked.vocabulary).Check(checked.text, checked.facts);
    found.insert(found.end(), marks.begin(), marks.end());
  }
  auto buffer = markings::Buffer::FromBytes(checked.text, checked.name);
  if (!buffer) return std::unexpected(buffer.error());
  auto parsed = Document::Parse(*std::move(buffer), checked.vocabulary);
  if (parsed) {
    document = *std::move(parsed);
    const auto& own = document->diagnostics();
    if (!by_grammar) found.insert(found.end(), own.begin(), own.end());
  } else if (!by_grammar) {
    return std::unexpected(parsed.error());
  }
  std::ranges::stable_sort(found, {}, [](const Diagnostic& one) { return one.where.begin; });
  return found;
}

std::string ElementAt(const Document& document, std::size_t at) {
  for (const markings::Element element : document.elements()) {
    if (at < element.span.end) return element.id();
  }
  return {};
}

// Findings as `markings check` has them: with places, elements and what the text itself accepts.
std::vector<CheckFinding> FindingsOf(const Checked& checked, std::vector<Diagnostic> found,
                                     const Document* document) {
  const bool nothing_marked =
      std::ranges::find(found, markings::DiagnosticCode::kNothingMarked, &Diagnostic::code) != found.end();
  const bool own_text = checked.vocabulary->grammar() == nullptr || !nothing_marked;
  std::vector<CheckFinding> findings;
  const markings::LineIndex lines(checked.text);
  for (Diagnostic& one : found) {
    const auto at = lines.At(one.where.begin);
    std::string element = document == nullptr ? std::string() : ElementAt(*document, one.where.begin);
    findings.push_back({checked.name, at, std::move(one), std::move(element)});
  }
  // What no line of the text may accept.
  std::set<std::string, std::less<>> final_rules;
  if (checked.policy != nullptr) {
    for (const markings::CorpusRule& rule : checked.policy->corpus_rules()) {
      if (!rule.baseline) final_rules.insert(rule.id);
    }
  }
  markings::ApplySuppressions(
      checked.text, own_text, checked.name, findings,
      [&](std::string_view, std::string_view rule) { return final_rules.contains(rule); });
  markings::AddFingerprints(
      checked.name, findings, [](const CheckFinding&) { return std::string_view(); }, nullptr, nullptr);
  return findings;
}

std::optional<markings_error> Prepare(const markings_policy* policy, const char* regime, const char* as_of,
                                      Checked& checked) {
  if (as_of != nullptr) {
    checked.facts.as_of = markings::ReadDay(as_of);
    if (!checked.facts.as_of) return BadArgument("as_of is no day", "write it as 2031-05-17");
  }
  if (policy != nullptr) {
    if (regime != nullptr)
      return BadArgument("a policy and a regime are given", "leave one of them out: a policy has its regime");
    checked.policy = policy->policy.get();
    checked.vocabulary = policy->policy->shared_vocabulary();
    checked.facts.edition_chosen = !policy->policy->edition().empty();
    return std::nullopt;
  }
  auto vocabulary = Vocabulary::ForRegime(IsAuto(regime) ? "auto" : regime);
  if (!vocabulary) return ErrorForC(vocabulary.error());
  checked.vocabulary = *std::move(vocabulary);
  return std::nullopt;
}

}  // namespace

extern "C" {

markings_status markings_mark(const char* regime, const char* marking, size_t size, markings_text** json,
                              int32_t* valid, markings_error** error) {
  if (json != nullptr) *json = nullptr;
  if (valid != nullptr) *valid = 0;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (marking == nullptr || json == nullptr)
      return BadArgument("marking or json is NULL", "give both of them");
    const std::string_view text(marking, size);
    std::shared_ptr<const Vocabulary> vocabulary;
    markings::ParsedMarking mark;
    if (IsAuto(regime)) {
      markings::RegimeReading read = markings::ReadByAnyRegime(text, std::nullopt);
      vocabulary = std::move(read.vocabulary);
      mark = std::move(read.mark);
    } else {
      auto loaded = Vocabulary::ForRegime(regime);
      if (!loaded) return ErrorForC(loaded.error());
      vocabulary = *std::move(loaded);
      mark = markings::ParseMark(*vocabulary, text, std::nullopt);
    }
    auto made = std::make_unique<markings_text>();
    markings::AppendMarkingJson(made->bytes, *vocabulary, text, mark);
    if (valid != nullptr) *valid = mark.status == markings::MarkingStatus::kValid ? 1 : 0;
    *json = made.release();
    return std::nullopt;
  });
}

markings_status markings_check(const markings_policy* policy, const char* regime, const char* as_of,
                               const char* bytes, size_t size, const char* name, markings_text** json,
                               size_t* findings, markings_error** error) {
  if (json != nullptr) *json = nullptr;
  if (findings != nullptr) *findings = 0;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (bytes == nullptr || json == nullptr) return BadArgument("bytes or json is NULL", "give both of them");
    Checked checked;
    checked.name = NameOr(name);
    if (auto wrong = Prepare(policy, regime, as_of, checked)) return wrong;
    const std::string_view input(bytes, size);
    auto text = markings::Buffer::FromInput(std::string(input), checked.name);
    if (!text) return ErrorForC(text.error(), checked.name, input);
    checked.text = text->text();
    std::optional<Document> document;
    auto found = Diagnose(checked, document);
    if (!found) return ErrorForC(found.error(), checked.name);
    markings::CheckResult result{checked.vocabulary->regime(), checked.vocabulary->edition()};
    if (checked.policy != nullptr) result.policy = checked.policy->name() + " " + checked.policy->version();
    result.files = 1;
    result.findings = FindingsOf(checked, *std::move(found), document ? &*document : nullptr);
    *json = new markings_text{markings::CheckJson(result)};
    if (findings != nullptr)
      *findings = result.Count(markings::Severity::kWarning) + result.Count(markings::Severity::kError);
    return std::nullopt;
  });
}

}  // extern "C"
