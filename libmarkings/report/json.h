#ifndef LIBMARKINGS_REPORT_JSON_H_
#define LIBMARKINGS_REPORT_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/clearance.h"
#include "libmarkings/marking/marking.h"
#include "libmarkings/marking/repair.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/redact/redaction.h"

namespace markings {

// The JSON of results. Each begins with its "schema"; each schema is published in docs/schema. All are
// without a line end; `indent` below 0 is one line.
[[nodiscard]] MARKINGS_API std::string MarkingJson(const Vocabulary& vocabulary, std::string_view input,
                                                   const ParsedMarking& mark,
                                                   int indent = -1);  // markings/marking/1
// What else may be said of a marking. Not owned.
struct MARKINGS_API MarkingExtras {
  const RollUpReport* roll_up = nullptr;
  const Access* access = nullptr;
  const std::optional<Repair>* repair =
      nullptr;  // of a mark that is not valid: its repair, or that there is none
};
// The same, appended to a string.
MARKINGS_API void AppendMarkingJson(std::string& out, const Vocabulary& vocabulary, std::string_view input,
                                    const ParsedMarking& mark, const MarkingExtras& extras = {});
[[nodiscard]] MARKINGS_API std::string DocumentJson(const Document& document,
                                                    int indent = 2);  // markings/document/1
[[nodiscard]] MARKINGS_API std::string ExplainJson(const Document& document, const Policy& policy,
                                                   const Redaction& redaction,
                                                   int indent = 2);  // markings/explain/1

}  // namespace markings

#endif  // LIBMARKINGS_REPORT_JSON_H_
