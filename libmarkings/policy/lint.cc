#include "libmarkings/policy/lint.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "libmarkings/marking/lattice.h"
#include "libmarkings/policy/internal/condition.h"
#include "libmarkings/policy/internal/lint_parts.h"

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

// Whether a pattern is found in texts that have nothing in common.
bool MatchesAnything(const re2::RE2& pattern) {
  constexpr std::array kTexts = {"harbour", "QUAY", "7", "(-)"};
  return std::ranges::all_of(kTexts, [&](const char* text) { return re2::RE2::PartialMatch(text, pattern); });
}

class Linter {
 public:
  explicit Linter(const Policy& policy) : policy_(policy), vocabulary_(policy.vocabulary()) {}

  std::vector<LintFinding> Run() {
    for (const Audience& audience : policy_.audiences()) LintAudience(audience);
    for (const Rule& rule : policy_.rules()) {
      LintReach(rule);
      LintPatterns(rule);
    }
    if (policy_.tests().empty()) {
      Add("PL08", false, {}, "the policy carries no tests",
          "add [[test]] with a synthetic document and what it expects");
    }
    internal::LintLaw(policy_, findings_);
    internal::LintModel(policy_, findings_);
    return findings_.Take();
  }

 private:
  void Add(std::string code, bool error, Span where, std::string message, std::string fix) {
    findings_.Add(std::move(code), error, where, std::move(message), std::move(fix));
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
      if (Allows((*audience)->clears, has->controls)) continue;
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

  // Whether a mark with these controls can stay below a ceiling. With categories the controls of release hang
  // on their lists, of which nothing is said here.
  bool Allows(const Marking& ceiling, std::uint64_t controls) const {
    if (vocabulary_.grammar() == nullptr) return Dominates(vocabulary_, ceiling, Marking{0, controls});
    std::uint64_t beyond =
        controls & ~(ControlsHeld(vocabulary_, ceiling) | ControlsAbsorbed(vocabulary_, ceiling.level));
    for (std::size_t i = 0; i < vocabulary_.controls().size(); ++i) {
      if (vocabulary_.controls()[i].release != ReleaseRole::kNoPart) beyond &= ~(std::uint64_t{1} << i);
    }
    return beyond == 0;
  }

  bool Contradicts(const Rule& rule) const {
    const Condition* bound = FindKey(rule, Op::kAtMost);
    const Condition* has = FindKey(rule, Op::kHas);
    const Condition* lacks = FindKey(rule, Op::kLacks);
    if (has == nullptr) return false;
    if (bound != nullptr && !Allows(bound->bound, has->controls)) return true;
    return lacks != nullptr && !internal::HoldsForMark(vocabulary_, *lacks, Marking{0, has->controls});
  }

  void LintPatterns(const Rule& rule) {
    for (const Condition& condition : rule.conditions) {
      if (condition.op != Op::kText) continue;
      if (re2::RE2::PartialMatch("", *condition.text)) {
        Add("PL07", false, condition.where,
            fmt::format("a text pattern of rule '{}' matches the empty string: it always holds", rule.id),
            "make it match at least one character");
      } else if (MatchesAnything(*condition.text)) {
        Add("PL16", false, condition.where,
            fmt::format("a text pattern of rule '{}' is found in nearly any text", rule.id),
            "say what it looks for");
      }
    }
    if (rule.pattern && MatchesAnything(*rule.pattern)) {
      Add("PL16", false, rule.where,
          fmt::format("the pattern of rule '{}' is found in nearly any text", rule.id),
          "say what it hides; to keep all of a portion in, write a withhold rule");
    }
  }

  void LintAudience(const Audience& audience) {
    const bool any = std::ranges::any_of(policy_.rules(), [&](const Rule& rule) {
      return rule.effect == RuleEffect::kRelease && Speaks(rule, audience.id);
    });
    if (!any) {
      Add("PL04", false, audience.where, fmt::format("nothing is ever released to '{}'", audience.id),
          "add a release rule, or take the audience out");
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

  const Policy& policy_;
  const Vocabulary& vocabulary_;
  internal::LintFindings findings_;
};

}  // namespace

namespace internal {

bool LintFindings::Has(std::string_view code, Span where) const {
  return std::ranges::any_of(
      findings_, [&](const LintFinding& finding) { return finding.code == code && finding.where == where; });
}

std::vector<LintFinding> LintFindings::Take() {
  std::ranges::stable_sort(findings_, {}, [](const LintFinding& finding) { return finding.where.begin; });
  return std::move(findings_);
}

}  // namespace internal

std::vector<LintFinding> Lint(const Policy& policy) { return Linter(policy).Run(); }

}  // namespace markings
