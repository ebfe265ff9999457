// Prints what bench_decide.cc decides on, for other tools to read: the cable, or the policy.

#include <cstdio>
#include <string>
#include <string_view>

#include "tests/support/many_rules.h"

int main(int argc, char** argv) {
  constexpr std::size_t kPortions = 10'000;
  constexpr std::uint32_t kSeed = 5;
  const bool rules = argc == 2 && std::string_view(argv[1]) == "rules";
  const std::string text =
      rules ? markings::testing::ManyRules() : markings::testing::ManyPortions(kPortions, kSeed);
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
