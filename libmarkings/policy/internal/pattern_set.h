#ifndef LIBMARKINGS_POLICY_INTERNAL_PATTERN_SET_H_
#define LIBMARKINGS_POLICY_INTERNAL_PATTERN_SET_H_

// The patterns of many rules, looked for in one pass over a text. Users want policy/decision.h.

#include <re2/re2.h>
#include <re2/set.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libmarkings/policy/rule.h"

namespace markings::internal {

// Which of the patterns of some rules are found in a text. Says the same as asking each pattern by itself: a
// pass that runs out of memory is no answer, and each is asked then. Thread-safe for reading.
class PatternSet {
 public:
  // RE2's bound on the automaton and the states of it that are kept, for one set. What 50 patterns of 30
  // bytes need is below 1 MiB.
  static constexpr std::int64_t kBytes = 16 << 20;

  explicit PatternSet(std::span<const Rule* const> rules, std::int64_t bytes = kBytes);

  // False: RE2 does not put them together within its bound, or there are none. Ask each by itself then.
  [[nodiscard]] bool together() const { return set_ != nullptr; }
  // The number of a pattern of these rules; patterns that conditions ask for have the lowest.
  [[nodiscard]] std::optional<int> Number(const re2::RE2& pattern) const;
  [[nodiscard]] int conditions() const { return conditions_; }
  [[nodiscard]] std::size_t size() const { return patterns_.size(); }

  // The numbers of those that are found, in order. `found` is overwritten.
  void Find(std::string_view text, std::vector<int>& found) const;

 private:
  void Add(const std::shared_ptr<const re2::RE2>& pattern, std::map<std::string, int>& known);

  std::vector<std::shared_ptr<const re2::RE2>> patterns_;  // all different
  std::unordered_map<const re2::RE2*, int> numbers_;       // also of those that say the same as another
  int conditions_ = 0;
  std::unique_ptr<re2::RE2::Set> set_;
};

// The sets of a policy, one an audience. Putting patterns together takes as long as looking for them one by
// one in some hundred kilobytes, so that is done when as much has been decided on. Thread-safe.
class PatternSets {
 public:
  static constexpr std::size_t kFewPatterns = 4;
  static constexpr std::size_t kWorthIt = std::size_t{4} << 20;  // bytes of text times patterns

  enum class Use : std::uint8_t { kWhenWorthIt, kNever, kAlways };
  // For tests, which hold that decisions are the same.
  void SetUse(Use use) { use_ = use; }

  // The set of an audience for a document of `bytes`, or null while it is not worth it. `rules` are those of
  // the audience.
  [[nodiscard]] std::shared_ptr<const PatternSet> For(const std::string& audience,
                                                      std::span<const Rule* const> rules, std::size_t bytes);

 private:
  struct One {
    std::size_t work = 0;
    std::size_t patterns = 0;
    bool counted = false;
    std::shared_ptr<const PatternSet> set;
  };
  std::atomic<Use> use_ = Use::kWhenWorthIt;
  std::mutex mutex_;
  std::map<std::string, One, std::less<>> sets_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_PATTERN_SET_H_
