// A comparison asks the model for a cell where the two sides differ, and believes it when decisions on a
// cable made for that cell differ too.
//
// The model leaves out that a portion which comes by its mark from a withheld one stays in as well. That does
// not weaken a proof: where the second side withholds such a portion for its parent's sake and the first does
// not, the parent itself is a portion that the first side shows and the second does not.

#include "libmarkings/policy/compare.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/internal/model.h"
#include "libmarkings/policy/internal/witness.h"

namespace markings {
namespace {

using internal::AnyOf;
using internal::Cell;
using internal::Model;
using internal::Not;
using internal::Open;
using internal::Truth;
using internal::View;

// Cells for which no cable could be made: after so many the search for a witness ends.
constexpr std::size_t kMostFailures = 60;
constexpr std::size_t kMostFailuresInCell = 4;

enum class Aspect : std::uint8_t { kShownMore, kCodes };

bool Differs(Aspect aspect, const Decision& first, const Decision& second) {
  // (The side that may show more is the second one there.)
  const Change change = ChangeBetween(second, first);
  return aspect == Aspect::kShownMore ? change == Change::kMore : change == Change::kOtherwise;
}

// What a mask leaves in the derivative: which places, and which words over them. A rule that finds knows a
// name by all that goes out (decision.cc), so it is the same only where the same goes out.
bool SameMask(const Rule& a, const Rule& b, bool labels, bool same_goes_out) {
  if (!same_goes_out && !(a.pattern && b.pattern)) return false;
  if (&a == &b) return true;
  const bool found = !a.pattern && !b.pattern && a.find == b.find && a.sure == b.sure && a.except == b.except;
  const bool matched = a.pattern && b.pattern && a.pattern->pattern() == b.pattern->pattern();
  if (!found && !matched) return false;
  return !labels || (a.as == b.as && a.as_kind == b.as_kind && a.codes == b.codes && a.statute == b.statute);
}

// Whether all that a condition asks is in the fields that SameConditions compares.
bool IsKnown(Condition::Op op) {
  using enum Condition::Op;
  switch (op) {
    case kAll:
    case kAny:
    case kNot:
    case kAtMost:
    case kHas:
    case kLacks:
    case kKind:
    case kSection:
    case kCaption:
    case kTags:
    case kText:
    case kInherited:
    case kNumbered:
    case kFind:
    case kOrigin:
    case kAddressee:
      return true;
    default:
      return false;
  }
}

// Whether two rules ask the same, so that one holds where the other does. Of a kind of condition that is not
// known here only the very same one is the same.
bool SameConditions(const Rule& a, const Rule& b) {
  if (&a == &b) return true;
  return std::ranges::equal(a.conditions, b.conditions, [](const Condition& one, const Condition& other) {
    const bool text = one.op == Condition::Op::kText;
    return one.op == other.op && IsKnown(one.op) && one.children == other.children &&
           one.bound == other.bound && one.controls == other.controls && one.kinds == other.kinds &&
           one.names == other.names && one.entities == other.entities && one.flag == other.flag &&
           (!text || one.text->pattern() == other.text->pattern());
  });
}

class Comparer {
 public:
  // `same_goes_out`: the question is whether all is alike, which it is not where a unit goes out on one side
  // only.
  Comparer(const View& first, const View& second, bool same_goes_out = false)
      : first_(first), second_(second), same_goes_out_(same_goes_out), model_({&first, &second}) {}

  // Whether the two sides show the same and give the same codes in all of the model.
  bool Alike() {
    return model_.Never([&](const Cell& cell, const Model::Assignment& with) {
      const Open more = StaysIn(first_, second_, cell, with);
      const Open less = StaysIn(second_, first_, cell, with);
      const Open differ =
          Or(more.truth == Truth::kNo ? more : And(more, model_.GoesOut(first_, cell, with)),
             less.truth == Truth::kNo ? less : And(less, model_.GoesOut(second_, cell, with)));
      return differ.truth == Truth::kYes ? differ : Or(differ, OtherCodes(cell, with));
    });
  }

