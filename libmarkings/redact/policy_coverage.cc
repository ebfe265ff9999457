#include "libmarkings/redact/policy_coverage.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "libmarkings/policy/compare.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/redact/internal/test_run.h"

namespace markings {
namespace {

using internal::ParsedTest;

bool Same(const MaskSpan& a, const MaskSpan& b) {
  return a.span == b.span && a.as == b.as && a.codes == b.codes && a.continued == b.continued;
}

// Whether two decisions give the same derivative. (Which rule made it so does not go out.)
bool Same(const Decision& a, const Decision& b) {
  return a.outcome == b.outcome && a.codes == b.codes && a.statute == b.statute && a.pending == b.pending &&
         a.mark_known == b.mark_known && a.marking == b.marking &&
         std::ranges::equal(a.masks, b.masks,
                            [](const MaskSpan& one, const MaskSpan& other) { return Same(one, other); });
}

bool Same(const Decisions& a, const Decisions& b) {
  return std::ranges::equal(a.elements, b.elements,
                            [](const Decision& one, const Decision& other) { return Same(one, other); });
}

// The tests of a policy with the decisions on their documents as the policy stands.
class MutantTester {
 public:
  MutantTester(const Policy& policy, const std::vector<ParsedTest>& tests) : policy_(policy) {
    for (const ParsedTest& test : tests) {
      for (const std::string& audience : internal::AudiencesOf(*test.test)) {
        auto decisions = Decide(policy, audience, test.document, nullptr, test.test->as_of);
        if (decisions) runs_.push_back({&test, audience, *std::move(decisions)});
      }
    }
  }

  void Try(Mutant& mutant) const {
    std::vector<Rule> rules = policy_.rules();
    Rule& rule = rules[mutant.rule];
    const std::vector<std::string> audiences = rule.audiences;
    switch (mutant.mutation) {
      case Mutation::kRemoved:
        rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(mutant.rule));
        break;
      case Mutation::kDisabled:
        std::erase(rule.audiences, mutant.audience);
        break;
      case Mutation::kWidened:
        rule.conditions.assign(1, {});
    }
    const Policy changed = policy_.WithRules(std::move(rules));
    mutant.survived = std::ranges::none_of(runs_, [&](const Run& run) {
      const bool concerned = mutant.mutation == Mutation::kDisabled
                                 ? run.audience == mutant.audience
                                 : std::ranges::find(audiences, run.audience) != audiences.end();
      return concerned && Notices(changed, run);
    });
  }

 private:
  struct Run {
    const ParsedTest* test;
    std::string audience;
    Decisions decisions;
  };

  static bool Notices(const Policy& changed, const Run& run) {
    const auto decisions = Decide(changed, run.audience, run.test->document, nullptr, run.test->test->as_of);
    if (!decisions) return true;
    if (Same(*decisions, run.decisions)) return false;
    if (!internal::OutcomesHold(changed, *run.test, *decisions)) return true;
    // The outcomes that the test names are the same; what is left needs the derivative.
    PolicyTestReport report;
    internal::RunTest(changed, *run.test, run.audience, report);
    return !report.failures.empty();
  }

  const Policy& policy_;
  std::vector<Run> runs_;
};

bool Equivalent(const Policy& policy, const Mutant& mutant) {
  const RuleEdit edit = mutant.mutation == Mutation::kWidened ? RuleEdit::kWidened : RuleEdit::kRemoved;
  return std::ranges::all_of(policy.rules()[mutant.rule].audiences, [&](const std::string& id) {
    if (mutant.mutation == Mutation::kDisabled && id != mutant.audience) return true;
    const auto audience = policy.FindAudience(id);
    return audience && ChangesNothing(policy, **audience, mutant.rule, edit);
  });
}

}  // namespace

std::string_view Name(Mutation mutation) {
  switch (mutation) {
    case Mutation::kRemoved:
      return "removed";
    case Mutation::kDisabled:
      return "disabled";
    case Mutation::kWidened:
      break;
  }
  return "widened";
}

Result<std::vector<RuleCoverage>> CoverRules(
    const Policy& policy, const std::function<Result<std::string>(const std::string&)>& read_file) {
  const auto tests = internal::ParseTests(policy, read_file);
  if (!tests) return std::unexpected(tests.error());
  std::map<std::string, std::vector<RuleTrace>> totals;  // by audience
  for (const ParsedTest& test : *tests) {
    for (const std::string& audience : internal::AudiencesOf(*test.test)) {
      const auto decisions = Decide(policy, audience, test.document, nullptr, test.test->as_of);
      if (!decisions) continue;
      const std::vector<RuleTrace> traces = TraceRules(policy, test.document, *decisions);
      std::vector<RuleTrace>& total = totals[audience];
      total.resize(traces.size());
      for (std::size_t i = 0; i < traces.size(); ++i) {
        total[i].held += traces[i].held;
        total[i].failed += traces[i].failed;
        total[i].fired += traces[i].fired;
      }
    }
  }
  std::vector<RuleCoverage> coverage;
  for (std::size_t i = 0; i < policy.rules().size(); ++i) {
    for (const std::string& audience : policy.rules()[i].audiences) {
      const auto total = totals.find(audience);
      coverage.push_back({i, audience, total == totals.end() ? RuleTrace{} : total->second[i]});
    }
  }
  return coverage;
}

Result<std::vector<Mutant>> MutateRules(
    const Policy& policy, const std::function<Result<std::string>(const std::string&)>& read_file) {
  const auto tests = internal::ParseTests(policy, read_file);
  if (!tests) return std::unexpected(tests.error());
  std::vector<Mutant> mutants;
  for (std::size_t i = 0; i < policy.rules().size(); ++i) {
    const Rule& rule = policy.rules()[i];
    mutants.push_back({.rule = i, .mutation = Mutation::kRemoved, .audience = {}});
    // (With one audience it is the same as taking the rule out.)
    if (rule.effect != RuleEffect::kRelease && rule.audiences.size() > 1) {
      for (const std::string& audience : rule.audiences)
        mutants.push_back({.rule = i, .mutation = Mutation::kDisabled, .audience = audience});
    }
    if (rule.effect == RuleEffect::kRelease && !rule.conditions.front().children.empty()) {
      mutants.push_back({.rule = i, .mutation = Mutation::kWidened, .audience = {}});
    }
  }
  const MutantTester tester(policy, *tests);
  for (Mutant& mutant : mutants) {
    tester.Try(mutant);
    mutant.equivalent = mutant.survived && Equivalent(policy, mutant);
  }
  return mutants;
}

}  // namespace markings
