// Results of `check` as JSON: what is accepted is written in a form that reads back to the same, and every
// report of it is made.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/require.h"
#include "libmarkings/report/check_github.h"
#include "libmarkings/report/check_json.h"
#include "libmarkings/report/check_json_read.h"
#include "libmarkings/report/check_junit.h"
#include "libmarkings/report/check_markdown.h"
#include "libmarkings/report/check_sarif.h"
#include "libmarkings/report/check_text.h"
#include "libmarkings/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto result = markings::ReadCheckJson(text);
  if (!result) {
    Require(!result.error().message.empty() && result.error().where.end <= size);
    return 0;
  }
  const std::string written = markings::CheckJson(*result);
  const auto again = markings::ReadCheckJson(written);
  Require(again.has_value());
  Require(markings::CheckJson(*again) == written);
  for (const std::string& report : {markings::CheckSarif(*result), markings::CheckJunit(*result),
                                    markings::CheckGithub(*result), markings::CheckMarkdown(*result)})
    Require(markings::FindInvalidUtf8(report) == std::string::npos);
  markings::TextOptions options;
  options.source = [&](const markings::CheckFinding& one) {
    return markings::SourceLineOf(text, one.diagnostic.where);
  };
  Require(markings::FindInvalidUtf8(markings::SourceLineOf(text, {size / 3, size / 2}).text) ==
          std::string::npos);
  Require(markings::CheckText(*result, options).size() >= markings::CheckText(*result).size());
  return 0;
}
