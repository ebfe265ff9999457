#include "libmarkings/report/check_json_read.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "libmarkings/report/internal/strict_json.h"

namespace markings {
namespace {

using internal::Json;
using internal::Refuse;
using Object = internal::JsonObject;

DiagnosticCode CodeNamed(std::string_view id, std::string_view place) {
  for (const DiagnosticInfo& info : AllDiagnostics()) {
    if (info.id == id) return info.code;
  }
  Refuse(place, "is no code of this version");
}

bool IsFingerprint(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void ReadSuppressed(const Object& object, CheckFinding& one) {
  if (object.At("suppressed").is_null()) return;
  const Object why(object.At("suppressed"), object.Place("suppressed"), {"by", "justification"});
  const std::string by = why.Text("by");
  for (const auto kind : {CheckFinding::Suppressed::kBaseline, CheckFinding::Suppressed::kInline}) {
    if (Name(kind) == by) one.suppressed = kind;
  }
  if (one.counts()) Refuse(why.Place("by"), "is neither baseline nor inline");
  one.justification = why.Text("justification");
}

CheckFinding ReadFinding(const Json& json, std::string place) {
  const Object object(json, std::move(place),
                      {"code", "rule", "severity", "file", "line", "column", "span", "message", "fix",
                       "citation", "element", "fingerprint", "suppressed"});
  CheckFinding one;
  Diagnostic& found = one.diagnostic;
  found.code = CodeNamed(object.Text("code"), object.Place("code"));
  found.rule = object.TextOrNull("rule");
  const auto severity = SeverityNamed(object.Text("severity"));
  if (!severity) Refuse(object.Place("severity"), "is none of error, warning, note");
  if (*severity != Info(found.code).severity) found.severity = severity;
  one.file = object.Text("file");
  one.at = {object.Number("line", 1), object.Number("column", 1)};
  found.where = object.SpanOf("span");
  found.message = object.Text("message");
  found.fix = object.TextOrNull("fix");
  found.source = object.TextOrNull("citation");
  if (found.source.empty() && !Info(found.code).source.empty())
    Refuse(object.Place("citation"), "is null, where this code has one");
  if (found.source == Info(found.code).source) found.source.clear();
  one.element = object.TextOrNull("element");
  one.fingerprint = object.TextOrNull("fingerprint");
  if (!one.fingerprint.empty() && !IsFingerprint(one.fingerprint))
    Refuse(object.Place("fingerprint"), "is not 32 hexadecimal digits");
  ReadSuppressed(object, one);
  return one;
}

CheckResult ReadResult(const Json& json) {
  internal::RequireSchema(json, "markings/check/1");
  const Object object(json, "", {"schema", "regime", "edition", "policy", "shard", "findings", "summary"});
  CheckResult result;
  result.regime = object.Text("regime");
  result.edition = object.TextOrNull("edition");
  result.policy = object.TextOrNull("policy");
  result.shard = object.ShardOrWhole("shard");
  for (const Json& one : object.List("findings"))
    result.findings.push_back(ReadFinding(one, fmt::format("findings[{}]", result.findings.size())));

  const Object summary(object.At("summary"), "summary",
                       {"files", "errors", "warnings", "notes", "suppressed"});
  result.files = summary.Number("files", 0);
  for (const auto& [key, count] : {std::pair("errors", result.Count(Severity::kError)),
                                   std::pair("warnings", result.Count(Severity::kWarning)),
                                   std::pair("notes", result.Count(Severity::kNote)),
                                   std::pair("suppressed", result.CountSuppressed())}) {
    if (summary.Number(key, 0) != count)
      Refuse(summary.Place(key), "is not how many of them the findings hold");
  }
  return result;
}

}  // namespace

Result<CheckResult> ReadCheckJson(std::string_view text) {
  return internal::ReadStrictJson(text, "markings check", ReadResult);
}

}  // namespace markings