  // Whether a mask rule of the first side never hides anything that no mask of the second hides, whether it
  // goes out or not.
  bool MaskedAnyway(const Rule& rule) {
    return model_.Never([&](const Cell& cell, const Model::Assignment& with) {
      return And(model_.Finds(first_, rule, cell, with), Not(AnyOf(second_.rules, [&](const Rule* other) {
                   const bool same =
                       other->effect == RuleEffect::kMask && SameMask(rule, *other, true, same_goes_out_);
                   return same ? model_.Holds(second_, *other, cell, with) : Open{};
                 })));
    });
  }

  Comparison Run(Aspect aspect) {
    Comparison result;
    std::size_t failures = 0, in_cell = 0;
    const Cell* last = nullptr;
    const bool done = model_.Search(
        [&](const Cell& cell, const Model::Assignment& with) {
          if (&cell == last && in_cell >= kMostFailuresInCell) return Open{};
          return aspect == Aspect::kShownMore ? ShownMore(cell, with) : OtherCodes(cell, with);
        },
        [&](const Cell& cell, const Model::Assignment& with) {
          if (auto witness = FindWitness(aspect, cell, with, result)) {
            result.verdict = Verdict::kShown;
            result.first_rules = witness->first.rules;
            result.second_rules = witness->second.rules;
            result.witness = std::move(witness);
            return true;
          }
          in_cell = &cell == last ? in_cell + 1 : 1;
          last = &cell;
          if (failures++ == 0) {
            result.verdict = Verdict::kPossible;
            Describe(cell, result);
            result.first_rules = RulesAt(first_, cell, with);
            result.second_rules = RulesAt(second_, cell, with);
          }
          return failures >= kMostFailures;
        });
    if (result.verdict == Verdict::kUnknown && done && model_.complete()) result.verdict = Verdict::kNever;
    return result;
  }

 private:
  Open ShownMore(const Cell& cell, const Model::Assignment& with) {
    const Open masks = IsPortion(cell.kind) ? MasksLeft(cell, with, false) : Open{};
    const Open beyond = Or(StaysIn(first_, second_, cell, with), masks);
    return beyond.truth == Truth::kNo ? beyond : And(beyond, model_.GoesOut(first_, cell, with));
  }

  // Given that a unit goes out by one side: whether the other keeps it in. Rules that both have are left out,
  // since what they do is known then; without that the search would go through all of their conditions.
  Open StaysIn(const View& out, const View& in, const Cell& cell, const Model::Assignment& with) {
    if (!IsPortion(cell.kind)) return Not(model_.GoesOut(in, cell, with));
    if (!Model::Cleared(in, cell)) return {Truth::kYes, 0};
    const Open withheld = AnyOf(in.rules, [&](const Rule* rule) {
      const bool asked = rule->effect == RuleEffect::kWithhold && !HasSame(out, *rule);
      return asked ? model_.Holds(in, *rule, cell, with) : Open{};
    });
    const bool released = std::ranges::all_of(out.rules, [&](const Rule* rule) {
      return rule->effect != RuleEffect::kRelease || HasSame(in, *rule);
    });
    if (withheld.truth == Truth::kYes || released) return withheld;
    return Or(withheld, Not(model_.HoldsAnywhere(in, RuleEffect::kRelease, cell, with)));
  }

  // Whether a side has a rule of the same effect that holds wherever this one does.
  static bool HasSame(const View& view, const Rule& rule) {
    return std::ranges::any_of(view.rules, [&](const Rule* other) {
      return other->effect == rule.effect && SameConditions(rule, *other);
    });
  }

  // Whether a mask of one side finds something that no like mask of the other hides.
  Open MasksLeft(const Cell& cell, const Model::Assignment& with, bool labels) {
    const Open left = MasksLeft(second_, first_, cell, with, labels);
    return !labels || left.truth == Truth::kYes ? left
                                                : Or(left, MasksLeft(first_, second_, cell, with, labels));
  }

