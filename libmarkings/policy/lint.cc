#include "libmarkings/policy/lint.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/internal/condition.h"

namespace markings {
namespace {

using Op = Condition::Op;

// The keys of a rule's `when`: all of them must hold.
std::vector<const Condition*> Keys(const Rule& rule) {
  std::vector<const Condition*> keys;
  for (const std::size_t child : rule.conditions.front().children) keys.push_back(&rule.conditions[child]);
  return keys;
}

const Condition* FindKey(const Rule& rule, Op op) {
  const std::vector<const Condition*> keys = Keys(rule);
  const auto found = std::ranges::find(keys, op, &Condition::op);
  return found == keys.end() ? nullptr : *found;
}

bool Speaks(const Rule& rule, const std::string& audience) {
  return std::ranges::find(rule.audiences, audience) != rule.audiences.end();
}

// Whether a rule speaks of apparatus only, which bears no mark.
bool ForApparatus(const Rule& rule) {
  const Condition* kinds = FindKey(rule, Op::kKind);
  return kinds != nullptr && std::ranges::none_of(kinds->kinds, IsPortion);
}

class Linter {
 public:
  explicit Linter(const Policy& policy) : policy_(policy), vocabulary_(policy.vocabulary()) {}

  std::vector<LintFinding> Run() {
    for (const Audience& audience : policy_.audiences()) LintAudience(audience);
    for (const Rule& rule : policy_.rules()) {
      LintReach(rule);
      LintCodes(rule);
      LintPatterns(rule);
    }
    if (policy_.tests().empty()) {
      Add("PL08", false, {}, "the policy carries no tests",
          "add [[test]] with a synthetic document and what it expects");
    }
    std::ranges::stable_sort(findings_, {}, [](const LintFinding& finding) { return finding.where.begin; });
    return std::move(findings_);
  }

 private:
  void Add(std::string code, bool error, Span where, std::string message, std::string fix) {
    findings_.push_back({std::move(code), error, where, std::move(message), std::move(fix)});
  }

  void LintReach(const Rule& rule) {
    if (Contradicts(rule)) {
      Add("PL01", true, rule.where,
          fmt::format("rule '{}' can never hold: it demands what it excludes", rule.id),
          "take one of at_most, has and lacks out");
    }
    const Condition* has = FindKey(rule, Op::kHas);
    for (const std::string& id : rule.audiences) {
      const auto audience = policy_.FindAudience(id);
      if (!audience || has == nullptr || rule.effect == RuleEffect::kWithhold) continue;
      if (Dominates(vocabulary_, (*audience)->clears, Marking{0, has->controls})) continue;
      Add("PL01", true, has->where,
          fmt::format("rule '{}' can never hold for '{}': it demands more than that audience is cleared for",
                      rule.id, id),
          "take the audience out of the rule, or raise its clearance");
    }
    if (rule.effect != RuleEffect::kRelease) return;
    const bool beaten = std::ranges::all_of(rule.audiences, [&](const std::string& id) {
      return std::ranges::any_of(policy_.rules(), [&](const Rule& other) {
        return other.effect == RuleEffect::kWithhold && Keys(other).empty() && Speaks(other, id);
      });
    });
    if (beaten) {
      Add("PL02", true, rule.where,
          fmt::format("rule '{}' releases nothing: everything is withheld from its audiences", rule.id),
          "give the withholding rule a condition");
    }
    if (FindKey(rule, Op::kAtMost) == nullptr && !ForApparatus(rule)) {
      Add("PL03", false, rule.where,
          fmt::format("rule '{}' releases up to the clearance of its audiences", rule.id),
          "say at_most = \"...\" in its condition");
    }
  }

  bool Contradicts(const Rule& rule) const {
    const Condition* bound = FindKey(rule, Op::kAtMost);
    const Condition* has = FindKey(rule, Op::kHas);
    const Condition* lacks = FindKey(rule, Op::kLacks);
    if (has == nullptr) return false;
    if (bound != nullptr && !Dominates(vocabulary_, bound->bound, Marking{0, has->controls})) return true;
    return lacks != nullptr && !internal::HoldsForMark(vocabulary_, *lacks, Marking{0, has->controls});
  }

