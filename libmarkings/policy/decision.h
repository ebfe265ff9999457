#ifndef LIBMARKINGS_POLICY_DECISION_H_
#define LIBMARKINGS_POLICY_DECISION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/policy/shared.h"
#include "libmarkings/recognise/recognition.h"
#include "libmarkings/text/day.h"

namespace markings {

enum class Outcome : std::uint8_t {
  kRelease,   // goes out whole
  kMask,      // goes out with spans replaced
  kWithhold,  // replaced by fixed words
  kDrop,      // apparatus that is computed anew or has no place in a derivative (banner, caption, page line,
              // blank)
};
[[nodiscard]] MARKINGS_API std::string_view Name(Outcome outcome);

// Who hides a span: rules, one decision of an officer, or several where an officer's span overlaps another.
enum class MaskedBy : std::uint8_t { kRule, kOfficer, kSeveral };

// One span of an element that a mask rule or an officer replaces. Bytes into the document's text; lies within
// the text of one part of the unit (a match over a page line gives two, the second with continued = true and
// no words of its own).
struct MARKINGS_API MaskSpan {
  Span span;
  std::string as;  // unit word: "name"
  std::vector<std::string> codes;
  std::string rule;
  bool continued = false;
  // What a recogniser took it for; none: a pattern matched. (Initialised, so that it may be left out.)
  std::optional<EntityKind> found{};  // NOLINT(readability-redundant-member-init)
  MaskedBy by = MaskedBy::kRule;
};

// A release rule that did not hold, and its first condition that failed, as the rule reads. Views of the
// policy.
struct MARKINGS_API NearestRule {
  std::string_view rule;
  std::string_view failed;
  // Why it is not known whether that condition holds: "date not known". Empty: it fails.
  std::string_view open{};  // NOLINT(readability-redundant-member-init): may be left out
  // Both as they are shown: "newer_than 25 years: date not known".
  [[nodiscard]] std::string Shown() const {
    return std::string(failed) + (open.empty() ? "" : ": ") + std::string(open);
  }
};

// A release rule that held and was beaten: by a withhold rule, or by what bars any release ("clearance").
// Views of the policy, or of fixed text.
struct MARKINGS_API BeatenRule {
  std::string_view rule;
  std::string_view by;
  // As it is shown: "sbu-to-partner: beaten by withhold".
  [[nodiscard]] std::string Shown() const { return std::string(rule) + ": beaten by " + std::string(by); }
};

// Why one element goes out or not. Every decision names its rule and every rule its reason (DESIGN I6):
// built-in ones are "default-deny", "unmarked", "clearance", "unknown-mark", "unknown-caption", "apparatus",
// "override".
struct MARKINGS_API Decision {
  std::size_t element = 0;  // index into Document::elements()
  Outcome outcome = Outcome::kWithhold;
  SharedList<std::string> rules;  // the rules that made it so
  SharedList<std::string> codes;  // exemption codes, sorted, unique; of all withholding rules
  std::string statute;
  SharedText reason;  // of the first of `rules`
  using Nearest = NearestRule;
  SharedList<Nearest> nearest;  // release rules that did not hold: first condition that failed
  SharedList<BeatenRule> also;  // rules that spoke for release and were beaten
  std::vector<MaskSpan> masks;  // sorted, disjoint
  bool pending = false;         // withheld without a code
  bool overridden = false;      // by an officer
  Marking marking;              // effective after overrides; counts only when mark_known
  bool mark_known = false;
};

// The decisions for one document and one audience: one for each element, in document order.
struct MARKINGS_API Decisions {
  const Audience* audience = nullptr;  // points into the policy
  std::vector<Decision> elements;
  std::vector<std::size_t> pending;  // elements withheld without a code
  std::vector<std::string> notes;    // one line each, no document text
  AsOf as_of;                        // the day that was decided by
};

// Applies a policy. A pure function of its arguments. `overrides` may be null.
//
// `as_of` is the day that conditions on dates are asked for (rule.h, cable/document_days.h). Whether they
// hold is not known without it, without a date of the document, and where the days that its date may be are
// on both sides of a limit. Then a release rule does not hold, and a withhold or mask rule does: notes name
// it. The document, the policy and the overrides must outlive the result. Errors: kUnknownAudience;
// kBadOverrides; kInDoubt with the place of the first diagnostic that leaves the document's protection in
// doubt and that no override settles. Thread-safe. Linear in document size times patterns, and in the kinds
// of units that rules can tell apart times rules.
[[nodiscard]] MARKINGS_API Result<Decisions> Decide(const Policy& policy, std::string_view audience,
                                                    const Document& document, const Overrides* overrides,
                                                    AsOf as_of = std::nullopt);

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_DECISION_H_
