#ifndef LIBMARKINGS_POLICY_COMPARE_H_
#define LIBMARKINGS_POLICY_COMPARE_H_

// What two audiences of a policy are shown, or one audience by two policies, compared for all documents at
// once: marks, kinds of elements and whatever else the conditions of rules tell apart are finitely many
// cases.
//
//   const Comparison is = CompareAudiences(policy, public, partner);
//   is.verdict == Verdict::kNever        a proof: the one is shown nothing that the other is not
//   is.verdict == Verdict::kShown        no: is.witness->text is a cable that shows it

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/export.h"
#include "libmarkings/policy/decision_diff.h"
#include "libmarkings/policy/policy.h"

namespace markings {

enum class Verdict : std::uint8_t {
  kNever,     // for no document: proved
  kShown,     // for the witness: decided on it as on any cable
  kPossible,  // the conditions allow it, but no cable could be made that shows it: they may exclude each
              // other
  kUnknown,   // neither: the search was given up, or not all marks of the vocabulary could be looked at
};
[[nodiscard]] MARKINGS_API std::string_view Name(Verdict verdict);  // "never"

// A synthetic cable. It holds no text of a document; it may hold words that the policies' own patterns name.
struct MARKINGS_API Witness {
  std::string text;
  std::string element;  // the id of the element in it that is decided on otherwise
  SideDecision first, second;
};

struct MARKINGS_API Comparison {
  Verdict verdict = Verdict::kUnknown;
  std::optional<Witness> witness;  // with kShown
  // With kShown and kPossible, what is decided on otherwise and by which rules. (With kPossible all rules
  // that would hold.)
  std::string kind;  // "paragraph"
  std::string mark;  // effective, "(SBU)"; empty: none
  std::vector<std::string> first_rules, second_rules;
};

// Whether the first audience is shown something that the second is not: a portion or line that is withheld
// from the second, or words of it that are masked for the second. Decisions by rules only: not an officer's,
// and not what a derivative says in place of what is withheld. Thread-safe. Bounded work, whatever the
// policy; kUnknown beyond it.
[[nodiscard]] MARKINGS_API Comparison CompareAudiences(const Policy& policy, const Audience& first,
                                                       const Audience& second);

// The captions that stay for the first audience and not for the second (keep_captions).
[[nodiscard]] MARKINGS_API std::vector<std::string> CaptionsBeyond(const Audience& first,
                                                                   const Audience& second);

// What a change of policy means for one audience that both have.
struct MARKINGS_API PolicyComparison {
  std::string audience;
  Comparison more;   // shown by the second policy and not by the first
  Comparison less;   // shown by the first policy and not by the second
  Comparison codes;  // what is withheld, or the words over what is masked, bears other exemption codes
};

// One for each audience that both policies have, in the order of the first.
// Errors: kBadPolicy when they do not read marks by the same vocabulary.
// Thread-safe.
[[nodiscard]] MARKINGS_API Result<std::vector<PolicyComparison>> ComparePolicies(const Policy& first,
                                                                                 const Policy& second);

// Whether every decision by rules stays the same for an audience when a rule is gone, or has lost its `when`:
// proved for all documents. False: it changes something, or that it does not could not be proved. A mask rule
// counts also where withhold rules keep the portion in, since an officer may release it.
// Thread-safe. Bounded work.
enum class RuleEdit : std::uint8_t { kRemoved, kWidened };
[[nodiscard]] MARKINGS_API bool ChangesNothing(const Policy& policy, const Audience& audience,
                                               std::size_t rule, RuleEdit edit);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_COMPARE_H_
