#ifndef MARKINGS_CLI_ANSWERED_LINES_H_
#define MARKINGS_CLI_ANSWERED_LINES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace markings::cli {

// The answers to lines that were met more than once, so that marks that repeat are read once. What is met
// once costs a hash and nothing more: its answer is kept when it is met again before another takes its
// place. Bounded: 2^14 answers to lines of up to 256 bytes.
class AnsweredLines {
 public:
  // The hash of a line, which the others are told.
  [[nodiscard]] static std::size_t Hash(std::string_view line) { return std::hash<std::string_view>{}(line); }

  // The answer to the line, or null. Valid until the next Met.
  [[nodiscard]] const std::string* Find(std::string_view line, std::size_t hash) const {
    if (line.size() > kLongest) return nullptr;
    for (const std::size_t way : Ways(hash)) {
      if (kept_tags_[way] == Tag(hash) && kept_[way].line == line) return &kept_[way].answer;
    }
    return nullptr;
  }

  // The line was not found, and this is its answer.
  void Met(std::string_view line, std::size_t hash, std::string_view answer) {
    if (line.size() > kLongest) return;
    std::uint32_t& met = met_[hash % kSlots];
    if (met == Tag(hash)) {
      const auto [one, other] = Ways(hash);
      const std::size_t way = kept_tags_[one] == 0 || turn_ ? one : other;
      turn_ = !turn_;
      kept_[way].line = line;
      kept_[way].answer = answer;
      kept_tags_[way] = Tag(hash);
    }
    met = Tag(hash);
  }

 private:
  static constexpr std::size_t kSlots = std::size_t{1} << 14;
  static constexpr std::size_t kLongest = 256;  // bytes of a line
  struct Kept {
    std::string line, answer;
  };

  // (Never 0, which is an empty place.)
  [[nodiscard]] static std::uint32_t Tag(std::size_t hash) {
    return static_cast<std::uint32_t>(hash >> 32U) | 1U;
  }
  // The two places where a line's answer may be.
  [[nodiscard]] static std::array<std::size_t, 2> Ways(std::size_t hash) {
    return {hash % kSlots, (hash % kSlots) ^ 1U};
  }

  // (Apart from the answers, so that looking for a line seldom leaves the cache.)
  std::vector<std::uint32_t> met_ = std::vector<std::uint32_t>(kSlots);
  std::vector<std::uint32_t> kept_tags_ = std::vector<std::uint32_t>(kSlots);
  std::vector<Kept> kept_ = std::vector<Kept>(kSlots);
  bool turn_ = false;
};

}  // namespace markings::cli

#endif  // MARKINGS_CLI_ANSWERED_LINES_H_
