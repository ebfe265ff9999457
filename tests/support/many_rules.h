#ifndef TESTS_SUPPORT_MANY_RULES_H_
#define TESTS_SUPPORT_MANY_RULES_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace markings::testing {

// A policy as a large office may come to have one: 200 rules for the audience "public", half of them release,
// 50 different patterns in conditions and masks, every key of a condition.
[[nodiscard]] std::string ManyRules();

// A cable of that many paragraphs of 200 to 400 bytes, in lines of about 70, of which each pattern of
// ManyRules() is found in one or two of a hundred. The same seed gives the same cable.
[[nodiscard]] std::string ManyPortions(std::size_t count, std::uint32_t seed);

}  // namespace markings::testing

#endif  // TESTS_SUPPORT_MANY_RULES_H_
