#include "cli/redaction_inputs.h"

#include <utility>

#include "cli/io.h"

namespace markings::cli {

std::optional<Error> CheckRedactionFiles(const RedactionFiles& files) {
  if (files.policy.empty()) return Unusable("no policy is given", "name one with --policy FILE");
  if (files.audience.empty()) return Unusable("no audience is given", "name one with --audience NAME");
  int from_standard_input = 0;
  for (const std::string* path : {&files.input, &files.policy, &files.overrides, &files.vocabulary})
    from_standard_input += *path == "-" ? 1 : 0;
  if (from_standard_input > 1)
    return Unusable("two inputs are to come from standard input", "name a file for all but one");
  return std::nullopt;
}

std::optional<ExitCode> LoadRedactionInputs(const RedactionFiles& files, RedactionInputs& inputs) {
  auto policy = LoadPolicy(files.policy, files.vocabulary);
  if (!policy) return policy.error();
  inputs.policy = std::move(policy->policy);
  if (auto audience = inputs.policy->FindAudience(files.audience); !audience) {
    return ReportError(audience.error(), files.policy);
  }
  auto document = LoadDocument(files.input, inputs.policy->shared_vocabulary(), files.how);
  if (!document) return document.error();
  inputs.document = *std::move(document);
  if (files.overrides.empty()) return std::nullopt;
  auto loaded = LoadOverrides(files.overrides, *inputs.policy);
  if (!loaded) return loaded.error();
  inputs.overrides_text = std::move(loaded->text);
  inputs.overrides = std::move(loaded->overrides);
  return std::nullopt;
}

ExitCode ReportRedactionError(const Error& error, const RedactionInputs& inputs) {
  const bool in_overrides = error.code == ErrorCode::kBadOverrides && inputs.overrides_text;
  return in_overrides ? ReportError(error, *inputs.overrides_text)
                      : ReportError(error, inputs.document->buffer());
}

}  // namespace markings::cli
