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

std::size_t MarkHash::operator()(const Marking& mark) const {
  return Mixed(Mixed(mark.level, mark.controls), mark.names.size());
}

std::size_t Verdicts::FatesHash::operator()(const Fates& fates) const {
  constexpr unsigned kKey = 2;
  std::size_t hash = fates.size();
  for (const Verdict& fate : fates)
    hash = Mixed(hash, (std::uint64_t{fate.key} << kKey) + (fate.held ? 2U : 0U) + (fate.open ? 1U : 0U));
  return hash;
}

std::size_t Verdicts::PatternsHash::operator()(const std::vector<int>& patterns) const {
  std::size_t hash = patterns.size();
  for (const int pattern : patterns) hash = Mixed(hash, static_cast<std::uint64_t>(pattern));
  return hash;
}

Verdicts::Verdicts(const Document& document, const SectionIndex& sections, std::span<const Rule* const> rules,
                   const PatternSet* set)
    : sections_(sections), rules_(rules), set_(set), found_(1) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    for (const Condition& condition : rules_[i]->conditions) {
      if (WhatOf(condition.op) == LooksAt::kMessage) by_message_ = true;
      if (set_ == nullptr || WhatOf(condition.op) != LooksAt::kText) continue;
      const auto number = set_->Number(*condition.text);
      if (!number) {  // a set of other rules: not to be used
        set_ = nullptr;
        continue;
      }
      asking_.resize(static_cast<std::size_t>(set_->conditions()));
      std::vector<std::uint32_t>& asking = asking_[static_cast<std::size_t>(*number)];
      if (asking.empty() || asking.back() != i) asking.push_back(static_cast<std::uint32_t>(i));
    }
  }
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = *rules_[i];
    const auto index = static_cast<std::uint32_t>(i);
    if (AsksForDates(rule)) dated_.push_back(index);
    switch (rule.effect) {
      case RuleEffect::kRelease:
        release_.push_back(index);
        break;
      case RuleEffect::kWithhold:
        withhold_.push_back(index);
        break;
      case RuleEffect::kMask: {
        const auto number =
            set_ == nullptr || rule.pattern == nullptr ? std::nullopt : set_->Number(*rule.pattern);
        mask_.emplace_back(index, MaskingRule{&rule, number.value_or(MaskingRule::kNoPattern)});
      }
    }
  }
  if (set_ != nullptr) found_in_.resize(document.elements().size());
}

std::uint32_t Verdicts::NumberFound(const std::vector<int>& found) {
  if (found.empty()) return 0;
  const auto [known, fresh] = found_numbers_.try_emplace(found, static_cast<std::uint32_t>(found_.size()));
  if (fresh) {
    const std::vector<int> asked(found.begin(), std::ranges::lower_bound(found, set_->conditions()));
    const auto next = static_cast<std::uint32_t>(asked_numbers_.size() + 1);
    found_.push_back(
        {found, asked.size(), asked.empty() ? 0 : asked_numbers_.try_emplace(asked, next).first->second});
  }
  return known->second;
}

