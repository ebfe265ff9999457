#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <set>

#include "libmarkings/policy/internal/condition.h"
#include "libmarkings/policy/internal/mark_domain.h"
#include "libmarkings/policy/internal/model.h"

namespace markings::internal {
namespace {

using Op = Condition::Op;

// A search that takes longer is given up: nothing is said then. (A policy would need dozens of patterns, each
// of which bears on the others.)
constexpr std::size_t kMostSteps = 100'000;

// What rules decide on, the plainest first, since the first that is found is shown.
constexpr std::array kPortions = {
    ElementKind::kParagraph, ElementKind::kSubject,      ElementKind::kSubparagraph, ElementKind::kHeading,
    ElementKind::kQuoted,    ElementKind::kReference,    ElementKind::kTags,         ElementKind::kSignature,
    ElementKind::kPassing,   ElementKind::kClassifiedBy, ElementKind::kNote,         ElementKind::kField,
    ElementKind::kSourceNote};
constexpr std::array kApparatus = {ElementKind::kEo, ElementKind::kEnd, ElementKind::kHeader,
                                   ElementKind::kRedaction};

Open Is(bool truth) { return {truth ? Truth::kYes : Truth::kNo, 0}; }

bool Uses(const std::vector<const View*>& views, Op op) {
  return std::ranges::any_of(views, [&](const View* view) {
    return std::ranges::any_of(view->rules, [&](const Rule* rule) {
      return std::ranges::any_of(rule->conditions,
                                 [&](const Condition& condition) { return condition.op == op; });
    });
  });
}

// What the rules and the clearances of the views make of a mark.
std::vector<bool> Signature(const std::vector<const View*>& views, const Marking& mark) {
  std::vector<bool> signature;
  for (const View* view : views) {
    const Vocabulary& vocabulary = view->policy->vocabulary();
    signature.push_back(IsCleared(vocabulary, *view->audience, mark));
    for (const Rule* rule : view->rules) {
      for (const Condition& condition : rule->conditions)
        signature.push_back(HoldsForMark(vocabulary, condition, mark));
    }
  }
  return signature;
}

// The countries that the audiences come from and the rules speak of.
std::vector<std::string> CountriesNamed(const std::vector<const View*>& views) {
  std::set<std::string> countries;
  for (const View* view : views) {
    countries.insert(view->audience->countries.begin(), view->audience->countries.end());
    for (const Rule* rule : view->rules) {
      for (const Condition& condition : rule->conditions) {
        if (condition.op == Op::kWithin) countries.insert(condition.names.begin(), condition.names.end());
      }
    }
  }
  return {countries.begin(), countries.end()};
}

std::optional<Marking> EffectiveMark(const View& view, const Cell& cell) {
  if (cell.from_banner && view.policy->unmarked() != Unmarked::kBanner) return std::nullopt;
  return cell.mark;
}

}  // namespace

View::View(const Policy& of, const Audience& whom) : policy(&of), audience(&whom) {
  for (const Rule& rule : of.rules()) {
    if (std::ranges::find(rule.audiences, whom.id) != rule.audiences.end()) rules.push_back(&rule);
  }
}

Open Not(Open value) {
  if (value.truth == Truth::kOpen) return value;
  return Is(value.truth == Truth::kNo);
}

Open And(Open a, Open b) { return Not(Or(Not(a), Not(b))); }

Open Or(Open a, Open b) {
  if (a.truth == Truth::kYes || b.truth == Truth::kNo) return a;
  return b.truth == Truth::kYes || a.truth == Truth::kNo ? b : a;
}

Model::Model(std::vector<const View*> views) : vocabulary_(views.front()->policy->vocabulary()) {
  AddCells(views);
}

void Model::AddCells(const std::vector<const View*>& views) {
  const MarkDomain domain = MarksOf(vocabulary_, CountriesNamed(views));
  complete_ = domain.complete;
  std::vector<std::optional<Marking>> marks;
  std::set<std::vector<bool>> seen;
  for (const Marking& mark : domain.marks) {
    if (seen.insert(Signature(views, mark)).second) marks.emplace_back(mark);
  }
  marks.emplace_back();
  const bool banners = std::ranges::any_of(
      views, [](const View* view) { return view->policy->unmarked() == Unmarked::kBanner; });
  const bool inherited = Uses(views, Op::kInherited);
  const bool numbered = Uses(views, Op::kNumbered);
  for (const ElementKind kind : kPortions) {
    // A numbered paragraph is the plain case; of other kinds few have a number.
    const bool plain = kind == ElementKind::kParagraph;
    for (const bool flip_number : {false, true}) {
      if (flip_number && !numbered) continue;
      for (const bool flip_mark : {false, true}) {
        if (flip_mark && !inherited) continue;
        for (const std::optional<Marking>& mark : marks) {
          const Cell cell{mark, false, kind, flip_mark, plain != flip_number};
          cells_.push_back(cell);
          if (banners && mark) {
            cells_.push_back(cell);
            cells_.back().from_banner = cells_.back().inherited = true;
          }
        }
      }
    }
  }
  for (const ElementKind kind : kApparatus) cells_.push_back({std::nullopt, false, kind, true, false});
}

Open Model::AtomOf(Atom atom, const Assignment& with) {
  const auto [at, added] = index_.try_emplace(atom, atoms_.size());
  if (added) atoms_.push_back(std::move(atom));
  const std::size_t index = at->second;
  return {index < with.size() ? with[index] : Truth::kOpen, index};
}

// Depth is bounded by the loader.
Open Model::Test(const View& view, const Rule& rule, std::size_t index, const Cell& cell,
                 const Assignment& with, bool negated) {
  const Condition& condition = rule.conditions[index];
  const auto child = [&](std::size_t at) {
    return Test(view, rule, at, cell, with, negated != (condition.op == Op::kNot));
  };
  const auto named = [&](Atom::Sort sort) {
    return AnyOf(condition.names, [&](const std::string& name) { return AtomOf({sort, name}, with); });
  };
  switch (condition.op) {
    case Op::kAll:
      return AllOf(condition.children, child);
    case Op::kAny:
      return AnyOf(condition.children, child);
    case Op::kNot:
      return Not(child(condition.children.front()));
    case Op::kAtMost:
    case Op::kHas:
    case Op::kLacks:
    case Op::kWithin: {
      const auto mark = IsPortion(cell.kind) ? EffectiveMark(view, cell) : std::nullopt;
      return Is(mark && HoldsForMark(vocabulary_, condition, *mark));
    }
    case Op::kKind:
      return Is(std::ranges::find(condition.kinds, cell.kind) != condition.kinds.end());
    case Op::kInherited:
      return Is(cell.inherited == condition.flag);
    case Op::kNumbered:
      return Is(cell.numbered == condition.flag);
    case Op::kText:
      return AtomOf({Atom::Sort::kText, condition.text->pattern()}, with);
    case Op::kCaption:
      return named(Atom::Sort::kCaption);
    case Op::kTags:
      return named(Atom::Sort::kTag);
    case Op::kSection:
      return named(Atom::Sort::kSection);
    case Op::kNewerThan:
    case Op::kOlderThan:
    case Op::kDeclassified:
      return DateAtom(rule, condition, with, negated);
    default:
      // Whatever it asks, a condition of a rule is asked of a unit, not of an audience (condition.h): so it
      // is one atom for all audiences that the rule speaks of, and another one in any other place.
      return AtomOf({Atom::Sort::kOther, {}, &rule, index}, with);
  }
}

// older_than is the contrary of newer_than, declassified = false that of declassified = true.
Open Model::DateAtom(const Rule& rule, const Condition& condition, const Assignment& with, bool negated) {
  const bool age = condition.op != Op::kDeclassified;
  const bool contrary = age ? condition.op == Op::kOlderThan : !condition.flag;
  const bool asked = contrary != negated;  // what is asked in the end is the contrary of the atom's condition
  std::string name = age ? fmt::format("newer {} {}", condition.period.months, condition.period.days)
                         : std::string("declassified");
  name += rule.effect == RuleEffect::kRelease ? ", of release" : "";
  name += asked ? ", contrary" : "";
  const Open literal = AtomOf({Atom::Sort::kDate, std::move(name)}, with);
  return negated ? Not(literal) : literal;
}

Open Model::Holds(const View& view, const Rule& rule, const Cell& cell, const Assignment& with) {
  return Test(view, rule, 0, cell, with);
}

Open Model::HoldsAnywhere(const View& view, RuleEffect effect, const Cell& cell, const Assignment& with) {
  return AnyOf(view.rules, [&](const Rule* rule) {
    return rule->effect == effect ? Holds(view, *rule, cell, with) : Open{};
  });
}

Open Model::Finds(const View& view, const Rule& rule, const Cell& cell, const Assignment& with) {
  if (rule.effect != RuleEffect::kMask) return {};
  const Open holds = Holds(view, rule, cell, with);
  if (holds.truth == Truth::kNo) return holds;
  // What recognisers find hangs on all that goes out to this audience.
  return And(holds, rule.pattern ? AtomOf({Atom::Sort::kFind, rule.pattern->pattern()}, with)
                                 : AtomOf({Atom::Sort::kOther, view.audience->id, &rule, 0}, with));
}

bool Model::Cleared(const View& view, const Cell& cell) {
  const auto mark = EffectiveMark(view, cell);
  return mark && IsCleared(view.policy->vocabulary(), *view.audience, *mark);
}

Open Model::GoesOut(const View& view, const Cell& cell, const Assignment& with) {
  const bool portion = IsPortion(cell.kind);
  if (portion && !Cleared(view, cell)) return {};
  const Open released = AnyOf(view.rules, [&](const Rule* rule) {
    const bool speaks = rule->effect == RuleEffect::kRelease && (portion || NamesKind(*rule, cell.kind));
    return speaks ? Holds(view, *rule, cell, with) : Open{};
  });
  if (released.truth == Truth::kNo) return released;
  const Open withheld = HoldsAnywhere(view, RuleEffect::kWithhold, cell, with);
  const Open out = And(released, Not(withheld));
  if (portion || out.truth == Truth::kNo) return out;
  // Apparatus is not released in part.
  return And(out, Not(AnyOf(view.rules, [&](const Rule* rule) { return Finds(view, *rule, cell, with); })));
}

bool Model::Walk(const Question& question, const Found& found, const Cell& cell, Assignment& with,
                 bool& stop) {
  if (++steps_ > kMostSteps) return false;
  const Open answer = question(cell, with);
  if (answer.truth == Truth::kNo) return true;
  if (answer.truth == Truth::kYes) {
    stop = found(cell, with);
    return true;
  }
  if (with.size() < atoms_.size()) with.resize(atoms_.size(), Truth::kOpen);
  for (const Truth truth : {Truth::kNo, Truth::kYes}) {  // no first: a witness with little in it
    with[answer.atom] = truth;
    if (!Walk(question, found, cell, with, stop)) return false;
    if (stop) return true;
  }
  with[answer.atom] = Truth::kOpen;
  return true;
}

bool Model::Search(const Question& question, const Found& found) {
  steps_ = 0;
  bool stop = false;
  for (const Cell& cell : cells_) {
    Assignment with(atoms_.size(), Truth::kOpen);
    if (!Walk(question, found, cell, with, stop)) return false;
    if (stop) return true;
  }
  return true;
}

bool Model::Never(const Question& question) {
  bool any = false;
  const bool done = Search(question, [&](const Cell&, const Assignment&) { return any = true; });
  return done && complete_ && !any;
}

}  // namespace markings::internal
