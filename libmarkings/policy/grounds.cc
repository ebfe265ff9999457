#include "libmarkings/policy/internal/grounds.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "libmarkings/policy/internal/verdicts.h"

namespace markings::internal {

void AddUnique(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& one : from) {
    if (std::ranges::find(to, one) == to.end()) to.push_back(one);
  }
}

const Grounds& GroundsBook::Of(const UnitVerdict& verdict, Bar bar) {
  std::unique_ptr<const Grounds>& known = verdict.grounds.at(std::to_underlying(bar));
  if (known == nullptr) known = std::make_unique<const Grounds>(Make(verdict, bar, nullptr));
  return *known;
}

Grounds GroundsBook::Below(const UnitVerdict& verdict, Bar bar, const Decision& parent) {
  return Make(verdict, bar, &parent);
}

SharedText GroundsBook::Reason(std::string_view reason) {
  SharedText& known = reasons_[reason];
  if (known.empty()) known = std::string(reason);
  return known;
}

Grounds GroundsBook::Make(const UnitVerdict& verdict, Bar bar, const Decision* parent) {
  std::vector<std::string_view> rules;
  std::string_view reason;  // of the first that has one
  std::vector<std::string> codes;
  std::vector<std::string> statutes;
  const auto add = [&](std::string_view rule, std::string_view why) {
    rules.push_back(rule);
    if (reason.empty()) reason = why;
  };
  const auto add_codes = [&](const std::vector<std::string>& more, const std::string& statute) {
    AddUnique(codes, more);
    if (!statute.empty()) AddUnique(statutes, {statute});
  };
  for (const Rule* rule : verdict.withholding) {
    add(rule->id, rule->reason);
    add_codes(rule->codes, rule->statute);
  }
  if (unknown_caption_) add("unknown-caption", "the document has a caption that nobody knows");
  switch (bar) {
    case Bar::kUnmarked:
      add("unmarked", "the portion has no mark and there is none that it comes by");
      break;
    case Bar::kUnknownMark:
      add("unknown-mark", "the mark that governs the portion cannot be read");
      break;
    case Bar::kClearance:
      add("clearance", "the mark is above what the audience may read");
      break;
    case Bar::kNone:
      break;
  }
  if (parent != nullptr) {
    add("parent", "it belongs to a portion that is withheld");
    add_codes(parent->codes, parent->statute);
  }
  if (rules.empty() && verdict.releasing.empty()) add("default-deny", "no rule releases it");

  Grounds grounds;
  grounds.released = rules.empty();
  std::ranges::sort(codes);
  grounds.codes = std::move(codes);
  grounds.statute = fmt::format("{}", fmt::join(statutes, "; "));
  if (grounds.released) {
    for (const Rule* rule : verdict.releasing) rules.push_back(rule->id);
    reason = verdict.releasing.front()->reason;
  } else {
    std::vector<BeatenRule> also;
    also.reserve(verdict.releasing.size());
    for (const Rule* rule : verdict.releasing) also.push_back({rule->id, rules.front()});
    grounds.also = std::move(also);
  }
  grounds.rules = std::vector<std::string>(rules.begin(), rules.end());
  grounds.reason = Reason(reason);
  return grounds;
}

}  // namespace markings::internal
