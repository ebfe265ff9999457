// How fast marks, class lines and prose are judged; roll-up; the JSON of batch mode; the check of a text's
// bytes.

#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/portion.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/report/json.h"
#include "libmarkings/text/buffer.h"

namespace markings {
namespace {

const Vocabulary& State() {
  static const auto state = *Vocabulary::ForRegime("state");
  return *state;
}

constexpr std::array<std::string_view, 8> kPortions = {
    "(SBU)", "(U)", "(C//NF)", "(SBU/NF)", "(CONFIDENTIAL)", "(C - ENTIRE TEXT)", "(XYZ)", "(SBU"};
constexpr std::array<std::string_view, 4> kBanners = {
    "UNCLAS ANYVILLE 001234", "C O N F I D E N T I A L SECTION 01 OF 02 NEW ANYVILLE 004462",
    "UNCLASSIFIED//SENSITIVE BUT UNCLASSIFIED", "SECRET NOFORN"};
constexpr std::string_view kProse =
    "The embassy reported that the ministry (see below) had agreed to the visit.";

void BM_ParsePortion(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(ParsePortion(State(), kPortions[i++ % kPortions.size()]));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ParsePortion);

void BM_FindPortionInProse(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(FindPortion(State(), kProse));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_FindPortionInProse);

void BM_ParseBanner(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(ParseBanner(State(), kBanners[i++ % kBanners.size()]));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ParseBanner);

void BM_ParseBannerOfProse(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ParseBanner(State(), kProse));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_ParseBannerOfProse);

// What `markings mark --batch` does for a line.
void BM_PortionToJson(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    const std::string_view text = kPortions[i++ % kPortions.size()];
    benchmark::DoNotOptimize(MarkingJson(State(), text, ParsePortion(State(), text)));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_PortionToJson);

// The same for banners of a regime with categories.
void BM_CategoryBannerToJson(benchmark::State& state) {
  static const auto us = *Vocabulary::ForRegime("us");
  constexpr std::array<std::string_view, 4> kMarks = {
      "TOP SECRET//SI-G ABCD//ORCON/NOFORN", "SECRET//SAR-ABC/DEF//REL TO USA, FRA, GBR",
      "SECRET//FGI DEU FRA//NOFORN", "TOP SECRET//REL TO USA, AUS, CAN, GBR, NZL"};
  std::size_t i = 0;
  std::string out;
  for (auto _ : state) {
    const std::string_view text = kMarks[i++ % kMarks.size()];
    out.clear();
    AppendMarkingJson(out, *us, text, ParseBanner(*us, text).mark);
    benchmark::DoNotOptimize(out);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_CategoryBannerToJson);

void BM_RollUp(benchmark::State& state) {
  std::vector<Marking> portions;
  for (std::size_t i = 0; i < 1000; ++i) portions.push_back(ParsePortion(State(), kPortions[i % 4]).value);
  for (auto _ : state) benchmark::DoNotOptimize(RollUp(State(), portions));
  state.SetItemsProcessed(state.iterations() * 1000);
}
BENCHMARK(BM_RollUp);

void BM_CheckBytes(benchmark::State& state) {
  std::string text;
  while (text.size() < (std::size_t{16} << 20)) text += std::string(kProse) + "\n";
  for (auto _ : state) benchmark::DoNotOptimize(Buffer::FromBytes(text, "bench"));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(BM_CheckBytes);

}  // namespace
}  // namespace markings
