#ifndef LIBMARKINGS_POLICY_INTERNAL_UNIT_WORD_H_
#define LIBMARKINGS_POLICY_INTERNAL_UNIT_WORD_H_

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace markings::internal {

// Whether a word may stand for what is hidden. It stands in the derivative: "[name withheld]".
[[nodiscard]] inline bool IsUnitWord(std::string_view word) {
  constexpr std::size_t kMaxWord = 32;
  const auto inner = [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == ' '; };
  return word.size() <= kMaxWord && !word.empty() && word.front() >= 'a' && word.back() >= 'a' &&
         std::ranges::all_of(word, inner);
}

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_UNIT_WORD_H_
