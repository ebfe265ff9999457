#ifndef TESTS_MARKING_ROLLUP_BRUTE_H_
#define TESTS_MARKING_ROLLUP_BRUTE_H_

#include <cstdint>
#include <span>
#include <string>

namespace markings::brute {

enum class Edition : std::uint8_t { kCapco2016, kDodm2012 };

// A second roll-up of US portions, written from the two manuals and sharing no line, type or table with the
// engine: sets of strings, and every country tried on every portion. Slow and plain on purpose.
// Portions are valid, in portion forms and in the order of the register; at least one of them is a US one.
[[nodiscard]] std::string Banner(std::span<const std::string> portions, Edition edition);

}  // namespace markings::brute

#endif  // TESTS_MARKING_ROLLUP_BRUTE_H_
