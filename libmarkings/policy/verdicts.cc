#include "libmarkings/policy/internal/verdicts.h"

#include <algorithm>
#include <utility>

namespace markings::internal {
namespace {

std::size_t Mixed(std::size_t hash, std::uint64_t value) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  constexpr unsigned kHalf = 32;
  hash = (hash ^ value) * kOdd;
  return hash ^ (hash >> kHalf);
}

// How a key of a condition is accounted for when units are taken for alike. A new key must be put into one of
// these (no default: the compiler says so); what it looks at of a unit that is not in Verdicts::Look must be
// put there, or units would be taken for alike that it tells apart.
enum class LooksAt : std::uint8_t { kNothing, kDocument, kMessage, kLook, kText };
LooksAt WhatOf(Condition::Op op) {
  using enum Condition::Op;
  switch (op) {
    case kAll:
    case kAny:
    case kNot:
      return LooksAt::kNothing;
    case kCaption:
    case kTags:
    case kOrigin:
    case kAddressee:
      return LooksAt::kDocument;
    case kNewerThan:
    case kOlderThan:
    case kDeclassified:
      return LooksAt::kMessage;
    case kAtMost:
    case kWithin:
    case kHas:
    case kLacks:
    case kKind:
    case kSection:
    case kInherited:
    case kNumbered:
    case kFind:
      return LooksAt::kLook;
    case kText:
      break;
  }
  return LooksAt::kText;
}

}  // namespace

std::size_t Verdicts::LookHash::operator()(const Look& look) const {
  const std::size_t hash = Mixed(Mixed(look.mark, look.sections), look.message);
  return Mixed(hash,
               (std::to_underlying(look.kind) * 4U) + (look.own_mark ? 2U : 0U) + (look.numbered ? 1U : 0U));
}

std::size_t Verdicts::MarkHash::operator()(const Marking& mark) const {
  return Mixed(Mixed(mark.level, mark.controls), mark.names.size());
}

Verdicts::Verdicts(const Document& document, const SectionIndex& sections, std::span<const Rule* const> rules,
                   const PatternSet* set)
    : sections_(sections), rules_(rules), set_(set) {
  if (set_ == nullptr) return;
  found_in_.resize(document.elements().size());
  asking_.resize(static_cast<std::size_t>(set_->conditions()));
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    for (const Condition& condition : rules_[i]->conditions) {
      if (WhatOf(condition.op) == LooksAt::kMessage) by_message_ = true;
      if (WhatOf(condition.op) != LooksAt::kText) continue;
      const auto number = set_->Number(*condition.text);
      if (!number) {  // a set of other rules: not to be used
        set_ = nullptr;
        return;
      }
      std::vector<std::uint32_t>& asking = asking_[static_cast<std::size_t>(*number)];
      if (asking.empty() || asking.back() != i) asking.push_back(static_cast<std::uint32_t>(i));
    }
  }
}

std::span<const int> Verdicts::Found(const Subject& subject) {
  std::uint32_t& number = found_in_[subject.element];
  if (number == kNothing) return {};
  if (number == 0) {
    set_->Find(subject.text, scratch_);
    // (Most units hold none.)
    if (scratch_.empty()) {
      number = kNothing;
      return {};
    }
    const auto [known, fresh] =
        found_numbers_.try_emplace(scratch_, static_cast<std::uint32_t>(found_.size() + 1));
    if (fresh) found_.push_back(scratch_);
    number = known->second;
  }
  return found_[number - 1];
}

bool Verdicts::MayFind(const Rule& rule, const Subject& subject) {
  if (set_ == nullptr || rule.pattern == nullptr) return true;
  const std::span<const int> found = Found(subject);
  if (found.empty()) return false;
  const auto number = set_->Number(*rule.pattern);
  return !number || std::ranges::binary_search(found, *number);
}

bool Verdicts::Holds(const Rule& rule, const Subject& subject, const Marking* mark) {
  const Verdict verdict = Evaluate(rule, subject, mark);
  if (verdict.open) open_.insert(&rule);
  return verdict.held;
}

void Verdicts::NoteOpen(const UnitVerdict& verdict, bool masking) {
  for (const Rule* rule : verdict.open) {
    if ((rule->effect == RuleEffect::kMask) == masking) open_.insert(rule);
  }
}

