#ifndef LIBMARKINGS_POLICY_INTERNAL_DATES_H_
#define LIBMARKINGS_POLICY_INTERNAL_DATES_H_

// Conditions on dates, which may be neither true nor false. Users want policy/decision.h.

#include <cstdint>
#include <optional>

#include "libmarkings/cable/document_days.h"
#include "libmarkings/policy/rule.h"
#include "libmarkings/text/day.h"

namespace markings::internal {

enum class Truth : std::uint8_t { kNo, kYes, kOpen };
[[nodiscard]] Truth Not(Truth value);
[[nodiscard]] Truth TruthOf(bool value);

// Whether a condition asks for a date.
[[nodiscard]] bool IsOnDates(Condition::Op op);
[[nodiscard]] bool AsksForDates(const Rule& rule);

// What is known of the days of a document on the day that is decided by.
struct Dates {
  AsOf as_of;
  DocumentDays days;
};

// kNewerThan, kOlderThan or kDeclassified, for what was written on `written`. Open: without a day to decide
// by, without a date, and where the days that the date may be are on both sides of the limit.
[[nodiscard]] Truth HoldsOnDates(const Condition& condition, const Dates& dates,
                                 const std::optional<DayRange>& written);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_DATES_H_
