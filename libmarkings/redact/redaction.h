#ifndef LIBMARKINGS_REDACT_REDACTION_H_
#define LIBMARKINGS_REDACT_REDACTION_H_

// The whole of one redaction in one call: decide, build, check.
//
//   auto redaction = Redact(document, policy, "public", {.file_stem = "cable"});
//   if (redaction->blocked()) ... redaction->findings ...
//   else Write(redaction->derivative.text);

#include <span>
#include <string>
#include <vector>

#include "libmarkings/cable/document.h"
#include "libmarkings/export.h"
#include "libmarkings/policy/decision.h"
#include "libmarkings/redact/derivative.h"
#include "libmarkings/redact/residual.h"

namespace markings {

struct MARKINGS_API RedactOptions {
  const Overrides* overrides = nullptr;
  std::string file_stem;  // the name that goes out, checked like any other text; empty: none
  AsOf as_of{};           // the day to decide by (Decide)  // NOLINT(readability-redundant-member-init)
  // What goes out too beside what a redaction knows of: checked like any other text.
  std::span<const OutgoingText> outgoing{};  // NOLINT(readability-redundant-member-init)
};

struct MARKINGS_API Redaction {
  Decisions decisions;
  Derivative derivative;
  std::vector<ResidualFinding> findings;
  bool stop_pending = false;  // the policy says stop and portions are pending
  // Whether nothing of it may go out: an unwaived finding, or pending portions under no_code = "stop".
  [[nodiscard]] bool blocked() const;
};

// Errors: those of Decide and BuildDerivative; kBadOverrides when a waiver names no finding.
[[nodiscard]] MARKINGS_API Result<Redaction> Redact(const Document& document, const Policy& policy,
                                                    std::string_view audience, const RedactOptions& options);

}  // namespace markings

#endif  // LIBMARKINGS_REDACT_REDACTION_H_
