#include "cli/check_text.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/corpus/suppression.h"
#include "libmarkings/text/line_index.h"

namespace markings::cli {
namespace {

std::string_view LineAt(std::string_view text, const CheckFinding& one) {
  const std::size_t at = std::min(one.diagnostic.where.begin, text.size());
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, std::min(text.find('\n', at), text.size()) - begin);
}

// (A byte beyond the last element, as of a finding about the whole, is in none.)
std::size_t IndexAt(const Document& document, std::size_t at) {
  const ElementList& elements = document.elements();
  std::size_t low = 0, high = elements.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (elements[middle].span.end <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
std::string ElementAt(const Document& document, std::size_t at) {
  const std::size_t index = IndexAt(document, at);
  return index < document.elements().size() ? document.elements()[index].id() : "";
}
std::string_view ElementText(const Document& document, const CheckFinding& one) {
  const std::size_t index = IndexAt(document, one.diagnostic.where.begin);
  if (index >= document.elements().size()) return {};
  const Span span = document.elements()[index].span;
  return document.buffer().text().substr(span.begin, span.end - span.begin);
}

std::vector<FileFinding> WithIdentities(
    const std::string& key, std::vector<CheckFinding> findings,
    const std::function<std::string_view(const CheckFinding&)>& element_text,
    const FingerprintKey* fingerprint_key) {
  FindingIdentities identities;
  AddFingerprints(key, findings, element_text, fingerprint_key, &identities);
  std::vector<FileFinding> all;
  all.reserve(findings.size());
  for (CheckFinding& one : findings) {
    FindingIdentity identity = identities.at(one.fingerprint);
    all.push_back({std::move(one), std::nullopt, std::move(identity)});
  }
  return all;
}

}  // namespace

void AddSource(std::string_view text, std::vector<FileFinding>& findings) {
  for (FileFinding& one : findings) one.source = SourceLineOf(text, one.finding.diagnostic.where);
}

Diagnostic Uncheckable(const Error& error) {
  return {DiagnosticCode::kFileUnreadable,
          {},
          "the file could not be checked: " + error.message,
          "name it in .markingsignore if it is none to be checked"};
}

std::vector<FileFinding> TextChecker::Only(const std::string& key, Diagnostic found) const {
  std::vector<CheckFinding> one = {{key, {1, 1}, std::move(found)}};
  return WithIdentities(key, std::move(one), [](const CheckFinding&) { return std::string_view(); }, by_.key);
}

Result<std::vector<FileFinding>> TextChecker::Check(const std::string& key, Buffer text,
                                                    bool must_be_document) {
  const bool by_grammar = by_.vocabulary->grammar() != nullptr;
  // Most cables of a corpus have nothing to report: those need not be parsed.
  const bool quiet = !by_grammar && by_.corpus != nullptr && by_.corpus->IsQuiet(text.text());
  if (quiet && plain_.IsOne(text.text())) return {};
  std::vector<Diagnostic> found;
  if (by_.corpus != nullptr) found = by_.corpus->Find(text.text());
  if (by_grammar) {
    for (Diagnostic& one : marks_.Check(text.text(), by_.facts)) found.push_back(std::move(one));
    // What stands in which element is asked for where there is something.
    if (found.empty()) return Finish(key, text.text(), nullptr, {});
  }
  const std::string kept(text.text());
  const auto document = Document::Parse(std::move(text), by_.vocabulary);
  if (!document && !by_grammar && must_be_document) return std::unexpected(document.error());
  if (!document) {
    // Its marks cannot be checked; it may still hold what the corpus may not.
    if (!by_grammar) found.insert(found.begin(), Uncheckable(document.error()));
    return Finish(key, kept, nullptr, std::move(found));
  }
  if (!by_grammar) found.insert(found.end(), document->diagnostics().begin(), document->diagnostics().end());
  return Finish(key, document->buffer().text(), &*document, std::move(found));
}

// `document`: null when the text is none.
std::vector<FileFinding> TextChecker::Finish(const std::string& key, std::string_view text,
                                             const Document* document, std::vector<Diagnostic> found) const {
  // A text without any mark is no document that somebody marked.
  const bool own_text =
      by_.vocabulary->grammar() == nullptr
          ? document != nullptr
          : std::ranges::find(found, DiagnosticCode::kNothingMarked, &Diagnostic::code) == found.end();
  std::ranges::stable_sort(found, {}, [](const Diagnostic& one) { return one.where.begin; });
  std::vector<CheckFinding> findings;
  findings.reserve(found.size());
  // (Most texts have nothing, and their lines are never asked for.)
  std::optional<LineIndex> lines;
  if (!found.empty()) lines.emplace(text);
  for (Diagnostic& one : found) {
    const Position at = lines->At(one.where.begin);
    std::string element = document == nullptr ? "" : ElementAt(*document, one.where.begin);
    findings.push_back({key, at, std::move(one), std::move(element)});
  }
  ApplySuppressions(text, own_text, key, findings, by_.never);
  if (findings.empty()) return {};
  std::vector<FileFinding> all = WithIdentities(
      key, std::move(findings),
      [&](const CheckFinding& one) {
        return document == nullptr ? LineAt(text, one) : ElementText(*document, one);
      },
      by_.key);
  if (!lines) lines.emplace(text);
  for (FileFinding& one : all) one.region = RegionOf(text, *lines, one.finding.diagnostic.where);
  if (by_.source) AddSource(text, all);
  return all;
}

}  // namespace markings::cli
