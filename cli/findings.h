#ifndef CLI_FINDINGS_H_
#define CLI_FINDINGS_H_

#include <string_view>

#include "libmarkings/cable/document.h"
#include "libmarkings/redact/redaction.h"

namespace markings::cli {

// Says on standard error why a redaction is blocked, one line for each unwaived residual finding and each
// pending element:
//   markings: NAME: residual disclosure: subject:10 (line 9, column 10 of the derivative) holds a name of p1:
//   ... markings: NAME:LINE:COLUMN: pending: p4 is withheld without an exemption code: ...
// Residual places are places of the derivative, pending ones of the input. Never prints document text.
void ReportFindings(const Redaction& redaction, std::string_view name, const Document& document);

}  // namespace markings::cli

#endif  // CLI_FINDINGS_H_
