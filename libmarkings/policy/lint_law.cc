// What the law says of exemption codes. Sources:
//   5 U.S.C. 552(b)(1)-(9); (b)(3) needs the statute, (b)(5) as amended by the FOIA Improvement Act of 2016,
//   Pub. L. 114-185, sec. 2: the deliberative process privilege does not apply to records created 25 years or
//   more before the request. Milner v. Department of the Navy, 562 U.S. 562 (2011): (b)(2) is for personnel
//   rules and practices only. 12 FAM 541c: the SBU label does not by itself exempt. E.O. 13526, 1.4(a)-(h);
//   E.O. 12958, 1.5(a)-(g) until 2003-03-24, then 1.4(a)-(h) by E.O. 13292: Orders(). E.O.
//   13526, 3.3(b)(1)-(9), written 25X1 to 25X9.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>

#include "libmarkings/marking/authority.h"
#include "libmarkings/policy/internal/dates.h"
#include "libmarkings/policy/internal/exemption_codes.h"
#include "libmarkings/policy/internal/lint_parts.h"
#include "libmarkings/text/ascii.h"

namespace markings::internal {
namespace {

using Op = Condition::Op;

// "1.4(d)": the section of an order's list of reasons and the letter.
struct Reason {
  int section;  // 4
  char letter;  // small
};
std::optional<Reason> ReasonOf(std::string_view code) {
  if (!code.starts_with("1.4(") && !code.starts_with("1.5(")) return std::nullopt;
  const std::size_t at = code.find('(') + 1;
  if (at + 1 >= code.size() || code[at + 1] != ')') return Reason{code[2] - '0', '?'};
  return Reason{code[2] - '0', static_cast<char>(code[at] | 0x20)};
}

bool InList(const ExecutiveOrder& order, const Reason& reason) {
  return order.reason == reason.section && reason.letter >= 'a' && reason.letter <= order.last_letter;
}

// A code of the 25-year exemptions that there is not: "25X10", "3.3(b)(0)".
bool IsBadExemption25(std::string_view code) {
  for (const std::string_view begin : {"25X", "3.3(b)("}) {
    if (!code.starts_with(begin)) continue;
    const std::string_view rest = code.substr(begin.size());
    const bool digit = !rest.empty() && rest[0] >= '1' && rest[0] <= '9';
    return !digit || (rest.size() > 1 && IsDigit(rest[1]));
  }
  return false;
}

bool Says(std::string_view text, std::string_view word) { return Upper(text).contains(Upper(word)); }

class LawLinter {
 public:
  LawLinter(const Policy& policy, LintFindings& findings) : policy_(policy), findings_(findings) {}

  void Run() {
    for (const Rule& rule : policy_.rules()) {
      if (rule.codes.empty()) continue;
      LintMarkAlone(rule);
      LintClassified(rule);
      LintStatute(rule);
      LintDeliberative(rule);
      LintLapse(rule);
      LintPersonnel(rule);
      for (const std::string& code : rule.codes) LintOrder(rule, code);
    }
    LintExemptions();
  }

 private:
  void Warn(const char* code, const Rule& rule, std::string message, std::string fix) {
    findings_.Add(code, false, rule.where, std::move(message), std::move(fix));
  }

  static bool Has(const Rule& rule, char number) {
    return std::ranges::any_of(rule.codes,
                               [&](const std::string& code) { return IsExemption(code, number); });
  }

  // PL05. All that the rule asks, however nested, is what mark there is and whether it is the portion's own.
  void LintMarkAlone(const Rule& rule) {
    const auto of_mark = [](const Condition& condition) {
      switch (condition.op) {
        case Op::kAll:
        case Op::kAny:
        case Op::kNot:
        case Op::kHas:
        case Op::kLacks:
        case Op::kAtMost:
        case Op::kWithin:
        case Op::kInherited:
        case Op::kNumbered:
          return true;
        default:
          return false;
      }
    };
    if (rule.effect != RuleEffect::kWithhold || rule.conditions.size() < 2) return;
    // (How old the record is gives no reason either, beside the mark.)
    auto asked = rule.conditions |
                 std::views::filter([](const Condition& condition) { return !IsOnDates(condition.op); });
    const bool dates_only =
        AsksForDates(rule) && std::ranges::all_of(asked, [](const Condition& condition) {
          return condition.op == Op::kAll || condition.op == Op::kAny || condition.op == Op::kNot;
        });
    if (dates_only || !std::ranges::all_of(asked, of_mark) ||
        std::ranges::all_of(rule.codes, OfClassification))
      return;
    Warn("PL05", rule, fmt::format("rule '{}' gives an exemption for the mark alone", rule.id),
         "a mark is no exemption by itself: look at kind, text or section as well");
  }

  // PL06
  void LintClassified(const Rule& rule) {
    const bool letter =
        std::ranges::any_of(rule.codes, [](const std::string& code) { return ReasonOf(code).has_value(); });
    if (!Has(rule, '1') || letter) return;
    Warn("PL06", rule, fmt::format("rule '{}' uses (b)(1) without the letter of E.O. 13526, 1.4", rule.id),
         "add a code such as \"1.4(d)\"");
  }

