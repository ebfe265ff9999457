// What recognisers and mask patterns made of a span. They are asked as the decision asked them, and once more
// for all kinds: what no rule asks for is near as well.

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "libmarkings/policy/internal/entities.h"
#include "libmarkings/policy/internal/masks.h"
#include "libmarkings/policy/internal/rule_judge.h"
#include "libmarkings/policy/why.h"
#include "libmarkings/text/compared.h"

namespace markings {
namespace {

using internal::Place;
using internal::RuleVerdict;

bool Overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

class SpanReader {
 public:
  SpanReader(const Policy& policy, const Document& document, const Decisions& decisions, std::size_t unit)
      : document_(document),
        decisions_(decisions),
        unit_(unit),
        text_(document.UnitText(unit)),
        places_(internal::PlacesOf(document, unit, text_)),
        verdicts_(internal::RuleJudge(policy, *decisions.audience, document, decisions.as_of)
                      .Verdicts(decisions.elements[unit])) {
    const Outcome outcome = decisions.elements[unit].outcome;
    out_ = outcome == Outcome::kRelease || outcome == Outcome::kMask;
  }

  std::vector<FoundPlace> Find() const {
    std::vector<FoundPlace> found;
    for (const Recognition& one : Recognised()) {
      FoundPlace place;
      place.kind = one.kind;
      place.confidence = one.confidence;
      place.evidence = one.evidence;
      place.span = InDocument(one.span);
      for (const RuleVerdict& verdict : verdicts_) AddRule(verdict, one, place);
      if (!place.span.empty()) found.push_back(std::move(place));
    }
    for (const RuleVerdict& verdict : verdicts_) AddMatches(verdict, found);
    std::ranges::stable_sort(found, [](const FoundPlace& a, const FoundPlace& b) {
      return std::tie(a.span.begin, a.span.end) < std::tie(b.span.begin, b.span.end);
    });
    return found;
  }

 private:
  Span InDocument(Span joined) const {
    Span span;
    for (std::size_t at = joined.begin; at < joined.end && at < places_.size(); ++at) {
      if (places_[at].part == kNoElement) continue;
      if (span.empty()) span.begin = places_[at].offset;
      span.end = places_[at].offset + 1;
    }
    return span;
  }

  std::vector<Recognition> Recognised() const {
    internal::UnitReader reader(document_);
    std::size_t at = 0;
    if (!out_) {
      reader.Add(unit_, text_);
    } else {
      std::size_t count = 0;
      for (std::size_t i = 0; i < decisions_.elements.size(); ++i) {
        const Outcome outcome = decisions_.elements[i].outcome;
        if (outcome != Outcome::kRelease && outcome != Outcome::kMask) continue;
        if (document_.elements()[i].continues != kNoElement) continue;
        if (i == unit_) at = count;
        ++count;
        reader.Add(i, document_.UnitText(i));
      }
    }
    EntityKinds masked;
    for (const RuleVerdict& verdict : verdicts_) {
      if (verdict.speaks) masked.Add(verdict.rule->find);
    }
    std::vector<Recognition> found;
    if (!masked.empty()) found = std::move(reader.Find(masked)[at]);
    const std::vector<std::vector<Recognition>> all = reader.Find(AllEntityKinds());
    for (const Recognition& one : all[at]) {
      const auto same = [&](const Recognition& other) {
        return other.kind == one.kind && other.span == one.span;
      };
      if (std::ranges::none_of(found, same)) found.push_back(one);
    }
    return found;
  }

  // What keeps a mask rule from what it asks for; nothing: it masks it.
  std::string KeptBy(const RuleVerdict& verdict, Span span) const {
    if (!verdict.Held()) return verdict.First();
    if (!out_) return "the unit is withheld";
    std::string covered;
    for (const std::size_t part : document_.UnitParts(unit_)) {
      for (const MaskSpan& mask : decisions_.elements[part].masks) {
        if (!Overlap(mask.span, span)) continue;
        if (mask.rule == verdict.rule->id) return {};
        covered = "covered by " + mask.rule;
      }
    }
    return covered.empty() ? "found only with other kinds" : covered;
  }

  void AddRule(const RuleVerdict& verdict, const Recognition& one, FoundPlace& place) const {
    const Rule& rule = *verdict.rule;
    if (rule.effect != RuleEffect::kMask || !rule.find.Has(one.kind)) return;
    std::string kept = verdict.First();
    if (kept.empty() && one.confidence < rule.sure) kept = fmt::format("sure {}", rule.sure);
    const std::string words = Compared(Slice(text_, one.span));
    if (kept.empty() && std::ranges::find(rule.except, words) != rule.except.end()) kept = "except";
    if (kept.empty()) kept = KeptBy(verdict, place.span);
    place.rules.push_back({rule.id, std::move(kept)});
  }

  void AddMatches(const RuleVerdict& verdict, std::vector<FoundPlace>& found) const {
    const Rule& rule = *verdict.rule;
    if (rule.effect != RuleEffect::kMask || rule.pattern == nullptr) return;
    std::vector<internal::UnitMask> matches;
    internal::FindMasks(rule, text_, {}, matches);
    for (const internal::UnitMask& match : matches) {
      FoundPlace place;
      place.span = InDocument({match.begin, match.end});
      if (place.span.empty()) continue;
      place.rules.push_back({rule.id, KeptBy(verdict, place.span)});
      found.push_back(std::move(place));
    }
  }

  const Document& document_;
  const Decisions& decisions_;
  const std::size_t unit_;
  const std::string text_;
  const std::vector<Place> places_;
  const std::vector<RuleVerdict> verdicts_;
  bool out_ = false;
};

}  // namespace

SpanWhy ExplainSpan(const Policy& policy, const Document& document, const Decisions& decisions,
                    std::size_t unit, Span asked) {
  std::vector<FoundPlace> all = SpanReader(policy, document, decisions, unit).Find();
  SpanWhy why;
  for (FoundPlace& place : all) {
    place.meets = Overlap(place.span, asked);
    if (place.meets) why.found.push_back(std::move(place));
  }
  if (!why.found.empty()) return why;
  // Nothing there: the nearest before it and the nearest after it.
  const auto after =
      std::ranges::find_if(all, [&](const FoundPlace& place) { return place.span.begin >= asked.end; });
  if (after != all.begin()) why.found.push_back(*std::prev(after));
  if (after != all.end()) why.found.push_back(*after);
  return why;
}

}  // namespace markings