  // Source: 5 U.S.C. 552(b); 12 FAM 541c (the SBU label does not by itself exempt); E.O. 13526, 1.4.
  void LintCodes(const Rule& rule) {
    const std::vector<const Condition*> keys = Keys(rule);
    const auto of_classification = [](const std::string& code) {
      return code.starts_with("(b)(1)") || code.starts_with("1.4(") || code.starts_with("1.5(");
    };
    const auto of_mark = [](const Condition* key) {
      return key->op == Op::kHas || key->op == Op::kLacks || key->op == Op::kAtMost ||
             key->op == Op::kInherited || key->op == Op::kNumbered;
    };
    if (rule.effect == RuleEffect::kWithhold && !rule.codes.empty() && !keys.empty() &&
        std::ranges::all_of(keys, of_mark) && !std::ranges::all_of(rule.codes, of_classification)) {
      Add("PL05", false, rule.where, fmt::format("rule '{}' gives an exemption for the mark alone", rule.id),
          "a mark is no exemption by itself: look at kind, text or section as well");
    }
    // (E.O. 12958 numbered the same list 1.5.)
    const auto any = [&](std::string_view prefix) {
      return std::ranges::any_of(rule.codes,
                                 [&](const std::string& code) { return code.starts_with(prefix); });
    };
    if (any("(b)(1)") && !any("1.4(") && !any("1.5(")) {
      Add("PL06", false, rule.where,
          fmt::format("rule '{}' uses (b)(1) without the letter of E.O. 13526, 1.4", rule.id),
          "add a code such as \"1.4(d)\"");
    }
  }

  void LintPatterns(const Rule& rule) {
    for (const Condition& condition : rule.conditions) {
      if (condition.op != Op::kText || !re2::RE2::PartialMatch("", *condition.text)) continue;
      Add("PL07", false, condition.where,
          fmt::format("a text pattern of rule '{}' matches the empty string: it always holds", rule.id),
          "make it match at least one character");
    }
  }

  void LintAudience(const Audience& audience) {
    const bool any = std::ranges::any_of(policy_.rules(), [&](const Rule& rule) {
      return rule.effect == RuleEffect::kRelease && Speaks(rule, audience.id);
    });
    if (!any) {
      Add("PL04", false, audience.where, fmt::format("nothing is ever released to '{}'", audience.id),
          "add a release rule, or take the audience out");
    } else {
      LintCoverage(audience);
    }
    const bool tested =
        policy_.tests().empty() || std::ranges::any_of(policy_.tests(), [&](const PolicyTest& test) {
          return std::ranges::any_of(test.expectations, [&](const PolicyTest::Expectation& one) {
            return one.audience == audience.id;
          });
        });
    if (!tested) {
      Add("PL10", false, audience.where, fmt::format("no test expects anything for '{}'", audience.id),
          "add expect." + audience.id + " to a test");
    }
  }

  // The marks with at most one control, lowest first: those that the audience is cleared for and no rule
  // releases. One finding for each audience, for the lowest.
  void LintCoverage(const Audience& audience) {
    for (std::size_t level = 0; level < vocabulary_.levels().size(); ++level) {
      for (std::size_t i = 0; i <= vocabulary_.controls().size(); ++i) {
        const std::uint64_t control = i == 0 ? 0 : std::uint64_t{1} << (i - 1);
        const Marking mark = Normalise(vocabulary_, {level, control});
        if (!Dominates(vocabulary_, audience.clears, mark) || Released(audience, mark)) continue;
        Add("PL09", false, audience.where,
            fmt::format("'{}' is cleared for {} but no rule releases it", audience.id,
                        PortionForm(vocabulary_, mark)),
            "lower its clearance, or add a rule");
        return;
      }
    }
  }

  // Whether the conditions on marks of some release rule hold; what else it asks is not looked at.
  bool Released(const Audience& audience, const Marking& mark) const {
    return std::ranges::any_of(policy_.rules(), [&](const Rule& rule) {
      if (rule.effect != RuleEffect::kRelease || !Speaks(rule, audience.id) || ForApparatus(rule))
        return false;
      return std::ranges::all_of(Keys(rule), [&](const Condition* key) {
        const bool of_mark = key->op == Op::kAtMost || key->op == Op::kHas || key->op == Op::kLacks;
        return !of_mark || internal::HoldsForMark(vocabulary_, *key, mark);
      });
    });
  }

  const Policy& policy_;
  const Vocabulary& vocabulary_;
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> Lint(const Policy& policy) { return Linter(policy).Run(); }

}  // namespace markings
