#include "libmarkings/report/check_json_read.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace markings {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kSchema = "markings/check/1";

// What is wrong with a value: caught in ReadCheckJson, so that a hundred reads need no test each.
struct Fault {
  std::string message;
};

[[noreturn]] void Refuse(std::string_view place, std::string_view what) {
  throw Fault{fmt::format("{} {}", place, what)};
}

// An object with exactly these keys.
class Object {
 public:
  Object(const Json& json, std::string place, std::initializer_list<std::string_view> keys)
      : json_(json), place_(std::move(place)) {
    if (!json.is_object()) Refuse(place_.empty() ? "the result" : place_, "is no object");
    for (const auto& item : json.items()) {
      if (!std::ranges::count(keys, item.key()))
        Refuse(place_.empty() ? "the result" : place_, "has a key that is not known here");
    }
    for (const std::string_view key : keys) {
      if (!json.contains(key)) Refuse(Place(key), "is missing");
    }
  }

  [[nodiscard]] std::string Place(std::string_view key) const {
    return place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key);
  }
  [[nodiscard]] const Json& At(std::string_view key) const { return json_.at(key); }
  [[nodiscard]] std::string Text(std::string_view key) const {
    if (!At(key).is_string()) Refuse(Place(key), "is no string");
    return At(key).get<std::string>();
  }
  // Empty for null, which is how "empty" is written.
  [[nodiscard]] std::string TextOrNull(std::string_view key) const {
    if (At(key).is_null()) return {};
    std::string text = Text(key);
    if (text.empty()) Refuse(Place(key), "is empty, where null is written");
    return text;
  }
  [[nodiscard]] std::size_t Number(std::string_view key, std::size_t least) const {
    return NumberOf(At(key), Place(key), least);
  }
  static std::size_t NumberOf(const Json& json, std::string_view place, std::size_t least) {
    if (!json.is_number_unsigned() || json.get<std::size_t>() < least)
      Refuse(place, fmt::format("is no whole number from {}", least));
    return json.get<std::size_t>();
  }

 private:
  const Json& json_;
  std::string place_;
};

DiagnosticCode CodeNamed(std::string_view id, std::string_view place) {
  for (const DiagnosticInfo& info : AllDiagnostics()) {
    if (info.id == id) return info.code;
  }
  Refuse(place, "is no code of this version");
}

Span ReadSpan(const Json& json, const std::string& place) {
  if (!json.is_array() || json.size() != 2) Refuse(place, "is no pair of numbers");
  const Span span = {Object::NumberOf(json[0], place, 0), Object::NumberOf(json[1], place, 0)};
  if (span.end < span.begin) Refuse(place, "ends before it begins");
  return span;
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
  found.where = ReadSpan(object.At("span"), object.Place("span"));
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
  // (The schema first: of another file that is what to say.)
  if (json.is_object() && (!json.contains("schema") || json.at("schema") != kSchema))
    Refuse("schema", fmt::format("is not {}", kSchema));
  const Object object(json, "", {"schema", "regime", "edition", "policy", "shard", "findings", "summary"});
  CheckResult result;
  result.regime = object.Text("regime");
  result.edition = object.TextOrNull("edition");
  result.policy = object.TextOrNull("policy");
  if (!object.At("shard").is_null()) {
    const auto shard = ParseShard(object.Text("shard"));
    if (!shard || shard->of == 1) Refuse(object.Place("shard"), "is neither null nor K/N");
    result.shard = *shard;
  }
  if (!object.At("findings").is_array()) Refuse("findings", "is no list");
  for (const Json& one : object.At("findings"))
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

// Refuses a key that an object has twice, of which the parser would keep one.
class KeysOnce {
 public:
  bool operator()(int /*depth*/, Json::parse_event_t event, const Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
        open_.emplace_back();
        break;
      case Json::parse_event_t::object_end:
        open_.pop_back();
        break;
      case Json::parse_event_t::key:
        if (!open_.back().insert(parsed.get<std::string>()).second)
          throw Fault{"an object has one key twice"};
        break;
      default:
        break;
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> open_;
};

std::unexpected<Error> Unusable(Span where, std::string message) {
  return Fail(ErrorCode::kUnusableInput, where, "no result of markings check: " + std::move(message),
              "give the JSON that markings check --format json of this version wrote");
}

}  // namespace

Result<CheckResult> ReadCheckJson(std::string_view text) {
  try {
    KeysOnce keys;
    return ReadResult(Json::parse(text, [&](int depth, Json::parse_event_t event, Json& parsed) {
      return keys(depth, event, parsed);
    }));
  } catch (const Fault& fault) {
    return Unusable({}, fault.message);
  } catch (const Json::parse_error& error) {
    const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
    return Unusable({at, at}, "it is not JSON");
  } catch (const Json::exception&) {
    return Unusable({}, "it is not JSON that can be read");
  }
}

}  // namespace markings