  // PL11
  void LintStatute(const Rule& rule) {
    if (!Has(rule, '3') || !rule.statute.empty()) return;
    Warn("PL11", rule, fmt::format("rule '{}' uses (b)(3) without its statute", rule.id),
         "add statute = \"...\", and needs = \"statute\" to the exemption");
  }

  // Whether a rule holds for no record that is older: by a key of its `when` itself.
  static bool Ends(const Rule& rule, const Period& most) {
    return std::ranges::any_of(rule.conditions.front().children, [&](std::size_t child) {
      const Condition& condition = rule.conditions[child];
      return condition.op == Op::kNewerThan && AtMost(condition.period, most);
    });
  }

  // PL12
  void LintDeliberative(const Rule& rule) {
    if (!Has(rule, '5') || Ends(rule, kDeliberativeLapses)) return;
    Warn("PL12", rule,
         fmt::format("rule '{}' uses (b)(5) for records of any age: for deliberations it lapses at 25 years",
                     rule.id),
         "add newer_than = \"25 years\" to its condition, or leave the code to an officer's decision");
  }

  // PL17. What PL12 said is not said again.
  void LintLapse(const Rule& rule) {
    for (const std::string& code : rule.codes) {
      const auto exemption = std::ranges::find(policy_.exemptions(), code, &Exemption::code);
      if (exemption == policy_.exemptions().end() || !exemption->lapses || Ends(rule, *exemption->lapses))
        continue;
      if (findings_.Has("PL12", rule.where)) continue;
      Warn("PL17", rule,
           fmt::format("rule '{}' uses {} beyond the age at which that exemption lapses", rule.id, code),
           "add newer_than with that age, or less, to its condition");
    }
  }

  // PL13
  void LintPersonnel(const Rule& rule) {
    for (const std::string& code : rule.codes) {
      if (!IsExemption(code, '2')) continue;
      const auto exemption = std::ranges::find(policy_.exemptions(), code, &Exemption::code);
      const bool personnel = Says(rule.reason, "personnel") ||
                             (exemption != policy_.exemptions().end() && Says(exemption->title, "personnel"));
      if (personnel && !Says(code, "high")) continue;
      Warn("PL13", rule,
           fmt::format("rule '{}' uses (b)(2), which since 2011 is for personnel rules and practices only",
                       rule.id),
           "use another exemption, or say in the reason which personnel rule or practice it is");
      return;
    }
  }

  // PL14. The order that the exemption's title or the rule's reason names must have the letter; without one,
  // some order must.
  void LintOrder(const Rule& rule, const std::string& code) {
    if (IsBadExemption25(code)) {
      Warn("PL14", rule,
           fmt::format("rule '{}' uses {}, but E.O. 13526, 3.3(b) has (1) to (9) only", rule.id, code),
           "write 25X1 to 25X9");
      return;
    }
    const auto reason = ReasonOf(code);
    if (!reason) return;
    const auto in = [&](const ExecutiveOrder& order) { return InList(order, *reason); };
    if (std::ranges::none_of(Orders(), in)) {
      Warn("PL14", rule, fmt::format("rule '{}' uses {}, a letter that no order has", rule.id, code),
           "write 1.4(a) to 1.4(h), or 1.5(a) to 1.5(g) of E.O. 12958 until 24 March 2003");
      return;
    }
    const auto exemption = std::ranges::find(policy_.exemptions(), code, &Exemption::code);
    const std::string named =
        rule.reason + " " + (exemption == policy_.exemptions().end() ? "" : exemption->title);
    bool any = false, fits = false;
    std::string number;
    for (const ExecutiveOrder& order : Orders()) {
      if (!named.contains(std::to_string(order.number))) continue;
      any = true;
      number = std::to_string(order.number);
      // (What is published under E.O. 13526 goes on printing 1.5 of the order before it, and 1.4 and 1.5 are
      // both of E.O. 12958: an order that has such a list at all fits.)
      fits = fits || order.reason != 0;
    }
    if (!any || fits) return;
    Warn("PL14", rule, fmt::format("rule '{}' uses {}, which E.O. {} does not have", rule.id, code, number),
         "name the order that was in force on the date of the record");
  }

  // PL11 for what only officers use: a decisions file could give the code without a statute.
  void LintExemptions() {
    for (const Exemption& exemption : policy_.exemptions()) {
      if (!IsExemption(exemption.code, '3') || exemption.needs_statute) continue;
      const bool said = std::ranges::any_of(
          policy_.rules(), [&](const Rule& rule) { return findings_.Has("PL11", rule.where); });
      if (said) return;
      findings_.Add("PL11", false, {},
                    fmt::format("the exemption {} can be given without its statute", exemption.code),
                    "add needs = \"statute\" to it");
    }
  }

  const Policy& policy_;
  LintFindings& findings_;
};

}  // namespace

void LintLaw(const Policy& policy, LintFindings& findings) { LawLinter(policy, findings).Run(); }

}  // namespace markings::internal
