#include "libmarkings/report/check_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json SuppressedJson(const CheckFinding& one) {
  if (one.counts()) return nullptr;
  return {{"by", Name(one.suppressed)}, {"justification", one.justification}};
}

Json FindingJson(const CheckFinding& one) {
  const Diagnostic& found = one.diagnostic;
  return {{"code", Info(found.code).id},
          {"rule", OrNull(found.rule)},
          {"severity", Name(SeverityOf(found))},
          {"file", one.file},
          {"line", one.at.line},
          {"column", one.at.column},
          {"span", {found.where.begin, found.where.end}},
          {"message", found.message},
          {"fix", OrNull(found.fix)},
          {"citation", OrNull(SourceOf(found))},
          {"element", OrNull(one.element)},
          {"fingerprint", OrNull(one.fingerprint)},
          {"suppressed", SuppressedJson(one)}};
}

// As it stands so many blanks deep in another; a value has no line ends of its own.
std::string Dump(const Json& json, std::size_t blanks) {
  const std::string plain = json.dump(2, ' ', false, Json::error_handler_t::replace);
  std::string text;
  for (const char c : plain) {
    text += c;
    if (c == '\n') text.append(blanks, ' ');
  }
  return text;
}

std::string Member(std::string_view key, const Json& value) {
  return fmt::format("  \"{}\": {}", key, Dump(value, 2));
}

}  // namespace

void CheckJson(const CheckResult& result, const TextSink& sink) {
  const auto member = [&](std::string_view key, const Json& value) { sink(Member(key, value) + ",\n"); };
  sink("{\n");
  member("schema", "markings/check/1");
  member("regime", result.regime);
  member("edition", OrNull(result.edition));
  member("policy", OrNull(result.policy));
  member("shard", result.shard.of == 1 ? Json(nullptr)
                                       : Json(fmt::format("{}/{}", result.shard.number, result.shard.of)));
  sink("  \"findings\": [");
  for (const CheckFinding& one : result.findings) {
    sink(&one == result.findings.data() ? "\n    " : ",\n    ");
    sink(Dump(FindingJson(one), 4));
  }
  sink(result.findings.empty() ? "],\n" : "\n  ],\n");
  sink(Member("summary", {{"files", result.files},
                          {"errors", result.Count(Severity::kError)},
                          {"warnings", result.Count(Severity::kWarning)},
                          {"notes", result.Count(Severity::kNote)},
                          {"suppressed", result.CountSuppressed()}}));
  sink("\n}");
}

std::string CheckJson(const CheckResult& result) {
  std::string text;
  CheckJson(result, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace markings
