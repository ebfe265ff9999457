#ifndef CLI_NEAR_H_
#define CLI_NEAR_H_

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace markings::cli {

// The number of letters put in, left out, changed or exchanged with their neighbour between two short words
// (optimal string alignment).
[[nodiscard]] inline std::size_t Slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

// The word that was likely meant, or nothing: at most two slips, and fewer than half of the letters.
[[nodiscard]] inline std::string_view Nearest(std::string_view given, std::span<const std::string> words) {
  constexpr std::size_t kLongest = 64;
  if (given.size() > kLongest) return {};
  std::string_view nearest;
  std::size_t fewest = 3;
  for (const std::string& word : words) {
    const std::size_t slips = Slips(given, word);
    if (slips < fewest && slips * 2 < word.size()) {
      fewest = slips;
      nearest = word;
    }
  }
  return nearest;
}

}  // namespace markings::cli

#endif  // CLI_NEAR_H_
