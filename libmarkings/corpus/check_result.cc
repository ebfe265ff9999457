#include "libmarkings/corpus/check_result.h"

#include <algorithm>

namespace markings {

std::string_view Name(CheckFinding::Suppressed suppressed) {
  switch (suppressed) {
    case CheckFinding::Suppressed::kBaseline:
      return "baseline";
    case CheckFinding::Suppressed::kInline:
      return "inline";
    case CheckFinding::Suppressed::kNo:
      break;
  }
  return "";
}

std::size_t CheckResult::Count(Severity severity) const {
  return static_cast<std::size_t>(std::ranges::count_if(findings, [&](const CheckFinding& one) {
    return one.counts() && SeverityOf(one.diagnostic) == severity;
  }));
}

std::size_t CheckResult::CountSuppressed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(findings, [](const CheckFinding& one) { return !one.counts(); }));
}

}  // namespace markings
