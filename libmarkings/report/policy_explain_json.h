#ifndef LIBMARKINGS_REPORT_POLICY_EXPLAIN_JSON_H_
#define LIBMARKINGS_REPORT_POLICY_EXPLAIN_JSON_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/cable/mark_source.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/counterfactual.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/policy/why.h"
#include "libmarkings/text/span.h"

namespace markings {

// What `markings policy explain` says of some units of a document. The lists that speak of units have one
// member for each of `units`, in that order.
struct MARKINGS_API PolicyExplanation {
  struct OfAudience {
    Decisions decisions;
    std::vector<Why> whys;
    std::vector<SpanWhy> spans;  // empty: no span was asked about
    Counterfactuals changes;
  };
  std::vector<std::size_t> units;  // indices into Document::elements(), heads of units
  std::vector<MarkSource> marks;
  std::vector<OfAudience> audiences;
  std::optional<Span> asked;  // in bytes of the document's text
};

// markings/policy-explain/1, without a line end; `indent` below 0 is one line. Holds no document text.
[[nodiscard]] MARKINGS_API std::string PolicyExplainJson(const Document& document, const Policy& policy,
                                                         const PolicyExplanation& explanation,
                                                         int indent = 2);

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_POLICY_EXPLAIN_JSON_H_
