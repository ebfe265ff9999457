#include "libmarkings/marking/internal/mark_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>

#include "libmarkings/marking/countries.h"
#include "libmarkings/marking/internal/name_order.h"
#include "libmarkings/marking/internal/protection.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

bool HasControl(const Marking& mark, std::size_t control) { return ((mark.controls >> control) & 1U) != 0; }

std::string NameOf(const Vocabulary& vocabulary, const Pattern& pattern) {
  using enum Pattern::Kind;
  const Grammar& grammar = *vocabulary.grammar();
  switch (pattern.kind) {
    case kControl:
      return vocabulary.controls()[pattern.index].id;
    case kCompartment:
      return vocabulary.controls()[pattern.index].id + "-" + pattern.name;
    case kAnyCompartment:
      return "a compartment of " + vocabulary.controls()[pattern.index].id;
    case kSubcompartment:
      return "a sub-compartment of " + vocabulary.controls()[pattern.index].id + "-" + pattern.name;
    case kCategory:
      return "a control of " + grammar.categories[pattern.index].id;
    case kOwner:
      return "a mark of " + grammar.owners[pattern.index].id;
    case kOwn:
      return "a mark of the regime's own";
    case kLevel:
      return vocabulary.levels()[pattern.index].banner;
  }
  return {};
}

std::string NamesOf(const Vocabulary& vocabulary, const std::vector<Pattern>& patterns,
                    std::string_view last) {
  std::string names;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    if (i > 0) names += i + 1 == patterns.size() ? std::string(last) : ", ";
    names += NameOf(vocabulary, patterns[i]);
  }
  return names;
}

std::string LevelsOf(const Vocabulary& vocabulary, std::uint64_t set) {
  std::string names;
  for (std::size_t i = 0; i < vocabulary.levels().size(); ++i) {
    if (((set >> i) & 1U) == 0) continue;
    if (!names.empty()) names += " or ";
    names += vocabulary.levels()[i].banner;
  }
  return names;
}

// A compartment that the vocabulary lists has the name that it has.
bool IsListed(const Vocabulary& vocabulary, const MarkName& name) {
  return std::ranges::any_of(vocabulary.grammar()->compartments, [&](const Compartment& one) {
    return one.control == name.control && one.id == name.name;
  });
}

// Whether the names of the rule's list are as it asks.
bool NamesHold(const Vocabulary& vocabulary, const Marking& mark, const MarkRule& rule, const Pattern& on) {
  std::size_t count = 0;
  for (const MarkName& name : mark.names) {
    const bool owner = on.kind == Pattern::Kind::kOwner && name.control == MarkName::kOwnerCode;
    if (!owner && (on.kind == Pattern::Kind::kOwner || name.control != on.index)) continue;
    std::string_view tail = name.name;
    if (!on.name.empty()) {  // of a compartment: what is below it
      if (!IsBelow(tail, on.name)) continue;
      tail.remove_prefix(on.name.size() + 1);
    } else if ((rule.kind == MarkRule::Kind::kNames || rule.kind == MarkRule::Kind::kNameLength) &&
               tail.find_first_of(" -") != std::string_view::npos) {
      continue;  // a part of a name that is counted
    }
    ++count;
    if (rule.kind == MarkRule::Kind::kNameLength &&
        (tail.size() < rule.min || tail.size() > rule.max ||
         (rule.letters && !std::ranges::all_of(tail, IsLetter))) &&
        !IsListed(vocabulary, name))
      return false;
    if (rule.kind == MarkRule::Kind::kNumbers) {
      std::size_t number = 0;
      const auto read = std::from_chars(tail.data(), tail.data() + tail.size(), number);
      if (read.ptr != tail.data() + tail.size() || number < rule.min || number > rule.max) return false;
    }
    const auto named = [&] { return std::ranges::find(rule.codes, tail) != rule.codes.end(); };
    if (rule.kind == MarkRule::Kind::kCodesExcluded && named()) return false;
    if (rule.kind == MarkRule::Kind::kCodesAllowed && !named()) return false;
  }
  if (rule.kind == MarkRule::Kind::kNames) return count >= rule.min && count <= rule.max;
  return true;
}

