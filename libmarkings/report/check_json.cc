#include "libmarkings/report/check_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json SuppressedJson(const CheckFinding& one) {
  if (one.counts()) return nullptr;
  return {{"by", Name(one.suppressed)}, {"justification", one.justification}};
}

}  // namespace

std::string CheckJson(const CheckResult& result) {
  Json json;
  json["schema"] = "markings/check/1";
  json["regime"] = result.regime;
  json["edition"] = OrNull(result.edition);
  json["policy"] = OrNull(result.policy);
  json["shard"] =
      result.shard.of == 1 ? Json(nullptr) : Json(fmt::format("{}/{}", result.shard.number, result.shard.of));
  json["findings"] = Json::array();
  for (const CheckFinding& one : result.findings) {
    const Diagnostic& found = one.diagnostic;
    json["findings"].push_back({{"code", Info(found.code).id},
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
                                {"suppressed", SuppressedJson(one)}});
  }
  json["summary"] = {{"files", result.files},
                     {"errors", result.Count(Severity::kError)},
                     {"warnings", result.Count(Severity::kWarning)},
                     {"notes", result.Count(Severity::kNote)},
                     {"suppressed", result.CountSuppressed()}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace markings
