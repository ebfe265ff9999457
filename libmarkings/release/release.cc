#include "libmarkings/release/release.h"

#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/proof/redaction_proof.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/internal/names.h"
#include "libmarkings/release/internal/release_files.h"
#include "libmarkings/text/base64.h"
#include "libmarkings/text/hex.h"

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
  Manifest manifest = internal::BeginManifest(policy, *redaction.decisions.audience, options.stem,
                                              options.date, derivative.text);
  manifest.document = internal::ShownRecord(derivative, document);
  manifest.banner = derivative.banner_line;
  manifest.stamp = derivative.stamp;
  manifest.codes = derivative.codes;
  manifest.units = derivative.units;
  manifest.supersedes = options.supersedes;
  manifest.recipients_sha256 = internal::RecipientsSha256(options.recipients);
  if (options.overrides != nullptr) AddOverrides(*options.overrides, policy.vocabulary(), manifest);
  return manifest;
}

// Renditions, in the order in which the manifest names them.
Result<std::vector<OutputFile>> AddRenditions(const ReleaseOptions& options, Manifest& manifest) {
  if (!options.renditions.empty() && !options.recipients.empty()) {
    return Fail(ErrorCode::kUnusableInput, {}, "renditions are not sealed, and the derivative is to be",
                "release it without recipients, or without renditions");
  }
  std::vector<OutputFile> files;
  for (const RenditionForm& form : RenditionForms()) {
    for (const Rendition& rendition : options.renditions) {
      if (rendition.kind != form.kind) continue;
      std::string file = options.stem + std::string(form.suffix);
      manifest.renditions.push_back(
          {file, rendition.bytes.size(), Sha256Hex(rendition.bytes), std::string(form.media_type)});
      files.push_back({std::move(file), rendition.bytes});
    }
    if (files.size() > 1 && files.back().name == files[files.size() - 2].name) {
      return Fail(ErrorCode::kUnusableInput, {}, "two renditions are of one kind", "give one of each");
    }
  }
  return files;
}

// Proof, note and its signature, named in the manifest.
Result<std::vector<OutputFile>> AddProof(const Derivative& derivative, const Document& document,
                                         const ReleaseOptions& options, Manifest& manifest) {
  const AttestedOriginal& original = *options.original;
  const auto note = OriginalNote::Parse(original.note);
  if (!note) return std::unexpected(note.error());
  auto proof = MakeProof(document, derivative, *note, original.secret);
  if (!proof) return std::unexpected(std::move(proof).error());
  manifest.attestation = {ToHex(note->doc), EncodeBase64(note->root), proof->size(), Sha256Hex(*proof)};
  const std::string note_name = options.stem + std::string(internal::kNoteSuffix);
  std::vector<OutputFile> files;
  files.push_back({options.stem + std::string(internal::kProofSuffix), *std::move(proof)});
  files.push_back({note_name, original.note});
  files.push_back({note_name + std::string(internal::kSignatureSuffix), original.note_signature});
  return files;
}

}  // namespace

Result<std::vector<OutputFile>> MakeRelease(const Redaction& redaction, const Document& document,
                                            const Policy& policy, const ReleaseOptions& options) {
  if (auto may = CheckMayGo(redaction); !may) return std::unexpected(std::move(may).error());
  if (auto usable = internal::CheckNames(options.stem, options.date); !usable) {
    return std::unexpected(std::move(usable).error());
  }
  Manifest manifest = MakeManifest(redaction, document, policy, options);
  auto renditions = AddRenditions(options, manifest);
  if (!renditions) return std::unexpected(std::move(renditions).error());
  std::vector<OutputFile> proof_files;
  if (options.original != nullptr) {
    auto made = AddProof(redaction.derivative, document, options, manifest);
    if (!made) return std::unexpected(std::move(made).error());
    proof_files = *std::move(made);
  }
  internal::ReleaseParts parts{.derivative = redaction.derivative.text,
                               .renditions = *std::move(renditions),
                               .proof_files = std::move(proof_files),
                               .sign_key = options.sign_key,
                               .certificate_signer = options.certificate_signer,
                               .signing_time = options.signing_time};
  if (options.seal_derivative) parts.sealed_to = options.recipients;
  return internal::MakeFiles(manifest, options.stem, std::move(parts));
}

}  // namespace markings
