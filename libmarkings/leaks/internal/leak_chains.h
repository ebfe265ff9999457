#ifndef LIBMARKINGS_LEAKS_INTERNAL_LEAK_CHAINS_H_
#define LIBMARKINGS_LEAKS_INTERNAL_LEAK_CHAINS_H_

// You should use libmarkings/leaks/leak_search.h.

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace markings::internal {

// A stretch of a text that runs along a stretch of a passage. In letters.
struct LeakMatch {
  std::uint32_t passage = 0;
  std::size_t begin = 0, end = 0;  // in the text
  std::size_t from = 0, to = 0;    // in the passage
  std::int64_t score = 0;          // tenths of a letter
  std::uint32_t grams = 0;         // of the passage that were found
};

// Puts grams that a text and a passage share together: those that follow each other in both, close enough,
// make a chain. A chain gains what its grams cover of the passage and pays for what lies between them, so
// that it outlives letters read wrong, a line of a page put in between, a sentence left out, and dies of
// phrases that any two texts share. As in local alignment: Smith and Waterman 1981; chaining of seeds.
class LeakChains {
 public:
  // A gram at `x` of the text and `y` of a passage with so many letters. Calls come by x.
  void Add(std::uint32_t passage, std::uint32_t letters, std::size_t x, std::uint32_t y);
  // What was found, by place; of a passage no two that overlap.
  [[nodiscard]] std::vector<LeakMatch> Finish();

 private:
  struct Chain {
    LeakMatch best;  // as it was when its score was highest
    std::size_t begin = 0, from = 0, last_x = 0;
    std::uint32_t last_y = 0, grams = 0;
    std::int64_t score = 0;
    bool open = false;
  };
  // (Several, for a passage may say a thing twice.)
  static constexpr std::size_t kChains = 4;
  struct OfPassage {
    std::uint32_t letters = 0;
    std::array<Chain, kChains> chains;
  };
  void Close(Chain& chain, std::uint32_t letters);

  std::unordered_map<std::uint32_t, OfPassage> passages_;
  std::vector<LeakMatch> found_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_LEAKS_INTERNAL_LEAK_CHAINS_H_
