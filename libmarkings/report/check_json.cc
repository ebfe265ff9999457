#include "libmarkings/report/check_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

std::string CheckJson(const CheckResult& result) {
  Json json;
  json["schema"] = "markings/check/1";
  json["regime"] = result.regime;
  json["edition"] = OrNull(result.edition);
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
                                {"citation", OrNull(SourceOf(found))}});
  }
  json["summary"] = {{"files", result.files},
                     {"errors", result.Count(Severity::kError)},
                     {"warnings", result.Count(Severity::kWarning)},
                     {"notes", result.Count(Severity::kNote)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string CheckText(const CheckResult& result) {
  std::string text;
  for (const CheckFinding& one : result.findings) {
    const Diagnostic& found = one.diagnostic;
    text +=
        fmt::format("{}:{}:{}: {}: {}{}{}: {}", one.file, one.at.line, one.at.column, Name(SeverityOf(found)),
                    Info(found.code).id, found.rule.empty() ? "" : " ", found.rule, found.message);
    if (!found.fix.empty()) text += ": " + found.fix;
    text += '\n';
  }
  return text;
}

}  // namespace markings
