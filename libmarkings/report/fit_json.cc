#include "libmarkings/report/fit_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "libmarkings/text/line_index.h"

namespace markings {
namespace {

using Json = nlohmann::ordered_json;

// To a thousandth of a bit, and never more than there is.
Json Bits(const std::optional<double>& bits) {
  constexpr double kThousand = 1000;
  return bits ? Json(std::floor(*bits * kThousand) / kThousand) : Json(nullptr);
}

std::string BitsText(const std::optional<double>& bits) {
  constexpr double kTen = 10;
  return bits ? fmt::format("{:.1f}", std::floor(*bits * kTen) / kTen) : std::string("no");
}

std::string Counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace

std::string FitJson(const Fit& fit, const FitSource& source) {
  const LineIndex lines(source.text);
  const std::vector<std::size_t> below =
      source.min_bits ? fit.Below(*source.min_bits) : std::vector<std::size_t>();
  Json json;
  json["schema"] = "markings/fit/1";
  json["file"] = source.name;
  json["min_bits"] = source.min_bits ? Json(*source.min_bits) : Json(nullptr);
  json["cuts"] = Json::array();
  std::size_t measured = 0;
  for (std::size_t i = 0; i < fit.cuts.size(); ++i) {
    const FitCut& cut = fit.cuts[i];
    measured += cut.measured() ? 1U : 0U;
    const Position at = lines.At(cut.where.begin);
    Json steps = Json::array();
    for (const FitCut::Step& step : cut.steps)
      steps.push_back({{"test", Name(step.test)}, {"left", step.left}});
    json["cuts"].push_back({{"cut", i + 1},
                            {"line", at.line},
                            {"column", at.column},
                            {"span", {cut.where.begin, cut.where.end}},
                            {"unit", cut.unit.empty() ? Json(nullptr) : Json(cut.unit)},
                            {"measured", cut.measured()},
                            {"before", cut.before},
                            {"tests", std::move(steps)},
                            {"left", cut.left},
                            {"named_elsewhere", cut.named},
                            {"bits_before", Bits(cut.bits_before())},
                            {"bits", Bits(cut.measured() ? cut.bits() : std::nullopt)},
                            {"below", std::ranges::find(below, i) != below.end()}});
  }
  json["summary"] = {{"measured", measured},
                     {"not_measured", fit.cuts.size() - measured},
                     {"holes", fit.holes},
                     {"least_bits", Bits(fit.least())},
                     {"below", below.size()}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string FitText(const Fit& fit, const FitSource& source) {
  const LineIndex lines(source.text);
  const std::vector<std::size_t> below =
      source.min_bits ? fit.Below(*source.min_bits) : std::vector<std::size_t>();
  std::string text;
  std::size_t measured = 0;
  for (std::size_t i = 0; i < fit.cuts.size(); ++i) {
    const FitCut& cut = fit.cuts[i];
    const Position at = lines.At(cut.where.begin);
    text += fmt::format("{}:{}:{}: {}: ", source.name, at.line, at.column,
                        cut.unit.empty() ? "withheld" : cut.unit);
    if (!cut.measured()) {
      text += "not measured: no candidate is of its kind\n";
      continue;
    }
    ++measured;
    if (cut.left == 0) {
      text += fmt::format("none of {} fits: the list does not hold what was cut out",
                          Counted(cut.before, "candidate"));
    } else {
      text += fmt::format("{} of {} bits left: {} of {}", BitsText(cut.bits()), BitsText(cut.bits_before()),
                          cut.left, Counted(cut.before, "candidate"));
    }
    if (cut.named > 0) text += fmt::format(", {} named elsewhere in the text", cut.named);
    if (std::ranges::find(below, i) != below.end()) text += fmt::format(" [below {}]", *source.min_bits);
    text += '\n';
    for (const FitCut::Step& step : cut.steps)
      text += fmt::format("  {:<10} {} left: {}\n", Name(step.test), step.left, Meaning(step.test));
  }
  text += fmt::format("{}: {} measured, {} not measured, {} withheld", source.name, Counted(measured, "cut"),
                      fit.cuts.size() - measured, Counted(fit.holes, "whole unit"));
  if (fit.least()) text += fmt::format("; at least {} bits left", BitsText(fit.least()));
  return text + "\n";
}

}  // namespace markings