// Whether a control's list holds all in whose name the mark stands, themselves or in a group.
bool HoldsOwners(const Marking& mark, std::size_t control) {
  const Countries::Set listed = CountriesOf(mark, control);
  return std::ranges::all_of(mark.names, [&](const MarkName& name) {
    if (name.control != MarkName::kOwnerCode) return true;
    const auto code = Countries::Get().Find(name.name);
    return code && (Countries::Get().codes()[*code].members & ~listed).none();
  });
}

// Whose names a rule on a list speaks of. (A list that a portion leaves to the banner has none here.)
std::uint8_t ListOf(const Pattern& on) {
  return on.kind == Pattern::Kind::kOwner ? MarkName::kOwnerCode : static_cast<std::uint8_t>(on.index);
}

bool Holds(const Vocabulary& vocabulary, const Marking& mark, const MarkRule& rule, const Pattern& on) {
  using enum MarkRule::Kind;
  const auto matches = [&](const Pattern& pattern) { return Matches(vocabulary, mark, pattern); };
  switch (rule.kind) {
    case kLevels:
      return ((rule.levels >> mark.level) & 1U) != 0;
    case kRequires:
      return std::ranges::all_of(rule.objects, matches);
    case kRequiresAny:
    case kOwners:
      return rule.objects.empty() || std::ranges::any_of(rule.objects, matches);
    case kExcludes:
      return std::ranges::none_of(rule.objects, matches);
    case kCodesRequired:
      return !HasNames(mark.names, ListOf(on)) ||
             std::ranges::all_of(
                 rule.codes, [&](const std::string& code) { return HasName(mark.names, ListOf(on), code); });
    case kCodesOfOwners:
      return !HasNames(mark.names, on.index) || HoldsOwners(mark, on.index);
    case kCodesExcluded:
    case kCodesAllowed:
    case kNames:
    case kNumbers:
    case kNameLength:
      return (on.kind == Pattern::Kind::kOwner && !HasNames(mark.names, ListOf(on))) ||
             NamesHold(vocabulary, mark, rule, on);
    case kForbidden:
      return false;
  }
  return true;
}

// Whether the controls and the owner alone tell that a rule does not apply or is kept. (What its level tells
// is not on the list of rules: Grammar::RulesAt.)
bool IsSettled(std::uint64_t controls, std::uint64_t owner, const Grammar::ListedRule& rule) {
  return ((rule.with & ~controls) | ((rule.without | rule.before) & controls)) != 0 ||
         (rule.owners & owner) == 0 || (rule.all != 0 && (rule.all & ~controls) == 0) ||
         (rule.none != 0 && (rule.none & controls) == 0);
}

std::string Message(const Vocabulary& vocabulary, const Marking& mark, const MarkRule& rule,
                    const Pattern& on) {
  using enum MarkRule::Kind;
  if (!rule.what.empty()) return rule.what;
  std::string subject = rule.on.empty() ? "the mark" : NameOf(vocabulary, on);
  switch (rule.kind) {
    case kLevels:
      return fmt::format("{} goes with {} only", subject, LevelsOf(vocabulary, rule.levels));
    case kRequires:
      return fmt::format("{} needs {}", subject, NamesOf(vocabulary, rule.objects, " and "));
    case kRequiresAny:
      return fmt::format("{} needs {}", subject, NamesOf(vocabulary, rule.objects, " or "));
    case kExcludes: {
      const auto other = std::ranges::find_if(
          rule.objects, [&](const Pattern& pattern) { return Matches(vocabulary, mark, pattern); });
      return fmt::format("{} and {} exclude each other", subject,
                         other == rule.objects.end() ? std::string() : NameOf(vocabulary, *other));
    }
    case kOwners:
      return fmt::format("{} stands in {} only", subject, NamesOf(vocabulary, rule.objects, " or "));
    case kCodesRequired:
      return fmt::format("the list of {} must hold a code that is not there", subject);
    case kCodesExcluded:
    case kCodesAllowed:
      return fmt::format("the list of {} holds a code that never stands in it", subject);
    case kCodesOfOwners:
      return fmt::format("the list of {} leaves an owner of the mark out", subject);
    case kNames:
      return rule.max == 1'000'000 ? fmt::format("{} needs at least {} names", subject, rule.min)
                                   : fmt::format("{} takes {} to {} names", subject, rule.min, rule.max);
    case kNumbers:
      return fmt::format("the numbers of {} go from {} to {}", subject, rule.min, rule.max);
    case kNameLength:
      return rule.max == 0 ? fmt::format("{} has no such compartment", subject)
                           : fmt::format("the names below {} have {} {}", subject,
                                         rule.min == rule.max ? std::to_string(rule.min)
                                                              : fmt::format("{} to {}", rule.min, rule.max),
                                         rule.letters ? "letters" : "characters");
    case kForbidden:
      return fmt::format("{} does not stand here", subject);
  }
  return subject;
}

}  // namespace

