#ifndef CLI_EXPLAIN_TEXT_H_
#define CLI_EXPLAIN_TEXT_H_

#include <string>

#include "libmarkings/cable/document.h"
#include "libmarkings/redact/redaction.h"

namespace markings::cli {

// The decisions as a table for people: one line for each element that is not dropped, and below what is
// withheld the release rule that came nearest. No document text. docs/formats/explain.md has the same as
// JSON.
[[nodiscard]] std::string ExplainText(const Document& document, const Redaction& redaction);

}  // namespace markings::cli

#endif  // CLI_EXPLAIN_TEXT_H_
