#include "libmarkings/policy/internal/condition.h"

#include <re2/re2.h>

#include <algorithm>
#include <bit>

#include "libmarkings/marking/clearance.h"
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
  Truth Test(std::size_t index) const {
    using enum Condition::Op;
    const Condition& condition = rule_.conditions[index];
    switch (condition.op) {
      case kAll:
        return Not(AnyOf(condition, true));
      case kAny:
        return AnyOf(condition, false);
      case kNot:
        return Not(Test(condition.children.front()));
      case kNewerThan:
      case kOlderThan:
      case kDeclassified:
        return subject_.dates == nullptr
                   ? Truth::kOpen
                   : HoldsOnDates(condition, *subject_.dates,
                                  subject_.dates->days.WrittenOf(subject_.document, subject_.element));
      default:
        return TruthOf(Looks(condition));
    }
  }

 private:
  // Whether one of them holds, or, of their contraries, one does.
  Truth AnyOf(const Condition& condition, bool contrary) const {
    Truth any = Truth::kNo;
    for (const std::size_t child : condition.children) {
      const Truth truth = contrary ? Not(Test(child)) : Test(child);
      if (truth == Truth::kYes) return truth;
      if (truth == Truth::kOpen) any = truth;
    }
    return any;
  }

  // What can be seen in the document is so or not.
  bool Looks(const Condition& condition) const {
    using enum Condition::Op;
    const Element& element = subject_.head;
    const Header& header = subject_.document.header();
    switch (condition.op) {
      case kAtMost:
      case kHas:
      case kLacks:
      case kWithin:
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
        return Finds(*condition.text);
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
      default:
        return false;
    }
  }

  bool Finds(const re2::RE2& pattern) const {
    if (subject_.set != nullptr) {
      if (const auto number = subject_.set->Number(pattern))
        return std::ranges::binary_search(subject_.patterns, *number);
    }
    return re2::RE2::PartialMatch(re2::StringPiece(subject_.text.data(), subject_.text.size()), pattern);
  }

  const Rule& rule_;
  const Subject& subject_;
  const Marking* mark_;
};

}  // namespace

bool IsCleared(const Vocabulary& vocabulary, const Audience& audience, const Marking& mark) {
  return IsWithin(vocabulary, audience.clears, audience.countries, mark);
}

bool HoldsForMark(const Vocabulary& vocabulary, const Condition& condition, const Marking& mark) {
  const bool categories = vocabulary.grammar() != nullptr;
  switch (condition.op) {
    case Condition::Op::kAtMost:
      return Dominates(vocabulary, condition.bound, mark);
    case Condition::Op::kHas:
      // Held as written or through one that supersedes it, not through the level: a (C) portion has no SBU.
      if (categories) return (condition.controls & ~ControlsHeld(vocabulary, mark)) == 0;
      return Dominates(vocabulary, Marking{0, mark.controls}, Marking{0, condition.controls});
    case Condition::Op::kWithin:
      return std::ranges::all_of(condition.names, [&](const std::string& country) {
        return MayRelease(vocabulary, mark, country).granted;
      });
    case Condition::Op::kLacks: {
      // (A control of categories is more than its bit: it has lists, and a part in release.)
      if (categories) {
        const std::uint64_t given = ControlsHeld(vocabulary, mark) | ControlsAbsorbed(vocabulary, mark.level);
        return (condition.controls & given) == 0;
      }
      for (std::uint64_t left = condition.controls; left != 0; left &= left - 1) {
        if (Covers(vocabulary, mark, std::uint64_t{1} << std::countr_zero(left))) return false;
      }
      return true;
    }
    default:
      return false;
  }
}

Subject SubjectOf(const Document& document, const SectionIndex& sections, const UnitTexts& texts,
                  const Element& element, EntityKinds finds, const Dates* dates) {
  Subject subject{document, sections, element.index, element, texts[element.index], {}, dates};
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

bool IsDecidedOn(ElementKind kind, bool is_head) {
  return is_head && (IsPortion(kind) || kind == ElementKind::kHeader || kind == ElementKind::kEo ||
                     kind == ElementKind::kEnd || kind == ElementKind::kRedaction);
}

Verdict Evaluate(const Rule& rule, const Subject& subject, const Marking* mark) {
  const Evaluator evaluator(rule, subject, mark);
  std::optional<std::size_t> open;
  for (const std::size_t child : rule.conditions.front().children) {
    const Truth truth = evaluator.Test(child);
    if (truth == Truth::kNo) return {false, false, static_cast<std::uint32_t>(child)};
    if (truth == Truth::kOpen && !open) open = child;
  }
  if (!open) return {true, false, 0};
  return {rule.effect != RuleEffect::kRelease, true, static_cast<std::uint32_t>(*open)};
}

std::vector<std::size_t> FailedKeys(const Rule& rule, const Subject& subject, const Marking* mark) {
  const Evaluator evaluator(rule, subject, mark);
  const bool releases = rule.effect == RuleEffect::kRelease;
  std::vector<std::size_t> failed;
  for (const std::size_t child : rule.conditions.front().children) {
    const Truth truth = evaluator.Test(child);
    if (truth == Truth::kNo || (releases && truth == Truth::kOpen)) failed.push_back(child);
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
