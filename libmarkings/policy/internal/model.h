#ifndef LIBMARKINGS_POLICY_INTERNAL_MODEL_H_
#define LIBMARKINGS_POLICY_INTERNAL_MODEL_H_

// A finite model of what a policy decides. A unit of a document is a cell (mark, kind, whether it has a mark
// and a number of its own) and, for each condition on its text or its document, an atom that may hold or not.
// Every unit of every document is some cell with some atoms; not every cell with atoms is a unit (two
// patterns may exclude each other). So what holds in all of the model holds for all documents, and what is
// found in the model needs a document that shows it. Users want policy/compare.h and policy/lint.h.
//
// A kind of condition that is not known here is an atom of its own: it may hold and it may fail.
//
// A condition on dates may be open in a decision: then it acts on a withhold or mask rule as if it held, on a
// release rule as if it failed, and the same below a `not`. So there is an atom for a condition and one for
// its contrary, of each for either sort of rule, and each may hold and may fail whatever the others do:
// whatever a document's dates are, known or not, some assignment is what its rules make of them.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libmarkings/cable/element.h"
#include "libmarkings/policy/internal/dates.h"
#include "libmarkings/policy/policy.h"

namespace markings::internal {

// What one atom stands for.
struct Atom {
  enum class Sort : std::uint8_t { kText, kFind, kCaption, kTag, kSection, kDate, kOther };
  Sort sort = Sort::kOther;
  std::string name;            // the pattern, or the name; of kDate and kOther: nothing that is shown
  const Rule* rule = nullptr;  // kOther: the condition is that of this rule,
  std::size_t condition = 0;   // at this place
  auto operator<=>(const Atom&) const = default;
};

struct Cell {
  std::optional<Marking> mark;  // effective; none: it cannot be read, there is none, or it is apparatus
  bool from_banner = false;     // a portion without any mark: `mark` counts where the policy reads the banner
  ElementKind kind = ElementKind::kParagraph;
  bool inherited = false;
  bool numbered = false;
};

// What one audience is shown by one policy. Both must outlive it.
struct View {
  View(const Policy& of, const Audience& whom);
  const Policy* policy;
  const Audience* audience;
  std::vector<const Rule*> rules;  // that speak of the audience
};

// A truth value with an atom to decide next when it is open.
struct Open {
  Truth truth = Truth::kNo;
  std::size_t atom = 0;
};
[[nodiscard]] Open Not(Open value);

class Model {
 public:
  // The views must be of the same vocabulary and outlive the model.
  explicit Model(std::vector<const View*> views);

  // All cells that the views tell apart, the simplest first. `complete`: whether no mark was left out.
  [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::vector<Atom>& atoms() const { return atoms_; }

  // An assignment of truth values to atoms.
  using Assignment = std::vector<Truth>;
  // In one cell, with some atoms decided:
  [[nodiscard]] Open Holds(const View& view, const Rule& rule, const Cell& cell, const Assignment& with);
  [[nodiscard]] Open HoldsAnywhere(const View& view, RuleEffect effect, const Cell& cell,
                                   const Assignment& with);
  // Whether the pattern of a mask rule that holds finds something.
  [[nodiscard]] Open Finds(const View& view, const Rule& rule, const Cell& cell, const Assignment& with);
  // Whether a unit goes out, whole or with masks.
  [[nodiscard]] Open GoesOut(const View& view, const Cell& cell, const Assignment& with);
  // Whether the audience is cleared for the mark of a portion and it has one.
  [[nodiscard]] static bool Cleared(const View& view, const Cell& cell);

  // Asks `question` of every cell and assignment; `found` is called where it says yes, and ends the search by
  // true. False when the search was given up before it was done: its end proves nothing then.
  using Question = std::function<Open(const Cell&, const Assignment&)>;
  using Found = std::function<bool(const Cell&, const Assignment&)>;
  [[nodiscard]] bool Search(const Question& question, const Found& found);
  // Nothing found in the whole of the model, which is complete.
  [[nodiscard]] bool Never(const Question& question);

 private:
  // `negated`: below an odd number of `not`.
  [[nodiscard]] Open Test(const View& view, const Rule& rule, std::size_t index, const Cell& cell,
                          const Assignment& with, bool negated = false);
  [[nodiscard]] Open DateAtom(const Rule& rule, const Condition& condition, const Assignment& with,
                              bool negated);
  [[nodiscard]] Open AtomOf(Atom atom, const Assignment& with);
  void AddCells(const std::vector<const View*>& views);
  bool Walk(const Question& question, const Found& found, const Cell& cell, Assignment& with, bool& stop);

  const Vocabulary& vocabulary_;
  std::vector<Cell> cells_;
  bool complete_ = true;
  std::vector<Atom> atoms_;
  std::map<Atom, std::size_t> index_;
  std::size_t steps_ = 0;
};

// Logic over values that may be open.
template <class Range, class Value>
[[nodiscard]] Open AnyOf(const Range& range, Value value) {
  Open result;
  for (const auto& one : range) {
    const Open is = value(one);
    if (is.truth == Truth::kYes) return is;
    if (is.truth == Truth::kOpen && result.truth == Truth::kNo) result = is;
  }
  return result;
}
template <class Range, class Value>
[[nodiscard]] Open AllOf(const Range& range, Value value) {
  return Not(AnyOf(range, [&](const auto& one) { return Not(value(one)); }));
}
[[nodiscard]] Open And(Open a, Open b);
[[nodiscard]] Open Or(Open a, Open b);

}  // namespace markings::internal

#endif  // LIBMARKINGS_POLICY_INTERNAL_MODEL_H_
