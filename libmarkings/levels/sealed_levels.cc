#include "libmarkings/levels/sealed_levels.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "libmarkings/levels/internal/ustar.h"
#include "libmarkings/redact/redaction.h"
#include "libmarkings/secret/internal/sodium_ready.h"
#include "libmarkings/text/hex.h"

namespace markings {
namespace {

using internal::TarMember;

constexpr std::size_t kMostLevels = 64, kMostStem = 64, kMostBytes = std::size_t{256} << 20;
constexpr std::string_view kPrefix = "level-", kSuffix = ".age", kLevelFile = "level.txt",
                           kPadding = "padding";

std::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kBadSealed, {}, std::move(message), "get the file again, as markings seal wrote it");
}

// The error of one level, with its name.
std::unexpected<Error> In(const LevelPlan& level, Error error) {
  error.message = fmt::format("level {}: {}", level.audience->id, error.message);
  return std::unexpected(std::move(error));
}

// The next length with so few significant bits that it tells little: at most 12 % more. Source: PADME,
// Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
// section 4.
std::size_t PaddedSize(std::size_t size) {
  const auto exponent = static_cast<unsigned>(std::bit_width(size) - 1);
  const auto kept = static_cast<unsigned>(std::bit_width(exponent));
  const std::size_t mask = (std::size_t{1} << (exponent - kept)) - 1;
  return (size + mask) & ~mask;
}

// A tar of the members, filled up by one more.
std::string PaddedTar(std::vector<TarMember> members) {
  std::size_t size = 2 * internal::kTarBlock + internal::kTarBlock;  // end, and the header of the padding
  for (const TarMember& member : members) size += internal::TarSize(member.bytes.size());
  const std::size_t padded =
      (PaddedSize(size) + internal::kTarBlock - 1) / internal::kTarBlock * internal::kTarBlock;
  const std::string zeros(padded - size, '\0');
  members.push_back({std::string(kPadding), zeros});
  return internal::WriteTar(members);
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
  const std::string about = fmt::format("markings-level/v1\nbelow {}\n", level.below);
  std::vector<TarMember> members;
  members.reserve(files->size() + 2);
  for (const OutputFile& file : *files) members.push_back({file.name, file.bytes});
  members.push_back({std::string(kLevelFile), about});
  auto sealed = SealAge(PaddedTar(std::move(members)), keys);
  if (!sealed) return In(level, std::move(sealed).error());
  return sealed;
}

std::string NewId() {
  std::array<unsigned char, 8> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  return ToHex(bytes);
}

// The levels of a file: their ids and sealed bytes.
Result<std::vector<TarMember>> ReadContainer(std::string_view sealed) {
  if (sealed.size() > kMostBytes) return Bad("it is larger than 256 MiB");
  auto members = internal::ReadTar(sealed);
  if (!members) return members;
  if (members->empty() || members->size() > kMostLevels) return Bad("it has no levels, or more than 64");
  std::string last;
  for (const TarMember& member : *members) {
    std::array<unsigned char, 8> id;
    const std::string_view name = member.name;
    const bool plain = name.starts_with(kPrefix) && name.ends_with(kSuffix) &&
                       name.size() == kPrefix.size() + 2 * id.size() + kSuffix.size() &&
                       FromHex(name.substr(kPrefix.size(), 2 * id.size()), id);
    if (!plain || member.name <= last) return Bad("something else than levels stands in it");
    last = member.name;
  }
  return members;
}

std::optional<std::size_t> ReadBelow(std::string_view about) {
  for (std::size_t below = 0; below < kMostLevels; ++below) {
    if (about == fmt::format("markings-level/v1\nbelow {}\n", below)) return below;
  }
  return std::nullopt;
}

// Anybody who has a reader's public key can seal to it: what opens is authentic and still from nobody in
// particular. Its names must not lead a reader's tools elsewhere.
Result<OpenedLevel> ReadLevel(std::string id, const SecretBytes& opened) {
  const std::string_view tar(reinterpret_cast<const char*>(opened.Reveal().data()), opened.size());
  const auto members = internal::ReadTar(tar);
  if (!members) return std::unexpected(members.error());
  OpenedLevel level;
  level.id = std::move(id);
  bool about = false, padded = false;
  for (const TarMember& member : *members) {
    if (padded) return Bad("something follows the padding of a level");
    if (member.name == kPadding) {
      padded = true;
    } else if (member.name == kLevelFile) {
      const auto below = ReadBelow(member.bytes);
      if (!below || about) return Bad("what a level says of itself cannot be read");
      level.below = *below;
      about = true;
    } else if (about) {
      return Bad("the files of a level are not in their order");
    } else {
      level.files.push_back({member.name, std::string(member.bytes)});
    }
  }
  if (!about || !padded || level.files.size() < 2) return Bad("a level is not whole");
  const auto manifest = Manifest::Parse(level.files.back().bytes);
  if (!manifest) return Bad("the manifest of a level cannot be read");
  if (level.files.front().name != manifest->derivative_file)
    return Bad("a level holds another text than its manifest names");
  for (const OutputFile& file : level.files) {
    const std::string stem = manifest->derivative_file.substr(0, manifest->derivative_file.size() - 4);
    if (!file.name.starts_with(stem + ".")) return Bad("a level holds a file of another name");
  }
  level.audience = manifest->audience;
  return level;
}

}  // namespace

Result<std::string> SealLevels(const Document& document, const Policy& policy, const Recipients& recipients,
                               std::span<const LevelPlan> levels, const SealOptions& options) {
  if (!internal::SodiumReady()) {
    return Fail(ErrorCode::kInternal, {}, "libsodium could not be started",
                "check the system's source of randomness");
  }
  if (options.stem.size() > kMostStem) {
    return Fail(ErrorCode::kUnusableInput, {}, "the stem of the files is longer than 64 bytes",
                "give a shorter one with --stem");
  }
  std::vector<std::pair<std::string, std::string>> sealed;
  for (const LevelPlan& level : levels) {
    auto one = SealLevel(document, policy, recipients, level, options);
    if (!one) return one;
    sealed.emplace_back(fmt::format("{}{}{}", kPrefix, NewId(), kSuffix), *std::move(one));
  }
  // By their random names: their order tells nothing.
  std::ranges::sort(sealed);
  std::vector<TarMember> members;
  members.reserve(sealed.size());
  for (const auto& [name, bytes] : sealed) members.push_back({name, bytes});
  std::string file = internal::WriteTar(members);
  // What is written must be what is read.
  if (auto read = ReadContainer(file); !read) return std::unexpected(std::move(read).error());
  return file;
}

Result<std::vector<OpenedLevel>> OpenLevels(std::string_view sealed,
                                            std::span<const AgeIdentity> identities) {
  const auto members = ReadContainer(sealed);
  if (!members) return std::unexpected(members.error());
  std::vector<OpenedLevel> levels;
  for (const TarMember& member : *members) {
    const auto opened = OpenAge(member.bytes, identities);
    if (!opened && opened.error().code == ErrorCode::kNoMatch) continue;
    if (!opened) return std::unexpected(opened.error());
    auto level = ReadLevel(
        member.name.substr(kPrefix.size(), member.name.size() - kPrefix.size() - kSuffix.size()), *opened);
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
  const auto members = ReadContainer(sealed);
  if (!members) return std::unexpected(members.error());
  return members->size();
}

}  // namespace markings
