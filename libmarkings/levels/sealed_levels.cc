#include "libmarkings/levels/sealed_levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/levels/internal/level_files.h"
#include "libmarkings/redact/redaction.h"

namespace markings {
namespace {

constexpr std::size_t kMostStem = 64;

// The error of one level, with its name.
std::unexpected<Error> In(const LevelPlan& level, Error error) {
  error.message = fmt::format("level {}: {}", level.audience->id, error.message);
  return std::unexpected(std::move(error));
}

Result<std::string> SealLevel(const Document& document, const Policy& policy, const Recipients& recipients,
                              const LevelPlan& level, const SealOptions& options) {
  RedactOptions redact;
  redact.file_stem = options.stem;
  const auto redaction = Redact(document, policy, level.audience->id, redact);
  if (!redaction) return In(level, redaction.error());
  ReleaseOptions release;
  release.stem = options.stem;
  release.date = options.date;
  release.sign_key = options.sign_key;
  std::vector<AgeRecipient> keys;
  keys.reserve(level.readers.size());
  for (const std::size_t reader : level.readers) keys.push_back(recipients.readers[reader].key);
  release.recipients = keys;
  release.seal_derivative = false;  // all of the files are sealed together
  const auto files = MakeRelease(*redaction, document, policy, release);
  if (!files) return In(level, files.error());
  auto sealed = internal::SealFiles(*files, level.below, keys);
  if (!sealed) return In(level, std::move(sealed).error());
  return sealed;
}

}  // namespace

Result<std::string> SealLevels(const Document& document, const Policy& policy, const Recipients& recipients,
                               std::span<const LevelPlan> levels, const SealOptions& options) {
  if (options.stem.size() > kMostStem) {
    return Fail(ErrorCode::kUnusableInput, {}, "the stem of the files is longer than 64 bytes",
                "give a shorter one with --stem");
  }
  std::vector<std::string> sealed;
  for (const LevelPlan& level : levels) {
    auto one = SealLevel(document, policy, recipients, level, options);
    if (!one) return one;
    sealed.push_back(*std::move(one));
  }
  return internal::WriteContainer(sealed);
}

Result<std::vector<OpenedLevel>> OpenLevels(std::string_view sealed,
                                            std::span<const AgeIdentity> identities) {
  const auto members = internal::ReadContainer(sealed);
  if (!members) return std::unexpected(members.error());
  std::vector<OpenedLevel> levels;
  for (const internal::SealedLevel& member : *members) {
    const auto opened = OpenAge(member.bytes, identities);
    if (!opened && opened.error().code == ErrorCode::kNoMatch) continue;
    if (!opened) return std::unexpected(opened.error());
    auto level = internal::ReadLevel(member.id, *opened);
    if (!level) return std::unexpected(std::move(level).error());
    levels.push_back(*std::move(level));
  }
  if (levels.empty()) {
    return Fail(ErrorCode::kNoMatch, {}, "no identity that was given opens a level of the file",
                "give the identity of one of its readers");
  }
  std::ranges::stable_sort(levels, std::ranges::greater(), &OpenedLevel::below);
  return levels;
}

Result<std::size_t> CountLevels(std::string_view sealed) {
  const auto members = internal::ReadContainer(sealed);
  if (!members) return std::unexpected(members.error());
  return members->size();
}

}  // namespace markings
