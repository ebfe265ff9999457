#ifndef CLI_POLICY_EXPLAIN_TEXT_H_
#define CLI_POLICY_EXPLAIN_TEXT_H_

#include <string>

#include "libmarkings/cable/document.h"
#include "libmarkings/report/policy_explain_json.h"

namespace markings::cli {

// An explanation for people. `whole`: the full account of each unit; else a line for each audience, and
// below what is withheld the least change that would release it. No document text. PolicyExplainJson has the
// same as data.
[[nodiscard]] std::string PolicyExplainText(const Document& document, const PolicyExplanation& explanation,
                                            bool whole);

}  // namespace markings::cli

#endif  // CLI_POLICY_EXPLAIN_TEXT_H_
