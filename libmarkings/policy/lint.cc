#include "libmarkings/policy/lint.h"

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/marking/forms.h"
#include "libmarkings/marking/lattice.h"

namespace markings {
namespace {

class Linter {
 public:
  explicit Linter(const Policy& policy) : policy_(policy) {}

  std::vector<LintFinding> Run() {
    for (const Rule& rule : policy_.rules()) LintRule(rule);
    for (const Audience& audience : policy_.audiences()) LintAudience(audience);
    LintCoverage();
    if (policy_.tests().empty()) Add("PL08", false, {}, "the policy carries no tests", "add [[test]] with a synthetic document and what it expects");
    return std::move(findings_);
  }

 private:
  void Add(std::string code, bool error, Span where, std::string message, std::string fix) {
    findings_.push_back({std::move(code), error, where, std::move(message), std::move(fix)});
  }

  // The conditions that must all hold: the keys of `when`.
  static std::vector<const Condition*> Keys(const Rule& rule) {
    std::vector<const Condition*> keys;
    for (const std::size_t child : rule.conditions.front().children) keys.push_back(&rule.conditions[child]);
    return keys;
  }

  static bool Always(const Rule& rule) { return rule.conditions.front().children.empty(); }

  void LintRule(const Rule& rule) {
    const std::vector<const Condition*> keys = Keys(rule);
    for (const std::string& id : rule.audiences) {
      const auto audience = policy_.FindAudience(id);
      if (!audience || rule.effect == RuleEffect::kWithhold) continue;
      for (const Condition* key : keys) {
        if (key->op != Condition::Op::kHas) continue;
        const Marking least{0, key->controls};
        if (!Dominates(policy_.vocabulary(), (*audience)->clears, least)) {
          Add("PL01", true, rule.where, fmt::format("rule '{}' can never fire for '{}': what it demands is above that audience's clearance", rule.id, id),
              "take the audience out of the rule, or raise its clearance");
        }
      }
    }
    if (rule.effect == RuleEffect::kRelease) {
      const auto beaten = std::ranges::find_if(policy_.rules(), [&](const Rule& other) {
        return other.effect == RuleEffect::kWithhold && Always(other) &&
               std::ranges::all_of(rule.audiences, [&](const std::string& id) { return std::ranges::find(other.audiences, id) != other.audiences.end(); });
      });
      if (beaten != policy_.rules().end()) {
        Add("PL02", true, rule.where, fmt::format("rule '{}' releases nothing: '{}' withholds everything from its audiences", rule.id, beaten->id), "give the withholding rule a condition");
      }
      const bool bounded = std::ranges::any_of(keys, [](const Condition* key) { return key->op == Condition::Op::kAtMost || key->op == Condition::Op::kKind; });
      if (!bounded) Add("PL03", false, rule.where, fmt::format("rule '{}' releases up to the clearance of its audiences", rule.id), "say at_most = \"...\" in its condition");
    }
    LintCodes(rule, keys);
  }

  // Source: 5 U.S.C. 552(b); 12 FAM 541c (the SBU label does not by itself exempt); E.O. 13526, 1.4.
  void LintCodes(const Rule& rule, const std::vector<const Condition*>& keys) {
    if (rule.codes.empty()) return;
    const bool by_mark_alone = !keys.empty() && std::ranges::all_of(keys, [](const Condition* key) {
      return key->op == Condition::Op::kHas || key->op == Condition::Op::kLacks || key->op == Condition::Op::kAtMost;
    });
    if (rule.effect == RuleEffect::kWithhold && by_mark_alone) {
      Add("PL05", false, rule.where, fmt::format("rule '{}' gives an exemption for the mark alone", rule.id), "a mark is no exemption by itself: look at kind, text or section as well");
    }
    const auto has = [&](std::string_view prefix) { return std::ranges::any_of(rule.codes, [&](const std::string& code) { return code.starts_with(prefix); }); };
    if (has("(b)(1)") && !has("1.4(") && !has("(b)(1) 1.4(")) {
      Add("PL06", false, rule.where, fmt::format("rule '{}' uses (b)(1) without the letter of E.O. 13526, 1.4", rule.id), "add a code such as \"1.4(d)\"");
    }
    if (rule.effect == RuleEffect::kMask && rule.as.empty()) Add("PL07", true, rule.where, "a mask has no word", "add as = \"name\"");
  }

  void LintAudience(const Audience& audience) {
    const bool any = std::ranges::any_of(policy_.rules(), [&](const Rule& rule) {
      return rule.effect == RuleEffect::kRelease && std::ranges::find(rule.audiences, audience.id) != rule.audiences.end();
    });
    if (!any) Add("PL04", false, {}, fmt::format("nothing is ever released to '{}'", audience.id), "add a release rule, or take the audience out");
  }

  // Levels that an audience is cleared for and no release rule of it reaches.
  void LintCoverage() {
    for (const Audience& audience : policy_.audiences()) {
      const bool open = std::ranges::any_of(policy_.rules(), [&](const Rule& rule) {
        if (rule.effect != RuleEffect::kRelease || std::ranges::find(rule.audiences, audience.id) == rule.audiences.end()) return false;
        const std::vector<const Condition*> keys = Keys(rule);
        const auto bound = std::ranges::find_if(keys, [](const Condition* key) { return key->op == Condition::Op::kAtMost; });
        return bound == keys.end() ? !std::ranges::any_of(keys, [](const Condition* key) { return key->op == Condition::Op::kKind; })
                                   : Dominates(policy_.vocabulary(), (*bound)->bound, audience.clears);
      });
      if (!open) {
        Add("PL09", false, {}, fmt::format("'{}' is cleared for {} but no rule releases as much", audience.id, PortionForm(policy_.vocabulary(), audience.clears)),
            "lower its clearance, or add a rule");
      }
    }
  }

  const Policy& policy_;
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> Lint(const Policy& policy) { return Linter(policy).Run(); }

}  // namespace markings
