#include "libmarkings/policy/internal/dates.h"

#include <algorithm>

namespace markings::internal {
namespace {

using Op = Condition::Op;

// Of a day that lies in a range: whether `limit` of it has come. (A later day has a later limit.)
template <class Limit>
Truth HasCome(const std::optional<DayRange>& range, const AsOf& as_of, Limit limit) {
  if (!range || !as_of) return Truth::kOpen;
  if (*as_of >= limit(range->last)) return Truth::kYes;
  return *as_of < limit(range->first) ? Truth::kNo : Truth::kOpen;
}

}  // namespace

Truth Not(Truth value) { return value == Truth::kOpen ? value : TruthOf(value == Truth::kNo); }
Truth TruthOf(bool value) { return value ? Truth::kYes : Truth::kNo; }

bool IsOnDates(Op op) { return op == Op::kNewerThan || op == Op::kOlderThan || op == Op::kDeclassified; }

bool AsksForDates(const Rule& rule) {
  return std::ranges::any_of(rule.conditions, IsOnDates, &Condition::op);
}

Truth HoldsOnDates(const Condition& condition, const Dates& dates, const std::optional<DayRange>& written) {
  if (condition.op == Op::kDeclassified) {
    const Truth passed =
        HasCome(dates.days.declassify, dates.as_of, [](std::chrono::year_month_day day) { return day; });
    return condition.flag ? passed : Not(passed);
  }
  const Truth old = HasCome(written, dates.as_of,
                            [&](std::chrono::year_month_day day) { return After(day, condition.period); });
  return condition.op == Op::kOlderThan ? old : Not(old);
}

}  // namespace markings::internal
