// Decisions change with the day only where a rule asks for dates, and there only on the days on which an
// answer changes: a period after a date, or a date of declassification. Those days are few, and each is
// decided on as any other.

#include "libmarkings/policy/forecast.h"

#include <algorithm>
#include <set>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/internal/condition.h"
#include "libmarkings/policy/internal/exemption_codes.h"

namespace markings {
namespace {

using std::chrono::year_month_day;

constexpr std::size_t kMostDays = 400;

class Forecaster {
 public:
  Forecaster(const Policy& policy, std::string_view audience, const Document& document,
             const ForecastOptions& options)
      : policy_(policy), audience_(audience), document_(document), options_(options) {
    forecast_.days = DaysOf(document);
  }

  Result<DocumentForecast> Run() {
    auto first = Decide(policy_, audience_, document_, nullptr, options_.as_of);
    if (!first) return std::unexpected(std::move(first).error());
    decisions_ = *std::move(first);
    FindReviews();
    // A day on which decisions change ends what was decided before it.
    for (const year_month_day day : Days()) {
      TakeReviews(day);
      auto next = Decide(policy_, audience_, document_, nullptr, day);
      if (!next) return std::unexpected(std::move(next).error());
      AddChanges(day, *next);
      decisions_ = *std::move(next);
    }
    TakeReviews(std::nullopt);
    std::ranges::stable_sort(forecast_.reviews, {}, &ForecastReview::day);
    return std::move(forecast_);
  }

 private:
  bool Within(year_month_day day) const { return !options_.until || day <= *options_.until; }

  // After the first day, up to the last.
  std::vector<year_month_day> Days() {
    std::set<year_month_day> days;
    const auto add = [&](year_month_day day) {
      if (day > options_.as_of && Within(day)) days.insert(day);
    };
    for (const Rule& rule : policy_.rules()) {
      if (std::ranges::find(rule.audiences, audience_) == rule.audiences.end()) continue;
      for (const Condition& condition : rule.conditions) {
        if (condition.op == Condition::Op::kDeclassified && forecast_.days.declassify) {
          add(forecast_.days.declassify->first);
          add(forecast_.days.declassify->last);
        } else if (internal::IsOnDates(condition.op)) {
          for (const DayRange& written : Written()) {
            add(After(written.first, condition.period));
            add(After(written.last, condition.period));
          }
        }
      }
    }
    std::vector<year_month_day> in_order(days.begin(), days.end());
    if (in_order.size() > kMostDays) {
      forecast_.cut_off = in_order[kMostDays];
      in_order.resize(kMostDays);
    }
    return in_order;
  }

  // Of the document and of its messages, those that are known.
  std::vector<DayRange> Written() const {
    std::vector<DayRange> written;
    if (forecast_.days.written) written.push_back(*forecast_.days.written);
    for (const auto& message : forecast_.days.messages) {
      if (message && std::ranges::find(written, *message) == written.end()) written.push_back(*message);
    }
    return written;
  }

  void AddChanges(year_month_day day, const Decisions& next) {
    for (ElementChange& change : DiffDecisions(document_, decisions_, next).changes) {
      std::vector<std::string> gave_way;
      for (const std::string& rule : change.first.rules) {
        if (std::ranges::find(change.second.rules, rule) == change.second.rules.end())
          gave_way.push_back(rule);
      }
      forecast_.changes.push_back({day, std::move(change), std::move(gave_way)});
    }
  }

  // What may be looked at on a day, if the portion stays in until then.
  struct Due {
    year_month_day day;
    std::size_t element;
    ReviewReason reason;
    std::string code;
  };