const Verdicts::Together& Verdicts::Found(const Subject& subject) {
  std::uint32_t& number = found_in_[subject.element];
  if (number == 0) {
    set_->Find(subject.text, scratch_);
    number = NumberFound(scratch_) + 1;
  }
  return found_[number - 1];
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

void Verdicts::Sum(const Fates& fates, const Subject& subject, const Effects& of,
                   UnitVerdict& verdict) const {
  const auto holding = [&](const std::vector<std::uint32_t>& rules, bool open) {
    std::vector<const Rule*> which;
    for (const std::uint32_t i : rules) {
      if (open ? fates[i].open : fates[i].held) which.push_back(rules_[i]);
    }
    return which;
  };
  verdict.open = holding(dated_, true);
  if (of[std::to_underlying(RuleEffect::kWithhold)]) verdict.withholding = holding(withhold_, false);
  if (of[std::to_underlying(RuleEffect::kMask)]) {
    std::vector<MaskingRule> masking;
    masking.reserve(mask_.size());
    for (const auto& [i, rule] : mask_) {
      if (fates[i].held) masking.push_back(rule);
    }
    verdict.masking = std::move(masking);
  }
  if (!of[std::to_underlying(RuleEffect::kRelease)]) return;
  verdict.releasing = holding(release_, false);
  const bool by_day = subject.dates != nullptr && subject.dates->as_of.has_value();
  const std::string_view unknown = by_day ? "date not known" : "no day is given to decide by";
  std::vector<NearestRule> nearest;
  nearest.reserve(release_.size() - verdict.releasing.size());
  for (const std::uint32_t i : release_) {
    const Rule& rule = *rules_[i];
    const Verdict& fate = fates[i];
    if (fate.held) continue;
    nearest.push_back({rule.id, rule.conditions[fate.key].shown, fate.open ? unknown : std::string_view()});
  }
  verdict.nearest = std::move(nearest);
}

const UnitVerdict& Verdicts::Of(const Subject& subject, const Marking* mark) {
  const UnitVerdict* verdict = nullptr;
  if (set_ != nullptr) {
    verdict = &OfAlike(subject, mark);
  } else {
    fates_.assign(rules_.size(), {});  // (A mask rule, which is not asked, does not hold.)
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      if (rules_[i]->effect != RuleEffect::kMask) fates_[i] = Evaluate(*rules_[i], subject, mark);
    }
    const auto [known, fresh] = alone_.try_emplace(fates_);
    if (fresh) Sum(fates_, subject, kAllEffects, known->second);
    verdict = &known->second;
  }
  NoteOpen(*verdict, false);
  return *verdict;
}

std::span<const Rule* const> Verdicts::Masking(const Subject& subject, const Marking* mark) {
  masking_.clear();
  if (set_ != nullptr) {
    const UnitVerdict& verdict = OfAlike(subject, mark);
    NoteOpen(verdict, true);
    const std::vector<int>& found = Found(subject).all;
    for (const MaskingRule& one : verdict.masking) {
      if (one.pattern == MaskingRule::kNoPattern || std::ranges::binary_search(found, one.pattern))
        masking_.push_back(one.rule);
    }
    return masking_;
  }
  for (const auto& [i, one] : mask_) {
    if (Holds(*one.rule, subject, mark)) masking_.push_back(one.rule);
  }
  return masking_;
}

const UnitVerdict& Verdicts::OfAlike(const Subject& subject, const Marking* mark) {
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

  const Together& found = Found(subject);
  const auto [alike, fresh] = looks_.try_emplace(look);
  Alike& units = alike->second;
  if (fresh) {
    Subject same = subject;
    same.set = set_;
    same.patterns = {};
    units.fates.resize(rules_.size());
    for (std::size_t i = 0; i < rules_.size(); ++i) units.fates[i] = Evaluate(*rules_[i], same, mark);
    Sum(units.fates, subject, kAllEffects, units.verdict);
  }
  if (found.asked == 0) return units.verdict;
  const auto [known, first] = units.by_asked.try_emplace(found.asked);
  UnitVerdict& verdict = known->second;
  if (!first) return verdict;
  Subject same = subject;
  same.set = set_;
  same.patterns = std::span(found.all).first(found.asking);
  fates_ = units.fates;
  Effects changed{};
  for (const int pattern : same.patterns) {
    for (const std::uint32_t i : asking_[static_cast<std::size_t>(pattern)]) {
      fates_[i] = Evaluate(*rules_[i], same, mark);
      if (fates_[i] != units.fates[i]) changed.at(std::to_underlying(rules_[i]->effect)) = true;
    }
  }
  verdict.withholding = units.verdict.withholding;
  verdict.releasing = units.verdict.releasing;
  verdict.masking = units.verdict.masking;
  verdict.nearest = units.verdict.nearest;
  Sum(fates_, subject, changed, verdict);
  return verdict;
}

}  // namespace markings::internal
