#include "libmarkings/policy/internal/officers.h"

#include <fmt/format.h>

#include <algorithm>

#include "libmarkings/text/compared.h"

namespace markings {
namespace {

constexpr std::string_view kBetween = "; ";

std::size_t PersonsIn(std::string_view authority) {
  std::vector<std::string> persons;
  for (const std::string& name : Authorities(authority)) persons.push_back(Compared(name));
  std::ranges::sort(persons);
  const auto twice = std::ranges::unique(persons);
  persons.erase(twice.begin(), twice.end());
  return persons.size();
}

}  // namespace

std::vector<std::string> Authorities(std::string_view authority) {
  std::vector<std::string> names;
  while (!authority.empty()) {
    const std::size_t end = std::min(authority.find(kBetween), authority.size());
    names.emplace_back(authority.substr(0, end));
    authority.remove_prefix(std::min(end + kBetween.size(), authority.size()));
  }
  return names;
}

std::optional<std::string> JoinAuthorities(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) {
    if (Compared(name).empty() || name.contains(';')) return std::nullopt;
    joined += (joined.empty() ? std::string() : std::string(kBetween)) + name;
  }
  if (PersonsIn(joined) != names.size()) return std::nullopt;
  return joined;
}

namespace internal {

bool NeedsTwoPersons(const Policy& policy, OfficerAct act) {
  const std::vector<OfficerAct>& acts = policy.officers().two_person;
  return std::ranges::find(acts, act) != acts.end();
}

bool NeedsTwoPersons(const Policy& policy, const Override& decision) {
  if (decision.action == Override::Action::kWithhold) return false;
  return NeedsTwoPersons(policy, OfficerAct::kRelease) ||
         (decision.action == Override::Action::kMask && NeedsTwoPersons(policy, OfficerAct::kMask));
}

std::string UniteAuthorities(const std::string& first, const std::string& second) {
  std::vector<std::string> names = Authorities(first);
  for (const std::string& name : Authorities(second)) {
    const auto same = [&](const std::string& one) { return Compared(one) == Compared(name); };
    if (std::ranges::none_of(names, same)) names.push_back(name);
  }
  return JoinAuthorities(names).value_or(first);
}

Result<void> CheckTwoPersons(const Policy& policy, const Overrides& overrides) {
  const auto check = [](bool needed, const std::string& authority, Span where,
                        const std::string& what) -> Result<void> {
    if (!needed || PersonsIn(authority) >= 2) return {};
    return Fail(ErrorCode::kBadOverrides, where,
                fmt::format("the policy asks for two persons, and {} names one", what),
                "name both: authority = [\"...\", \"...\"]");
  };
  for (const Override& one : overrides.decisions) {
    auto two = check(NeedsTwoPersons(policy, one), one.authority, one.authority_where,
                     fmt::format("the decision on '{}'", one.element));
    if (!two) return two;
  }
  for (const Waiver& one : overrides.waivers) {
    auto two = check(NeedsTwoPersons(policy, OfficerAct::kWaive), one.authority, one.authority_where,
                     fmt::format("the waiver of '{}'", one.finding));
    if (!two) return two;
  }
  auto two =
      check(overrides.document_mark.has_value() && NeedsTwoPersons(policy, OfficerAct::kDocumentMark),
            overrides.document_mark_authority, overrides.document_mark_authority_where, "[document_mark]");
  if (!two || !overrides.code_for_pending || !NeedsTwoPersons(policy, OfficerAct::kCode)) return two;
  if (PersonsIn(overrides.code_for_pending->authority) >= 2) return {};
  return Fail(ErrorCode::kBadOverrides, {},
              "the policy asks for two persons, and the code for pending elements names one",
              "give --authority twice, once for each");
}

Result<void> CheckBound(const Policy& policy, const Overrides& overrides) {
  for (const auto* list : {&overrides.decisions, &overrides.masks}) {
    for (const Override& one : *list) {
      if (!one.binds.empty() || one.unmatched) continue;
      const bool spans = !one.spans.empty();
      if (!spans && !policy.officers().bound) continue;
      return Fail(
          ErrorCode::kBadOverrides, one.where,
          spans ? fmt::format("the spans of '{}' are not bound to its text", one.element)
                : fmt::format("the policy asks for bound decisions, and that on '{}' is not", one.element),
          "bind it with markings decisions bind");
    }
  }
  return {};
}

}  // namespace internal
}  // namespace markings
