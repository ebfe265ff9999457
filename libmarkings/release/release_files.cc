#include "libmarkings/release/internal/release_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "libmarkings/release/digest.h"
#include "libmarkings/release/internal/names.h"
#include "libmarkings/text/day.h"

namespace markings::internal {

Result<void> CheckNames(std::string_view stem, std::string_view date) {
  if (!IsPlainStem(stem)) {
    return Fail(ErrorCode::kUnusableInput, {}, "files cannot be named after this input",
                "give a plain name with --stem, without slashes or control characters");
  }
  if (!IsUtcDate(date)) {
    return Fail(ErrorCode::kUnusableInput, {}, "the date is not of the form 2026-11-23T10:15:00Z",
                "write it so, in UTC");
  }
  return {};
}

std::string ShownRecord(const Derivative& derivative, const Document& document) {
  std::string mrn = FormatMrn(document.header());
  if (!derivative.text.contains(mrn)) mrn.clear();
  return mrn;
}

Manifest BeginManifest(const Policy& policy, const Audience& audience, std::string_view stem,
                       std::string_view date, std::string_view derivative) {
  const Vocabulary& vocabulary = policy.vocabulary();
  Manifest manifest;
  manifest.generator = "markings " MARKINGS_VERSION;
  manifest.date = date;
  manifest.audience = audience.id;
  manifest.audience_title = audience.title;
  manifest.policy_name = policy.name();
  manifest.policy_version = policy.version();
  manifest.policy_sha256 = Sha256Hex(policy.source_text());
  manifest.vocabulary_regime = vocabulary.regime();
  manifest.vocabulary_version = vocabulary.version();
  manifest.vocabulary_sha256 = Sha256Hex(vocabulary.source_text());
  manifest.derivative_file = std::string(stem) + std::string(kDerivativeSuffix);
  manifest.derivative_bytes = derivative.size();
  manifest.derivative_sha256 = Sha256Hex(derivative);
  return manifest;
}

std::string RecipientsSha256(std::span<const AgeRecipient> recipients) {
  if (recipients.empty()) return {};
  std::vector<std::string> lines;
  lines.reserve(recipients.size());
  for (const AgeRecipient& recipient : recipients) lines.push_back(recipient.Format() + "\n");
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line;
  return Sha256Hex(text);
}

Result<std::vector<OutputFile>> MakeFiles(const Manifest& manifest, std::string_view stem,
                                          ReleaseParts parts) {
  std::string text = manifest.Format();
  // What we write must be what we read: a manifest that no verifier accepts is not published.
  if (!Manifest::Parse(text)) {
    return Fail(ErrorCode::kInternal, {}, "the manifest that was made does not read back", "report this");
  }
  const std::string name = std::string(stem) + std::string(kManifestSuffix);
  std::vector<OutputFile> files;
  if (parts.sealed_to.empty()) {
    files.push_back({manifest.derivative_file, std::move(parts.derivative)});
  } else {
    auto sealed = SealAge(parts.derivative, parts.sealed_to);
    if (!sealed) return std::unexpected(std::move(sealed).error());
    files.push_back({manifest.derivative_file + std::string(kAgeSuffix), *std::move(sealed)});
  }
  std::ranges::move(parts.renditions, std::back_inserter(files));
  std::ranges::move(parts.proof_files, std::back_inserter(files));
  if (parts.certificate_signer != nullptr) {
    auto signature = SignCms(text, *parts.certificate_signer, parts.signing_time);
    if (!signature) return std::unexpected(std::move(signature).error());
    files.push_back({name + std::string(kCmsSuffix), *std::move(signature)});
  }
  if (parts.sign_key != nullptr) {
    auto signature = parts.sign_key->Sign(text, fmt::format("markings/release/1 {} {}", name, manifest.date));
    if (!signature) return std::unexpected(std::move(signature).error());
    files.push_back({name + std::string(kSignatureSuffix), *std::move(signature)});
  }
  files.push_back({name, std::move(text)});
  return files;
}

}  // namespace markings::internal
