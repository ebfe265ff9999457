#include "cli/as_of.h"

#include <fmt/format.h>

#include "cli/io.h"
#include "cli/signing.h"
#include "libmarkings/text/day.h"

namespace markings::cli {

std::chrono::year_month_day DayOf(long long seconds) {
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
}

Result<std::chrono::year_month_day> DecidingDay(const std::string& given, std::string_view option) {
  if (!given.empty()) {
    if (const auto day = ReadDay(given)) return *day;
    return std::unexpected(Unusable(fmt::format("{} is no day", option), "write it as 2031-05-17"));
  }
  const auto now = ReleaseTime({});
  if (!now) return std::unexpected(now.error());
  return DayOf(*now);
}

}  // namespace markings::cli
