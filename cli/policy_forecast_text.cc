#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cli/io.h"
#include "cli/policy_forecast.h"
#include "libmarkings/marking/authority.h"

namespace markings::cli {
namespace {

using Row = std::array<std::string, 5>;  // day, document, element, mark, what

// By day, and as they come for one day. Columns as wide as they must be; the last one as it is.
std::string Table(std::vector<Row> rows) {
  std::ranges::stable_sort(rows, {}, [](const Row& row) -> const std::string& { return row[0]; });
  std::array<std::size_t, 4> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < widths.size(); ++i) text += fmt::format("{:<{}}  ", row[i], widths[i]);
    text += row.back() + "\n";
  }
  return text;
}

std::string MarkOf(const std::string& mark) { return mark.empty() ? "-" : mark; }

std::string ChangeWords(const ForecastChange& one) {
  const ElementChange& change = one.change;
  return fmt::format("{} -> {}: {} gives way to {}", OutcomeText(change.first), OutcomeText(change.second),
                     Listed(one.gave_way), Listed(change.second.rules));
}

std::string ReviewWords(const ForecastReview& review) {
  switch (review.reason) {
    case ReviewReason::kDeclassificationDate:
      return "the document's date of declassification";
    case ReviewReason::kAutomaticDeclassification:
      return "automatic declassification, E.O. 13526, 3.3";
    case ReviewReason::kExemptionLapses:
      break;
  }
  return review.code + " lapses";
}

PolicyJson RangeJson(const std::optional<DayRange>& range) {
  if (!range) return {};
  return {{"first", Name(range->first)}, {"last", Name(range->last)}};
}

PolicyJson DayJson(const AsOf& day) { return day ? PolicyJson(Name(*day)) : PolicyJson(); }

PolicyJson ElementJson(const std::string& id, const std::string& kind, const std::string& mark) {
  return {{"element", id}, {"kind", kind}, {"mark", mark.empty() ? PolicyJson() : PolicyJson(mark)}};
}

PolicyJson ChangeJson(const ForecastChange& one) {
  PolicyJson json = {{"day", Name(one.day)}};
  json.update(ElementJson(one.change.id, one.change.kind, one.change.mark));
  json["change"] = Name(one.change.change);
  json["from"] = SideJson(one.change.first);
  json["to"] = SideJson(one.change.second);
  json["gave_way"] = one.gave_way;
  return json;
}

PolicyJson ReviewJson(const ForecastReview& review) {
  PolicyJson json = {{"day", Name(review.day)}};
  json.update(ElementJson(review.id, review.kind, review.mark));
  json["reason"] = Name(review.reason);
  json["code"] = review.code.empty() ? PolicyJson() : PolicyJson(review.code);
  json["decision"] = SideJson(review.side);
  return json;
}

}  // namespace

std::string ForecastText(const CorpusForecast& corpus) {
  std::size_t written = 0, declassify = 0, held = 0;
  std::vector<Row> changes, reviews;
  std::string notes;
  for (const auto& [document, forecast] : corpus.documents) {
    written += forecast.days.written ? 1U : 0U;
    declassify += forecast.days.declassify ? 1U : 0U;
    held += forecast.held;
    const std::string name = Printable(document);
    for (const ForecastChange& one : forecast.changes)
      changes.push_back({Name(one.day), name, one.change.id, MarkOf(one.change.mark), ChangeWords(one)});
    for (const ForecastReview& one : forecast.reviews) {
      reviews.push_back(
          {Name(one.day), name, one.id, MarkOf(one.mark),
           fmt::format("{}; {} by {}", ReviewWords(one), OutcomeText(one.side), Listed(one.side.rules))});
    }
    if (forecast.cut_off)
      notes += fmt::format("too many days: {}: not looked at from {} on\n", name, Name(*forecast.cut_off));
  }
  std::string text = fmt::format(
      "{} for {} as of {}: {} documents, {} with a date, {} with a date of declassification; {} portions "
      "held\n",
      corpus.file, corpus.audience, Name(corpus.as_of), corpus.documents.size(), written, declassify, held);
  text += fmt::format("decided on otherwise: {}\n", changes.size()) + Table(changes);
  text += fmt::format("for a review, which no date decides: {}\n", reviews.size()) + Table(reviews) + notes;
  return text + PassedOverText(corpus.unread, corpus.in_doubt);
}

PolicyJson ForecastJson(const CorpusForecast& corpus) {
  PolicyJson json = {{"schema", "markings/policy-forecast/1"},
                     {"policy", {{"file", corpus.file}, {"name", corpus.name}, {"version", corpus.version}}},
                     {"audience", corpus.audience},
                     {"as_of", Name(corpus.as_of)},
                     {"until", DayJson(corpus.until)},
                     {"documents", PolicyJson::array()},
                     {"not_read", PathsJson(corpus.unread)},
                     {"in_doubt", PathsJson(corpus.in_doubt)}};
  for (const auto& [document, forecast] : corpus.documents) {
    PolicyJson row = {{"document", document},
                      {"written", RangeJson(forecast.days.written)},
                      {"declassify", RangeJson(forecast.days.declassify)},
                      {"held", forecast.held},
                      {"changes", PolicyJson::array()},
                      {"reviews", PolicyJson::array()},
                      {"cut_off", DayJson(forecast.cut_off)}};
    for (const ForecastChange& one : forecast.changes) row["changes"].push_back(ChangeJson(one));
    for (const ForecastReview& one : forecast.reviews) row["reviews"].push_back(ReviewJson(one));
    json["documents"].push_back(std::move(row));
  }
  return json;
}

}  // namespace markings::cli