bool Matches(const Vocabulary& vocabulary, const Marking& mark, const Pattern& pattern) {
  using enum Pattern::Kind;
  switch (pattern.kind) {
    case kControl:
      return HasControl(mark, pattern.index);
    case kCompartment:
    case kAnyCompartment:
    case kSubcompartment:
      if (!HasControl(mark, pattern.index)) return false;
      return std::ranges::any_of(mark.names, [&](const MarkName& name) {
        if (name.control != pattern.index) return false;
        if (pattern.kind == kAnyCompartment) return true;
        if (IsBelow(name.name, pattern.name)) return true;
        return pattern.kind == kCompartment && name.name == pattern.name;
      });
    case kCategory: {
      const auto& controls = vocabulary.controls();
      for (std::uint64_t left = mark.controls; left != 0; left &= left - 1) {
        const Control& row = controls[static_cast<std::size_t>(std::countr_zero(left))];
        if (row.CategoryIn(mark.owner == Marking::kOwn) == pattern.index) return true;
      }
      return std::ranges::any_of(mark.names, [&](const MarkName& name) {
        return name.control == MarkName::kUnnamed + pattern.index;
      });
    }
    case kOwner:
      return mark.owner == pattern.index;
    case kOwn:
      return mark.owner == Marking::kOwn;
    case kLevel:
      return mark.level == pattern.index;
  }
  return false;
}

std::vector<BrokenRule> BrokenRules(const Vocabulary& vocabulary, const Marking& mark, MarkingKind kind) {
  const Grammar& grammar = *vocabulary.grammar();
  std::vector<BrokenRule> broken;
  const Grammar::RuleLists& lists = grammar.RulesAt(kind == MarkingKind::kBanner, mark.level);
  const auto judge = [&](const MarkRule& rule) {
    const auto matches = [&](const Pattern& pattern) { return Matches(vocabulary, mark, pattern); };
    const auto on = std::ranges::find_if(rule.on, matches);
    if (!rule.on.empty() && on == rule.on.end()) return;
    if (!std::ranges::all_of(rule.with, matches) || std::ranges::any_of(rule.without, matches)) return;
    static const Pattern none;
    const Pattern& subject = rule.on.empty() ? none : *on;
    if (Holds(vocabulary, mark, rule, subject)) return;
    broken.push_back({&rule, Message(vocabulary, mark, rule, subject)});
  };
  const std::uint64_t owner = std::uint64_t{1} << std::min<std::size_t>(mark.owner, 63);
  for (std::uint64_t left = mark.controls; left != 0; left &= left - 1) {
    const auto control = static_cast<std::size_t>(std::countr_zero(left));
    for (const Grammar::ListedRule& rule : lists.by_control[control]) {
      if (!IsSettled(mark.controls, owner, rule)) judge(grammar.rules[rule.rule]);
    }
  }
  for (const Grammar::ListedRule& rule : lists.of_all) {
    if (!IsSettled(mark.controls, owner, rule)) judge(grammar.rules[rule.rule]);
  }
  if (broken.size() > 1) {
    std::ranges::sort(broken, {}, [](const BrokenRule& one) { return one.rule; });
  }
  return broken;
}

}  // namespace markings::internal