  void FindReviews() {
    for (std::size_t i = 0; i < document_.elements().size(); ++i) {
      const Element element = document_.elements()[i];
      const Decision& decision = decisions_.elements[i];
      const bool held = decision.outcome == Outcome::kWithhold || decision.outcome == Outcome::kMask;
      if (!held || !IsPortion(element.kind) || element.continues != kNoElement || NeverReleased(element.kind))
        continue;
      ++forecast_.held;
      const std::optional<DayRange>& written = forecast_.days.WrittenOf(document_, i);
      if (ByClearanceAlone(decision)) AddClassification(i, {}, forecast_.days.automatic_years, written);
      for (const std::string& code : decision.codes) {
        if (const int years = YearsOf(code); years > 0) AddClassification(i, code, years, written);
        const auto lapses = Lapses(code);
        if (lapses && written) Add({After(written->last, *lapses), i, ReviewReason::kExemptionLapses, code});
      }
    }
    std::ranges::stable_sort(due_, {}, &Due::day);
  }

  static bool ByClearanceAlone(const Decision& decision) {
    return decision.outcome == Outcome::kWithhold && decision.rules.size() == 1 &&
           decision.rules.front() == "clearance";
  }

  // The document's own lines may exempt from more than the code does.
  int YearsOf(const std::string& code) const {
    const int own = internal::AutomaticYears(code), of_document = forecast_.days.automatic_years;
    return own == 0 || of_document == 0 ? 0 : std::max(own, of_document);
  }

  std::optional<Period> Lapses(const std::string& code) const {
    const auto exemption = std::ranges::find(policy_.exemptions(), code, &Exemption::code);
    if (exemption != policy_.exemptions().end() && exemption->lapses) return exemption->lapses;
    return internal::IsExemption(code, '5') ? std::optional(internal::kDeliberativeLapses) : std::nullopt;
  }

  // The document's date, else 31 December of the year in which its classification ends by itself.
  void AddClassification(std::size_t element, std::string code, int years,
                         const std::optional<DayRange>& written) {
    const auto& date = forecast_.days.declassify;
    if (date) return Add({date->last, element, ReviewReason::kDeclassificationDate, std::move(code)});
    if (!written || years == 0) return;
    const auto last = (written->last.year() + std::chrono::years(years)) / std::chrono::December / 31;
    Add({last, element, ReviewReason::kAutomaticDeclassification, std::move(code)});
  }

  void Add(Due due) {
    if (Within(due.day)) due_.push_back(std::move(due));
  }

  // Those before a day, by what is decided until then; without a day, all that are left.
  void TakeReviews(AsOf before) {
    for (; next_ < due_.size() && (!before || due_[next_].day < *before); ++next_) {
      const Due& due = due_[next_];
      const Element element = document_.elements()[due.element];
      const Decision& decision = decisions_.elements[due.element];
      const bool held = due.code.empty()
                            ? ByClearanceAlone(decision)
                            : std::ranges::find(decision.codes, due.code) != decision.codes.end();
      if (!held) continue;
      forecast_.reviews.push_back(
          {due.day, element.id(), std::string(Name(element.kind)),
           decision.mark_known ? PortionForm(document_.vocabulary(), decision.marking) : std::string(),
           due.reason, due.code, SideOf(document_, decisions_, due.element)});
    }
  }

  const Policy& policy_;
  const std::string_view audience_;
  const Document& document_;
  const ForecastOptions& options_;
  Decisions decisions_;  // of the day that was reached
  std::vector<Due> due_;
  std::size_t next_ = 0;
  DocumentForecast forecast_;
};

}  // namespace

std::string_view Name(ReviewReason reason) {
  switch (reason) {
    case ReviewReason::kDeclassificationDate:
      return "declassification_date";
    case ReviewReason::kAutomaticDeclassification:
      return "automatic_declassification";
    case ReviewReason::kExemptionLapses:
      break;
  }
  return "exemption_lapses";
}

Result<DocumentForecast> ForecastDecisions(const Policy& policy, std::string_view audience,
                                           const Document& document, const ForecastOptions& options) {
  try {
    return Forecaster(policy, audience, document, options).Run();
  } catch (const std::exception&) {  // no memory
    return Fail(ErrorCode::kInternal, {}, "the forecast failed", "report this");
  }
}

}  // namespace markings
