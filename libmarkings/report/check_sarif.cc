#include "libmarkings/report/check_sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "libmarkings/report/internal/kept.h"
#include "libmarkings/text/ascii.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

// What references are relative to. (No reference may begin with a slash: SARIF 3.4.4 joins it to its base.)
constexpr std::string_view kBase = "%SRCROOT%";
constexpr std::string_view kAbsoluteBase = "FILESYSTEM";
constexpr std::string_view kLimitNotice = "limit";
constexpr std::string_view kUnreadableNotice = "unreadable";

// Where a code is explained, from the root of this project.
std::string_view PageOf(std::string_view code) {
  switch (code[3]) {
    case '1':
    case '2':
      return "docs/grammar.md";
    case '3':
      return "docs/check.md";
    default:
      return "docs/ci.md";
  }
}

// A relative reference (RFC 3986, 4.2) to a path, without a slash at its start. A colon is encoded
// everywhere, lest the first name of a path read as a scheme.
std::string UriOf(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string uri;
  for (const char c : path) {
    if (c == '/') {
      if (!uri.empty() && !uri.ends_with('/')) uri += c;
    } else if (IsLetter(c) || IsDigit(c) || std::string_view("-._~").contains(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

bool IsAbsolute(const CheckFinding& one) { return one.file.starts_with('/'); }

Json ArtifactOf(const CheckFinding& one) {
  return {{"uri", UriOf(one.file)}, {"uriBaseId", IsAbsolute(one) ? kAbsoluteBase : kBase}};
}

// Whether the finding is of the file as a whole: it has no text then.
bool IsOfFile(const CheckFinding& one) {
  return one.diagnostic.code == DiagnosticCode::kFileUnreadable ||
         one.diagnostic.code == DiagnosticCode::kFileGone;
}

Json RegionJson(const CheckFinding& one, const RegionOfFinding& region_of) {
  const auto region = region_of && !IsOfFile(one) ? region_of(one) : std::nullopt;
  // (GitHub wants a line of every result.)
  if (!region) return {{"startLine", one.at.line}};
  return {{"startLine", region->begin.line},
          {"startColumn", region->begin.column},
          {"endLine", region->end.line},
          {"endColumn", region->end.column},
          {"byteOffset", one.diagnostic.where.begin},
          {"byteLength", one.diagnostic.where.size()}};
}

// The rules of the tool: each code, and each rule of a vocabulary or policy under its code, once.
class Rules {
 public:
  // The index of a finding's rule.
  std::size_t Of(const Diagnostic& found) {
    const auto [at, is_new] = index_.try_emplace(IdOf(found), json_.size());
    if (is_new) json_.push_back(Describe(at->first, found));
    return at->second;
  }
  [[nodiscard]] static std::string IdOf(const Diagnostic& found) {
    std::string id(Info(found.code).id);
    return found.rule.empty() ? id : id + "/" + found.rule;
  }
  [[nodiscard]] const Json& json() const { return json_; }

 private:
  static Json Describe(const std::string& id, const Diagnostic& found) {
    const DiagnosticInfo& info = Info(found.code);
    const std::string meaning =
        found.rule.empty() ? std::string(info.meaning) : fmt::format("{} ({})", info.meaning, found.rule);
    std::string help(meaning);
    if (!SourceOf(found).empty()) help += fmt::format(". Source: {}", SourceOf(found));
    const std::string_view page = PageOf(info.id);
    return {{"id", id},
            {"shortDescription", {{"text", meaning}}},
            {"fullDescription", {{"text", help}}},
            {"help",
             {{"text", fmt::format("{}. See {} of markings.", help, page)},
              {"markdown", fmt::format("See `{}` of markings.", page)}}},
            {"defaultConfiguration", {{"level", Name(SeverityOf(found))}}},
            {"properties", {{"documentation", page}}}};
  }

  std::map<std::string, std::size_t> index_;
  Json json_ = Json::array();
};

Json ResultJson(const CheckFinding& one, Rules& rules, const SarifOptions& options) {
  const Diagnostic& found = one.diagnostic;
  Json json = {{"ruleId", Rules::IdOf(found)},
               {"ruleIndex", rules.Of(found)},
               {"level", Name(SeverityOf(found))},
               {"message", {{"text", found.fix.empty() ? found.message : found.message + ": " + found.fix}}},
               {"locations", Json::array({{{"physicalLocation",
                                            {{"artifactLocation", ArtifactOf(one)},
                                             {"region", RegionJson(one, options.region)}}}}})}};
  if (!one.fingerprint.empty()) json["partialFingerprints"] = {{"markings/v1", one.fingerprint}};
  if (!one.counts()) {
    const bool is_inline = one.suppressed == CheckFinding::Suppressed::kInline;
    json["suppressions"] = Json::array({{{"kind", is_inline ? "inSource" : "external"},
                                         {"status", "accepted"},
                                         {"justification", one.justification}}});
  }
  json["properties"] = {{"byteColumn", one.at.column}, {"bytes", {found.where.begin, found.where.end}}};
  if (!one.element.empty()) json["properties"]["element"] = one.element;
  return json;
}

Json Notice(std::string_view id, std::string_view level, const std::string& text) {
  return {{"descriptor", {{"id", id}}}, {"level", level}, {"message", {{"text", text}}}};
}

// The notifications of a run. Of a file that could not be checked there is one whatever was left out.
Json Notices(const CheckResult& result, const internal::Kept& kept, const SarifOptions& options) {
  Json notices = Json::array();
  if (kept.over_file > 0)
    notices.push_back(Notice(kLimitNotice, "warning",
                             fmt::format("{} findings are left out: more than {} in one file", kept.over_file,
                                         options.max_per_file)));
  if (kept.over_all > 0)
    notices.push_back(Notice(
        kLimitNotice, "warning",
        fmt::format("{} findings are left out: more than {} in all", kept.over_all, options.max_results)));
  for (const CheckFinding& one : result.findings) {
    if (one.diagnostic.code != DiagnosticCode::kFileUnreadable) continue;
    notices.push_back(Notice(kUnreadableNotice, "error", one.diagnostic.message));
    notices.back()["locations"] =
        Json::array({{{"physicalLocation", {{"artifactLocation", ArtifactOf(one)}}}}});
  }
  return notices;
}

bool IsComplete(const CheckResult& result) {
  return std::ranges::none_of(result.findings, [](const CheckFinding& one) {
    return one.diagnostic.code == DiagnosticCode::kFileUnreadable;
  });
}

Json DriverJson(const Rules& rules, const SarifOptions& options) {
  Json driver = {{"name", "markings"}};
  if (!options.version.empty()) driver["version"] = options.version;
  driver["rules"] = rules.json();
  driver["notifications"] = {
      {{"id", kLimitNotice}, {"shortDescription", {{"text", "findings that are left out"}}}},
      {{"id", kUnreadableNotice}, {"shortDescription", {{"text", "a file that cannot be checked"}}}}};
  return driver;
}

Json BasesJson(const CheckResult& result) {
  Json bases;
  bases[std::string(kBase)] = {{"description", {{"text", "the root of what was checked"}}}};
  if (std::ranges::any_of(result.findings, IsAbsolute))
    bases[std::string(kAbsoluteBase)] = {{"uri", "file:///"}};
  return bases;
}

}  // namespace

std::string CheckSarif(const CheckResult& result, const SarifOptions& options) {
  const internal::Kept kept = internal::Keep(result, options.max_per_file, options.max_results);
  Rules rules;
  Json results = Json::array();
  for (const CheckFinding* one : kept.findings) results.push_back(ResultJson(*one, rules, options));
  Json invocation = {{"executionSuccessful", IsComplete(result)}};
  if (options.exit_code) invocation["exitCode"] = *options.exit_code;
  invocation["toolExecutionNotifications"] = Notices(result, kept, options);

  Json run = {{"tool", {{"driver", DriverJson(rules, options)}}}, {"invocations", Json::array({invocation})}};
  run["originalUriBaseIds"] = BasesJson(result);
  run["columnKind"] = "utf16CodeUnits";
  run["results"] = std::move(results);
  run["properties"] = {{"regime", result.regime},
                       {"edition", result.edition},
                       {"policy", result.policy},
                       {"files", result.files},
                       {"suppressed", result.CountSuppressed()}};
  Json sarif = {
      {"$schema",
       "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", Json::array({std::move(run)})}};
  // (One line: 25,000 results must stay below 10 MB once compressed, and pretty lines are a third of the
  // size.)
  return sarif.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace markings
