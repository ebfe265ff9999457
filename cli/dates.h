#ifndef CLI_DATES_H_
#define CLI_DATES_H_

#include <chrono>
#include <optional>
#include <string_view>

namespace markings::cli {

// A day written YYYY-MM-DD. Nothing when it is written otherwise or does not exist.
[[nodiscard]] std::optional<std::chrono::year_month_day> ReadDay(std::string_view text);

}  // namespace markings::cli

#endif  // CLI_DATES_H_
