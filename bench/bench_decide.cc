// Deciding 10,000 portions against a policy of 200 rules and 50 patterns.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <utility>

#include "libmarkings/policy/decision.h"
#include "tests/support/many_rules.h"

namespace {

constexpr std::uint32_t kSeed = 5;

void BM_DecideManyRules(benchmark::State& state) {
  const auto portions = static_cast<std::size_t>(state.range(0));
  auto toml = markings::Buffer::FromBytes(markings::testing::ManyRules(), "many.toml");
  auto cable = markings::Buffer::FromBytes(markings::testing::ManyPortions(portions, kSeed), "cable.txt");
  if (!toml || !cable) return state.SkipWithError("no input");
  const auto policy = markings::Policy::Load(*toml);
  if (!policy) return state.SkipWithError("no policy");
  const auto bytes = cable->text().size();
  const auto document = markings::Document::Parse(*std::move(cable), policy->shared_vocabulary());
  if (!document) return state.SkipWithError("no cable");
  std::size_t released = 0;
  std::size_t masked = 0;
  for (auto _ : state) {
    const auto decisions = markings::Decide(*policy, "public", *document, nullptr);
    if (!decisions) return state.SkipWithError("no decisions");
    released = masked = 0;
    for (const markings::Decision& one : decisions->elements) {
      released += one.outcome == markings::Outcome::kRelease ? 1U : 0U;
      masked += one.outcome == markings::Outcome::kMask ? 1U : 0U;
    }
  }
  state.counters["released"] = static_cast<double>(released);
  state.counters["masked"] = static_cast<double>(masked);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

BENCHMARK(BM_DecideManyRules)->Arg(100)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
