#include "libmarkings/policy/internal/condition.h"

#include <re2/re2.h>

#include <algorithm>

#include "libmarkings/marking/lattice.h"

namespace markings::internal {
namespace {

bool Contains(const std::vector<std::string>& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

// A section is what stands under a heading of that name, and what begins with the name and a colon.
bool InSection(const Condition& condition, const Subject& subject) {
  const Element& element = subject.document.elements()[subject.element];
  if (element.section != kNoElement && Contains(condition.names, Upper(subject.document.UnitText(element.section)))) return true;
  return std::ranges::any_of(condition.names, [&](const std::string& name) {
    return subject.text.size() > name.size() && Upper(std::string_view(subject.text).substr(0, name.size())) == name && subject.text[name.size()] == ':';
  });
}

class Evaluator {
 public:
  Evaluator(const Rule& rule, const Subject& subject, const Marking* mark) : rule_(rule), subject_(subject), mark_(mark) {}

  // Depth is bounded by the loader, not by the document.
  bool Holds(std::size_t index) {
    const Condition& condition = rule_.conditions[index];
    const bool held = Test(condition);
    if (!held && failed_.empty()) failed_ = condition.shown;
    return held;
  }

  [[nodiscard]] std::string TakeFailed() { return std::move(failed_); }

 private:
  bool Test(const Condition& condition) {
    using enum Condition::Op;
    const Element& element = subject_.document.elements()[subject_.element];
    const auto holds = [this](std::size_t child) { return Holds(child); };
    switch (condition.op) {
      case kAll: return std::ranges::all_of(condition.children, holds);
      case kAny: return std::ranges::any_of(condition.children, holds);
      case kNot: return !holds(condition.children.front());
      case kAtMost: return mark_ != nullptr && Dominates(subject_.document.vocabulary(), condition.bound, *mark_);
      case kHas: return mark_ != nullptr && (condition.controls & ~mark_->controls) == 0;
      case kLacks: return mark_ != nullptr && (condition.controls & mark_->controls) == 0;
      case kKind: return std::ranges::find(condition.kinds, element.kind) != condition.kinds.end();
      case kSection: return InSection(condition, subject_);
      case kCaption:
        return std::ranges::any_of(subject_.document.header().captions, [&](const Header::Caption& caption) { return Contains(condition.names, caption.name); });
      case kTags:
        return std::ranges::any_of(subject_.document.header().tags, [&](const Header::Tag& tag) { return Contains(condition.names, tag.code); });
      case kText: return re2::RE2::PartialMatch(subject_.text, *condition.text);
      case kInherited: return (element.mark_origin != MarkOrigin::kOwn) == condition.flag;
      case kNumbered: return element.number.has_value() == condition.flag;
    }
    return false;
  }

  const Rule& rule_;
  const Subject& subject_;
  const Marking* mark_;
  std::string failed_;
};

}  // namespace

Verdict Evaluate(const Rule& rule, const Subject& subject, const Marking* mark) {
  Evaluator evaluator(rule, subject, mark);
  const bool held = evaluator.Holds(0);
  return {held, held ? std::string() : evaluator.TakeFailed()};
}

bool NamesKind(const Rule& rule, ElementKind kind) {
  // Only a kind that must hold counts: a key of the outermost condition.
  return std::ranges::any_of(rule.conditions.front().children, [&](std::size_t child) {
    const Condition& condition = rule.conditions[child];
    return condition.op == Condition::Op::kKind && std::ranges::find(condition.kinds, kind) != condition.kinds.end();
  });
}

}  // namespace markings::internal
