#include "libmarkings/release/release.h"

#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/release/internal/release_files.h"

namespace markings {
namespace {

Result<void> CheckMayGo(const Redaction& redaction) {
  for (const ResidualFinding& finding : redaction.findings) {
    if (finding.waived) continue;
    return Fail(ErrorCode::kResidual, {}, "withheld text survives in what would go out: " + finding.id,
                "withhold that place too, or waive the finding by its id");
  }
  if (redaction.stop_pending) {
    return Fail(ErrorCode::kPending, {},
                "portions are withheld without an exemption code, and the policy says stop",
                "decide each, or give --code, --reason and --authority");
  }
  // For a reason that this room does not know: blocked is blocked.
  if (redaction.blocked()) {
    return Fail(ErrorCode::kResidual, {}, "the redaction is blocked", "see what markings redact says of it");
  }
  return {};
}

void AddOverrides(const Overrides& overrides, const Vocabulary& vocabulary, Manifest& manifest) {
  if (overrides.document_mark) {
    manifest.overrides.push_back({"document", "mark", PortionForm(vocabulary, *overrides.document_mark),
                                  overrides.document_mark_reason, overrides.document_mark_authority, ""});
  }
  for (const Override& decision : overrides.decisions) {
    manifest.overrides.push_back({decision.element,
                                  decision.action == Override::Action::kRelease ? "release" : "withhold",
                                  decision.mark ? PortionForm(vocabulary, *decision.mark) : "",
                                  decision.reason, decision.authority, decision.date});
  }
  for (const Waiver& waiver : overrides.waivers) {
    manifest.waivers.push_back({waiver.finding, waiver.reason, waiver.authority, waiver.date});
  }
  if (overrides.code_for_pending) {
    manifest.code_for_pending = {overrides.code_for_pending->code, overrides.code_for_pending->reason,
                                 overrides.code_for_pending->authority};
  }
}

Manifest MakeManifest(const Redaction& redaction, const Document& document, const Policy& policy,
                      const ReleaseOptions& options) {
  const Derivative& derivative = redaction.derivative;
  Manifest manifest = internal::BeginManifest(policy, *redaction.decisions.audience, options.stem,
                                              options.date, derivative.text);
  // Only what the derivative itself says.
  const std::string mrn = FormatMrn(document.header());
  if (derivative.text.contains(mrn)) manifest.document = mrn;
  manifest.banner = derivative.banner_line;
  manifest.stamp = derivative.stamp;
  manifest.codes = derivative.codes;
  manifest.units = derivative.units;
  if (options.overrides != nullptr) AddOverrides(*options.overrides, policy.vocabulary(), manifest);
  return manifest;
}

}  // namespace

Result<std::vector<OutputFile>> MakeRelease(const Redaction& redaction, const Document& document,
                                            const Policy& policy, const ReleaseOptions& options) {
  if (auto may = CheckMayGo(redaction); !may) return std::unexpected(std::move(may).error());
  if (auto usable = internal::CheckNames(options.stem, options.date); !usable) {
    return std::unexpected(std::move(usable).error());
  }
  const Manifest manifest = MakeManifest(redaction, document, policy, options);
  return internal::MakeFiles(manifest, redaction.derivative.text, options.stem, options.sign_key);
}

}  // namespace markings
