#ifndef LIBMARKINGS_CORPUS_SUPPRESSION_H_
#define LIBMARKINGS_CORPUS_SUPPRESSION_H_

// Findings that the text beside them accepts, with a reason:
//
//     <!-- markings:ignore MK0401 no-names -- the harbour master is a public figure -->
//     what the finding stands in
//
// A line of any kind of comment, or none, that holds `markings:ignore`, one or more findings as a report
// names them (CODE, or CODE RULE; commas between), ` -- ` and a reason. It holds for the line after it;
// several such lines hold for the first line after them. A code alone stands for all its rules, but that
// MK0401 needs one. docs/formats/baseline.md

#include <functional>
#include <string_view>
#include <vector>

#include "libmarkings/corpus/check_result.h"
#include "libmarkings/export.h"

namespace markings {

inline constexpr std::size_t kMaxSuppressionReason = 1000;  // bytes

// Marks the findings of one file that its text accepts (Suppressed::kInline, with the reason) and adds what
// is wrong with suppressions: MK0404 for one without a code or a reason, or almost one; MK0405; MK0406 for
// what suppresses nothing. The findings are in the order of their places again afterwards.
//
// `own_text`: the text is itself the document that was checked. Then nothing in it suppresses anything, since
// who writes a cable must not switch off its check: MK0405. `never`, of code and rule: what no suppression
// may accept, MK0405 too; null: nothing. MK0404 to MK0406 themselves are never accepted.
//
// A text without suppressions costs one search at memory speed. Thread-safe.
MARKINGS_API void ApplySuppressions(
    std::string_view text, bool own_text, std::string_view file, std::vector<CheckFinding>& findings,
    const std::function<bool(std::string_view code, std::string_view rule)>& never = nullptr);

// A pattern that each text has in which ApplySuppressions finds one, or almost one. For RE2.
inline constexpr std::string_view kSuppressionPattern = "arking|ARKING";

}  // namespace markings

#endif  // LIBMARKINGS_CORPUS_SUPPRESSION_H_
