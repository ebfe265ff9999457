#ifndef LIBMARKINGS_POLICY_RULE_H_
#define LIBMARKINGS_POLICY_RULE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/cable/element.h"
#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/recognise/recognition.h"
#include "libmarkings/text/span.h"

namespace re2 {
class RE2;
}

namespace markings {

// What a rule looks at. All keys that are given must hold (a conjunction); a list within one key holds
// when one of its members does, except `has` and `lacks`, where all must. Nested any/all/not are kept
// flat in Rule::conditions and evaluated without recursion on input depth (depth of a policy is capped).
struct MARKINGS_API Condition {
  enum class Op : std::uint8_t {
    kAll,
    kAny,
    kNot,
    kAtMost,
    kHas,
    kLacks,
    kKind,
    kSection,
    kCaption,
    kTags,
    kText,
    kInherited,
    kNumbered,
    kFind,
    kOrigin,
    kAddressee
  };
  Op op = Op::kAll;
  std::vector<std::size_t> children;     // kAll, kAny, kNot: indices into Rule::conditions
  Marking bound;                         // kAtMost: a mark the effective marking must be dominated by
  std::uint64_t controls = 0;            // kHas, kLacks
  std::vector<ElementKind> kinds;        // kKind
  std::vector<std::string> names;        // kSection, kCaption, kTags, kOrigin, kAddressee (upper case)
  EntityKinds entities;                  // kFind: looked for in the unit by itself
  std::shared_ptr<const re2::RE2> text;  // kText: searched in Document::UnitText
  bool flag = false;                     // kInherited, kNumbered
  Span where;                            // in the policy file
  std::string shown;                     // as the rule reads: "at_most U", for explanations
};

enum class RuleEffect : std::uint8_t { kRelease, kWithhold, kMask };

// One rule of a policy. See docs/formats/policy.md.
struct MARKINGS_API Rule {
  std::string id;
  RuleEffect effect = RuleEffect::kWithhold;
  std::vector<std::string> audiences;
  std::vector<Condition> conditions;  // [0] is the root; absent `when` is an empty kAll: always holds
  std::vector<std::string> codes;     // exemption codes, "(b)(6)"; with withhold and mask
  std::string statute;                // with a code that needs one
  std::string reason;                 // required
  // kMask, one of the two: what is masked. Of a pattern its first group, when it has one.
  std::shared_ptr<const re2::RE2> pattern;
  EntityKinds find;
  std::uint8_t sure = 0;            // percent: what is found with less is not masked
  std::vector<std::string> except;  // what is found and stays: upper case, single blanks
  std::string as;                   // kMask: the unit word, "name"; empty with find: that of each kind
  std::map<EntityKind, std::string> as_kind;  // with find: other unit words for some kinds
  Span where;
};

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_RULE_H_
