#ifndef LIBMARKINGS_POLICY_INTERNAL_VERDICTS_H_
#define LIBMARKINGS_POLICY_INTERNAL_VERDICTS_H_

// What all rules of an audience say of a unit. Users want policy/decision.h.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/internal/condition.h"
#include "libmarkings/policy/internal/pattern_set.h"
#include "libmarkings/policy/internal/sections.h"

namespace markings::internal {

// Rules that hold, in their order.
struct UnitVerdict {
  std::vector<const Rule*> withholding, releasing, masking;
  std::vector<const Rule*> open;    // of which that is not known
  SharedList<NearestRule> nearest;  // release rules that do not
  // Those that release, as Decision::also shows them, by what beats them.
  mutable std::map<std::string, SharedList<std::string>, std::less<>> beaten;
};

// Rules look at few things of a unit, and most units of a document have these in common. So each rule is
// asked once for all units that are alike to it; one that holds or fails by a pattern, once for all units in
// which the same patterns are found. Without a set of patterns each rule is asked for each unit. Both say the
// same. For one document, one thread.
class Verdicts {
 public:
  // All must outlive this; `set` may be null. Rules that are asked are those given, in that order.
  Verdicts(const Document& document, const SectionIndex& sections, std::span<const Rule* const> rules,
           const PatternSet* set);

  // `mark` as in Evaluate. What is given is valid until the next call.
  // What rules say that release or withhold.
  [[nodiscard]] const UnitVerdict& Of(const Subject& subject, const Marking* mark);
  // Mask rules whose `when` holds.
  [[nodiscard]] const std::vector<const Rule*>& Masking(const Subject& subject, const Marking* mark);
  [[nodiscard]] static const SharedList<std::string>& Beaten(const UnitVerdict& verdict,
                                                             const std::string& by);
  // Whether one rule holds, asked by itself.
  [[nodiscard]] bool Holds(const Rule& rule, const Subject& subject, const Marking* mark);
  // Whether the rule was asked of some unit and it is not known whether it holds.
  [[nodiscard]] bool WasOpen(const Rule& rule) const { return open_.contains(&rule); }
  // Whether the rule's own pattern may be found in the unit; the pattern has the last word.
  [[nodiscard]] bool MayFind(const Rule& rule, const Subject& subject);

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
  struct MarkHash {
    std::size_t operator()(const Marking& mark) const;
  };
  using Fates = std::vector<Verdict>;  // of each rule
  struct Alike {
    Fates fates;                                       // where no pattern is found
    std::map<std::vector<int>, UnitVerdict> verdicts;  // by the patterns that are
  };

  [[nodiscard]] const UnitVerdict& Together(const Subject& subject, const Marking* mark);
  [[nodiscard]] std::span<const int> Found(const Subject& subject);
  void Sum(const Fates& fates, const Subject& subject, UnitVerdict& verdict) const;
  void NoteOpen(const UnitVerdict& verdict, bool masking);

  const SectionIndex& sections_;
  std::span<const Rule* const> rules_;
  const PatternSet* set_;
  bool by_message_ = false;
  std::vector<std::vector<std::uint32_t>> asking_;  // by pattern: the rules whose conditions ask for it
  std::unordered_map<Marking, std::uint32_t, MarkHash> marks_;
  std::unordered_map<Look, Alike, LookHash> looks_;
  static constexpr std::uint32_t kNothing = 0xFFFFFFFF;
  std::vector<std::uint32_t> found_in_;  // by element: which of found_, from 1, or kNothing; 0: not looked
  std::deque<std::vector<int>> found_;
  std::map<std::vector<int>, std::uint32_t> found_numbers_;
  std::vector<int> scratch_;
  UnitVerdict alone_;
  std::set<const Rule*> open_;
};

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_VERDICTS_H_
