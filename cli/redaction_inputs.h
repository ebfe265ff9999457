#ifndef CLI_REDACTION_INPUTS_H_
#define CLI_REDACTION_INPUTS_H_

#include <optional>
#include <string>

#include "cli/exit_code.h"
#include "cli/load.h"
#include "libmarkings/cable/document.h"
#include "libmarkings/policy/overrides.h"
#include "libmarkings/policy/policy.h"
#include "libmarkings/text/buffer.h"
#include "libmarkings/text/error.h"

namespace markings::cli {

// What is redacted, for whom and by what, as a command line names it.
struct RedactionFiles {
  std::string input, policy, audience, overrides, vocabulary;  // the last two may be empty
  InputOptions how;
};

// Everything that a redaction is made of; members in the order in which they depend on each other.
struct RedactionInputs {
  std::optional<Policy> policy;
  std::optional<Document> document;
  std::optional<Buffer> overrides_text;
  std::optional<Overrides> overrides;

  [[nodiscard]] const Overrides* overrides_or_null() const { return overrides ? &*overrides : nullptr; }
};

// What is missing, or would be read from standard input twice.
[[nodiscard]] std::optional<Error> CheckRedactionFiles(const RedactionFiles& files);

// Reads and checks all inputs; reports the first that cannot be used.
[[nodiscard]] std::optional<ExitCode> LoadRedactionInputs(const RedactionFiles& files,
                                                          RedactionInputs& inputs);

// Reports why nothing could be redacted, in the file that it lies in.
ExitCode ReportRedactionError(const Error& error, const RedactionInputs& inputs);

}  // namespace markings::cli

#endif  // CLI_REDACTION_INPUTS_H_
