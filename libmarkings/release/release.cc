#include "libmarkings/release/release.h"

#include <fmt/format.h>

#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/internal/names.h"

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

Result<void> CheckOptions(const ReleaseOptions& options) {
  if (!internal::IsPlainStem(options.stem)) {
    return Fail(ErrorCode::kUnusableInput, {}, "files cannot be named after this input",
                "give a plain name with --stem, without slashes or control characters");
  }
  if (!internal::IsUtcDate(options.date)) {
    return Fail(ErrorCode::kUnusableInput, {}, "the date is not of the form 2026-11-23T10:15:00Z",
                "write it so, in UTC");
  }
  return {};
}

std::string ActionName(Override::Action action) {
  switch (action) {
    case Override::Action::kRelease:
      return "release";
    case Override::Action::kMask:
      return "mask";
    case Override::Action::kWithhold:
      break;
  }
  return "withhold";
}

// Of spans, their number alone: where they are tells how much text stands around them.
void AddOverrides(const Overrides& overrides, const Vocabulary& vocabulary, Manifest& manifest) {
  if (overrides.document_mark) {
    manifest.overrides.push_back({"document", "mark", PortionForm(vocabulary, *overrides.document_mark),
                                  overrides.document_mark_reason, overrides.document_mark_authority, "", 0});
  }
  for (const auto* list : {&overrides.decisions, &overrides.masks}) {
    for (const Override& decision : *list) {
      manifest.overrides.push_back({decision.element, ActionName(decision.action),
                                    decision.mark ? PortionForm(vocabulary, *decision.mark) : "",
                                    decision.reason, decision.authority, decision.date,
                                    decision.spans.size()});
    }
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
  const Vocabulary& vocabulary = policy.vocabulary();
  Manifest manifest;
  manifest.generator = "markings " MARKINGS_VERSION;
  manifest.date = options.date;
  // Only what the derivative itself says.
  const std::string mrn = FormatMrn(document.header());
  if (derivative.text.contains(mrn)) manifest.document = mrn;
  manifest.audience = redaction.decisions.audience->id;
  manifest.audience_title = redaction.decisions.audience->title;
  manifest.policy_name = policy.name();
  manifest.policy_version = policy.version();
  manifest.policy_sha256 = Sha256Hex(policy.source_text());
  manifest.vocabulary_regime = vocabulary.regime();
  manifest.vocabulary_version = vocabulary.version();
  manifest.vocabulary_sha256 = Sha256Hex(vocabulary.source_text());
  manifest.derivative_file = options.stem + std::string(internal::kDerivativeSuffix);
  manifest.derivative_bytes = derivative.text.size();
  manifest.derivative_sha256 = Sha256Hex(derivative.text);
  manifest.banner = derivative.banner_line;
  manifest.stamp = derivative.stamp;
  manifest.codes = derivative.codes;
  manifest.units = derivative.units;
  if (options.overrides != nullptr) AddOverrides(*options.overrides, vocabulary, manifest);
  return manifest;
}

}  // namespace

Result<std::vector<OutputFile>> MakeRelease(const Redaction& redaction, const Document& document,
                                            const Policy& policy, const ReleaseOptions& options) {
  if (auto may = CheckMayGo(redaction); !may) return std::unexpected(std::move(may).error());
  if (auto usable = CheckOptions(options); !usable) return std::unexpected(std::move(usable).error());
  const Manifest manifest = MakeManifest(redaction, document, policy, options);
  std::string text = manifest.Format();
  // What we write must be what we read: a manifest that no verifier accepts is not published.
  if (!Manifest::Parse(text)) {
    return Fail(ErrorCode::kInternal, {}, "the manifest that was made does not read back", "report this");
  }
  const std::string name = options.stem + std::string(internal::kManifestSuffix);
  std::vector<OutputFile> files;
  files.push_back({manifest.derivative_file, redaction.derivative.text});
  if (options.sign_key != nullptr) {
    auto signature =
        options.sign_key->Sign(text, fmt::format("markings/release/1 {} {}", name, manifest.date));
    if (!signature) return std::unexpected(std::move(signature).error());
    files.push_back({name + std::string(internal::kSignatureSuffix), *std::move(signature)});
  }
  files.push_back({name, std::move(text)});
  return files;
}

}  // namespace markings