void Verdicts::Sum(const Fates& fates, const Subject& subject, UnitVerdict& verdict) const {
  verdict.withholding.clear();
  verdict.releasing.clear();
  verdict.masking.clear();
  verdict.open.clear();
  const bool by_day = subject.dates != nullptr && subject.dates->as_of.has_value();
  const std::string_view unknown = by_day ? "date not known" : "no day is given to decide by";
  std::vector<NearestRule> nearest;
  nearest.reserve(rules_.size());
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = *rules_[i];
    const Verdict& fate = fates[i];
    if (fate.open) verdict.open.push_back(&rule);
    if (!fate.held) {
      if (rule.effect == RuleEffect::kRelease) {
        nearest.push_back(
            {rule.id, rule.conditions[fate.key].shown, fate.open ? unknown : std::string_view()});
      }
      continue;
    }
    (rule.effect == RuleEffect::kRelease    ? verdict.releasing
     : rule.effect == RuleEffect::kWithhold ? verdict.withholding
                                            : verdict.masking)
        .push_back(&rule);
  }
  verdict.nearest = SharedList<NearestRule>(std::move(nearest));
  verdict.beaten.clear();
}

const SharedList<std::string>& Verdicts::Beaten(const UnitVerdict& verdict, const std::string& by) {
  const auto [list, fresh] = verdict.beaten.try_emplace(by);
  if (fresh) {
    std::vector<std::string> also;
    also.reserve(verdict.releasing.size());
    for (const Rule* rule : verdict.releasing) also.push_back(rule->id + ": beaten by " + by);
    list->second = SharedList<std::string>(std::move(also));
  }
  return list->second;
}

const UnitVerdict& Verdicts::Of(const Subject& subject, const Marking* mark) {
  const UnitVerdict* verdict = &alone_;
  if (set_ != nullptr) {
    verdict = &Together(subject, mark);
  } else {
    Fates fates(rules_.size());
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      if (rules_[i]->effect != RuleEffect::kMask) fates[i] = Evaluate(*rules_[i], subject, mark);
    }
    Sum(fates, subject, alone_);  // (A mask rule, which was not asked, does not hold.)
  }
  NoteOpen(*verdict, false);
  return *verdict;
}

const std::vector<const Rule*>& Verdicts::Masking(const Subject& subject, const Marking* mark) {
  if (set_ != nullptr) {
    const UnitVerdict& verdict = Together(subject, mark);
    NoteOpen(verdict, true);
    return verdict.masking;
  }
  alone_.masking.clear();
  for (const Rule* rule : rules_) {
    if (rule->effect == RuleEffect::kMask && Holds(*rule, subject, mark)) alone_.masking.push_back(rule);
  }
  return alone_.masking;
}

const UnitVerdict& Verdicts::Together(const Subject& subject, const Marking* mark) {
  const Element& element = subject.head;
  Look look{0,
            sections_.GroupOf(subject.element),
            by_message_ ? subject.document.MessageOf(subject.element) : kNoElement,
            element.kind,
            element.mark_origin == MarkOrigin::kOwn,
            element.number.has_value(),
            subject.found};
  if (mark != nullptr)
    look.mark = marks_.try_emplace(*mark, static_cast<std::uint32_t>(marks_.size() + 1)).first->second;

  const std::span<const int> all = Found(subject);
  const auto asked = std::ranges::lower_bound(all, set_->conditions());
  scratch_.assign(all.begin(), asked);
  const auto [alike, fresh] = looks_.try_emplace(look);
  Alike& units = alike->second;
  if (!fresh) {
    if (const auto known = units.verdicts.find(scratch_); known != units.verdicts.end()) return known->second;
  }
  Subject same = subject;
  same.set = set_;
  same.patterns = {};
  if (fresh) {
    units.fates.resize(rules_.size());
    for (std::size_t i = 0; i < rules_.size(); ++i) units.fates[i] = Evaluate(*rules_[i], same, mark);
  }
  const auto verdict = units.verdicts.try_emplace(scratch_).first;
  same.patterns = verdict->first;
  Fates fates = units.fates;
  for (const int pattern : verdict->first) {
    for (const std::uint32_t i : asking_[static_cast<std::size_t>(pattern)])
      fates[i] = Evaluate(*rules_[i], same, mark);
  }
  Sum(fates, subject, verdict->second);
  return verdict->second;
}

}  // namespace markings::internal