  Open MasksLeft(const View& of, const View& beside, const Cell& cell, const Model::Assignment& with,
                 bool labels) {
    return AnyOf(of.rules, [&](const Rule* rule) {
      // (Said at once, since the search would go through all of its conditions.)
      if (rule->effect != RuleEffect::kMask || HasLike(beside, *rule, labels)) return Open{};
      const Open finds = model_.Finds(of, *rule, cell, with);
      if (finds.truth == Truth::kNo) return finds;
      return And(finds, Not(AnyOf(beside.rules, [&](const Rule* other) {
                   const bool same =
                       other->effect == RuleEffect::kMask && SameMask(*rule, *other, labels, same_goes_out_);
                   return same ? model_.Holds(beside, *other, cell, with) : Open{};
                 })));
    });
  }

  Open OtherCodes(const Cell& cell, const Model::Assignment& with) {
    if (!IsPortion(cell.kind)) return {};
    const Open masks = MasksLeft(cell, with, true);
    const Open codes = Or(CodesBeyond(first_, second_, cell, with), CodesBeyond(second_, first_, cell, with));
    if (masks.truth == Truth::kNo && codes.truth == Truth::kNo) return masks;
    const Open first = model_.GoesOut(first_, cell, with);
    const Open second = model_.GoesOut(second_, cell, with);
    return Or(And(masks, And(first, second)), And(codes, And(Not(first), Not(second))));
  }

  // Whether the other side has a rule that does the same wherever this one holds.
  bool HasLike(const View& beside, const Rule& rule, bool labels) const {
    return std::ranges::any_of(beside.rules, [&](const Rule* other) {
      if (other->effect != rule.effect || !SameConditions(rule, *other)) return false;
      if (rule.effect == RuleEffect::kMask) return SameMask(rule, *other, labels, same_goes_out_);
      return other->codes == rule.codes && other->statute == rule.statute;
    });
  }

  // Whether a withhold rule that holds gives a code, with its statute, that none of the other side's gives.
  Open CodesBeyond(const View& of, const View& beside, const Cell& cell, const Model::Assignment& with) {
    return AnyOf(of.rules, [&](const Rule* rule) {
      if (rule->effect != RuleEffect::kWithhold || HasLike(beside, *rule, true)) return Open{};
      return AnyOf(rule->codes, [&](const std::string& code) {
        const Open beyond = Not(AnyOf(beside.rules, [&](const Rule* other) {
          const bool gives = other->effect == RuleEffect::kWithhold && other->statute == rule->statute &&
                             std::ranges::find(other->codes, code) != other->codes.end();
          return gives ? model_.Holds(beside, *other, cell, with) : Open{};
        }));
        return beyond.truth == Truth::kNo ? beyond : And(model_.Holds(of, *rule, cell, with), beyond);
      });
    });
  }

  std::optional<Witness> FindWitness(Aspect aspect, const Cell& cell, const Model::Assignment& with,
                                     Comparison& result) {
    const Vocabulary& vocabulary = first_.policy->vocabulary();
    for (const std::string& cable : internal::CablesFor(vocabulary, cell, model_.atoms(), with)) {
      if (!Decided(aspect, cable, result)) continue;
      const std::string kind = result.kind;
      const std::string shorter = internal::Shorten(cable, [&](const std::string& text) {
        return Decided(aspect, text, result).has_value() && result.kind == kind;
      });
      return Decided(aspect, shorter, result);
    }
    return std::nullopt;
  }

  // The first element of a cable that the two sides decide on otherwise.
  std::optional<Witness> Decided(Aspect aspect, const std::string& cable, Comparison& result) const {
    auto buffer = Buffer::FromBytes(cable, "cable");
    if (!buffer) return std::nullopt;
    const auto document = Document::Parse(*std::move(buffer), first_.policy->shared_vocabulary());
    if (!document) return std::nullopt;
    const auto first = Decide(*first_.policy, first_.audience->id, *document, nullptr);
    const auto second = Decide(*second_.policy, second_.audience->id, *document, nullptr);
    if (!first || !second) return std::nullopt;
    for (std::size_t i = 0; i < first->elements.size(); ++i) {
      const Element element = document->elements()[i];
      if (element.kind == ElementKind::kUnderline || element.continues != kNoElement) continue;
      if (!Differs(aspect, first->elements[i], second->elements[i])) continue;
      const Decision& marked = first->elements[i].mark_known ? first->elements[i] : second->elements[i];
      result.kind = Name(element.kind);
      result.mark = marked.mark_known && IsPortion(element.kind)
                        ? PortionForm(document->vocabulary(), marked.marking)
                        : std::string();
      return Witness{cable, element.id(), SideOf(first->elements[i]), SideOf(second->elements[i])};
    }
    return std::nullopt;
  }

