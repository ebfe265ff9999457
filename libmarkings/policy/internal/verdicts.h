#ifndef LIBMARKINGS_POLICY_INTERNAL_VERDICTS_H_
#define LIBMARKINGS_POLICY_INTERNAL_VERDICTS_H_

// What all rules of an audience say of a unit. Users want policy/decision.h.

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/internal/condition.h"
#include "libmarkings/policy/internal/grounds.h"
#include "libmarkings/policy/internal/pattern_set.h"
#include "libmarkings/policy/internal/sections.h"

namespace markings::internal {

// A mask rule that holds, and its pattern's number in the set; kNoPattern: it has none, or there is no set.
struct MaskingRule {
  static constexpr int kNoPattern = -1;
  const Rule* rule = nullptr;
  int pattern = kNoPattern;
};

// Rules that hold, in their order.
struct UnitVerdict {
  SharedList<const Rule*> withholding, releasing;
  SharedList<MaskingRule> masking;
  SharedList<const Rule*> open;                                       // of which that is not known
  SharedList<NearestRule> nearest;                                    // release rules that do not
  mutable std::array<std::unique_ptr<const Grounds>, kBars> grounds;  // kept for GroundsBook
};

struct MarkHash {
  std::size_t operator()(const Marking& mark) const;
};

// Rules look at few things of a unit, and most units of a document have these in common. So each rule is
// asked once for all units that are alike to it; one that holds or fails by a pattern, once for all units in
// which the same patterns are found. Without a set of patterns each rule is asked for each unit, and the
// units for which they answer alike have one verdict. Both say the same. For one document, one thread.
class Verdicts {
 public:
  // All must outlive this; `set` may be null. Rules that are asked are those given, in that order.
  Verdicts(const Document& document, const SectionIndex& sections, std::span<const Rule* const> rules,
           const PatternSet* set);

  // `mark` as in Evaluate.
  // What rules say that release or withhold. Valid as long as this.
  [[nodiscard]] const UnitVerdict& Of(const Subject& subject, const Marking* mark);
  // Mask rules whose `when` holds, but for those whose own pattern is not found in the unit: of the others it
  // has the last word. Valid until the next call.
  [[nodiscard]] std::span<const Rule* const> Masking(const Subject& subject, const Marking* mark);
  // Whether one rule holds, asked by itself.
  [[nodiscard]] bool Holds(const Rule& rule, const Subject& subject, const Marking* mark);
  // Whether the rule was asked of some unit and it is not known whether it holds.
  [[nodiscard]] bool WasOpen(const Rule& rule) const { return open_.contains(&rule); }

 private:
  // What rules can tell units by, beside the patterns found in them.
  struct Look {
    std::uint32_t mark = 0;  // which of marks_, from 1; 0: none that can be read
    std::uint32_t sections = 0;
    std::size_t message = kNoElement;  // where rules ask for dates, and each message has its own
    ElementKind kind = ElementKind::kBlank;
    bool own_mark = false;
    bool numbered = false;
    EntityKinds found;
    friend bool operator==(const Look&, const Look&) = default;
  };
  struct LookHash {
    std::size_t operator()(const Look& look) const;
  };
  using Fates = std::vector<Verdict>;  // of each rule
  struct FatesHash {
    std::size_t operator()(const Fates& fates) const;
  };
  struct PatternsHash {
    std::size_t operator()(const std::vector<int>& patterns) const;
  };
  struct Alike {
    Fates fates;          // where no pattern is found
    UnitVerdict verdict;  // of these
    std::unordered_map<std::uint32_t, UnitVerdict>
        by_asked;  // where some are: by what is found of those asked for
  };
  // Patterns that are found together.
  struct Together {
    std::vector<int> all;
    std::size_t asking = 0;   // how many of these conditions ask for: the first
    std::uint32_t asked = 0;  // these have a number, from 1; 0: none
  };

  [[nodiscard]] const UnitVerdict& OfAlike(const Subject& subject, const Marking* mark);
  [[nodiscard]] const Together& Found(const Subject& subject);
  [[nodiscard]] std::uint32_t NumberFound(const std::vector<int>& found);
  using Effects = std::array<bool, 3>;  // by RuleEffect
  static constexpr Effects kAllEffects = {true, true, true};
  // The verdict that fates come to, as far as rules of these effects go.
  void Sum(const Fates& fates, const Subject& subject, const Effects& of, UnitVerdict& verdict) const;
  void NoteOpen(const UnitVerdict& verdict, bool masking);

  const SectionIndex& sections_;
  std::span<const Rule* const> rules_;
  const PatternSet* set_;
  bool by_message_ = false;
  std::vector<std::uint32_t> release_, withhold_, dated_;  // rules by effect, and those that ask for dates
  std::vector<std::pair<std::uint32_t, MaskingRule>> mask_;
  std::vector<std::vector<std::uint32_t>> asking_;  // by pattern: the rules whose conditions ask for it
  std::unordered_map<Marking, std::uint32_t, MarkHash> marks_;
  std::unordered_map<Look, Alike, LookHash> looks_;
  std::vector<std::uint32_t> found_in_;  // by element: which of found_, from 1; 0: not looked
  std::deque<Together> found_;           // [0]: none
  std::unordered_map<std::vector<int>, std::uint32_t, PatternsHash> found_numbers_, asked_numbers_;
  std::vector<int> scratch_;
  Fates fates_;
  std::unordered_map<Fates, UnitVerdict, FatesHash> alone_;
  std::vector<const Rule*> masking_;
  std::set<const Rule*> open_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_VERDICTS_H_
