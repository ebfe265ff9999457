// Results of `leaks` as JSON: what is accepted is written in a form that reads back to the same, and joins by
// itself when it is no part.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/report/find_schema.h"
#include "libmarkings/report/leaks_json_read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string schema = markings::FindSchema(text);
  const auto report = markings::ReadLeaksJson(text);
  if (!report) {
    Require(!report.error().message.empty() && report.error().where.end <= size);
    return 0;
  }
  Require(schema == "markings/leaks/1");
  const std::string written = markings::LeaksJson(*report);
  const auto again = markings::ReadLeaksJson(written);
  Require(again.has_value());
  Require(markings::LeaksJson(*again) == written);
  Require(markings::MergeLeakReports({*again}).has_value() == (again->shard.of == 1));
  return 0;
}
