#ifndef CLI_POLICY_FORECAST_H_
#define CLI_POLICY_FORECAST_H_

// What `policy forecast` finds, and how it is written.

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "cli/policy_actions.h"
#include "libmarkings/policy/forecast.h"

namespace markings::cli {

struct CorpusForecast {
  struct OfDocument {
    std::string document;  // its path
    DocumentForecast forecast;
  };
  std::string file, name, version;  // of the policy
  std::string audience;
  std::chrono::year_month_day as_of;
  AsOf until;
  std::vector<OfDocument> documents;  // in the order in which they were named
  // Path and what is wrong, which never says text of the document.
  PassedOver unread, in_doubt;
};

[[nodiscard]] std::string ForecastText(const CorpusForecast& forecast);
[[nodiscard]] PolicyJson ForecastJson(const CorpusForecast& forecast);  // markings/policy-forecast/1

}  // namespace markings::cli

#endif  // CLI_POLICY_FORECAST_H_
