#ifndef CLI_FINDINGS_H_
#define CLI_FINDINGS_H_

#include <cstdint>
#include <string_view>

#include "cli/exit_code.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/redact/prove.h"
#include "libmarkings/redact/redaction.h"

namespace markings::cli {

// Says on standard error why a redaction is blocked, one line for each unwaived residual finding and each
// pending element:
//   markings: NAME: residual disclosure: subject:10 (line 9, column 10 of the derivative) holds a name of p1:
//   ... markings: NAME:LINE:COLUMN: pending: p4 is withheld without an exemption code: ...
// Residual places are places of the derivative, pending ones of the input. Never prints document text.
void ReportFindings(const Redaction& redaction, std::string_view name, const Document& document);

// Says that a text which an answer to a request publishes holds a term of a record.
void ReportGlomarFinding(const ResidualFinding& finding, std::string_view record);

// Says what a proof proved, as a note, or why it did not, as a finding: one line either way.
//   markings: NAME: not proved: line 9, column 12 of the derivative (p4) changes with withheld text of p3:
//   ...
// Never prints document text.
ExitCode ReportProof(const Proof& proof, std::uint64_t seed, std::string_view name);

}  // namespace markings::cli

#endif  // CLI_FINDINGS_H_
