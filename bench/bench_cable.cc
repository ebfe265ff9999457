// Parsing of synthetic cables, and of inputs made to be slow: time must grow with size.

#include <benchmark/benchmark.h>

#include <string>

#include "libmarkings/cable/document.h"

namespace {

using markings::Buffer;
using markings::Document;
using markings::Vocabulary;

std::string Cable(std::size_t bytes) {
  std::string text =
      "UNCLAS KALVOR 000123\n\nSENSITIVE\n\nE.O. 12958: N/A\n\nTAGS: PREL, PGOV\n\nSUBJECT: FEES AT THE "
      "HARBOUR\n\n";
  for (std::size_t i = 1; text.size() < bytes; ++i) {
    text += std::to_string(i % 900 + 1) + (i % 3 == 0 ? ". (U) " : ". (SBU) ");
    for (int line = 0; line < 8; ++line)
      text += "The clerk of the port told Poloff that the fees had been paid\n";
    text += "\n";
  }
  return text;
}

void Run(benchmark::State& state, const std::string& text) {
  const auto vocabulary = *Vocabulary::ForRegime("state");
  for (auto _ : state) {
    auto buffer = Buffer::FromBytes(text, "bench");
    auto document = Document::Parse(*std::move(buffer), vocabulary);
    benchmark::DoNotOptimize(document);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                          static_cast<std::int64_t>(state.iterations()));
}

void ParseCable(benchmark::State& state) { Run(state, Cable(static_cast<std::size_t>(state.range(0)))); }
BENCHMARK(ParseCable)->Arg(8 << 10)->Arg(1 << 20)->Arg(10 << 20)->Unit(benchmark::kMicrosecond);

std::string Repeated(std::string_view pattern, std::int64_t bytes) {
  std::string text = "UNCLAS KALVOR 000123\n\n1. (U) One.\n";
  while (text.size() < static_cast<std::size_t>(bytes)) text += pattern;
  return text;
}

void ParseOpenParentheses(benchmark::State& state) {
  Run(state, Repeated("((((((((((((((((((((((((((((((\n", state.range(0)));
}
void ParseCutOffMarks(benchmark::State& state) { Run(state, Repeated("1. (\n", state.range(0))); }
void ParsePageLines(benchmark::State& state) {
  Run(state, Repeated("PAGE 02  KALVOR 00123  071504Z\ngoes on\n", state.range(0)));
}
void ParseNestedLists(benchmark::State& state) {
  Run(state, Repeated(" a. (U) one\n  -- two\n   (1) three\n", state.range(0)));
}
BENCHMARK(ParseOpenParentheses)->Arg(1 << 20)->Arg(10 << 20)->Unit(benchmark::kMillisecond);
BENCHMARK(ParseCutOffMarks)->Arg(1 << 20)->Arg(10 << 20)->Unit(benchmark::kMillisecond);
BENCHMARK(ParsePageLines)->Arg(1 << 20)->Arg(10 << 20)->Unit(benchmark::kMillisecond);
BENCHMARK(ParseNestedLists)->Arg(1 << 20)->Arg(10 << 20)->Unit(benchmark::kMillisecond);

}  // namespace
