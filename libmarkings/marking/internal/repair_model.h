#ifndef LIBMARKINGS_MARKING_INTERNAL_REPAIR_MODEL_H_
#define LIBMARKINGS_MARKING_INTERNAL_REPAIR_MODEL_H_

// The spellings of a vocabulary in a form in which those near a piece of text are found: tries that are
// walked with a weighted restricted Damerau distance. Users want marking/repair.h.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/marking/internal/edit_cost.h"
#include "libmarkings/marking/vocabulary.h"

namespace markings::internal {

// A spelling and what it stands for.
struct RepairEntry {
  enum class Role : std::uint8_t {
    kLevel,      // index: level
    kCompound,   // index: Grammar::compounds
    kOwnerWord,  // index: owner
    kPrefix,     // says nothing
    kControl,    // index: control; `name`: a compartment that comes with it
    kFused,      // index: Grammar::fused
    kBare,       // a name without its control's word. index: control
    kCaption,    // index: caption
    kWholeText,  // "ENTIRE TEXT"
    kCode,       // a country. index: of Countries
    kPart,       // a known compartment. index: Grammar::compartments
  };
  std::string text;  // in capitals
  Role role = Role::kControl;
  std::uint16_t index = 0;
  std::uint8_t forms = 0;   // as Meaning::forms; 0: any
  std::uint8_t weight = 0;  // letters and digits: how much it says
  Cost prior = 0;           // how unlikely it is to be meant, beside what was written
  std::string name{};       // NOLINT(readability-redundant-member-init): an aggregate
};

// A spelling near text[start, end).
struct RepairHit {
  const RepairEntry* entry = nullptr;
  std::uint16_t end = 0;
  Cost cost = 0;
};

class RepairTrie {
 public:
  // `inflected`: letters after a spelling make another word of it.
  explicit RepairTrie(std::vector<RepairEntry> entries, bool inflected = true);

  [[nodiscard]] const std::vector<RepairEntry>& entries() const { return entries_; }
  // The spellings near the text that begins at `start`, each with its likeliest ends. `text` is in capitals.
  void Find(std::string_view text, std::size_t start, std::vector<RepairHit>& hits) const;

 private:
  struct Node {
    char letter = 0, before = 0;
    std::uint8_t depth = 0;  // 1 for a first letter
    std::uint8_t omission = 0;
    std::uint16_t next = 0;  // the first node that is not below this one
    std::uint16_t entry = 0, entries = 0;
    std::int16_t limit = 0;  // the most that a spelling here or below may cost
    const std::array<std::uint8_t, kCostIndices>* costs = nullptr;
  };
  void AddHits(const Node& node, const Cost* closed, std::size_t low, std::size_t high, const Cost* trailing,
               const bool* word_end, std::size_t start, std::vector<RepairHit>& hits) const;

  bool inflected_;
  std::vector<RepairEntry> entries_;  // sorted by text
  std::vector<Node> nodes_;           // in preorder
};

// What a spelling may cost at most, by its letters.
[[nodiscard]] Cost CostLimit(std::size_t letters);

struct RepairModel {
  explicit RepairModel(const Vocabulary& vocabulary);

  const Vocabulary& vocabulary;
  RepairTrie tokens;              // levels, owners, controls
  RepairTrie codes;               // countries
  std::vector<RepairTrie> parts;  // compartments, by control
  bool list_before = false;       // some control's list stands before its word
  std::uint64_t open = 0;         // categories that hold names that nobody knows
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_MARKING_INTERNAL_REPAIR_MODEL_H_
