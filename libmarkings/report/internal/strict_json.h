#ifndef LIBMARKINGS_REPORT_INTERNAL_STRICT_JSON_H_
#define LIBMARKINGS_REPORT_INTERNAL_STRICT_JSON_H_

// Reads JSON that this program wrote, and nothing else: what is wrong with a value is thrown, so that a
// hundred reads need no test each, and caught in ReadStrictJson.

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/text/error.h"
#include "libmarkings/text/shard.h"
#include "libmarkings/text/span.h"

namespace markings::internal {

using Json = nlohmann::json;

struct JsonFault {
  std::string message;
};

[[noreturn]] void Refuse(std::string_view place, std::string_view what);

// An object with exactly these keys.
class JsonObject {
 public:
  JsonObject(const Json& json, std::string place, std::initializer_list<std::string_view> keys);

  [[nodiscard]] std::string Place(std::string_view key) const;
  [[nodiscard]] const Json& At(std::string_view key) const { return json_.at(key); }
  [[nodiscard]] std::string Text(std::string_view key) const;
  // Empty for null, which is how "empty" is written.
  [[nodiscard]] std::string TextOrNull(std::string_view key) const;
  [[nodiscard]] std::size_t Number(std::string_view key, std::size_t least) const;
  [[nodiscard]] Span SpanOf(std::string_view key) const;
  // null is the whole.
  [[nodiscard]] Shard ShardOrWhole(std::string_view key) const;
  [[nodiscard]] const Json& List(std::string_view key) const;

 private:
  const Json& json_;
  std::string place_;
};

// (Before anything else: of another file that is what to say.)
void RequireSchema(const Json& json, std::string_view schema);

// The text as JSON without a key that an object has twice.
[[nodiscard]] Result<Json> ParseOnce(std::string_view text, std::string_view command);
[[nodiscard]] std::unexpected<Error> NoResult(Span where, std::string_view command, std::string_view message);

// `read` makes the value of JSON that `command` wrote.
template <class Read>
auto ReadStrictJson(std::string_view text, std::string_view command, const Read& read)
    -> Result<std::invoke_result_t<Read, const Json&>> {
  const Result<Json> json = ParseOnce(text, command);
  if (!json) return std::unexpected(json.error());
  try {
    return read(*json);
  } catch (const JsonFault& fault) {
    return NoResult({}, command, fault.message);
  } catch (const Json::exception&) {
    return NoResult({}, command, "it is not JSON that can be read");
  }
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_REPORT_INTERNAL_STRICT_JSON_H_
