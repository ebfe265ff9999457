#include <optional>
#include <utility>

#include "libmarkings/register/entry.h"
#include "libmarkings/register/internal/bundle.h"
#include "libmarkings/register/internal/tiles.h"

namespace markings::internal {
namespace {

constexpr std::size_t kLengthSize = 2;

// The entries of a file that has exactly so many.
std::optional<std::vector<std::string>> ParseBundle(std::string_view bytes, std::size_t width) {
  std::vector<std::string> entries;
  entries.reserve(width);
  while (!bytes.empty()) {
    if (bytes.size() < kLengthSize || entries.size() == width) return std::nullopt;
    const auto high = static_cast<unsigned char>(bytes[0]), low = static_cast<unsigned char>(bytes[1]);
    const std::size_t length = static_cast<std::size_t>(high) << 8 | low;
    bytes.remove_prefix(kLengthSize);
    if (bytes.size() < length) return std::nullopt;
    entries.emplace_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  if (entries.size() != width) return std::nullopt;
  return entries;
}

}  // namespace

void AddToBundle(std::string_view entry, std::string& bundle) {
  bundle += static_cast<char>(entry.size() >> 8 & 0xff);
  bundle += static_cast<char>(entry.size() & 0xff);
  bundle += entry;
}

Result<std::vector<std::string>> ReadBundle(const RegisterFolder& folder, std::uint64_t index,
                                            std::size_t width) {
  const auto bad = [&](const std::string& name, const char* message) {
    return std::unexpected(Error{
        ErrorCode::kBadRegister, {}, message, "take the register from a copy", folder.path() + "/" + name});
  };
  for (const std::size_t has : {width, kTileWidth}) {
    const std::string name = BundlePath(index, has);
    const auto bytes = folder.Read(name, kTileWidth * (kLengthSize + kMaxEntrySize));
    if (!bytes) return std::unexpected(bytes.error());
    if (!*bytes) continue;
    auto entries = ParseBundle(**bytes, has);
    if (!entries) return bad(name, "the file has not the entries that its name says");
    entries->resize(width);
    return *std::move(entries);
  }
  return bad(BundlePath(index, width), "the entries are missing");
}

TreeHash HashOfEntry(std::string_view entry) {
  return LeafHash({reinterpret_cast<const unsigned char*>(entry.data()), entry.size()});
}

}  // namespace markings::internal
