#include "libmarkings/policy/internal/pattern_set.h"

#include <algorithm>

namespace markings::internal {

PatternSet::PatternSet(std::span<const Rule* const> rules, std::int64_t bytes) {
  std::map<std::string, int> known;
  for (const Rule* rule : rules) {
    for (const Condition& condition : rule->conditions) Add(condition.text, known);
  }
  conditions_ = static_cast<int>(patterns_.size());
  for (const Rule* rule : rules) Add(rule->pattern, known);
  if (patterns_.empty()) return;

  // As each is compiled by itself (rule_loader.cc), but for the bound.
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(bytes);
  auto set = std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED);
  for (const auto& pattern : patterns_) {
    if (set->Add(pattern->pattern(), nullptr) < 0) return;
  }
  if (set->Compile()) set_ = std::move(set);
}

void PatternSet::Add(const std::shared_ptr<const re2::RE2>& pattern, std::map<std::string, int>& known) {
  if (pattern == nullptr) return;
  const auto [found, fresh] = known.emplace(pattern->pattern(), static_cast<int>(patterns_.size()));
  if (fresh) patterns_.push_back(pattern);
  numbers_.emplace(pattern.get(), found->second);
}

std::optional<int> PatternSet::Number(const re2::RE2& pattern) const {
  const auto found = numbers_.find(&pattern);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

void PatternSet::Find(std::string_view text, std::vector<int>& found) const {
  found.clear();
  const re2::StringPiece searched(text.data(), text.size());
  if (set_ != nullptr) {
    re2::RE2::Set::ErrorInfo fault{};
    if (set_->Match(searched, &found, &fault)) {
      std::ranges::sort(found);
      return;
    }
    if (fault.kind == re2::RE2::Set::kNoError) return;
    found.clear();
  }
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    if (re2::RE2::PartialMatch(searched, *patterns_[i])) found.push_back(static_cast<int>(i));
  }
}

std::shared_ptr<const PatternSet> PatternSets::For(const std::string& audience,
                                                   std::span<const Rule* const> rules, std::size_t bytes) {
  const Use use = use_;
  if (use == Use::kNever) return nullptr;
  const std::scoped_lock lock(mutex_);
  One& one = sets_[audience];
  if (one.set == nullptr) {
    if (!one.counted) {
      for (const Rule* rule : rules) {
        one.patterns += rule->pattern != nullptr ? 1U : 0U;
        one.patterns += static_cast<std::size_t>(std::ranges::count_if(
            rule->conditions, [](const Condition& each) { return each.text != nullptr; }));
      }
      one.counted = true;
    }
    if (use != Use::kAlways) {
      if (one.patterns < kFewPatterns) return nullptr;
      one.work += bytes * one.patterns;
      if (one.work < kWorthIt) return nullptr;
    }
    one.set = std::make_shared<const PatternSet>(rules);
  }
  return one.set->together() ? one.set : nullptr;
}

}  // namespace markings::internal
