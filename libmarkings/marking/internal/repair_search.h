#ifndef LIBMARKINGS_MARKING_INTERNAL_REPAIR_SEARCH_H_
#define LIBMARKINGS_MARKING_INTERNAL_REPAIR_SEARCH_H_

// Reads a mangled mark as a sequence of tokens of the vocabulary, likeliest readings first. Users want
// marking/repair.h.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/marking/internal/repair_model.h"
#include "libmarkings/marking/marking.h"

namespace markings::internal {

// One token of a reading, with the delimiter before it.
struct RepairStep {
  enum class Kind : std::uint8_t {
    kToken,      // `entry` is one of RepairModel::tokens
    kOwnerCode,  // `entry` is a country
    kCode,       // of the list of `control`
    kPending,    // of a list whose control comes after it
    kPart,       // a known compartment of `control`
    kName,       // a compartment or name of `control` that nobody knows, as it is written
    kSub,        // what stands below it
    kProgram,    // a further tree of `control`
    kUnknown,    // a name that nobody knows, in category `control`
  };
  Kind kind = Kind::kToken;
  bool digits = false;  // of a name: letters are read as the digits that they look like
  bool late = false;    // stands further to the right than it should
  bool twice = false;
  std::uint8_t control = 0;
  std::uint16_t before = 0, begin = 0, end = 0;  // delimiter [before, begin), token [begin, end)
  Cost letters = 0, delimiter = 0, place = 0;    // what each costs
  const RepairEntry* entry = nullptr;
};

struct Reading {
  Cost cost = 0;
  std::uint8_t level = 0xFF;
  bool owned = false;      // begins with the prefix of another owner
  std::size_t tokens = 0;  // known ones
  std::size_t weight = 0;  // their letters, as far as they are written
  std::vector<RepairStep> steps;
};

class RepairSearch {
 public:
  RepairSearch(const RepairModel& model, MarkingKind kind, std::string_view text)
      : model_(model),
        vocabulary_(model.vocabulary),
        grammar_(model.vocabulary.grammar()),
        kind_(kind),
        text_(text) {}

  // The readings of the whole text, the cheapest first; at most `most`.
  [[nodiscard]] std::vector<Reading> Run(std::size_t most);

 private:
  enum class Place : std::uint8_t {
    kStart,
    kOwnerBefore,
    kOwnerLevel,
    kOwnerAfter,
    kValues,
    kList,
    kTree,
    kPending
  };
  struct State {
    RepairStep step;
    Cost cost = 0;
    std::int32_t from = -1;  // the state before
    std::uint16_t at = 0;
    std::uint8_t level = 0xFF;
    bool owned = false;
    Place place = Place::kStart;
    std::uint8_t control = 0;   // of the list or tree
    std::uint8_t depth = 0;     // of the tree: 0 its word, 1 a part, 2 below one; of a list: codes so far
    std::int8_t category = -1;  // of the last value
    std::int16_t last = -1;     // the last control in it
    const RepairEntry* code = nullptr;
    std::uint64_t controls = 0;
    std::uint64_t sense = 0;  // a hash of what was read
    std::uint16_t tokens = 0, weight = 0;
  };
  struct Gap {
    std::size_t end = 0;
    Cost extra = 0;
  };

  const std::vector<RepairHit>& HitsAt(const RepairTrie& trie, std::size_t slot, std::size_t at);
  void Gaps(std::size_t at, std::array<Gap, 4>& gaps, std::size_t& count) const;
  [[nodiscard]] std::size_t WordEnd(std::size_t at) const;
  [[nodiscard]] std::string_view Between(std::size_t from, std::size_t to) const {
    return text_.substr(from, to - from);
  }
  [[nodiscard]] std::string_view ValueDelimiter() const;
  [[nodiscard]] std::string_view CategoryDelimiter() const;
  [[nodiscard]] Cost FormCost(const RepairEntry& entry) const;
  [[nodiscard]] Cost NameCost(std::size_t at, std::size_t end);
  [[nodiscard]] int CategoryOf(const RepairEntry& entry) const;

  void Expand(std::int32_t index);
  void Start(const State& state, std::int32_t index);
  void TakeTokens(const State& state, std::int32_t index, const Gap& gap);
  void TakeToken(const State& state, std::int32_t index, const Gap& gap, const RepairHit& hit);
  void TakeCodes(const State& state, std::int32_t index, const Gap& gap);
  void TakeParts(const State& state, std::int32_t index, const Gap& gap);
  void TakeUnknown(const State& state, std::int32_t index, const Gap& gap);
  void Push(State next);

  const RepairModel& model_;
  const Vocabulary& vocabulary_;
  const Grammar* grammar_;
  MarkingKind kind_;
  std::string_view text_;
  Cost limit_ = 0;
  std::vector<State> states_;
  std::vector<std::vector<std::int32_t>> open_;  // by place in the text
  // Hits by trie and place: filled when asked for.
  std::vector<std::vector<std::vector<RepairHit>>> hits_;
  std::vector<std::vector<bool>> known_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_REPAIR_SEARCH_H_
