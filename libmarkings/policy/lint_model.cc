#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/compare.h"
#include "libmarkings/policy/internal/condition.h"
#include "libmarkings/policy/internal/lint_parts.h"
#include "libmarkings/policy/internal/mark_domain.h"
#include "libmarkings/policy/internal/model.h"

namespace markings::internal {
namespace {

class ModelLinter {
 public:
  ModelLinter(const Policy& policy, LintFindings& findings) : policy_(policy), findings_(findings) {}

  void Run() {
    for (const Audience& audience : policy_.audiences()) LintCoverage(audience);
    // With categories a model of the marks is never whole, and what it does not prove is not said.
    if (policy_.vocabulary().grammar() != nullptr) return;
    for (std::size_t i = 0; i < policy_.rules().size(); ++i) LintRule(i);
  }

 private:
  // The lowest mark with at most one control that the audience is cleared for and no rule releases, whatever
  // else the rule asks.
  void LintCoverage(const Audience& audience) {
    const Vocabulary& vocabulary = policy_.vocabulary();
    const View view(policy_, audience);
    const bool any = std::ranges::any_of(
        view.rules, [](const Rule* rule) { return rule->effect == RuleEffect::kRelease; });
    if (!any) return;  // PL04
    Model model({&view});
    for (const Marking& mark : SimpleMarks(vocabulary)) {
      if (!IsCleared(vocabulary, audience, mark)) continue;
      const bool released = std::ranges::any_of(model.cells(), [&](Cell cell) {
        if (!IsPortion(cell.kind) || cell.mark) return false;  // (One without a mark for each kind.)
        cell.mark = mark;
        return model.HoldsAnywhere(view, RuleEffect::kRelease, cell, {}).truth != Truth::kNo;
      });
      if (released) continue;
      findings_.Add("PL09", false, audience.where,
                    fmt::format("'{}' is cleared for {} but no rule releases it", audience.id,
                                PortionForm(vocabulary, mark)),
                    "lower its clearance, or add a rule");
      return;
    }
  }

  void LintRule(std::size_t index) {
    const Rule& rule = policy_.rules()[index];
    bool beaten = true, repeated = true;
    for (const std::string& id : rule.audiences) {
      const auto audience = policy_.FindAudience(id);
      if (!audience) return;
      const View view(policy_, **audience);
      Model model({&view});
      if (model.Never([&](const Cell& cell, const Model::Assignment& with) {
            return Reaches(model, view, rule, cell, with);
          })) {
        if (Said(rule)) return;
        findings_.Add(
            "PL01", true, rule.where,
            fmt::format("rule '{}' can never hold for '{}': its conditions exclude each other", rule.id, id),
            "mend its condition, or take the audience out of it");
        return;
      }
      beaten = beaten && Beaten(model, view, rule);
      repeated = repeated && Repeated(model, view, **audience, index);
    }
    if (beaten && !findings_.Has("PL02", rule.where)) {
      findings_.Add("PL02", true, rule.where,
                    fmt::format("rule '{}' releases nothing: withhold rules hold wherever it does", rule.id),
                    "narrow the rules that withhold, or take this one out");
    }
    if (!beaten && repeated && !Said(rule)) {
      findings_.Add(
          "PL15", false, rule.where,
          fmt::format("rule '{}' changes nothing: other rules do the same wherever it holds", rule.id),
          "take it out, or narrow the others");
    }
  }

  // Whether PL01 was said of it already, at the rule or at one of its keys.
  bool Said(const Rule& rule) const {
    return findings_.Has("PL01", rule.where) ||
           std::ranges::any_of(rule.conditions, [&](const Condition& condition) {
             return findings_.Has("PL01", condition.where);
           });
  }

  // Whether the rule holds where it could do something, whatever other rules say.
  static Open Reaches(Model& model, const View& view, const Rule& rule, const Cell& cell,
                      const Model::Assignment& with) {
    const bool portion = IsPortion(cell.kind);
    if (rule.effect == RuleEffect::kRelease && !portion && !NamesKind(rule, cell.kind)) return {};
    if (rule.effect == RuleEffect::kRelease && portion && !Model::Cleared(view, cell)) return {};
    return model.Holds(view, rule, cell, with);
  }

  static bool Beaten(Model& model, const View& view, const Rule& rule) {
    if (rule.effect != RuleEffect::kRelease) return false;
    return model.Never([&](const Cell& cell, const Model::Assignment& with) {
      return And(Reaches(model, view, rule, cell, with),
                 Not(model.HoldsAnywhere(view, RuleEffect::kWithhold, cell, with)));
    });
  }

  // A withhold rule that only repeats what would stay in anyway is no finding: it guards against rules to
  // come. Another withhold rule must hold wherever it does and give its codes.
  bool Repeated(Model& model, const View& view, const Audience& audience, std::size_t index) const {
    const Rule& rule = policy_.rules()[index];
    if (rule.effect != RuleEffect::kWithhold)
      return ChangesNothing(policy_, audience, index, RuleEdit::kRemoved);
    return model.Never([&](const Cell& cell, const Model::Assignment& with) {
      const Open holds = model.Holds(view, rule, cell, with);
      if (holds.truth == Truth::kNo) return holds;
      return And(holds, Not(AnyOf(view.rules, [&](const Rule* other) {
                   const bool as_much = other != &rule && other->effect == RuleEffect::kWithhold &&
                                        (rule.statute.empty() || other->statute == rule.statute) &&
                                        std::ranges::all_of(rule.codes, [&](const std::string& code) {
                                          return std::ranges::find(other->codes, code) != other->codes.end();
                                        });
                   return as_much ? model.Holds(view, *other, cell, with) : Open{};
                 })));
    });
  }

  const Policy& policy_;
  LintFindings& findings_;
};

}  // namespace

void LintModel(const Policy& policy, LintFindings& findings) { ModelLinter(policy, findings).Run(); }

}  // namespace markings::internal
