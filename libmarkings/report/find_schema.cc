#include "libmarkings/report/find_schema.h"

#include <nlohmann/json.hpp>

namespace markings {
namespace {

using Json = nlohmann::json;

// Thrown when it is found: this program writes it first, and the rest may be long.
struct Found {
  std::string schema;
};

}  // namespace

std::string FindSchema(std::string_view json) {
  try {
    bool next = false;
    [[maybe_unused]] const Json nothing =
        Json::parse(json, [&](int depth, Json::parse_event_t event, const Json& parsed) {
          if (next) throw Found{parsed.is_string() ? parsed.get<std::string>() : std::string()};
          next = depth == 1 && event == Json::parse_event_t::key && parsed == "schema";
          return depth == 0 || next;  // (Nothing is kept.)
        });
  } catch (const Found& found) {
    return found.schema;
  } catch (const Json::exception&) {
    return {};
  }
  return {};
}

}  // namespace markings
