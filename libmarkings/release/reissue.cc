#include "libmarkings/release/reissue.h"

#include <fmt/format.h>

#include <utility>

#include "libmarkings/release/digest.h"
#include "libmarkings/release/internal/names.h"
#include "libmarkings/release/internal/release_files.h"
#include "libmarkings/release/verify.h"

namespace markings {
namespace {

std::unexpected<Error> Unusable(std::string message, std::string fix) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), std::move(fix));
}

// A signature by the office must not be had for a text that somebody else sealed to it.
Result<void> CheckSigned(const ReleaseToReissue& release, std::span<const MinisignPublicKey> keys) {
  VerifyInput input;
  input.manifest = release.manifest;
  input.manifest_name = release.manifest_name;
  input.signatures = release.signatures;
  input.derivative = release.derivative;
  input.keys.assign(keys.begin(), keys.end());
  if (const auto error = FirstFailure(VerifyRelease(input))) return std::unexpected(*error);
  return {};
}

Result<void> CheckKeys(const ReleaseToReissue& release, const ReissueOptions& options) {
  if (release.signatures.empty()) {
    if (options.sign_key == nullptr && options.keys.empty()) return {};
    return Unusable("it was not signed, so nothing tells whose it is: it is not signed now",
                    "release the original anew, signed");
  }
  if (release.signatures.size() > 1) {
    return Unusable("several keys signed it, and one cannot sign for all", "release the original anew");
  }
  if (options.sign_key == nullptr || options.keys.empty()) {
    return Unusable("it was signed, and a new manifest needs a signature too",
                    "name the key that must have signed it, and the one that signs it anew");
  }
  return CheckSigned(release, options.keys);
}

}  // namespace

Result<std::vector<OutputFile>> ReissueManifest(const ReleaseToReissue& release,
                                                const ReissueOptions& options) {
  if (options.recipients.empty()) return Unusable("no recipient is given", "name one at least");
  if (auto signed_before = CheckKeys(release, options); !signed_before) {
    return std::unexpected(std::move(signed_before).error());
  }
  auto manifest = Manifest::Parse(release.manifest);
  if (!manifest) return std::unexpected(std::move(manifest).error());
  if (!manifest->renditions.empty())
    return Unusable("it has renditions, which are not sealed", "release the original anew, without them");
  const auto stem = internal::StemOfDerivative(manifest->derivative_file);
  if (!stem || release.manifest_name != std::string(*stem) + std::string(internal::kManifestSuffix) ||
      manifest->derivative_bytes != release.derivative.size() ||
      manifest->derivative_sha256 != Sha256Hex(release.derivative)) {
    return Fail(ErrorCode::kNotAuthentic, {}, "the derivative is not the one that the manifest names",
                "do not use it; ask who sent it");
  }
  const std::string name(*stem);
  if (auto usable = internal::CheckNames(name, options.date); !usable) {
    return std::unexpected(std::move(usable).error());
  }
  manifest->supersedes = Sha256Hex(release.manifest);
  manifest->recipients_sha256 = internal::RecipientsSha256(options.recipients);
  manifest->date = options.date;
  auto files = internal::MakeFiles(
      *manifest, name, {.derivative = std::string(release.derivative), .sign_key = options.sign_key});
  if (!files) return files;
  files->erase(files->begin());  // the derivative: the caller has it, and seals it
  return files;
}

}  // namespace markings
