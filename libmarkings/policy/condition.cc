#include "libmarkings/policy/internal/condition.h"

#include <re2/re2.h>

#include <algorithm>
#include <bit>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/recognise/recognisers.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

template <class T>
bool Holds(const std::vector<T>& names, const T& name) {
  return std::ranges::find(names, name) != names.end();
}

// "OVIP (SURNAME, GIVEN)" is the code OVIP with a person's name after it.
std::string TagCode(const std::string& item) { return Upper(item.substr(0, item.find(" ("))); }

// Whether a mark protects as much as one control alone does: it holds the control or one that supersedes it,
// or its level absorbs it.
bool Covers(const Vocabulary& vocabulary, const Marking& mark, std::uint64_t control) {
  return Dominates(vocabulary, mark, Marking{0, control});
}

class Evaluator {
 public:
  Evaluator(const Rule& rule, const Subject& subject, const Marking* mark)
      : rule_(rule), subject_(subject), mark_(mark) {}

  // Depth is bounded by the loader, not by the document.
  bool Test(std::size_t index) const {
    using enum Condition::Op;
    const Condition& condition = rule_.conditions[index];
    const Element element = subject_.document.elements()[subject_.element];
    const Header& header = subject_.document.header();
    const auto holds = [this](std::size_t child) { return Test(child); };
    switch (condition.op) {
      case kAll:
        return std::ranges::all_of(condition.children, holds);
      case kAny:
        return std::ranges::any_of(condition.children, holds);
      case kNot:
        return !holds(condition.children.front());
      case kAtMost:
      case kHas:
      case kLacks:
        return mark_ != nullptr && HoldsForMark(subject_.document.vocabulary(), condition, *mark_);
      case kKind:
        return Holds(condition.kinds, element.kind);
      case kSection:
        return std::ranges::any_of(condition.names, [&](const std::string& name) {
          return subject_.sections.Contains(name, subject_.element);
        });
      case kCaption:
        return std::ranges::any_of(header.captions, [&](const Header::Caption& caption) {
          return Holds(condition.names, caption.name);
        });
      case kTags:
        return std::ranges::any_of(
            header.tags, [&](const Header::Tag& tag) { return Holds(condition.names, TagCode(tag.code)); });
      case kText:
        return re2::RE2::PartialMatch(subject_.text, *condition.text);
      case kInherited:
        return (element.mark_origin != MarkOrigin::kOwn) == condition.flag;
      case kNumbered:
        return element.number.has_value() == condition.flag;
      case kFind:
        return condition.entities.Meets(subject_.found);
      case kOrigin:
        return Holds(condition.names, Upper(header.from)) ||
               (header.mrn && Holds(condition.names, Upper(header.mrn->origin)));
      case kAddressee:
        return std::ranges::any_of(header.addressees, [&](const Header::Addressee& one) {
          return Holds(condition.names, Upper(one.name));
        });
    }
    return false;
  }

 private:
  const Rule& rule_;
  const Subject& subject_;
  const Marking* mark_;
};

}  // namespace

bool HoldsForMark(const Vocabulary& vocabulary, const Condition& condition, const Marking& mark) {
  switch (condition.op) {
    case Condition::Op::kAtMost:
      return Dominates(vocabulary, condition.bound, mark);
    case Condition::Op::kHas:
      // Held as written or through one that supersedes it, not through the level: a (C) portion has no SBU.
      return Dominates(vocabulary, Marking{0, mark.controls}, Marking{0, condition.controls});
    case Condition::Op::kLacks: {
      for (std::uint64_t left = condition.controls; left != 0; left &= left - 1) {
        if (Covers(vocabulary, mark, std::uint64_t{1} << std::countr_zero(left))) return false;
      }
      return true;
    }
    default:
      return false;
  }
}

Subject SubjectOf(const Document& document, const SectionIndex& sections, std::size_t element,
                  EntityKinds finds) {
  Subject subject{document, sections, element, document.UnitText(element), {}};
  if (finds.empty()) return subject;
  for (const Recognition& one : Recognisers().Find(subject.text, finds)) subject.found.Add(one.kind);
  return subject;
}

EntityKinds KindsAskedFor(const Rule& rule) {
  EntityKinds kinds;
  for (const Condition& condition : rule.conditions) kinds.Add(condition.entities);
  return kinds;
}

void AddSections(const Rule& rule, std::vector<std::string>& names) {
  for (const Condition& condition : rule.conditions) {
    if (condition.op != Condition::Op::kSection) continue;
    for (const std::string& name : condition.names) {
      if (!Holds(names, name)) names.push_back(name);
    }
  }
}

bool IsDecidedOn(const Element& element) {
  if (element.continues != kNoElement) return false;
  return IsPortion(element.kind) || element.kind == ElementKind::kHeader ||
         element.kind == ElementKind::kEo || element.kind == ElementKind::kEnd ||
         element.kind == ElementKind::kRedaction;
}

Verdict Evaluate(const Rule& rule, const Subject& subject, const Marking* mark) {
  const Evaluator evaluator(rule, subject, mark);
  for (const std::size_t child : rule.conditions.front().children) {
    if (!evaluator.Test(child)) return {false, rule.conditions[child].shown};
  }
  return {true, {}};
}

std::vector<std::size_t> FailedKeys(const Rule& rule, const Subject& subject, const Marking* mark) {
  const Evaluator evaluator(rule, subject, mark);
  std::vector<std::size_t> failed;
  for (const std::size_t child : rule.conditions.front().children) {
    if (!evaluator.Test(child)) failed.push_back(child);
  }
  return failed;
}

bool NamesKind(const Rule& rule, ElementKind kind) {
  return std::ranges::any_of(rule.conditions.front().children, [&](std::size_t child) {
    const Condition& condition = rule.conditions[child];
    return condition.op == Condition::Op::kKind && Holds(condition.kinds, kind);
  });
}

}  // namespace markings::internal
