#ifndef CLI_AS_OF_H_
#define CLI_AS_OF_H_

#include <chrono>
#include <string>
#include <string_view>

#include "libmarkings/text/error.h"

namespace markings::cli {

// The day to decide by: what --as-of says, else the day of SOURCE_DATE_EPOCH, else today; in UTC. Errors:
// kUnusableInput for a day that cannot be read; `option` names where it was to be.
[[nodiscard]] Result<std::chrono::year_month_day> DecidingDay(const std::string& given,
                                                              std::string_view option = "--as-of");
// The day of a time in seconds since 1970, in UTC.
[[nodiscard]] std::chrono::year_month_day DayOf(long long seconds);

}  // namespace markings::cli

#endif  // CLI_AS_OF_H_
