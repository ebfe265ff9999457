#ifndef LIBMARKINGS_POLICY_FORECAST_H_
#define LIBMARKINGS_POLICY_FORECAST_H_

// On which days a policy decides otherwise on a document, and which days the law sets for what stays in.
//
//   const auto forecast = ForecastDecisions(policy, "public", document, {.as_of = today});
//   for (const ForecastChange& one : forecast->changes) ... one.day, one.change.id ...
//
// A change is what the policy would decide on that day, on the document as it stands. A review is a day on
// which somebody has to look: nothing is released for it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document_days.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision_diff.h"

namespace markings {

struct MARKINGS_API ForecastOptions {
  std::chrono::year_month_day as_of;
  AsOf until{};  // the last day that is looked at; none: no end  // NOLINT(readability-redundant-member-init)
};

struct MARKINGS_API ForecastChange {
  std::chrono::year_month_day day;    // the first on which it is decided so
  ElementChange change;               // from the decision of the day before
  std::vector<std::string> gave_way;  // rules that made the first decision and do not make the second
};

enum class ReviewReason : std::uint8_t {
  kDeclassificationDate,       // the document's own date of declassification. Source: E.O. 13526, 1.5
  kAutomaticDeclassification,  // E.O. 13526, 3.3(a); 3.3(h) where an exemption from that is named
  kExemptionLapses,  // the policy says when it does; of (b)(5) the statute. Source: 5 U.S.C. 552(b)(5)
};
// "declassification_date", "automatic_declassification", "exemption_lapses"
[[nodiscard]] MARKINGS_API std::string_view Name(ReviewReason reason);

struct MARKINGS_API ForecastReview {
  std::chrono::year_month_day day;  // may have passed
  std::string id, kind, mark;       // as in ElementChange
  ReviewReason reason = ReviewReason::kDeclassificationDate;
  std::string code;   // the exemption that it is about; empty: the audience's clearance keeps the portion in
  SideDecision side;  // what is decided on that day all the same
};

struct MARKINGS_API DocumentForecast {
  DocumentDays days;
  std::size_t held = 0;                 // portions that are withheld or masked as of the first day
  std::vector<ForecastChange> changes;  // by day, then in order of the document
  std::vector<ForecastReview> reviews;  // likewise
  // The first day that was not looked at, where there are too many (of a thread of hundreds of messages).
  std::optional<std::chrono::year_month_day> cut_off;
};

// Decides on each day on which a condition on dates can come to another answer. Linear in document size times
// rules times those days, of which at most 400 are looked at. Thread-safe. Holds no text of the document.
// Errors: those of Decide.
[[nodiscard]] MARKINGS_API Result<DocumentForecast> ForecastDecisions(const Policy& policy,
                                                                      std::string_view audience,
                                                                      const Document& document,
                                                                      const ForecastOptions& options);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_FORECAST_H_
