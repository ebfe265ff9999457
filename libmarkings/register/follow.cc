// A register is checked by growing its tree again from the entries, and holding each tile that comes out
// against the file.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/register/internal/bundle.h"
#include "libmarkings/register/internal/checkpoint_file.h"
#include "libmarkings/register/internal/frontier.h"
#include "libmarkings/register/register.h"

namespace markings {
namespace {

using internal::Frontier;
using internal::RegisterFolder;
using internal::Tile;

// What a register contradicts itself in is, to who verifies it, a verification that failed.
std::unexpected<Error> AsFailure(Error error) {
  if (error.code == ErrorCode::kBadRegister) {
    error.code = ErrorCode::kNotAuthentic;
    error.fix = "do not trust this copy; get another";
  }
  return std::unexpected(std::move(error));
}

std::unexpected<Error> Wrong(std::string file, std::string message) {
  return AsFailure({ErrorCode::kBadRegister, {}, std::move(message), {}, std::move(file)});
}

Result<void> CompareTile(const RegisterFolder& folder, const Tile& tile, std::span<const TreeHash> hashes) {
  const auto found = ReadTile(folder, tile);
  if (!found) return AsFailure(found.error());
  if (!std::ranges::equal(*found, hashes)) {
    return Wrong(folder.path() + "/" + TilePath(tile), "the tile is not the one that the entries give");
  }
  return {};
}

// Adds the entries from where the frontier stands up to `size`.
Result<void> Grow(const RegisterFolder& folder, Frontier& frontier, std::uint64_t size,
                  const EntryVisitor& visit) {
  const Frontier::Sink compare = [&](const Tile& tile, std::span<const TreeHash> hashes) {
    return CompareTile(folder, tile, hashes);
  };
  while (frontier.size() < size) {
    const std::uint64_t number = frontier.size() / internal::kTileWidth;
    const std::size_t width = internal::WidthOf(0, number, size);
    const auto entries = internal::ReadBundle(folder, number, width);
    if (!entries) return AsFailure(entries.error());
    const std::vector<TreeHash> before(frontier.leaves().begin(), frontier.leaves().end());
    for (std::size_t i = 0; i < entries->size(); ++i) {
      const std::string& entry = (*entries)[i];
      const TreeHash leaf = internal::HashOfEntry(entry);
      if (i < before.size()) {
        if (leaf == before[i]) continue;
        return Wrong(folder.path() + "/" + internal::BundlePath(number, width),
                     "an entry is not the one that was logged before");
      }
      if (visit) {
        if (auto visited = visit(frontier.size(), entry); !visited) return visited;
      }
      if (auto added = frontier.Add(leaf, compare); !added) return added;
    }
  }
  return frontier.HandOutPartial(compare);
}

Result<OpenedCheckpoint> Check(const RegisterFolder& folder, OpenedCheckpoint opened, Frontier frontier,
                               const EntryVisitor& visit) {
  if (auto grown = Grow(folder, frontier, opened.checkpoint.size, visit); !grown) {
    return std::unexpected(std::move(grown).error());
  }
  const auto root = frontier.Root();
  if (!root) return std::unexpected(root.error());
  if (*root != opened.checkpoint.root) {
    return Wrong(folder.path(), "the entries of the register do not give the root of its checkpoint");
  }
  return opened;
}

Result<OpenedCheckpoint> OpenNow(const RegisterFolder& folder, const RegisterTrust& trust) {
  const auto note = internal::ReadCheckpointFile(folder);
  if (!note) return AsFailure(note.error());
  auto opened = OpenCheckpoint(*note, trust);
  if (!opened) {
    const auto named = internal::InCheckpoint(folder, std::move(opened).error());
    return AsFailure(named.error());
  }
  return opened;
}

}  // namespace

Result<OpenedCheckpoint> VerifyRegister(const std::string& folder_name, const RegisterTrust& trust,
                                        const EntryVisitor& visit) {
  const auto folder = RegisterFolder::Open(folder_name);
  if (!folder) return std::unexpected(folder.error());
  auto opened = OpenNow(*folder, trust);
  if (!opened) return opened;
  return Check(*folder, *std::move(opened), Frontier(), visit);
}

Result<OpenedCheckpoint> FollowRegister(const std::string& folder_name, const RegisterTrust& trust,
                                        std::string_view old_checkpoint, const EntryVisitor& visit) {
  const auto folder = RegisterFolder::Open(folder_name);
  if (!folder) return std::unexpected(folder.error());
  // The witnesses of the old one are of no matter: it was accepted then.
  const auto old = OpenCheckpoint(old_checkpoint, {trust.log});
  if (!old) return std::unexpected(old.error());
  auto opened = OpenNow(*folder, trust);
  if (!opened) return opened;
  const Checkpoint& before = old->checkpoint;
  const Checkpoint& now = opened->checkpoint;
  if (now.size < before.size) {
    return Wrong(folder_name, fmt::format("the register was rolled back: it had {} entries and has {}",
                                          before.size, now.size));
  }
  if (now.size == before.size && now.root != before.root) {
    return Wrong(folder_name, "the register was forked: it has as many entries as before, and others");
  }
  auto frontier = Frontier::Read(*folder, before.size, now.size);
  if (!frontier) return AsFailure(std::move(frontier).error());
  const auto root = frontier->Root();
  if (!root) return std::unexpected(root.error());
  if (*root != before.root) {
    return Wrong(folder_name, "the register was forked: its first entries are not those of before");
  }
  return Check(*folder, *std::move(opened), *std::move(frontier), visit);
}

Result<std::vector<RevokeEntry>> ReadRevocations(const std::string& folder_name, const RegisterTrust& trust) {
  std::vector<RevokeEntry> revoked;
  std::optional<std::uint64_t> unknown;
  const auto look = [&](std::uint64_t index, std::string_view bytes) -> Result<void> {
    const auto entry = ParseEntry(bytes);
    if (!entry && !unknown) unknown = index;
    if (entry && std::holds_alternative<RevokeEntry>(*entry))
      revoked.push_back(std::get<RevokeEntry>(*entry));
    return {};
  };
  if (auto whole = VerifyRegister(folder_name, trust, look); !whole) {
    return std::unexpected(std::move(whole).error());
  }
  // It is what was logged, but nobody knows what it revokes.
  if (unknown) {
    return Wrong(folder_name, fmt::format("entry {} is in no form that this version reads", *unknown));
  }
  return revoked;
}

}  // namespace markings
