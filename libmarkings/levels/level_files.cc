#include "libmarkings/levels/internal/level_files.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "libmarkings/levels/internal/ustar.h"
#include "libmarkings/secret/internal/sodium_ready.h"
#include "libmarkings/text/hex.h"
#include "libmarkings/text/padded_size.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMostLevels = 64, kMostBytes = std::size_t{256} << 20;
constexpr std::string_view kPrefix = "level-", kSuffix = ".age", kLevelFile = "level.txt",
                           kPadding = "padding";

std::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kBadSealed, {}, std::move(message), "get the file again, as markings seal wrote it");
}

// A tar of the members, filled up by one more.
std::string PaddedTar(std::vector<TarMember> members) {
  std::size_t size = 2 * kTarBlock + kTarBlock;  // end, and the header of the padding
  for (const TarMember& member : members) size += TarSize(member.bytes.size());
  const std::size_t padded = (PaddedSize(size) + kTarBlock - 1) / kTarBlock * kTarBlock;
  const std::string zeros(padded - size, '\0');
  members.push_back({std::string(kPadding), zeros});
  return WriteTar(members);
}

std::string FormatBelow(std::size_t below) { return fmt::format("markings-level/v1\nbelow {}\n", below); }

std::optional<std::size_t> ReadBelow(std::string_view about) {
  for (std::size_t below = 0; below < kMostLevels; ++below) {
    if (about == FormatBelow(below)) return below;
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> SealFiles(std::span<const OutputFile> files, std::size_t below,
                              std::span<const AgeRecipient> keys) {
  const std::string about = FormatBelow(below);
  std::vector<TarMember> members;
  members.reserve(files.size() + 2);
  for (const OutputFile& file : files) members.push_back({file.name, file.bytes});
  members.push_back({std::string(kLevelFile), about});
  return SealAge(PaddedTar(std::move(members)), keys);
}

Result<OpenedLevel> ReadLevel(std::string_view id, const SecretBytes& opened) {
  const std::string_view tar(reinterpret_cast<const char*>(opened.Reveal().data()), opened.size());
  const auto members = ReadTar(tar);
  if (!members) return std::unexpected(members.error());
  OpenedLevel level;
  level.id = id;
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

Result<std::string> WriteContainer(std::span<const std::string> sealed) {
  if (!SodiumReady()) {
    return Fail(ErrorCode::kInternal, {}, "libsodium could not be started",
                "check the system's source of randomness");
  }
  std::vector<TarMember> members;
  members.reserve(sealed.size());
  for (const std::string& bytes : sealed) {
    std::array<unsigned char, 8> id;
    randombytes_buf(id.data(), id.size());
    members.push_back({fmt::format("{}{}{}", kPrefix, ToHex(id), kSuffix), bytes});
  }
  std::ranges::sort(members, {}, &TarMember::name);
  std::string file = WriteTar(members);
  if (auto read = ReadContainer(file); !read) return std::unexpected(std::move(read).error());
  return file;
}

Result<std::vector<SealedLevel>> ReadContainer(std::string_view file) {
  if (file.size() > kMostBytes) return Bad("it is larger than 256 MiB");
  const auto members = ReadTar(file);
  if (!members) return std::unexpected(members.error());
  if (members->empty() || members->size() > kMostLevels) return Bad("it has no levels, or more than 64");
  std::vector<SealedLevel> levels;
  levels.reserve(members->size());
  for (const TarMember& member : *members) {
    std::array<unsigned char, 8> digits;
    const std::string_view name = member.name;
    const bool plain = name.starts_with(kPrefix) && name.ends_with(kSuffix) &&
                       name.size() == kPrefix.size() + 2 * digits.size() + kSuffix.size() &&
                       FromHex(name.substr(kPrefix.size(), 2 * digits.size()), digits);
    std::string id(plain ? name.substr(kPrefix.size(), 2 * digits.size()) : "");
    if (!plain || (!levels.empty() && id <= levels.back().id)) {
      return Bad("something else than levels stands in it");
    }
    levels.push_back({std::move(id), member.bytes});
  }
  return levels;
}

}  // namespace markings::internal