  void Describe(const Cell& cell, Comparison& result) const {
    result.kind = Name(cell.kind);
    if (cell.mark) result.mark = PortionForm(first_.policy->vocabulary(), *cell.mark);
  }

  std::vector<std::string> RulesAt(const View& view, const Cell& cell, Model::Assignment with) {
    std::ranges::replace(with, Truth::kOpen, Truth::kNo);
    std::vector<std::string> rules;
    for (const Rule* rule : view.rules) {
      if (model_.Holds(view, *rule, cell, with).truth == Truth::kYes) rules.push_back(rule->id);
    }
    return rules;
  }

  const View& first_;
  const View& second_;
  const bool same_goes_out_;
  Model model_;
};

}  // namespace

std::string_view Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNever:
      return "never";
    case Verdict::kShown:
      return "shown";
    case Verdict::kPossible:
      return "possible";
    case Verdict::kUnknown:
      break;
  }
  return "unknown";
}

Comparison CompareAudiences(const Policy& policy, const Audience& first, const Audience& second) {
  if (policy.vocabulary().grammar() != nullptr) return {};  // its documents are not decided on
  return Comparer({policy, first}, {policy, second}).Run(Aspect::kShownMore);
}

std::vector<std::string> CaptionsBeyond(const Audience& first, const Audience& second) {
  std::vector<std::string> beyond;
  for (const std::string& caption : first.keep_captions) {
    if (std::ranges::find(second.keep_captions, caption) == second.keep_captions.end())
      beyond.push_back(caption);
  }
  return beyond;
}

bool ChangesNothing(const Policy& policy, const Audience& audience, std::size_t rule, RuleEdit edit) {
  if (policy.vocabulary().grammar() != nullptr) return false;
  const Rule& edited = policy.rules()[rule];
  // The other rules are the same ones on both sides, so that conditions of any kind are the same too.
  Rule widened = edited;
  widened.conditions.assign(1, {});
  const View before(policy, audience);
  View after = before;
  const auto at = std::ranges::find(after.rules, &edited);
  if (at == after.rules.end()) return true;
  if (edit == RuleEdit::kRemoved) {
    after.rules.erase(at);
  } else {
    *at = &widened;
  }
  if (edited.effect == RuleEffect::kMask) return Comparer(before, after, true).MaskedAnyway(edited);
  return Comparer(before, after, true).Alike();
}

Result<std::vector<PolicyComparison>> ComparePolicies(const Policy& first, const Policy& second) {
  if (first.vocabulary().source_text() != second.vocabulary().source_text() ||
      first.vocabulary().edition() != second.vocabulary().edition()) {
    return Fail(ErrorCode::kBadPolicy, {}, "the two policies read marks by different vocabularies",
                "compare policies of one vocabulary and edition");
  }
  if (first.vocabulary().grammar() != nullptr) {
    return Fail(ErrorCode::kBadPolicy, {},
                "documents are not decided on with a vocabulary of banner categories",
                "compare policies that extend a vocabulary of style cable");
  }
  std::vector<PolicyComparison> comparisons;
  for (const Audience& audience : first.audiences()) {
    const auto other = second.FindAudience(audience.id);
    if (!other) continue;
    const View before(first, audience), after(second, **other);
    comparisons.push_back({audience.id, Comparer(after, before).Run(Aspect::kShownMore),
                           Comparer(before, after).Run(Aspect::kShownMore),
                           Comparer(before, after).Run(Aspect::kCodes)});
  }
  return comparisons;
}

}  // namespace markings
