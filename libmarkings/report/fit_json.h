#ifndef LIBMARKINGS_REPORT_FIT_JSON_H_
#define LIBMARKINGS_REPORT_FIT_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/export.h"
#include "libmarkings/redact/fit.h"

namespace markings {

// What was measured. Views must live through the call.
struct MARKINGS_API FitSource {
  std::string_view name;           // of the derivative
  std::string_view text;           // that the fit was found in
  std::optional<double> min_bits;  // what must be left for each cut; nothing: no bound was set
};

// markings/fit/1 (docs/schema/fit-1.schema.json), with a line end. Names no candidate.
[[nodiscard]] MARKINGS_API std::string FitJson(const Fit& fit, const FitSource& source);
// The same for people.
[[nodiscard]] MARKINGS_API std::string FitText(const Fit& fit, const FitSource& source);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_FIT_JSON_H_
