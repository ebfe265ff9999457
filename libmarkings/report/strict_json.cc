#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "libmarkings/report/internal/strict_json.h"

namespace markings::internal {
namespace {

std::size_t NumberOf(const Json& json, std::string_view place, std::size_t least) {
  if (!json.is_number_unsigned() || json.get<std::size_t>() < least)
    Refuse(place, fmt::format("is no whole number from {}", least));
  return json.get<std::size_t>();
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
          throw JsonFault{"an object has one key twice"};
        break;
      default:
        break;
    }
    return true;
  }

 private:
  std::vector<std::set<std::string>> open_;
};

}  // namespace

void Refuse(std::string_view place, std::string_view what) {
  throw JsonFault{fmt::format("{} {}", place, what)};
}

JsonObject::JsonObject(const Json& json, std::string place, std::initializer_list<std::string_view> keys)
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

std::string JsonObject::Place(std::string_view key) const {
  return place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key);
}

std::string JsonObject::Text(std::string_view key) const {
  if (!At(key).is_string()) Refuse(Place(key), "is no string");
  return At(key).get<std::string>();
}

std::string JsonObject::TextOrNull(std::string_view key) const {
  if (At(key).is_null()) return {};
  std::string text = Text(key);
  if (text.empty()) Refuse(Place(key), "is empty, where null is written");
  return text;
}

std::size_t JsonObject::Number(std::string_view key, std::size_t least) const {
  return NumberOf(At(key), Place(key), least);
}

Span JsonObject::SpanOf(std::string_view key) const {
  const Json& json = At(key);
  const std::string place = Place(key);
  if (!json.is_array() || json.size() != 2) Refuse(place, "is no pair of numbers");
  const Span span = {NumberOf(json[0], place, 0), NumberOf(json[1], place, 0)};
  if (span.end < span.begin) Refuse(place, "ends before it begins");
  return span;
}

Shard JsonObject::ShardOrWhole(std::string_view key) const {
  if (At(key).is_null()) return {};
  const auto shard = ParseShard(Text(key));
  if (!shard || shard->of == 1) Refuse(Place(key), "is neither null nor K/N");
  return *shard;
}

const Json& JsonObject::List(std::string_view key) const {
  if (!At(key).is_array()) Refuse(Place(key), "is no list");
  return At(key);
}

void RequireSchema(const Json& json, std::string_view schema) {
  if (json.is_object() && (!json.contains("schema") || json.at("schema") != schema))
    Refuse("schema", fmt::format("is not {}", schema));
}

std::unexpected<Error> NoResult(Span where, std::string_view command, std::string_view message) {
  return Fail(ErrorCode::kUnusableInput, where, fmt::format("no result of {}: {}", command, message),
              fmt::format("give the JSON that {} --format json of this version wrote", command));
}

Result<Json> ParseOnce(std::string_view text, std::string_view command) {
  try {
    KeysOnce keys;
    return Json::parse(text, [&](int depth, Json::parse_event_t event, const Json& parsed) {
      return keys(depth, event, parsed);
    });
  } catch (const JsonFault& fault) {
    return NoResult({}, command, fault.message);
  } catch (const Json::parse_error& error) {
    const std::size_t at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
    return NoResult({at, at}, command, "it is not JSON");
  } catch (const Json::exception&) {
    return NoResult({}, command, "it is not JSON that can be read");
  }
}

}  // namespace markings::internal
