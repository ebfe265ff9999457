// Redaction of synthetic cables: the whole of it, the derivative alone, the residual check alone.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "libmarkings/redact/redaction.h"

namespace {

constexpr char kPolicy[] = R"toml(
schema = "markings/policy/1"
name = "bench"
version = "1.0.0"
no_code = "mark"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U" }
[exemptions]
"(b)(6)" = { title = "Personal privacy" }
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
)toml";

// About `bytes` of paragraphs, two of three withheld, with names and numbers that differ.
std::string Cable(std::size_t bytes) {
  std::string text =
      "UNCLAS KALVOR 000123\n\nSENSITIVE\n\nE.O. 12958: N/A\nTAGS: PREL, PGOV\nSUBJECT: FEES AT THE "
      "HARBOUR\n\n";
  for (std::uint32_t i = 1; text.size() < bytes; ++i) {
    const std::string number = std::to_string(i);
    text += number + (i % 3 == 0 ? ". (U) " : ". (SBU) ");
    const char letter = static_cast<char>('a' + i % 26);
    const std::string name =
        std::string("Tor") + letter + "vel" + static_cast<char>('a' + i / 26 % 26) + "kin";
    text += "The deputy of the ministry, " + name +
            " Brandsen, told the Embassy on the same day that fees at pier " +
            std::to_string(10000 + i * 7919U % 90000) +
            " would go up by a tenth before spring, and that nobody in the capital had asked\n"
            "for the reasons. \"The matter of " +
            number + " is closed,\" he said. The talks will go on when the harbour opens again.\n\n";
  }
  return text;
}

struct Inputs {
  std::optional<markings::Policy> policy;
  std::optional<markings::Document> document;
};

Inputs Make(std::size_t bytes) {
  Inputs inputs;
  auto toml = markings::Buffer::FromBytes(kPolicy, "bench.toml");
  auto cable = markings::Buffer::FromBytes(Cable(bytes), "cable.txt");
  if (!toml || !cable) return inputs;
  auto policy = markings::Policy::Load(*toml);
  if (!policy) return inputs;
  auto document = markings::Document::Parse(*std::move(cable), policy->shared_vocabulary());
  if (!document) return inputs;
  inputs.policy = *std::move(policy);
  inputs.document = *std::move(document);
  return inputs;
}

void Count(benchmark::State& state) { state.SetBytesProcessed(state.iterations() * state.range(0)); }

void BM_Redact(benchmark::State& state) {
  const Inputs inputs = Make(static_cast<std::size_t>(state.range(0)));
  if (!inputs.document) return state.SkipWithError("no cable");
  for (auto _ : state) {
    auto redaction = markings::Redact(*inputs.document, *inputs.policy, "public", {});
    benchmark::DoNotOptimize(redaction);
  }
  Count(state);
}

void BM_Derivative(benchmark::State& state) {
  const Inputs inputs = Make(static_cast<std::size_t>(state.range(0)));
  if (!inputs.document) return state.SkipWithError("no cable");
  const auto decisions = markings::Decide(*inputs.policy, "public", *inputs.document, nullptr);
  if (!decisions) return state.SkipWithError("no decisions");
  for (auto _ : state) {
    auto derivative = markings::BuildDerivative(*inputs.document, *decisions);
    benchmark::DoNotOptimize(derivative);
  }
  Count(state);
}

void BM_Residual(benchmark::State& state) {
  const Inputs inputs = Make(static_cast<std::size_t>(state.range(0)));
  if (!inputs.document) return state.SkipWithError("no cable");
  const auto decisions = markings::Decide(*inputs.policy, "public", *inputs.document, nullptr);
  if (!decisions) return state.SkipWithError("no decisions");
  const auto derivative = markings::BuildDerivative(*inputs.document, *decisions);
  if (!derivative) return state.SkipWithError("no derivative");
  for (auto _ : state) {
    auto findings =
        markings::FindResidual(*inputs.document, *inputs.policy, *decisions, *derivative, {}, nullptr);
    benchmark::DoNotOptimize(findings);
  }
  Count(state);
}

constexpr std::int64_t kOneCable = 8 << 10;
constexpr std::int64_t kLarge = 4 << 20;

BENCHMARK(BM_Redact)->Arg(kOneCable)->Arg(kLarge);
BENCHMARK(BM_Derivative)->Arg(kOneCable)->Arg(kLarge);
BENCHMARK(BM_Residual)->Arg(kOneCable)->Arg(kLarge);

}  // namespace
