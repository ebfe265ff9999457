#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/levels/internal/level_files.h"
#include "libmarkings/levels/sealed_levels.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/release/reissue.h"
#include "libmarkings/release/verify.h"

namespace markings {
namespace {

std::unexpected<Error> Unusable(std::string message) {
  return Fail(ErrorCode::kUnusableInput, {}, std::move(message), "seal the original anew");
}

std::vector<std::string_view> SignaturesOf(const OpenedLevel& level) {
  std::vector<std::string_view> signatures;
  for (const OutputFile& file : level.files) {
    if (file.name.ends_with(".minisig")) signatures.emplace_back(file.bytes);
  }
  return signatures;
}

std::unexpected<Error> In(const OpenedLevel& level, Error error) {
  error.message = fmt::format("level {}: {}", level.audience, error.message);
  return std::unexpected(std::move(error));
}

Result<std::string> ResealLevel(const OpenedLevel& level, const LevelPlan& plan, const Policy& policy,
                                const Recipients& recipients, const ResealOptions& options) {
  const OutputFile& manifest = level.files.back();
  const auto signatures = SignaturesOf(level);
  // Derivative, signature, manifest: a file that markings seal did not put there has no place in a new one.
  if (level.files.size() != 2 + signatures.size()) return Unusable("it holds files that are not resealed");
  if (Manifest::Parse(manifest.bytes)->policy_sha256 != Sha256Hex(policy.source_text())) {
    return Unusable("it was made by another policy than the one that says who may read it");
  }
  std::vector<AgeRecipient> keys;
  keys.reserve(plan.readers.size());
  for (const std::size_t reader : plan.readers) keys.push_back(recipients.readers[reader].key);
  auto files = ReissueManifest(
      {level.files.front().bytes, manifest.bytes, manifest.name, signatures},
      {.recipients = keys, .date = options.date, .keys = options.keys, .sign_key = options.sign_key});
  if (!files) return std::unexpected(std::move(files).error());
  files->insert(files->begin(), level.files.front());
  return internal::SealFiles(*files, plan.below, keys);
}

}  // namespace

Result<void> CheckLevel(const OpenedLevel& level, std::span<const MinisignPublicKey> keys) {
  VerifyInput input;
  input.keys.assign(keys.begin(), keys.end());
  input.signatures = SignaturesOf(level);
  input.derivative = level.files.front().bytes;
  input.manifest = level.files.back().bytes;
  input.manifest_name = level.files.back().name;
  if (auto failed = FirstFailure(VerifyRelease(input))) return std::unexpected(*std::move(failed));
  return {};
}

Result<std::string> ResealLevels(std::string_view sealed, std::span<const AgeIdentity> identities,
                                 const Policy& policy, const Recipients& recipients,
                                 std::span<const LevelPlan> levels, const ResealOptions& options) {
  const auto opened = OpenLevels(sealed, identities);
  if (!opened) return std::unexpected(opened.error());
  const auto all = CountLevels(sealed);
  if (!all) return std::unexpected(all.error());
  if (opened->size() != *all) {
    return Fail(
        ErrorCode::kNoMatch, {},
        fmt::format("{} of its {} levels open with the identities that were given", opened->size(), *all),
        "give the identity of a reader who opens them all");
  }
  std::vector<std::string> resealed;
  for (const LevelPlan& plan : levels) {
    const auto level = std::ranges::find(*opened, plan.audience->id, &OpenedLevel::audience);
    if (level == opened->end() || opened->size() != levels.size()) {
      return Unusable("it has other levels than the recipients file names");
    }
    auto one = ResealLevel(*level, plan, policy, recipients, options);
    if (!one) return In(*level, std::move(one).error());
    resealed.push_back(*std::move(one));
  }
  return internal::WriteContainer(resealed);
}

}  // namespace markings
